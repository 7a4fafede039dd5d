// @vitest-environment jsdom
/** Answering, changing an own message, and calling people by name: with the keyboard alone. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { dropUnsent, unsentIn } from '../../renderer/features/timeline/composer/unsent.ts'
import { ChatError } from '../../shared/errors.ts'
import { accountOf, makeEvent, ROOM } from '../support/makeEvent.ts'
import { write } from '../support/writing.tsx'
import { ship } from '../ui/scenarios.ts'

const theirs = makeEvent(1, { body: 'Slope grid from **last night**' })
const own = makeEvent(2, { mine: true, body: 'On my way' })
const gone = makeEvent(3, { mine: true, body: '', deleted: true })
const loaded = [theirs, own, gone]
const root = makeEvent(9).eventId

afterEach(() => {
  cleanup()
  for (const place of [ROOM, root]) for (const one of unsentIn(place)) dropUnsent(place, one.key)
})

const options = (): string[] => screen.queryAllByRole('option').map(option => option.textContent ?? '')
const active = (): string | undefined =>
  screen.getByRole('option', { selected: true }).querySelector('[class*="name"]')?.textContent ?? undefined

test('an answer goes out with what it answers, and the next message without', async () => {
  const { sent, type, press } = await write({ loaded, composing: { kind: 'reply', event: theirs } })
  screen.getByText('Slope grid from last night')
  type('Thanks')
  press('Enter')
  await waitFor(() => expect(sent).toEqual([{ roomId: ROOM, body: 'Thanks', replyTo: theirs.eventId }]))
  expect(screen.queryByText('Replying to')).toBeNull()
  type('More')
  press('Enter')
  await waitFor(() => expect(sent[1]).toEqual({ roomId: ROOM, body: 'More' }))
})

test('Esc gives the answer up and keeps the text', async () => {
  const { sent, field, type, press } = await write({ composing: { kind: 'reply', event: theirs } })
  type('Thanks')
  expect(press('Escape')).toBe(false)
  expect(screen.queryByText('Replying to')).toBeNull()
  expect(field().value).toBe('Thanks')
  press('Enter')
  await waitFor(() => expect(sent).toEqual([{ roomId: ROOM, body: 'Thanks' }]))
})

test('an answer that was refused goes out as the same answer when it is tried again', async () => {
  let full = true
  const { sent, type, press } = await write({
    composing: { kind: 'reply', event: theirs },
    onSend: () => {
      if (full) throw new ChatError('msg.disk')
      return makeEvent(5, { mine: true })
    }
  })
  type('important')
  press('Enter')
  const kept = await screen.findByText('msg.disk: important')
  full = false
  fireEvent.click(kept)
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual(sent[0])
  expect(sent[1]?.replyTo).toBe(theirs.eventId)
})

test('what is written in a thread stays in it, refused or not, and stands in the room only when asked to', async () => {
  let full = true
  const { sent, drafts, type, press } = await write({
    thread: root,
    alsoInRoom: true,
    draft: 'half',
    onSend: () => {
      if (full) throw new ChatError('msg.disk')
      return makeEvent(5, { mine: true })
    }
  })
  type('in here')
  press('Enter')
  const kept = await screen.findByText('msg.disk: in here')
  expect(unsentIn(ROOM)).toEqual([])
  full = false
  fireEvent.click(kept)
  const whole = { roomId: ROOM, body: 'in here', thread: root, alsoInRoom: true }
  await waitFor(() => expect(sent).toEqual([whole, whole]))
  await waitFor(() => expect(drafts.at(-1)).toBe(''))
})

test('↑ in an empty field changes the last own message that is still there; Enter saves it', async () => {
  const { edited, field, type, press } = await write({ loaded })
  act(() => field().focus())
  press('ArrowUp')
  expect(field().value).toBe('On my way')
  expect(document.activeElement).toBe(field())
  type('On my way, two minutes')
  press('Enter')
  await waitFor(() => expect(edited).toEqual([{ eventId: own.eventId, body: 'On my way, two minutes' }]))
  await waitFor(() => expect(field().value).toBe(''))
  expect(document.activeElement).toBe(field())
})

test('↑ in a text moves the caret only', async () => {
  const { field, type, press } = await write({ loaded })
  type('half')
  expect(press('ArrowUp')).toBe(true)
  expect(field().value).toBe('half')
})

test('a text that was being written waits while another is changed', async () => {
  const { field, type, press, edited } = await write({ loaded })
  type('half a thought')
  fireEvent.click(screen.getByText('Edit On my way'))
  expect(field().value).toBe('On my way')
  press('Escape')
  expect(field().value).toBe('half a thought')
  expect(edited).toEqual([])
})

test('a change that was left gives the focus back to the message it began at', async () => {
  const { press } = await write({ loaded })
  screen.getByText('Edit On my way').focus()
  fireEvent.click(screen.getByText('Edit On my way'))
  press('Escape')
  expect(document.activeElement).toBe(screen.getByText('On my way'))
})

test('a text that did not change is not saved again', async () => {
  const { edited, press } = await write({ loaded })
  press('ArrowUp')
  press('Enter')
  expect(screen.queryByText('Editing your message')).toBeNull()
  expect(edited).toEqual([])
})

test('a change the core refuses stays in the field, with the reason', async () => {
  const { field, type, press } = await write({
    loaded,
    onEdit: () => {
      throw new ChatError('msg.edits')
    }
  })
  press('ArrowUp')
  type('once more')
  press('Enter')
  await screen.findByText('This message was edited 100 times.')
  expect(field().value).toBe('once more')
})

test('saving nothing offers to delete the message', async () => {
  const { edited, redacted, field, type, press } = await write({ loaded })
  press('ArrowUp')
  type('  ')
  press('Enter')
  const dialog = await screen.findByRole('dialog', { name: 'Delete this message?' })
  expect(edited).toEqual([])
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete for everyone' }))
  await waitFor(() => expect(redacted).toEqual([own.eventId]))
  await waitFor(() => expect(screen.queryByText('Editing your message')).toBeNull())
  expect(field().value).toBe('')
})

test('one letter behind an @ opens the members, nearest first; arrows, Enter and the account go along', async () => {
  const { sent, field, type, press } = await write({ members: ship() })
  type('ask @r')
  expect(field().getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option')[0]?.id)
  const offered = options()
  expect(offered.length).toBeGreaterThan(1)
  const second = screen.getAllByRole('option')[1]?.querySelector('[class*="name"]')?.textContent
  press('ArrowDown')
  expect(active()).toBe(second)
  press('ArrowUp')
  press('ArrowUp') // around the end
  expect(active()).toBe(screen.getAllByRole('option').at(-1)?.querySelector('[class*="name"]')?.textContent)
  press('ArrowDown')
  press('ArrowDown')
  expect(press('Enter')).toBe(false)
  expect(field().value).toBe(`ask @${second} `)
  expect(options()).toEqual([])
  press('Enter')
  const account = ship().find(person => person.name === second)?.account
  await waitFor(() => expect(sent).toEqual([{ roomId: ROOM, body: `ask @${second}`, mentions: [account] }]))
})

test('of two people of one name, the one that was chosen is sent along', async () => {
  const [first, other] = [1, 2].map(n => ({
    ...(ship()[0] as never as ReturnType<typeof ship>[0]),
    account: accountOf(n)
  }))
  const twins = [first, other].map(person => ({ ...(person as NonNullable<typeof person>), name: 'Sofia Rossi' }))
  const { sent, type, press } = await write({ members: twins })
  type('@sof')
  expect(options()).toHaveLength(2)
  press('ArrowDown')
  press('Tab')
  press('Enter')
  await waitFor(() => expect(sent[0]?.mentions).toEqual([accountOf(2)]))
})

test('Esc closes the list, keeps the text, and the list stays closed for this name', async () => {
  const { field, type, press } = await write({ members: ship(), composing: { kind: 'reply', event: theirs } })
  type('@ma')
  expect(options()).not.toEqual([])
  press('Escape')
  expect(options()).toEqual([])
  screen.getByText('Replying to') // the list was on top
  type('@mar')
  expect(options()).toEqual([])
  type('@mar @ma')
  expect(options()).not.toEqual([])
  expect(field().value).toBe('@mar @ma')
})

test('channels after one letter, emoji after two', async () => {
  const { field, type, press } = await write()
  await act(async () => {}) // the channels have been told
  type('see #ga')
  await waitFor(() => expect(options()).not.toEqual([]))
  press('Tab')
  expect(field().value).toBe('see #galley ')
  type('fine :t')
  expect(options()).toEqual([])
  type('fine :tada')
  press('Enter')
  expect(field().value).toBe('fine 🎉 ')
})

test('a choice by pointer leaves the focus in the text', async () => {
  const { field, type } = await write({ members: ship() })
  act(() => field().focus())
  type('@mara')
  const option = screen.getAllByRole('option')[0] as HTMLElement
  expect(fireEvent.pointerDown(option)).toBe(false)
  fireEvent.click(option)
  expect(field().value).toBe('@Mara Lindqvist ')
  expect(document.activeElement).toBe(field())
})

test('while an input method composes, its keys are not for the list', async () => {
  const { field, type, press } = await write({ members: ship() })
  type('@ma')
  press('Enter', { isComposing: true })
  press('Enter', { keyCode: 229 })
  expect(field().value).toBe('@ma')
})
