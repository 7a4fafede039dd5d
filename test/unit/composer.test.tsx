// @vitest-environment jsdom
/** Writing: what sends, what breaks the line, what is kept, and what happens to a text that is refused. */
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { dropUnsent, unsentIn } from '../../renderer/features/timeline/composer/unsent.ts'
import { ChatError } from '../../shared/errors.ts'
import type { TimelineEvent } from '../../shared/model.ts'
import { makeEvent, ROOM } from '../support/makeEvent.ts'
import { write } from '../support/writing.tsx'

afterEach(() => {
  cleanup()
  for (const one of unsentIn(ROOM)) dropUnsent(ROOM, one.key)
})

/** Sends that are answered when the test says so. */
function slowly() {
  const answers: PromiseWithResolvers<TimelineEvent>[] = []
  const onSend = (): Promise<TimelineEvent> => {
    const answer = Promise.withResolvers<TimelineEvent>()
    answers.push(answer)
    return answer.promise
  }
  const answer = (n: number): Promise<void> => act(async () => answers[n]?.resolve(makeEvent(n + 1, { mine: true })))
  return { onSend, answer }
}

test('Enter sends and empties the field; until the core has answered, the draft keeps the text', async () => {
  const { onSend, answer } = slowly()
  const { bodies, drafts, field, type, press } = await write({ onSend })
  type('hello')
  press('Enter')
  expect(field().value).toBe('')
  await waitFor(() => expect(bodies()).toEqual(['hello']))
  fireEvent.blur(field())
  await waitFor(() => expect(drafts.at(-1)).toBe('hello'))
  await answer(0)
  await waitFor(() => expect(drafts.at(-1)).toBe(''))
})

test('what is typed while a text is under way stays, and goes out after it', async () => {
  const { onSend, answer } = slowly()
  const { bodies, drafts, field, type, press } = await write({ onSend })
  type('one')
  press('Enter')
  type('two')
  press('Enter')
  type('thr')
  fireEvent.blur(field())
  await waitFor(() => expect(drafts.at(-1)).toBe('one\n\ntwo\n\nthr'))
  expect(bodies()).toEqual(['one'])
  await answer(0)
  await waitFor(() => expect(bodies()).toEqual(['one', 'two']))
  await answer(1)
  await waitFor(() => expect(drafts.at(-1)).toBe('thr'))
  expect(field().value).toBe('thr')
  press('Enter')
  await waitFor(() => expect(bodies()).toEqual(['one', 'two', 'thr']))
  await answer(2)
})

test('whoever leaves the room and comes back while a text is under way finds what they were typing, and not that text', async () => {
  const { onSend, answer } = slowly()
  const first = await write({ onSend })
  first.type('one')
  first.press('Enter')
  first.type('and mo')
  first.view.unmount()
  await waitFor(() => expect(first.drafts.at(-1)).toBe('one\n\nand mo'))
  const second = await write({ draft: 'one\n\nand mo' })
  expect(second.field().value).toBe('and mo')
  second.type('and more')
  await answer(0)
  await waitFor(() => expect(first.drafts.at(-1)).toBe('and more')) // each has a bridge of its own here
  expect(second.field().value).toBe('and more')
})

test('a text goes out whole, however it begins, while another is under way', async () => {
  const { onSend, answer } = slowly()
  const { bodies, type, press } = await write({ onSend })
  type('Quiet word')
  press('Enter')
  type('@Elin are you there?')
  press('Enter')
  type('Quiet words')
  press('Enter')
  for (const n of [0, 1, 2]) {
    await waitFor(() => expect(bodies().length).toBe(n + 1))
    await answer(n)
  }
  expect(bodies()).toEqual(['Quiet word', '@Elin are you there?', 'Quiet words'])
})

test('Shift Enter breaks the line, Ctrl Enter sends, and the setting swaps the two', async () => {
  const first = await write()
  first.type('a')
  first.press('Enter', { shiftKey: true })
  expect(first.field().value).toBe('a\n')
  expect(first.bodies()).toEqual([])
  first.view.unmount()
  const second = await write({ enterSends: false })
  second.type('b')
  second.press('Enter')
  expect(second.field().value).toBe('b\n')
  second.press('Enter', { ctrlKey: true })
  await waitFor(() => expect(second.bodies()).toEqual(['b']))
})

test('Enter that belongs to an input method does not send', async () => {
  const { bodies, type, press } = await write()
  type('にほん')
  press('Enter', { isComposing: true })
  press('Enter', { keyCode: 229 })
  expect(bodies()).toEqual([])
})

test('in an open code fence Enter breaks the line, Ctrl Enter still sends', async () => {
  const { bodies, field, type, press } = await write()
  type('```\ncode')
  press('Enter')
  expect(field().value).toBe('```\ncode\n')
  press('Enter', { ctrlKey: true })
  await waitFor(() => expect(bodies()).toEqual(['```\ncode']))
})

test('spaces alone are not sent', async () => {
  const { bodies, type, press } = await write()
  type('  \n ')
  press('Enter')
  expect(bodies()).toEqual([])
  screen.getByRole('button', { name: /^Send\. Spaces alone/ })
})

test('4,000 code points are sent, 4,001 are not and say so', async () => {
  const { bodies, type, press } = await write()
  type('😀'.repeat(4001))
  press('Enter')
  expect(bodies()).toEqual([])
  screen.getByText('4,001 of 4,000 characters.')
  screen.getByRole('button', { name: /^Send\. A message may have 4,000/ })
  type('😀'.repeat(4000))
  press('Enter')
  await waitFor(() => expect(bodies()).toHaveLength(1))
})

test('text that would turn the reading direction is refused before it is sent', async () => {
  const { bodies, type, press } = await write()
  type('abc\u202Edef')
  press('Enter')
  expect(bodies()).toEqual([])
  screen.getByText(/hidden characters/)
})

test('a text the core refuses is kept with its reason, and goes out when tried again', async () => {
  let full = true
  const { bodies, field, type, press } = await write({
    onSend: () => {
      if (full) throw new ChatError('msg.disk')
      return makeEvent(1, { mine: true })
    }
  })
  type('important')
  press('Enter')
  const kept = await screen.findByText('msg.disk: important')
  await waitFor(() => expect(field().value).toBe(''))
  full = false
  fireEvent.click(kept)
  await waitFor(() => expect(bodies()).toEqual(['important', 'important']))
  await waitFor(() => expect(unsentIn(ROOM)).toEqual([]))
})

test('the draft is there again, is saved when the field is left, and is empty after sending', async () => {
  const { drafts, field, type, press } = await write({ draft: 'half a' })
  expect(field().value).toBe('half a')
  type('half a thought')
  fireEvent.blur(field())
  await waitFor(() => expect(drafts).toEqual(['half a thought']))
  press('Enter')
  await waitFor(() => expect(drafts.at(-1)).toBe(''))
})

test('leaving the room saves what was being written', async () => {
  const { drafts, type, view } = await write()
  type('unfinished')
  view.unmount()
  await waitFor(() => expect(drafts).toEqual(['unfinished']))
})

test('a text that was refused becomes part of the draft when the window goes', async () => {
  const { drafts, type, press } = await write({
    onSend: () => {
      throw new ChatError('msg.disk')
    }
  })
  type('important')
  press('Enter')
  await screen.findByText('msg.disk: important')
  type('and more')
  fireEvent(window, new Event('pagehide'))
  await waitFor(() => expect(drafts.at(-1)).toBe('important\n\nand more'))
})

test('the formatting keys change the source', async () => {
  const { field, type, press } = await write()
  type('word')
  field().setSelectionRange(0, 4)
  press('b', { ctrlKey: true, code: 'KeyB' })
  expect(field().value).toBe('**word**')
  field().setSelectionRange(0, 8)
  press('(', { ctrlKey: true, shiftKey: true, code: 'Digit9' })
  expect(field().value).toBe('> **word**')
})
