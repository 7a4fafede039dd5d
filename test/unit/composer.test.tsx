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

test('Enter sends, and the text leaves once the core has answered', async () => {
  const answer = Promise.withResolvers<TimelineEvent>()
  const { bodies, field, type, press } = await write({ onSend: () => answer.promise })
  type('hello')
  press('Enter')
  await waitFor(() => expect(bodies()).toEqual(['hello']))
  expect(field().value).toBe('hello')
  await act(async () => answer.resolve(makeEvent(1, { mine: true })))
  await waitFor(() => expect(field().value).toBe(''))
})

test('what is typed while a text is under way stays, and goes out after it', async () => {
  const answers: PromiseWithResolvers<TimelineEvent>[] = []
  const { bodies, field, type, press } = await write({
    onSend: () => {
      const answer = Promise.withResolvers<TimelineEvent>()
      answers.push(answer)
      return answer.promise
    }
  })
  type('one')
  press('Enter')
  type('onetwo')
  press('Enter')
  type('onetwothr')
  await waitFor(() => expect(bodies()).toEqual(['one']))
  await act(async () => answers[0]?.resolve(makeEvent(1, { mine: true })))
  await waitFor(() => expect(bodies()).toEqual(['one', 'two']))
  await waitFor(() => expect(field().value).toBe('twothr'))
  await act(async () => answers[1]?.resolve(makeEvent(2, { mine: true })))
  await waitFor(() => expect(field().value).toBe('thr'))
  press('Enter')
  await waitFor(() => expect(bodies()).toEqual(['one', 'two', 'thr']))
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
