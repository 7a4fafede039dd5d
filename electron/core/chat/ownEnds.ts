/**
 * Where own logs end. A power cut, or a folder from a backup, can take the end of a log that others hold already: going on
 * from there would be a second history. So the first entry after a start waits a moment for somebody near to say how far
 * that log goes, and for what is missing of it to be back. With nobody near it goes on from what is here.
 */
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import type { IntoRoom } from './batch.ts'

/** So long after the start somebody may still come near, */
const COME_MS = 2_000
/** so long may those near take to answer, */
const ANSWER_MS = 2_000
/** and so long what they hold may take to arrive. */
const FETCH_MS = 10_000
const LOOK_MS = 50

export interface OwnEndsComponents {
  store: Store
  account: Pick<Account, 'deviceNum'>
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
}

/** What somebody said of a room: the number of the last entry of our log that they hold. */
export type TheirEnds = ReadonlyMap<number, number>

interface Waiting {
  promise: Promise<void>
  resolve(): void
  timer: NodeJS.Timeout
  since: number
}

export type OwnEnds = ReturnType<typeof createOwnEnds>

export function createOwnEnds({ store, account, nearby }: OwnEndsComponents) {
  const startedAt = performance.now()
  /** Rooms where our log may be gone on with. */
  const certain = new Set<number>()
  /** Those of them where somebody said so, or where it began since the start. */
  const confirmed = new Set<number>()
  const theirEnds = new Map<number, number>()
  const waiting = new Map<number, Waiting>()
  let stopped = false

  const ownEnd = (room: number): number | undefined => store.logs.get(room, account.deviceNum)?.headSeq
  const isBehind = (room: number): boolean => (ownEnd(room) ?? 0) < (theirEnds.get(room) ?? 0)

  function isSomebodyNear(room: number): boolean {
    const near = nearby()
    return store.rooms.members(room).some(({ person }) => near.has(person))
  }

  function isWorthWaiting(room: number, since: number): boolean {
    if (stopped) return false
    const waited = performance.now() - since
    if (isBehind(room)) return waited < FETCH_MS
    return isSomebodyNear(room) ? waited < ANSWER_MS : performance.now() - startedAt < COME_MS
  }

  function settle(room: number, isConfirmed = false): void {
    certain.add(room)
    if (isConfirmed) confirmed.add(room)
    const one = waiting.get(room)
    waiting.delete(room)
    clearInterval(one?.timer)
    one?.resolve()
  }

  function wait(room: number): Promise<void> {
    const known = waiting.get(room)
    if (known !== undefined) return known.promise
    const since = performance.now()
    const timer = setInterval(() => {
      if (!isWorthWaiting(room, since)) settle(room)
    }, LOOK_MS)
    const one = { ...Promise.withResolvers<void>(), timer, since }
    waiting.set(room, one)
    return one.promise
  }

  return {
    /** Resolves once our log in a room may be gone on with; undefined where that is so already. */
    before({ num }: IntoRoom): Promise<void> | undefined {
      if (certain.has(num)) return undefined
      const isNew = ownEnd(num) === undefined
      if (!isNew && isWorthWaiting(num, performance.now())) return wait(num)
      settle(num, isNew)
      return undefined
    },
    /** Somebody compared with us: the rooms that were not named are the same there. */
    heard(person: number, ends: TheirEnds): void {
      for (const { num } of store.rooms.joined()) {
        if (confirmed.has(num) || !store.rooms.members(num).some(member => member.person === person)) continue
        theirEnds.set(num, Math.max(theirEnds.get(num) ?? 0, ends.get(num) ?? 0))
        if (!isBehind(num)) settle(num, true)
      }
    },
    /** Entries of ours came back. */
    grew({ num }: IntoRoom): void {
      if (theirEnds.has(num) && !certain.has(num) && !isBehind(num)) settle(num, true)
    },
    /** Whether our log is known to end where it ends here: otherwise what goes with its end may be from a backup. */
    isConfirmed: (room: number): boolean => confirmed.has(room),
    stop(): void {
      stopped = true
      for (const room of [...waiting.keys()]) settle(room)
    }
  }
}
