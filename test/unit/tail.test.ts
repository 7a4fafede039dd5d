/** `earshot tail`: each message once, whatever is told twice, late or not at all. */
import { expect, test, vi } from 'vitest'
import { followTail } from '../../electron/headless/tail.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { RoomId, TimelineEvent } from '../../shared/model.ts'

const roomId = RoomId.parse('a'.repeat(64))
const event = (n: number, changes: Partial<TimelineEvent> = {}) =>
  TimelineEvent.parse({
    eventId: n.toString(16).padStart(64, '0'),
    roomId,
    orderKey: n.toString(16).padStart(80, '0'),
    sender: { account: 'b'.repeat(64), device: 'c'.repeat(52), name: 'Bo', hue: 20 },
    mine: true,
    sentAt: n,
    receivedAt: 1_000 + n,
    kind: 'message',
    body: `message ${n}`,
    delivery: 'sending',
    heldBy: 0,
    heldOf: 1,
    ...changes
  })

/** A bridge whose timeline is `stored`, and the ends of its pipes. */
function follow(stored: TimelineEvent[] = []) {
  let tell: (events: TimelineEvent[]) => void = () => {}
  let miss = (): void => {}
  let close = (): void => {}
  const bridge = {
    on: (_: string, listener: typeof tell) => {
      tell = listener
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
      return Promise.resolve({ events, older: before.length - events.length, newer: 0 })
    }
  }
  const shown: string[] = []
  const end = followTail(bridge as unknown as Bridge<Contract>, {
    rooms: () => Promise.resolve([roomId]),
    onEvent: ({ body }) => shown.push(body),
    now: () => 1_000
  })
  return { shown, end, tell: (...events: TimelineEvent[]) => tell(events), miss: () => miss(), close: () => close() }
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

test('what was not told is fetched, over as many pages as it takes, oldest first', async () => {
  const stored = Array.from({ length: 700 }, (_, n) => event(n, n < 50 ? { receivedAt: 500 } : {}))
  const { tell, miss, shown } = follow(stored)
  tell(...stored.slice(50, 60))
  miss()
  miss()
  await vi.waitFor(() => expect(shown).toHaveLength(650))
  tell(...stored.slice(600, 700))
  expect(shown).toEqual(stored.slice(50).map(({ body }) => body))
})

test('it ends when the host goes away', async () => {
  const { end, close } = follow()
  close()
  await expect(end).rejects.toMatchObject({ code: 'offline' })
})
