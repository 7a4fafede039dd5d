/** What hangs on messages: how much, by whom, and what of it was not read. */
import type { Replies } from '../../../shared/model.ts'
import { toHex } from '../crypto/bytes.ts'
import type { Store } from '../store/store.ts'
import type { RepliesRow } from '../store/threads.ts'
import { msOf } from './clock.ts'
import { authorOf } from './outcome.ts'

export interface Hung {
  replies: Replies
  /** Order key of the newest. */
  lastKey: Uint8Array
}

/** Those named who wrote last. */
const MAX_REPLIERS = 5

const nameOf = (room: number, root: Uint8Array): string => `${room} ${toHex(root)}`

/** Looks up what hangs on all of these, to be read by room and root. */
export function repliesTo(
  store: Store,
  roots: readonly Uint8Array[]
): (room: number, root: Uint8Array) => Hung | undefined {
  const found = new Map<string, RepliesRow[]>()
  for (const row of store.threads.replies(roots)) {
    const name = nameOf(row.room, row.thread)
    const known = found.get(name)
    if (known === undefined) found.set(name, [row])
    else known.push(row)
  }
  return (room, root) => {
    const rows = found.get(nameOf(room, root))
    return rows === undefined ? undefined : hungFrom(rows)
  }
}

/** `rows` by log, the one that wrote last first. */
function hungFrom(rows: readonly RepliesRow[]): Hung | undefined {
  const [newest] = rows
  if (newest === undefined) return undefined
  const people = new Map<number, RepliesRow>()
  for (const row of rows) if (!people.has(row.person)) people.set(row.person, row)
  return {
    lastKey: newest.last,
    replies: {
      count: rows.reduce((sum, row) => sum + row.count, 0),
      lastAt: msOf(newest.last),
      people: [...people.values()].slice(0, MAX_REPLIERS).map(authorOf),
      unread: rows.reduce((sum, row) => sum + row.unread, 0),
      followed: newest.followed === 1
    }
  }
}
