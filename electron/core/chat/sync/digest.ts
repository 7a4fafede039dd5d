/** What a room holds, as 32 bytes that are equal where two peers hold the same, and as frontiers where they do not. */
import { createHash } from 'node:crypto'
import { toHex } from '../../crypto/bytes.ts'
import type { RoomLog } from '../../store/logs.ts'
import { minus, type Run } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import { hlcOf } from '../clock.ts'
import type { LogFrontier, RoomFrontier } from '../ports.ts'

const LABEL = 'earshot/sync/digest/1'
const END = Number.MAX_SAFE_INTEGER

/** Nothing of a log counts from the number on that its device gave twice. */
const beforeFork = (runs: readonly Run[], forkSeq: number | null): Run[] =>
  forkSeq === null ? [...runs] : minus(runs, [{ first: forkSeq, last: END }])

/** What is told of a log in a digest. */
interface Digested {
  log: Pick<RoomLog, 'device' | 'headId' | 'forkSeq'>
  /** What is held or was let go of; of a forked log, before the fork. */
  covered: readonly Run[]
}

/** @param logs by ascending device key */
export function digestOf(logs: readonly Digested[]): Uint8Array {
  const hash = createHash('sha256').update(LABEL)
  for (const { log, covered } of logs) {
    const bytes = Buffer.alloc(32 + 1 + (log.forkSeq === null ? 32 : 8) + 4 + covered.length * 16)
    bytes.set(log.device)
    let at = bytes.writeUInt8(log.forkSeq === null ? 0 : 1, 32)
    if (log.forkSeq !== null) at = bytes.writeBigUInt64BE(BigInt(log.forkSeq), at)
    else {
      bytes.set(log.headId, at) // two histories of one length are not the same
      at += 32
    }
    at = bytes.writeUInt32BE(covered.length, at)
    for (const { first, last } of covered) {
      at = bytes.writeBigUInt64BE(BigInt(first), at)
      at = bytes.writeBigUInt64BE(BigInt(last), at)
    }
    hash.update(bytes)
  }
  return new Uint8Array(hash.digest())
}

export type Digests = ReturnType<typeof createDigests>

/** Digests and frontiers of this copy's rooms; digests are kept until anything changes. */
export function createDigests(store: Store) {
  let revision = -1
  const kept = new Map<number, Uint8Array>()

  function of(room: number): Uint8Array {
    if (revision !== store.logs.revision()) kept.clear()
    revision = store.logs.revision()
    const known = kept.get(room)
    if (known !== undefined) return known
    const logs = store.logs
      .ofRoom(room)
      .map(log => ({ log, covered: beforeFork(store.logs.covered(log.num), log.forkSeq) }))
    const digest = digestOf(logs)
    kept.set(room, digest)
    return digest
  }

  const frontierOf = (log: RoomLog): LogFrontier => ({
    device: log.device,
    headHlc: hlcOf(log.headKey),
    ranges: beforeFork(store.logs.have(log.num), log.forkSeq)
  })

  return {
    of,
    /** What a peer needs to know of a room to ask for what it lacks. */
    frontier: (room: number, tag: Uint8Array): RoomFrontier => ({
      tag,
      digest: of(room),
      logs: store.logs.ofRoom(room).map(frontierOf),
      forks: store.logs.forks(room)
    })
  }
}

/** A tag or digest as a key of a map. */
export const nameOf = toHex
