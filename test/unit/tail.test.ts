/** `earshot tail`: each message once, whatever is told twice, late or not at all. */
import { expect, test } from 'vitest'
import { followTail } from '../../electron/headless/tail.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { OrderKey, RoomId, type TimelineEvent } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import { accountOf, makeEvent } from '../support/makeEvent.ts'

const roomId = RoomId.parse('a'.repeat(64))
const event = (n: number, changes: Partial<TimelineEvent> = {}) =>
  makeEvent(n, {
    roomId,
    orderKey: OrderKey.parse(n.toString(16).padStart(80, '0')),
    mine: true,
    sentAt: n,
    receivedAt: 1_000 + n,
    ...changes
  })
const person = (n: number, name: string) => ({ account: accountOf(n), name, hue: 20 })
const reaction = (emoji: string, ...people: TimelineEvent['reactions'][number]['people']) => ({
  emoji,
  count: people.length,
  mine: false,
  people
})

/** A bridge whose timeline is `stored`, and the ends of its pipes. */
function follow(stored: TimelineEvent[] = []) {
  let tell: (events: TimelineEvent[]) => void = () => {}
  let miss = (): void => {}
  let turnStale = (): void => {}
  let close = (): void => {}
  let pages = 0
  const bridge = {
    on: (name: string, listener: typeof tell) => {
      if (name === 'timeline.changed') tell = listener
      if (name === 'timeline.stale') turnStale = () => listener([])
      return () => {}
    },
    onMissed: (listener: () => void) => {
      miss = listener
      return () => {}
    },
    onClose: (listener: () => void) => {
      close = listener
    },
    call: (_: string, { from, limit }: { from: { at: string; orderKey?: string }; limit: number }) => {
      const before = stored.filter(one => from.orderKey === undefined || one.orderKey < from.orderKey)
      const events = before.slice(-limit)
      pages++
      return Promise.resolve({ events, older: before.length - events.length, newer: 0 })
    }
  }
  const shown: string[] = []
  const changed: string[] = []
  const end = followTail(bridge as unknown as Bridge<Contract>, {
    rooms: () => Promise.resolve([roomId]),
    onEvent: ({ body }) => shown.push(body),
    onChange({ body }, change) {
      const by = 'by' in change ? `${change.emoji} by ${change.by?.name ?? 'somebody'}` : body
      changed.push(`${change.change}: ${by}`)
    },
    now: () => 1_000
  })
  return {
    shown,
    changed,
    end,
    tell: (...events: TimelineEvent[]) => tell(events),
    miss: () => miss(),
    turnStale: () => turnStale(),
    close: () => close(),
    read: () => pages
  }
}

test('a message is shown once, however often its delivery changes', () => {
  const { tell, shown } = follow()
  tell(event(1))
  tell(event(1, { delivery: 'held' }), event(2))
  tell(event(1, { delivery: 'delivered' }))
  expect(shown).toEqual(['message 1', 'message 2'])
})

test('what was there before is not shown when it changes', () => {
  const { tell, shown } = follow()
  tell(event(1, { receivedAt: 999, delivery: 'delivered' }))
  expect(shown).toEqual([])
})

test('what happens to a message is told once: edits, reactions and who they are of, pins, and that it is gone', () => {
  const { tell, shown, changed } = follow()
  const [bo, cy] = [person(2, 'Bo'), person(3, 'Cy')]
  tell(event(1))
  tell(event(1, { body: 'better', editedAt: 2_000 }))
  tell(event(1, { body: 'better', editedAt: 2_000, delivery: 'held' }))
  tell(event(1, { body: 'better', editedAt: 2_000, reactions: [reaction('👍', bo)] }))
  tell(event(1, { body: 'better', editedAt: 2_000, reactions: [reaction('👍', cy), reaction('🎉', bo)] }))
  tell(event(1, { body: 'better', editedAt: 2_000, pinned: { by: bo, at: 3 }, reactions: [reaction('🎉', bo)] }))
  tell(event(1, { body: '', deleted: true }))
  tell(event(1, { body: '', deleted: true }))
  expect(shown).toEqual(['message 1'])
  expect(changed).toEqual([
    'edited: better',
    'reacted: 👍 by Bo',
    'reacted: 👍 by Cy',
    'unreacted: 👍 by Bo',
    'reacted: 🎉 by Bo',
    'pinned: better',
    'unreacted: 👍 by Cy',
    'deleted: '
  ])
})

test('what was done before it began is nothing new', async () => {
  const old = { receivedAt: 5, editedAt: 900, reactions: [reaction('👍', person(2, 'Bo'))] }
  const { tell, changed, read } = follow([event(1, old)])
  await eventually(() => expect(read()).toBe(1))
  await Promise.resolve()
  tell(event(1, { ...old, delivery: 'held' }), event(0, old))
  expect(changed).toEqual([])
  tell(event(1, { ...old, deleted: true }))
  expect(changed).toEqual(['deleted: message 1'])
})

test('what was not told is fetched, over as many pages as it takes, oldest first', async () => {
  const stored = Array.from({ length: 700 }, (_, n) => event(n, n < 50 ? { receivedAt: 500 } : {}))
  const { tell, miss, shown } = follow(stored)
  tell(...stored.slice(50, 60))
  miss()
  miss()
  await eventually(() => expect(shown).toHaveLength(650))
  tell(...stored.slice(600, 700))
  expect(shown).toEqual(stored.slice(50).map(({ body }) => body))
})

test('what came as many at once is fetched, also from behind what was told', async () => {
  const stored = Array.from({ length: 900 }, (_, n) => event(n, n < 50 ? { receivedAt: 500 } : {}))
  const { tell, turnStale, shown } = follow(stored)
  const told = stored.slice(164)
  tell(...told)
  turnStale()
  await eventually(() => expect(shown).toHaveLength(850))
  expect(shown).toEqual([...told, ...stored.slice(50, 164)].map(({ body }) => body))
})

test('it ends when the host goes away', async () => {
  const { end, close } = follow()
  close()
  await expect(end).rejects.toMatchObject({ code: 'offline' })
})
