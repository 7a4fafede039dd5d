/** What has happened to a message since it was last seen: edited, deleted, marked or pinned. */
import type { Author, TimelineEvent } from '../../shared/model.ts'

export type Change =
  | { change: 'edited' | 'deleted' | 'pinned' | 'unpinned' }
  /** by: who it was, where that can be told. */
  | { change: 'reacted' | 'unreacted'; emoji: string; by: Author | null }

/** What is remembered of a message to tell the next change from. */
interface Seen {
  editedAt: number | null
  deleted: boolean
  pinned: boolean
  reactions: Map<string, { count: number; people: readonly Author[] }>
}

const MAX_REMEMBERED = 20_000

export interface Changes {
  /** Remembers how it is, where nothing is known of it. */
  learn(event: TimelineEvent): void
  /** What is new. Of a message that was never seen, only what itself says when it was done. */
  of(event: TimelineEvent): Change[]
}

/** @param startedAt in ms: what was done before is nothing new */
export function createChanges(startedAt: number): Changes {
  const seen = new Map<string, Seen>()

  function remember(event: TimelineEvent): void {
    seen.delete(event.eventId)
    seen.set(event.eventId, stateOf(event))
    const [oldest] = seen.keys()
    if (seen.size > MAX_REMEMBERED && oldest !== undefined) seen.delete(oldest)
  }

  return {
    learn(event) {
      if (!seen.has(event.eventId)) remember(event)
    },
    of(event) {
      const before = seen.get(event.eventId)
      remember(event)
      if (before !== undefined) return difference(before, event)
      return event.editedAt !== null && event.editedAt >= startedAt && !event.deleted ? [{ change: 'edited' }] : []
    }
  }
}

const stateOf = ({ editedAt, deleted, pinned, reactions }: TimelineEvent): Seen => ({
  editedAt,
  deleted,
  pinned: pinned !== null,
  reactions: new Map(reactions.map(({ emoji, count, people }) => [emoji, { count, people }]))
})

function difference(before: Seen, event: TimelineEvent): Change[] {
  if (event.deleted) return before.deleted ? [] : [{ change: 'deleted' }]
  const changes: Change[] = event.editedAt === before.editedAt ? [] : [{ change: 'edited' }]
  const pinned = event.pinned !== null
  if (pinned !== before.pinned) changes.push({ change: pinned ? 'pinned' : 'unpinned' })
  const after = stateOf(event).reactions
  for (const emoji of new Set([...before.reactions.keys(), ...after.keys()])) {
    const [had, has] = [before.reactions.get(emoji) ?? NOBODY, after.get(emoji) ?? NOBODY]
    for (const by of without(has.people, had.people)) changes.push({ change: 'reacted', emoji, by })
    for (const by of without(had.people, has.people)) changes.push({ change: 'unreacted', emoji, by })
    if (has.count === had.count || !sameAccounts(has.people, had.people)) continue
    changes.push({ change: has.count > had.count ? 'reacted' : 'unreacted', emoji, by: null })
  }
  return changes
}

const NOBODY = { count: 0, people: [] as readonly Author[] }
const without = (people: readonly Author[], others: readonly Author[]): Author[] =>
  people.filter(one => !others.some(other => other.account === one.account))
const sameAccounts = (one: readonly Author[], other: readonly Author[]): boolean =>
  without(one, other).length === 0 && without(other, one).length === 0
