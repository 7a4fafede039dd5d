/** What the history of each room weighs, followed as it grows, and where to cut it so that it fits. */
import type { Aged } from '../store/retention.ts'
import type { Store } from '../store/store.ts'
import { hlcOf } from './clock.ts'

const MB = 1_000_000
const ROWS = 256
/** Once it is too big, this much of what is allowed is left: there is room for some days. */
const LEFT = 0.9
/** What cannot be let go of is too big by itself: it is tried again when it has grown by this much of what is allowed. */
const AGAIN = 0.01
const MS = 1n << 16n
/** It is looked for a place to cut in ever smaller spans of the clock. */
const SPANS = [86_400_000n * MS, 60_000n * MS, MS, 1n]
const LAST = 2n ** 64n - 1n

/** Lets others have their turn when it is time. False: stopped meanwhile. */
export type Breathe = () => Promise<boolean>

export function createSizes(store: Store) {
  const bytes = new Map<number, number>()
  const stuck = new Map<number, number>()
  let measured = 0

  /** By span, what stands in [from, to) weighs. */
  async function weigh(room: number, span: bigint, from: bigint, to: bigint, breathe: Breathe) {
    const weights = new Map<number, number>()
    for (const { num: log } of store.retention.logs(room)) {
      for (let behind = -1; ; ) {
        if (!(await breathe())) return undefined
        const rows = store.retention.oldest(log, behind, ROWS)
        for (const row of rows) {
          const hlc = hlcOf(row.orderKey)
          if (hlc < from || hlc >= to) continue
          const at = Number((hlc - from) / span)
          weights.set(at, (weights.get(at) ?? 0) + row.bytes)
        }
        const last = rows.at(-1)
        if (last === undefined || rows.length < ROWS) break
        behind = last.seq
      }
    }
    return weights
  }

  /** The time before which about so many bytes stand: at least so many. */
  async function cutAt(room: number, excess: number, breathe: Breathe): Promise<bigint | undefined> {
    let [from, to, left] = [0n, LAST, excess]
    for (const span of SPANS) {
      const weights = await weigh(room, span, from, to, breathe)
      if (weights === undefined) return undefined
      const at = [...weights.keys()]
        .sort((a, b) => a - b)
        .find(index => {
          left -= weights.get(index) ?? 0
          return left <= 0
        })
      if (at === undefined) return to
      left += weights.get(at) ?? 0
      from += BigInt(at) * span
      to = from + span
    }
    return to
  }

  const isOver = (room: number, megabytes: number): boolean =>
    (bytes.get(room) ?? 0) > Math.max(megabytes * MB, stuck.get(room) ?? 0)

  return {
    /** Weighs what was stored since the last time. */
    async measure(breathe: Breathe): Promise<void> {
      while (await breathe()) {
        const rows = store.retention.added(measured, ROWS)
        for (const row of rows) bytes.set(row.room, (bytes.get(row.room) ?? 0) + row.bytes)
        measured = rows.at(-1)?.num ?? measured
        if (rows.length < ROWS) return
      }
    },
    isOver,
    /** Where to cut a room that is too big; undefined where it is not. */
    async over(room: number, megabytes: number, breathe: Breathe): Promise<bigint | undefined> {
      if (!isOver(room, megabytes)) return undefined
      return cutAt(room, (bytes.get(room) ?? 0) - megabytes * MB * LEFT, breathe)
    },
    /** It was cut: what is left and still too big cannot be let go of. */
    fitted(room: number, megabytes: number): void {
      const now = bytes.get(room) ?? 0
      if (now > megabytes * MB) stuck.set(room, now + megabytes * MB * AGAIN)
      else stuck.delete(room)
    },
    /** These are not there any more. */
    dropped(room: number, gone: readonly Aged[]): void {
      const weighed = gone.filter(({ num }) => num <= measured)
      bytes.set(room, (bytes.get(room) ?? 0) - weighed.reduce((sum, row) => sum + row.bytes, 0))
      measured = Math.min(measured, store.retention.last()) // numbers at the end are given again
    }
  }
}
