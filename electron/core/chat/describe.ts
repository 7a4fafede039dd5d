/** Rows of the timeline as the interface knows them, a page at a time: what is asked of the store is asked for all of them at once. */
import { MAX_QUOTE_CHARS } from '../../../shared/limits.ts'
import type { AccountId, EventId, Mention, OrderKey, Quote, RoomId, TimelineEvent } from '../../../shared/model.ts'
import { decodeTopic, type MentionSaid, type MessageSaid, openMessage } from '../crypto/bodies.ts'
import { equal, toHex } from '../crypto/bytes.ts'
import { deviceIdOf } from '../crypto/deviceId.ts'
import { KIND } from '../crypto/event.ts'
import type { EventRow } from '../store/events.ts'
import type { OperationRow } from '../store/operations.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { idOf, msOf } from './clock.ts'
import { authorOf, byTarget, newestOf, pinOf, reactionsOf } from './outcome.ts'
import { createOwnState } from './ownState.ts'
import { memberChange, nameIn } from './private/memberChange.ts'
import { repliesTo } from './replies.ts'

export interface DescribeComponents {
  store: Store
  account: Pick<Account, 'device' | 'person' | 'accountKey'>
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
  /** Whether read receipts are given and taken. */
  readReceipts(): boolean
  now(): number
}

/** Own rows that have come further than ever are noted as such. */
export type Describe = (rows: readonly EventRow[]) => TimelineEvent[]

const NOTHING_SAID: MessageSaid = { text: '', inRoom: true, mentions: [] }
const OTHERS = {
  ...{ mine: false, delivery: 'received', heldBy: 0, readBy: 0, heldOf: 0, awaited: null },
  carriedBy: []
} satisfies Partial<TimelineEvent>

interface Said {
  row: EventRow
  id: string
  /** As it was first written; nothing of it is left once it was deleted. */
  first: MessageSaid
}

export function createDescribe(components: DescribeComponents): Describe {
  const { store, account } = components
  const ownState = createOwnState(components)

  /** Where several are quoted and described, each is looked up once. */
  function around(all: readonly Said[]) {
    const quoted = all.flatMap(({ first }) => first.replyTo ?? [])
    const ids = all.map(({ row }) => idOf(row.orderKey))
    const quotes = quoted.length === 0 ? [] : store.events.byIds(quoted)
    return {
      operations: byTarget(store.operations.on([...ids, ...quoted])),
      quotes: new Map(quotes.map(row => [toHex(idOf(row.orderKey)), read(row)])),
      hungOn: repliesTo(store, ids)
    }
  }

  return rows => {
    const all = rows.map(read)
    const { operations, quotes, hungOn } = around(all)
    const stateOf = ownState()
    const said = (one: Said): readonly OperationRow[] => operations.get(one.id) ?? NONE

    return all.map(one => {
      const { row, first } = one
      const newest = newestOf(row, said(one))
      const mentions = newest?.mentions ?? first.mentions
      return {
        ...plain(one),
        member: row.kind === KIND.membership ? memberChange(store, row.body) : null,
        ...(row.erased === 1 ? DELETED : marksOn(row, said(one))),
        body: newest?.text ?? first.text,
        editedAt: newest?.at ?? null,
        mentions: mentions.map(mentionOf),
        mentionsMe: mentions.some(mention => equal(mention.account, account.accountKey)),
        replyTo: first.replyTo === undefined ? null : quoteOf(toHex(first.replyTo), row.room),
        replies: hungOn(row.room, idOf(row.orderKey))?.replies ?? null,
        ...(equal(row.device, account.device.publicKey) ? stateOf(row) : OTHERS)
      }
    })

    function quoteOf(id: string, room: number): Quote {
      const quoted = quotes.get(id)
      const eventId = id as EventId
      if (quoted === undefined || quoted.row.room !== room || quoted.row.kind !== KIND.message)
        return { eventId, state: 'missing', sender: null, body: '' }
      const state = quoted.row.erased === 1 ? 'deleted' : 'here'
      const text = newestOf(quoted.row, said(quoted))?.text ?? quoted.first.text
      return { eventId, state, sender: authorOf(quoted.row), body: beginning(text) }
    }
  }

  function marksOn(row: EventRow, said: readonly OperationRow[]): Pick<TimelineEvent, 'reactions' | 'pinned'> {
    if (said.length === 0 || row.kind !== KIND.message) return DELETED
    return { reactions: reactionsOf(row.room, said, account.person), pinned: pinOf(row.room, said) }
  }
}

const NONE: readonly OperationRow[] = []
const DELETED: Pick<TimelineEvent, 'reactions' | 'pinned'> = { reactions: [], pinned: null }

function read(row: EventRow): Said {
  const id = toHex(idOf(row.orderKey))
  if (row.erased === 1) return { row, id, first: NOTHING_SAID }
  if (row.kind === KIND.message) return { row, id, first: openMessage(row.body) }
  if (row.kind === KIND.membership) return { row, id, first: { ...NOTHING_SAID, text: nameIn(row.body) } }
  return { row, id, first: { ...NOTHING_SAID, text: decodeTopic(row.body) ?? '' } }
}

const KINDS: Partial<Record<number, TimelineEvent['kind']>> = { [KIND.topic]: 'topic', [KIND.membership]: 'member' }

const plain = ({ row, id, first }: Said) => ({
  eventId: id as EventId,
  roomId: toHex(row.roomId) as RoomId,
  orderKey: toHex(row.orderKey) as OrderKey,
  sender: { account: toHex(row.account) as AccountId, device: deviceIdOf(row.device), name: row.name, hue: row.hue },
  sentAt: Math.min(first.sentAt ?? Number.POSITIVE_INFINITY, msOf(row.orderKey)),
  receivedAt: row.receivedAt,
  kind: KINDS[row.kind] ?? 'message',
  deleted: row.erased === 1,
  thread: row.thread === null ? null : (toHex(row.thread) as EventId),
  alsoInRoom: row.thread !== null && row.inRoom === 1,
  forked: row.forked === 1
})

const mentionOf = ({ account, name }: MentionSaid): Mention => ({ account: toHex(account) as AccountId, name })
const beginning = (text: string): string =>
  text.length <= MAX_QUOTE_CHARS
    ? text
    : Array.from(text.slice(0, MAX_QUOTE_CHARS * 2))
        .slice(0, MAX_QUOTE_CHARS)
        .join('')
