// @vitest-environment jsdom
/** How far an own message has come: each step in words and as a glyph, nothing in the first 400 ms, never backwards. */
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MessageRow } from '../../renderer/features/timeline/MessageRow.tsx'
import { RoomContext, type RoomContextValue } from '../../renderer/features/timeline/roomContext.ts'
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
