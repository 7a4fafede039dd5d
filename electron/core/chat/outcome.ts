/** What was said of a message comes to: its newest version, its reactions, its pin. The same at whoever holds the same operations. */
import { MAX_REACTION_PEOPLE, MAX_REACTIONS } from '../../../shared/limits.ts'
import type { AccountId, Author, Reaction, TimelineEvent } from '../../../shared/model.ts'
import { openEdit } from '../crypto/bodies.ts'
import { toHex } from '../crypto/bytes.ts'
import { KIND } from '../crypto/event.ts'
import type { EventRow } from '../store/events.ts'
import type { OperationRow } from '../store/operations.ts'
import { msOf } from './clock.ts'

export type Written = Pick<EventRow, 'room' | 'person' | 'erased'>
type By = Pick<OperationRow, 'account' | 'name' | 'hue'>

export const authorOf = ({ account, name, hue }: By): Author => ({ account: toHex(account) as AccountId, name, hue })

/** Operations by what they are of, each in order. */
export function byTarget(operations: readonly OperationRow[]): Map<string, OperationRow[]> {
  const found = new Map<string, OperationRow[]>()
  for (const one of operations) {
    const name = toHex(one.target)
    const known = found.get(name)
    if (known === undefined) found.set(name, [one])
    else known.push(one)
  }
  return found
}

/** The new versions of a message by its author, oldest first; none of what was deleted. */
export const editsOf = ({ room, person, erased }: Written, operations: readonly OperationRow[]): OperationRow[] =>
  erased === 1 ? [] : operations.filter(one => one.kind === KIND.edit && one.room === room && one.person === person)

/** The newest version, where there is more than one. */
export function newestOf(message: Written, operations: readonly OperationRow[]) {
  const edit = editsOf(message, operations).at(-1)
  return edit?.body == null ? undefined : { ...openEdit(edit.body), at: msOf(edit.orderKey) }
}

/** Whether somebody's reaction stands. */
export const hasReacted = (room: number, operations: readonly OperationRow[], person: number, emoji: string): boolean =>
  operations.findLast(
    one => one.kind === KIND.react && one.room === room && one.person === person && one.value === emoji
  )?.put === 1

/** Of each person the last word on each emoji counts. The one that was first put, by whoever it still stands of, comes first. */
export function reactionsOf(room: number, operations: readonly OperationRow[], self: number): Reaction[] {
  const last = new Map<string, OperationRow>()
  for (const one of operations) {
    if (one.kind !== KIND.react || one.room !== room) continue
    const name = `${one.person} ${one.value}`
    last.delete(name) // so that the map stays in order
    if (one.put === 1) last.set(name, one)
  }
  const emojis = new Map<string, OperationRow[]>()
  for (const one of last.values()) emojis.set(one.value, [...(emojis.get(one.value) ?? []), one])
  return [...emojis].slice(0, MAX_REACTIONS).map(([emoji, put]) => ({
    emoji,
    count: put.length,
    mine: put.some(({ person }) => person === self),
    people: named(put, self).map(authorOf)
  }))
}

/** Those who reacted first, oneself among them. */
function named(put: readonly OperationRow[], self: number): OperationRow[] {
  const first = put.slice(0, MAX_REACTION_PEOPLE)
  const own = put.find(({ person }) => person === self)
  return own === undefined || first.includes(own) ? first : [...first.slice(0, -1), own]
}

/** Anybody pins and unpins; the last word counts. */
export function pinOf(room: number, operations: readonly OperationRow[]): TimelineEvent['pinned'] {
  const last = operations.findLast(one => one.kind === KIND.pin && one.room === room)
  return last?.put === 1 ? { by: authorOf(last), at: msOf(last.orderKey) } : null
}
