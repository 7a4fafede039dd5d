// @vitest-environment jsdom
/** Names that call somebody stand out in a text, and only there. */
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { MessageBody } from '../../renderer/features/timeline/MessageBody.tsx'
import { splitMentions } from '../../renderer/features/timeline/mentions.ts'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { TooltipProvider } from '../../renderer/ui/Tooltip.tsx'
import type { Mention } from '../../shared/model.ts'
import { accountOf } from '../support/makeEvent.ts'

afterEach(cleanup)

const elin: Mention = { account: accountOf(1), name: 'Elin' }
const sorby: Mention = { account: accountOf(2), name: 'Elin Sørby' }
const called = (text: string, ...mentions: Mention[]) =>
  splitMentions(text, mentions)
    .filter(part => part.account !== null)
    .map(part => part.text)

describe('a name', () => {
  test.each([
    ['at the beginning', '@Elin look', ['@Elin']],
    ['in brackets, with a comma behind it', 'hm (@Elin, you?)', ['@Elin']],
    ['twice', '@Elin and @Elin', ['@Elin', '@Elin']],
    ['inside an address', 'mail@Elin.example', []],
    ['as the beginning of another word', '@Elinor', []],
    ['without the @', 'Elin', []],
    ['of nobody who is mentioned', '@Mara', []]
  ])('%s', (_, text, marks) => expect(called(text, elin)).toEqual(marks))

  test('that begins another is not taken for it', () => {
    expect(called('@Elin Sørby and @Elin', elin, sorby)).toEqual(['@Elin Sørby', '@Elin'])
    expect(splitMentions('@Elin Sørby', [elin, sorby])[0]?.account).toBe(sorby.account)
  })
})

test('nothing of a text is lost', () => {
  const text = 'a @Elin b @Mara @Elin'
  expect(
    splitMentions(text, [elin])
      .map(part => part.text)
      .join('')
  ).toBe(text)
})

const show = (body: string, mentions: readonly Mention[] = [elin], me = accountOf(1)): HTMLElement =>
  render(
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <MessageBody body={body} mentions={mentions} me={me} />
      </TooltipProvider>
    </LanguageProvider>
  ).container

test('in a message the name stands out, oneself more than others', () => {
  show('**Hey** @Elin and @Mara', [elin, { account: accountOf(3), name: 'Mara' }])
  const [own, other] = [screen.getByText('@Elin'), screen.getByText('@Mara')]
  expect(own.className).not.toBe(other.className)
  expect(own.className).toContain(other.className)
})

test('in code and links it is text like any other', () => {
  const { textContent } = show('`@Elin` and [@Elin](https://example.org)')
  expect(textContent).toBe('@Elin and @Elin')
  expect(screen.getAllByText('@Elin').map(element => element.tagName)).toEqual(['CODE', 'A'])
})

test('a name with the marks of Markdown or HTML in it is still only text', () => {
  const odd: Mention = { account: accountOf(4), name: '<b>x</b>' }
  expect(show('hello @<b>x</b> there', [odd]).querySelector('b')).toBeNull()
})
