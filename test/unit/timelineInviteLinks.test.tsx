// @vitest-environment jsdom
/** An invite in a text is a way to look at it, wherever it stands, and is never cut, changed or followed out of Earshot. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { type WindowActions, WindowActionsContext } from '../../renderer/bridge/windowActions.ts'
import { MessageBody } from '../../renderer/features/timeline/MessageBody.tsx'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { snippet } from '../../renderer/ui/snippet.ts'
import { TooltipProvider } from '../../renderer/ui/Tooltip.tsx'

afterEach(cleanup)

const START = 'earshot://join/1/'
const MAX_CHARS = 1_024
/** As the core writes them, by length and letters. */
const linkOf = (n: number, bytes = 164): string =>
  START + Buffer.from(Array.from({ length: bytes }, (_, at) => (n * 31 + at * at * 13) % 256)).toString('base64url')
const LINK = linkOf(1)
const OTHER = linkOf(2)
/** Markdown would make two of these slanted or bold, and take the marks away. */
const MARKED = `${START}_Cg-_ab__cd-_ef__gh_-ij_k`

function show(body: string): { opened: string[]; page: HTMLElement; invites: HTMLElement[] } {
  const opened: string[] = []
  const actions = { joinWith: (link: string) => void opened.push(link) } as Partial<WindowActions> as WindowActions
  const { container } = render(
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <WindowActionsContext value={actions}>
          <MessageBody body={body} />
        </WindowActionsContext>
      </TooltipProvider>
    </LanguageProvider>
  )
  return { opened, page: container, invites: screen.queryAllByRole('button', { name: 'Invite to a private channel' }) }
}

const press = (body: string): string[] => {
  const { opened, page, invites } = show(body)
  for (const one of invites) fireEvent.click(one)
  expect(page.querySelector('a')).toBeNull()
  return opened
}

describe('pressed, it is handed on whole', () => {
  test.each([
    ['alone', LINK],
    ['at the end of a sentence', `Come in: ${LINK}.`],
    ['before a comma', `${LINK}, if you like`],
    ['before other marks', `${LINK}!? ${LINK}; ${LINK}…`],
    ['in parentheses', `the watch (${LINK})`],
    ['in parentheses at the end of a sentence', `the watch (see ${LINK}).`],
    ['in quotes', `"${LINK}" and “${LINK}” and '${LINK}'`],
    ['in square brackets', `[${LINK}]`],
    ['in pointed brackets', `<${LINK}>`],
    ['before a dash', `${LINK} - until noon`],
    ['with marks of emphasis', `**${LINK}** _${LINK}_ __${LINK}__ *${LINK}* ~~${LINK}~~`],
    ['with words of its own', `[have a look](${LINK})`],
    ['by a reference', `[have a look][1]\n\n[1]: ${LINK}`],
    ['in a quote, a list and a heading', `> ${LINK}\n\n- ${LINK}\n\n# ${LINK}`],
    ['in a table', `| where |\n|---|\n| ${LINK} |`],
    ['behind a letter of a script without spaces', `请看${LINK}。`],
    ['over two lines of text', `one\n${LINK}\ntwo`]
  ])('%s', (_, body) => {
    expect(new Set(press(body))).toEqual(new Set([LINK]))
  })

  test('several in one text, each for itself', () => {
    expect(press(`${LINK} ${OTHER}\n${LINK},${OTHER}`)).toEqual([LINK, OTHER, LINK, OTHER])
  })

  test('with marks of Markdown in it, which are letters here', () => {
    const { opened, page, invites } = show(`a_b ${MARKED} and ${MARKED}.`)
    for (const one of invites) fireEvent.click(one)
    expect(opened).toEqual([MARKED, MARKED])
    expect(page.querySelector('em, strong')).toBeNull()
  })

  test('of other lengths, and of as many letters as there may be', () => {
    const long = `${START}${'A'.repeat(MAX_CHARS - START.length)}`
    expect(press(`(${linkOf(3, 203)}) (${long})`)).toEqual([linkOf(3, 203), long])
  })

  test('not whole, it is handed on all the same: the dialog says what is wrong with it', () => {
    expect(press(`${START}half`)).toEqual([`${START}half`])
  })
})

test('the text of it stays: what is copied is what was written', () => {
  const { page } = show(`Come in (${LINK}).`)
  const shown = page.cloneNode(true) as HTMLElement
  for (const words of shown.querySelectorAll('.lucide, [class*="inviteWords"]')) words.remove()
  expect(shown.textContent).toBe(`Come in (${LINK}).`)
})

describe('it stays text', () => {
  test.each([
    ['with nothing behind it', `${START} and so on`],
    ['with three dots for the rest', `${START}…`],
    ['of another version', LINK.replace('/1/', '/2/')],
    ['of another kind', LINK.replace('join', 'leave')],
    ['in capitals', LINK.replace('earshot', 'EARSHOT')],
    ['as the end of another scheme', `x-${LINK} web+${LINK}`],
    ['too long', `${START}${'A'.repeat(MAX_CHARS - START.length + 1)}`],
    ['in code', `\`${LINK}\``],
    ['in a block of code', `\`\`\`\n${LINK}\n\`\`\``]
  ])('%s', (_, body) => {
    const { page, invites } = show(body)
    expect(invites).toHaveLength(0)
    expect(page.querySelector('a')).toBeNull()
    expect(page.textContent).toBe(body.replaceAll(/\n?`+\n?/g, ''))
  })

  test.each([
    ['as an address with more behind it', `[x](${LINK}/../x)`],
    ['as a picture', `![x](${LINK})`],
    ['with a letter that is none of it', `[x](${LINK}%20)`]
  ])('%s it leads nowhere', (_, body) => {
    const { page, invites } = show(body)
    expect(invites).toHaveLength(0)
    expect(page.querySelector('a')).toBeNull()
  })

  test('in the words of another link, which leads where it says', () => {
    const { page, invites } = show(`[see ${LINK} here](https://a.example/)`)
    expect(invites).toHaveLength(0)
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://a.example/')
    expect(page.textContent).toBe(`see ${LINK} here`)
  })

  test('as a part of another address', () => {
    expect(show(`https://a.example/?to=${LINK}`).invites).toHaveLength(0)
  })
})

test('in a search’s hit it is not changed by marks', () => {
  expect(snippet(`**Come:** ${MARKED}`, []).text).toBe(`Come: ${MARKED}`)
})
