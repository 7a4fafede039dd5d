/** Turns events into rows: who starts a group, where a day begins, where the unread line goes. Pure. */
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Input } from '../../../shared/bridge/rpc.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { OrderKey, TimelineEvent } from '../../../shared/model.ts'

/** A group ends when nothing was said for longer than this. */
export const GROUP_GAP_MS = 5 * 60 * 1000

/** What a text is sent with, beside its place. */
export type SendOptions = Pick<Input<Contract, 'timeline.send'>, 'mentions' | 'replyTo' | 'alsoInRoom'>

/** A text that is not in the store: the core refused it. */
export interface Unsent {
  readonly key: string
  readonly body: string
  readonly at: number
  readonly code: ErrorCode
  readonly options?: SendOptions
}

export interface EventRow {
  readonly kind: 'event'
  readonly key: string
  readonly event: TimelineEvent
  /** Follows a message of the same person closely: shown without name and avatar. */
  readonly grouped: boolean
  /** The day that begins with this message, as its time in ms. */
  readonly day: number | null
  /** How many are new from here on. */
  readonly unread: number | null
  /** The very first message of the room. */
  readonly start: boolean
  /** Whether the delivery sentence stands below the text. */
  readonly sentence: boolean
  /** The first answer in a thread: how many there are. */
  readonly answers?: number
}

export interface UnsentRow {
  readonly kind: 'unsent'
  readonly key: string
  readonly unsent: Unsent
  readonly grouped: boolean
}

export type Row = EventRow | UnsentRow

/** Where the unread line goes: before the first message of another person at or behind this key. */
export interface UnreadMark {
  readonly from: OrderKey
  readonly count: number
}

/** Nothing is left to be said about these but to who wants to know. */
const ARRIVED: ReadonlySet<TimelineEvent['delivery']> = new Set(['delivered', 'read'])

export interface RowsInput {
  events: readonly TimelineEvent[]
  older: number
  newer: number
  unread: UnreadMark | null
  unsent: readonly Unsent[]
}

/** The rows of a loaded run. Earlier rows that did not change are handed back as they were, so that they are not drawn again. */
export function toRows(input: RowsInput, before: readonly Row[] = []): readonly Row[] {
  const known = new Map(before.map(row => [row.key, row]))
  const { events, older, newer, unread } = input
  const lineAt = unread === null ? -1 : firstUnread(events, older, unread.from)
  const lastOwn = newer === 0 ? events.findLastIndex(event => event.mine && event.kind === 'message') : -1
  const rows: Row[] = events.map((event, i) => {
    const previous = events[i - 1]
    const day = previous === undefined || !sameDay(previous.sentAt, event.sentAt) ? event.sentAt : null
    const line = i === lineAt && unread !== null ? unread.count : null
    const row: EventRow = {
      kind: 'event',
      key: event.eventId,
      event,
      grouped: day === null && line === null && follows(previous, event),
      day,
      unread: line,
      start: i === 0 && older === 0,
      sentence:
        event.mine && event.kind === 'message' && !event.deleted && (i === lastOwn || !ARRIVED.has(event.delivery))
    }
    return unchanged(known.get(row.key), row)
  })
  if (newer === 0) rows.push(...unsentRows(input, known))
  return rows
}

function unsentRows({ events, unsent }: RowsInput, known: Map<string, Row>): Row[] {
  let ownAt = events.at(-1)?.mine === true ? (events.at(-1)?.sentAt ?? null) : null
  return unsent.map(one => {
    const grouped = ownAt !== null && near(ownAt, one.at) && sameDay(ownAt, one.at)
    ownAt = one.at
    return unchanged(known.get(one.key), { kind: 'unsent', key: one.key, unsent: one, grouped })
  })
}

/** The first message of somebody else at or behind the key, or -1. Not said where it may lie before the run. */
function firstUnread(events: readonly TimelineEvent[], older: number, from: OrderKey): number {
  const first = events[0]
  if (first === undefined || (older > 0 && first.orderKey > from)) return -1
  return events.findIndex(event => !event.mine && event.orderKey >= from)
}

const follows = (previous: TimelineEvent | undefined, event: TimelineEvent): boolean =>
  previous !== undefined &&
  previous.kind === 'message' &&
  event.kind === 'message' &&
  event.replyTo === null &&
  previous.sender.account === event.sender.account &&
  previous.sender.name === event.sender.name &&
  near(previous.sentAt, event.sentAt)

const near = (a: number, b: number): boolean => Math.abs(b - a) <= GROUP_GAP_MS

/** Whether two times lie on one calendar day of this computer. */
export function sameDay(a: number, b: number): boolean {
  const one = new Date(a)
  const other = new Date(b)
  return (
    one.getFullYear() === other.getFullYear() &&
    one.getMonth() === other.getMonth() &&
    one.getDate() === other.getDate()
  )
}

function unchanged(before: Row | undefined, now: Row): Row {
  if (before === undefined || before.kind !== now.kind) return now
  const keys = Object.keys(now) as (keyof typeof now)[]
  return keys.every(key => Object.is(before[key], now[key])) ? before : now
}
