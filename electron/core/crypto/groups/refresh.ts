/** When a send group heals itself, and with what: rules without state. Spec: docs/protocol/14-send-groups.md, "Refresh" */
import { toHex } from '../bytes.ts'
import type { ChainFacts } from './chain.ts'
import type { EpochShare } from './exporter.ts'
import { MAX_IMPORTS } from './mls.ts'
import { ID_BYTES } from './position.ts'

export const REFRESH_MESSAGES = 50
export const REFRESH_MS = 24 * 60 * 60 * 1000
/** In a larger room a peer's new epoch alone waits so long: each refresh costs something for each member. */
export const SMALL_GROUP = 8
export const REST_MS = 60 * 1000
/** Epochs of one send group whose exporters a member keeps, the newest ones. */
const MAX_KEPT_SHARES = 512

/**
 * Whether the next message must be preceded by a refresh.
 *
 * @param fresh whether a peer's epoch was seen that could be imported and was not
 */
export function refreshDue(
  { sent, refreshedAt }: Pick<ChainFacts, 'sent' | 'refreshedAt'>,
  members: number,
  fresh: boolean,
  now: number
): boolean {
  const since = now - refreshedAt
  if (sent >= REFRESH_MESSAGES || since >= REFRESH_MS || since < 0) return true
  return fresh && (members <= SMALL_GROUP || since >= REST_MS)
}

/**
 * The exporters to import: of each peer the newest epoch seen, where it was not imported yet and everybody who must follow
 * the commit is a member of that epoch too. Without this rule somebody whom one peer has added and another not yet would
 * be locked out of the second one's group.
 *
 * @param members of our own group
 * @param newest the newest epoch of each peer's present send group
 * @param imported ids (hex) that this group has imported
 */
export function importsFor(
  members: readonly Uint8Array[],
  newest: readonly EpochShare[],
  imported: ReadonlySet<string>
): EpochShare[] {
  const readers = members.map(toHex)
  return newest
    .filter(({ id }) => !imported.has(toHex(id)))
    .filter(share => {
      const there = new Set(share.members.map(toHex))
      return readers.every(reader => there.has(reader))
    })
    .slice(0, MAX_IMPORTS)
}

/**
 * Which of the exporters kept can go: of each send group the newest ones stay, since somebody who was cut off may still
 * import an old one when they come back.
 *
 * @param kept ids
 */
export function sharesToDrop(kept: readonly Uint8Array[]): Uint8Array[] {
  const groups = Map.groupBy(kept, id => toHex(id.subarray(0, ID_BYTES)))
  // Within a group ids differ in their epoch only, so the order of the bytes is the order of time.
  return [...groups.values()].flatMap(ids => ids.toSorted((a, b) => Buffer.compare(b, a)).slice(MAX_KEPT_SHARES))
}
