// @vitest-environment jsdom
/** How far an own message has come: each step in words and as a glyph, nothing in the first 400 ms, never backwards. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MessageRow } from '../../renderer/features/timeline/MessageRow.tsx'
import {
  type RoomActions,
  RoomActionsContext,
  RoomContext,
  type RoomContextValue
} from '../../renderer/features/timeline/roomContext.ts'
import { toRows } from '../../renderer/features/timeline/rows.ts'
import { merged, NOTHING } from '../../renderer/features/timeline/window.ts'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { TooltipProvider } from '../../renderer/ui/Tooltip.tsx'
import type { AccountId, TimelineEvent } from '../../shared/model.ts'
import { accountOf, MORNING, makeEvent } from '../support/makeEvent.ts'

beforeEach(() => vi.useFakeTimers({ now: MORNING }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const context: RoomContextValue = {
  roomTitle: '#everyone',
  other: null,
  openThread: null,
  online: true,
  lookalikes: new Set(),
  blocked: new Set(),
  listed: people => people.map(one => one.name).join(' and '),
  me: { account: accountOf(1), name: 'Elin', hue: 200 },
  retry() {},
  discard() {}
}
const own = (over: Partial<TimelineEvent>): TimelineEvent =>
  makeEvent(0, { mine: true, body: 'Wind is coming up', heldOf: 11, receivedAt: MORNING, ...over })

function Shown({ event, room = {} }: { event: TimelineEvent; room?: Partial<RoomContextValue> }) {
  const [row] = toRows({ events: [event], older: 1, newer: 0, unread: null, unsent: [] })
  if (row?.kind !== 'event') throw new Error('an event has a row')
  return (
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <RoomContext value={{ ...context, ...room }}>
          <MessageRow row={row} deeds={{ run() {}, react() {} }} setSize={2} posInSet={2} active />
        </RoomContext>
      </TooltipProvider>
    </LanguageProvider>
  )
}
const name = (): string => screen.getByRole('listitem').getAttribute('aria-label') ?? ''

test('for 400 ms nothing says that it is under way, then it does', () => {
  render(<Shown event={own({ delivery: 'sending' })} />)
  act(() => void vi.advanceTimersByTime(399))
  expect(screen.queryByText('Sending')).toBeNull()
  act(() => void vi.advanceTimersByTime(1))
  screen.getByText('Sending')
})

test('the one who does not have it yet is called by name', () => {
  const awaited = { account: accountOf(2), name: 'Tomás', hue: 45 }
  render(<Shown event={own({ delivery: 'partial', heldBy: 10, awaited })} />)
  screen.getByText('Delivered to 10 of 11. Tomás gets it once they are back')
})

test('each acknowledgement is a step in words, and none is taken back', () => {
  const steps: [Partial<TimelineEvent>, string][] = [
    [{ delivery: 'held', heldBy: 8 }, 'Held by 8 of 11, on its way to the rest'],
    [{ delivery: 'held', heldBy: 6 }, 'Held by 8 of 11, on its way to the rest'],
    [{ delivery: 'held', heldBy: 9, heldOf: 12 }, 'Held by 9 of 12, on its way to the rest'],
    [{ delivery: 'partial', heldBy: 11, heldOf: 12 }, 'Delivered to 11 of 12. One person gets it once they are back'],
    [{ delivery: 'waiting', heldBy: 0, heldOf: 12 }, 'Delivered to 11 of 12. One person gets it once they are back'],
    [{ delivery: 'delivered', heldBy: 12, heldOf: 12 }, 'Delivered to all 12'],
    [{ delivery: 'held', heldBy: 12, heldOf: 13 }, 'Delivered to all 12'],
    [{ delivery: 'read', heldBy: 12, readBy: 9, heldOf: 12 }, 'Read by 9 of 12'],
    [{ delivery: 'delivered', heldBy: 12, readBy: 8, heldOf: 12 }, 'Read by 9 of 12']
  ]
  let run = merged(NOTHING, [own({ delivery: 'sending' })])
  const view = render(<Shown event={own({ delivery: 'sending' })} />)
  for (const [step, sentence] of steps) {
    run = merged(run, [own(step)])
    const [event] = run.events
    if (event !== undefined) view.rerender(<Shown event={event} />)
    expect(screen.getByText(sentence).textContent).toBe(sentence)
    expect(name()).toContain(sentence)
  }
})

test('waiting says for what: for people, or for a network', () => {
  const view = render(<Shown event={own({ delivery: 'waiting' })} />)
  screen.getByText('Waiting until somebody is within earshot. Only on this computer so far')
  view.rerender(<Shown event={own({ delivery: 'waiting' })} room={{ online: false }} />)
  screen.getByText('Waiting until you are back on a network')
})

test('the name of a message is its author, time, text, and no state for what others wrote', () => {
  render(<Shown event={makeEvent(0, { body: '**Lovely** work' })} />)
  expect(name()).toBe('Mara Lindqvist, 09:00, Lovely work')
})

test('people of one look are told apart by a part of their key', () => {
  const lookalikes: ReadonlySet<AccountId> = new Set([accountOf(1)])
  render(<Shown event={makeEvent(0)} room={{ lookalikes }} />)
  screen.getByText('0000 0000')
  expect(name()).toContain('Mara Lindqvist (key 0000 0000)')
})

const carrier = (n: number, name: string) => ({ account: accountOf(n), name, hue: 20 })

test.each([
  [[], 'Waiting until Tomás is back. Only on this computer so far'],
  [[carrier(3, 'Femi')], 'Waiting until Tomás is back. Femi carries a sealed copy'],
  [[carrier(3, 'Femi'), carrier(4, 'Ines')], 'Waiting until Tomás is back. Femi and Ines carry a sealed copy']
])('to one person who is away it waits for that person, and says who acknowledged a copy %#', (carriedBy, sentence) => {
  render(<Shown event={own({ delivery: 'waiting', heldOf: 1, carriedBy })} room={{ other: 'Tomás' }} />)
  screen.getByText(sentence)
  expect(name()).toContain(sentence)
})

test('without a network it waits for that, whoever it is for', () => {
  render(<Shown event={own({ delivery: 'waiting', heldOf: 1 })} room={{ other: 'Tomás', online: false }} />)
  screen.getByText('Waiting until you are back on a network')
})

test('in a room of several, a sealed copy is said too', () => {
  render(<Shown event={own({ delivery: 'waiting', carriedBy: [carrier(3, 'Femi')] })} />)
  screen.getByText('Waiting until somebody is within earshot. Femi carries a sealed copy')
})

test('of two, whoever holds it is the one it is for: that is delivered, and no count of one', () => {
  render(<Shown event={own({ delivery: 'held', heldBy: 1, heldOf: 1 })} room={{ other: 'Tomás' }} />)
  screen.getByText('Delivered')
})

test('what somebody wrote who is blocked is shown only to who asks, and nothing can be done with it before', () => {
  const event = makeEvent(0, { body: 'You should not see this' })
  const run = vi.fn()
  const [row] = toRows({ events: [event], older: 1, newer: 0, unread: null, unsent: [] })
  if (row?.kind !== 'event') throw new Error('an event has a row')
  const blocked: ReadonlySet<AccountId> = new Set([event.sender.account])
  render(
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <RoomActionsContext value={{} as RoomActions}>
          <RoomContext value={{ ...context, blocked }}>
            <MessageRow row={row} deeds={{ run, react() {} }} setSize={2} posInSet={2} active />
          </RoomContext>
        </RoomActionsContext>
      </TooltipProvider>
    </LanguageProvider>
  )
  const item = screen.getByRole('listitem')
  expect(name()).toMatch(/^Message from someone you blocked, /)
  expect(screen.queryByText('You should not see this')).toBeNull()
  expect(screen.queryByText('Mara Lindqvist')).toBeNull()
  fireEvent.keyDown(item, { key: 'r' })
  expect(run).not.toHaveBeenCalled()
  fireEvent.keyDown(item, { key: 'Enter' })
  screen.getByText('You should not see this')
  fireEvent.keyDown(item, { key: 'r' })
  expect(run).toHaveBeenCalledOnce()
})

test.each([
  [{ what: 'created', who: null, role: null }, 'Mara Lindqvist started the channel'],
  [{ what: 'removed', who: carrier(3, 'Femi'), role: null }, 'Mara Lindqvist removed Femi'],
  [{ what: 'role', who: carrier(3, 'Femi'), role: 'admin' }, 'Mara Lindqvist made Femi an admin'],
  [{ what: 'role', who: carrier(3, 'Femi'), role: 'owner' }, 'Mara Lindqvist handed the channel over to Femi'],
  [{ what: 'renamed', who: null, role: null }, 'Mara Lindqvist renamed the channel to #watch']
] as const)('what changed in a private channel is one quiet line: $0.what', (member, says) => {
  render(<Shown event={makeEvent(0, { kind: 'member', body: 'watch', member })} />)
  expect(screen.getByRole('listitem').textContent).toContain(says)
  expect(name()).toContain(says)
  expect(screen.queryByRole('toolbar')).toBeNull()
})
