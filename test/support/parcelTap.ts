/** Everything that is asked of couriers and answered by them on a LAN in memory: what whoever carries or listens there sees. */
import { expect } from 'vitest'
import type { DeviceId } from '../../shared/model.ts'
import type { MemoryLan } from './memoryLan.ts'

interface Seen {
  from: DeviceId
  to: DeviceId
  /** A parcel was stored. */
  put: boolean
  dropped: boolean
  /** By what name it was refused. */
  refused: string | undefined
}

export interface Tap {
  /** Waits until something like that was seen. */
  until(like: (seen: Seen) => boolean): Promise<void>
  /** What was seen so far is no news. */
  forget(): void
  /** Every byte string that passed. */
  bytes(): Buffer[]
}

/** All byte strings within a value. */
export function bytesIn(value: unknown): Buffer[] {
  if (value instanceof Uint8Array) return [Buffer.from(value)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : []
}

export function createTap(lan: MemoryLan): Tap {
  const seen: Seen[] = []
  const bytes: Buffer[] = []
  lan.trouble({
    parcels({ from, to, asked, answer }) {
      bytes.push(...bytesIn(asked), ...bytesIn(answer))
      const carries = typeof answer === 'object' && answer !== null && 'carries' in answer ? answer.carries : undefined
      const refused = carries === 'nothing' ? 'not-a-courier' : typeof answer === 'string' ? answer : undefined
      seen.push({ from, to, put: answer === 'stored', dropped: answer === 'dropped', refused })
    }
  })
  return {
    until: async like => await expect.poll(() => seen.some(like), { timeout: 20_000 }).toBe(true),
    forget: () => void seen.splice(0),
    bytes: () => bytes
  }
}
