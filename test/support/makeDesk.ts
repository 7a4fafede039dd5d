/** The chat of one account without a network: the real store, ingest and projection, with strangers' entries put in by hand. */
import { join } from 'node:path'
import { createAccount, newKeys } from '../../electron/core/chat/account.ts'
import type { Stored } from '../../electron/core/chat/batch.ts'
import { createClock } from '../../electron/core/chat/clock.ts'
import { createDescribe } from '../../electron/core/chat/describe.ts'
import { createIngest } from '../../electron/core/chat/ingest.ts'
import { keepIntroduction, openIntroduction } from '../../electron/core/chat/introduction.ts'
import { createMessages } from '../../electron/core/chat/messages.ts'
import type { Verdict } from '../../electron/core/chat/ports.ts'
import { createProjection } from '../../electron/core/chat/projection.ts'
import { asPublic, publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { createThreads } from '../../electron/core/chat/threads.ts'
import { createTimeline } from '../../electron/core/chat/timeline.ts'
import { createReading } from '../../electron/core/chat/unread.ts'
import { encodeProfileEntry } from '../../electron/core/crypto/bodies.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { type Entry, KIND } from '../../electron/core/crypto/event.ts'
import { openStore } from '../../electron/core/store/store.ts'
import { EventId, type RoomId, type TimelineEvent } from '../../shared/model.ts'
import { makeFolder } from './makeCopy.ts'
import { bytesOf, type Stranger, seedOf } from './stranger.ts'

export const NOON = 1_800_000_000_000
export const idOf = (entry: Pick<Entry, 'id'>): EventId => EventId.parse(toHex(entry.id))

export type Desk = Awaited<ReturnType<typeof makeDesk>>

/** In #everyone since a day before noon. `clock.now` is what its clock says. */
export async function makeDesk(name = 'Ann') {
  const time = { now: NOON }
  const now = (): number => time.now
  const store = openStore(join(makeFolder(), 'earshot.db'), seedOf('store'))
  const account = createAccount(store, newKeys(), { name, hue: 155, deviceName: 'Desk' }, now)
  const roomId = publicRoomId('everyone')
  const joinedAt = NOON - 24 * 60 * 60 * 1000
  const num = store.transaction(() => {
    const made = store.rooms.prepare(roomId, 'everyone')
    store.rooms.join(roomId, 'everyone', joinedAt)
    store.rooms.addMember(made, account.person)
    return made
  })
  const room = { num, ...asPublic(roomId), joinedAt }
  /** What was told of everything that was stored, and what failed. */
  const told: Stored[] = []
  const failed: unknown[] = []
  const clock = createClock(now)
  const nearby = (): Set<number> => new Set()
  const projection = createProjection({ store, account, clock })
  const ingest = createIngest({
    store,
    account,
    clock,
    projection,
    now,
    nearby,
    onStored: stored => told.push(stored),
    onFailed: err => failed.push(err)
  })
  const describe = createDescribe({ store, account, nearby, readReceipts: () => true, now })
  const timeline = createTimeline({ store, describe })
  /** Calls that said that threads changed, and the rows they said look different. */
  const changed = { threads: 0, rows: [] as number[] }
  const threads = createThreads({
    store,
    describe,
    reading: createReading({ store, account, receipts: { read() {} }, onChanged() {}, onRows() {} }),
    onChanged: () => changed.threads++,
    onRows: nums => changed.rows.push(...nums)
  })
  await ingest.write({
    room,
    kind: KIND.profile,
    body: encodeProfileEntry(account.certificate(), account.profile())
  })

  return {
    time,
    store,
    account,
    room,
    roomId: toHex(roomId) as RoomId,
    told,
    failed,
    changed,
    ingest,
    projection,
    timeline,
    threads,
    messages: createMessages({ store, account, ingest, describe, now }),
    receive: (entry: Entry): Promise<Verdict> => ingest.receive(bytesOf(entry), room),
    /** All at once, one after the other; each must be taken. */
    async receiveAll(entries: readonly Entry[]): Promise<void> {
      for (const verdict of await Promise.all(entries.map(entry => ingest.receive(bytesOf(entry), room))))
        if (verdict.verdict !== 'accept') throw new Error(verdict.reason)
    },
    /** As a greeting or an answer would introduce them. Answers the rows that look different. */
    introduce(who: Stranger): number[] {
      const introduced = openIntroduction(who)
      if (introduced === undefined) throw new Error('the introduction does not hold')
      const keeping = { now: now(), near: nearby(), self: account.accountKey, effects: projection.introduced }
      return store.transaction(() => keepIntroduction(store, introduced, keeping).shown)
    },
    /** Shows what was kept aside and is not ahead of the clock any more. */
    arrive: (): number[] =>
      store.transaction(() => {
        const shown = store.events.arrive(clock.horizon(), 1_000)
        return [...shown, ...projection.arrived(shown)]
      }),
    page: (): TimelineEvent[] => timeline.page(toHex(roomId) as RoomId, { at: 'newest' }, 200).events,
    get: (entry: Pick<Entry, 'id'>): TimelineEvent => timeline.get(idOf(entry)),
    close: (): Promise<void> => store.close()
  }
}
