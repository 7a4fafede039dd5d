// @vitest-environment jsdom
/** A link to a message leads there, wherever it stands in a text, and never out of Earshot. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { MessageBody } from '../../renderer/features/timeline/MessageBody.tsx'
import { linkedMessage, linkTo, OpenLinked } from '../../renderer/features/timeline/messageLinks.ts'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { TooltipProvider } from '../../renderer/ui/Tooltip.tsx'
import type { EventId } from '../../shared/model.ts'

afterEach(cleanup)
const ID = 'ab'.repeat(32) as EventId

function show(body: string): { opened: EventId[]; page: HTMLElement } {
  const opened: EventId[] = []
  const { container } = render(
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <OpenLinked value={id => opened.push(id)}>
          <MessageBody body={body} />
        </OpenLinked>
      </TooltipProvider>
    </LanguageProvider>
  )
  return { opened, page: container }
}

test.each([
  ['alone', linkTo(ID)],
  ['among words', `as I said, ${linkTo(ID)}.`],
  ['in brackets', `<${linkTo(ID)}>`],
  ['with words of its own', `**[see here](${linkTo(ID)})**`]
])('%s it is a button that leads to the message', (_, body) => {
  const { opened, page } = show(body)
  fireEvent.click(screen.getByRole('button', { name: 'a message' }))
  expect(opened).toEqual([ID])
  expect(page.querySelector('a')).toBeNull()
  expect(page.textContent).not.toContain('earshot:')
})

test.each([
  ['too short', `earshot:message/${'ab'.repeat(31)}`],
  ['too long', `${linkTo(ID)}f`],
  ['of another kind', `earshot:settings/${ID}`],
  ['in code', `\`${linkTo(ID)}\``],
  ['in a block of code', `\`\`\`\n${linkTo(ID)}\n\`\`\``],
  ['with more behind it', `[x](${linkTo(ID)}/../x)`]
])('%s it leads nowhere', (_, body) => {
  const { page } = show(body)
  expect(screen.queryByRole('button', { name: 'a message' })).toBeNull()
  expect(page.querySelector('a')).toBeNull()
})

test('what is copied is what is understood', () => {
  expect(linkedMessage(linkTo(ID))).toBe(ID)
  expect(linkedMessage(`https://a.example/${ID}`)).toBeUndefined()
})
