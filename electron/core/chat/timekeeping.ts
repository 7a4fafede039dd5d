/** The clock that entries are written with: what time it is, who says so, and our logs put right where it was wrong. */
import type { DeviceId } from '../../../shared/model.ts'
import { KIND } from '../crypto/event.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import type { IntoRoom } from './batch.ts'
import { createClock, hlcOf, horizonAt, msOf } from './clock.ts'
import { createClockWatch } from './clockWatch.ts'
import type { Ingest } from './ingest.ts'
import { createTrustedTime } from './trustedTime.ts'

export interface TimekeepingComponents {
  store: Store
  account: Pick<Account, 'deviceNum'>
  /** This computer's clock, ms since 1970. */
  now(): number
  /** How far it is off has changed. */
  onChanged(): void
}

export type Timekeeping = ReturnType<typeof createTimekeeping>

export function createTimekeeping({ store, account, now, onChanged }: TimekeepingComponents) {
  const watch = createClockWatch({ onChanged })
  const lastHeard = store.entries.lastHeard(account.deviceNum)
  const lastWritten = store.entries.lastWritten(account.deviceNum)
  const time = createTrustedTime({
    wall: now,
    elapsed: () => performance.now(),
    watch,
    heardAt: lastHeard === undefined ? 0 : msOf(lastHeard),
    writtenAt: lastWritten === undefined ? 0 : msOf(lastWritten)
  })
  const lastKey = store.entries.lastKey(horizonAt(time()))
  const clock = createClock(time, lastKey === undefined ? 0n : hlcOf(lastKey))

  return {
    clock,
    /** How far this clock is ahead, in ms, where it is far. */
    off: watch.off,
    /** How far it is ahead at all, in ms; undefined where nobody near has said. */
    offset: (): number | undefined => watch.offset(now()),
    parted: watch.parted,
    /**
     * A peer's clock was read.
     * @param tookMs how long the answer took
     */
    heard: (peer: DeviceId, person: number, theirNow: number, tookMs: number): void =>
      watch.heard(peer, person, theirNow, now(), tookMs),
    /**
     * A log of ours that ends in the future, since this clock was wrong then, is put right: others show what was said
     * there. Not before anybody else was heard: there is nobody to be right for, and nobody who could say so.
     */
    async setRight(rooms: readonly IntoRoom[], ingest: Pick<Ingest, 'write'>): Promise<void> {
      if (lastHeard === undefined && watch.agreed(now()) === undefined) return
      const wrong = rooms.filter(({ num }) => {
        const head = store.entries.head(num, account.deviceNum)
        return head !== undefined && clock.isAhead(hlcOf(head))
      })
      await Promise.all(wrong.map(room => ingest.write({ room, kind: KIND.clock, body: new Uint8Array() })))
    }
  }
}
