/** What people do with messages: write, answer, change, delete, mark and pin them, and say what a room is about. */
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Handlers } from '../../../shared/bridge/rpc.ts'
import { ChatError } from '../../../shared/errors.ts'
import { MAX_EDITS, MAX_TOPIC_CHARS } from '../../../shared/limits.ts'
import { refuseText, tidyText } from '../../../shared/messageText.ts'
import type { AccountId, EventId, RoomId, TimelineEvent } from '../../../shared/model.ts'
import { optionalLine } from '../../../shared/names.ts'
import {
  encodeEdit,
  encodeMessage,
  encodePin,
  encodeReact,
  encodeRedact,
  encodeTopic,
  type MentionSaid,
  openMessage,
  type Place
} from '../crypto/bodies.ts'
import { equal, fromHex } from '../crypto/bytes.ts'
import { KIND } from '../crypto/event.ts'
import type { EventRow } from '../store/events.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { hlcAt, idOf } from './clock.ts'
import type { Describe } from './describe.ts'
import { isEmoji } from './emoji.ts'
import type { Ingest } from './ingest.ts'
import { findMentions } from './mentions.ts'
import { editsOf, hasReacted, newestOf, pinOf } from './outcome.ts'
import { roomOf, rowOf } from './timeline.ts'

export interface MessagesComponents {
  store: Store
  account: Pick<Account, 'person' | 'accountKey'>
  ingest: Pick<Ingest, 'write'>
  describe: Describe
  now(): number
}

type Input<K extends keyof Handlers<Contract>> = Parameters<Handlers<Contract>[K]>[0]

/** Where the hlc ran further ahead of this clock, a message says when it was written. */
const AHEAD_MS = 60_000

/** All of them answer once what was said is durable here. Throws ChatError msg.disk, too. */
export function createMessages({ store, account, ingest, describe, now }: MessagesComponents) {
  function textOf(body: string): string {
    const text = tidyText(body)
    const refusal = refuseText(text)
    if (refusal !== undefined) throw new ChatError(refusal)
    return text
  }

  function shown(rows: readonly EventRow[]): TimelineEvent {
    const event = describe(rows)[0]
    if (event === undefined) throw new ChatError('internal', 'the message is not where it was stored')
    return event
  }

  /** Members of the room but oneself, and whoever was chosen. */
  function mentionsIn(text: string, room: number, chosen: readonly AccountId[] = []): MentionSaid[] {
    if (!text.includes('@')) return []
    const others = store.mentions.nameable(room).filter(({ person }) => person !== account.person)
    const known = new Set(others.map(other => Buffer.from(other.account).toString('hex')))
    const picked = chosen.flatMap(id => {
      const person = known.has(id) ? undefined : store.people.byAccount(fromHex(id))
      return person === undefined ? [] : [{ account: fromHex(id), name: person.name }]
    })
    return findMentions(text, [...others, ...picked], chosen)
  }

  /** A message in a room this account is in. Throws ChatError not-found, room.not-joined, msg.deleted. */
  function messageOf(eventId: EventId): { row: EventRow; room: RoomRow } {
    const row = rowOf(store, eventId)
    if (row.kind !== KIND.message) throw new ChatError('not-found')
    const room = roomOf(store, Buffer.from(row.roomId).toString('hex') as RoomId)
    if (row.erased === 1) throw new ChatError('msg.deleted')
    return { row, room }
  }

  /** The same, of this account. Throws ChatError msg.not-yours, too. */
  function ownOf(eventId: EventId): { row: EventRow; room: RoomRow } {
    const row = rowOf(store, eventId)
    if (row.kind === KIND.message && row.person !== account.person) throw new ChatError('msg.not-yours')
    return messageOf(eventId)
  }

  const saidOf = (row: EventRow) => store.operations.on([idOf(row.orderKey)])

  async function operate(room: RoomRow, kind: number, body: Uint8Array, row: EventRow): Promise<TimelineEvent> {
    await ingest.write({ room, kind, body })
    return shown(store.events.byNums([row.num]))
  }

  /** What hangs on a message in a thread hangs on the root of it. */
  function rootOf(room: RoomRow, thread: EventId): Uint8Array {
    const id = fromHex(thread)
    const row = store.events.byId(id)
    const begun = store.threads.isBegun(id, room.num)
    if (row === undefined ? !begun : row.room !== room.num || row.kind !== KIND.message)
      throw new ChatError('not-found')
    if (row?.thread != null) return row.thread
    if (row?.erased === 1 && !begun) throw new ChatError('msg.deleted')
    return id
  }

  /** Where a message goes. An answer to something that stands in a thread only goes there as well. */
  function placeOf(room: RoomRow, { replyTo, thread, alsoInRoom = false }: Input<'timeline.send'>): Place {
    const answered = replyTo === undefined ? undefined : messageOf(replyTo).row
    if (answered !== undefined && answered.room !== room.num) throw new ChatError('not-found')
    const root = thread === undefined ? (answered?.inRoom === 0 ? answered.thread : null) : rootOf(room, thread)
    return root === null ? { inRoom: true } : { thread: root, inRoom: alsoInRoom }
  }

  return {
    /** Throws ChatError room.not-joined, not-found, msg.deleted, msg.empty, msg.too-long, msg.characters. */
    async send(input: Input<'timeline.send'>): Promise<TimelineEvent> {
      const room = roomOf(store, input.roomId)
      const text = textOf(input.body)
      const said = {
        text,
        ...placeOf(room, input),
        replyTo: input.replyTo === undefined ? undefined : fromHex(input.replyTo),
        mentions: mentionsIn(text, room.num, input.mentions)
      }
      const body = (hlc: bigint): Uint8Array =>
        encodeMessage({ ...said, sentAt: hlc > hlcAt(now() + AHEAD_MS) ? now() : undefined })
      const num = await ingest.write({ room, kind: KIND.message, body })
      return shown(store.events.byNums([num]))
    },

    /** A new version. Throws ChatError not-found, room.not-joined, msg.not-yours, msg.deleted, msg.edits and those of the text. */
    async edit({ eventId, body, mentions }: Input<'timeline.edit'>): Promise<TimelineEvent> {
      const { row, room } = ownOf(eventId)
      const text = textOf(body)
      const operations = saidOf(row)
      const called = mentionsIn(text, room.num, mentions)
      const before = newestOf(row, operations) ?? openMessage(row.body)
      if (before.text === text && areSame(before.mentions, called)) return shown([row])
      if (editsOf(row, operations).length >= MAX_EDITS) throw new ChatError('msg.edits')
      const target = idOf(row.orderKey)
      return operate(room, KIND.edit, encodeEdit({ target, text, mentions: called }), row)
    },

    /** For everybody. Throws ChatError not-found, room.not-joined, msg.not-yours, msg.deleted. */
    async redact(eventId: EventId): Promise<TimelineEvent> {
      const { row, room } = ownOf(eventId)
      const edits = editsOf(row, saidOf(row))
        .slice(-MAX_EDITS)
        .map(({ event }) => event)
      const body = encodeRedact({
        target: idOf(row.orderKey),
        edits: store.events.ids(edits),
        thread: row.thread ?? undefined,
        inRoom: row.inRoom === 1
      })
      return operate(room, KIND.redact, body, row)
    },

    /** Throws ChatError not-found, room.not-joined, msg.deleted, msg.emoji. */
    async react({ eventId, emoji, on }: Input<'timeline.react'>): Promise<TimelineEvent> {
      const { row, room } = messageOf(eventId)
      const operations = saidOf(row)
      const isKnown = operations.some(({ kind, value }) => kind === KIND.react && value === emoji)
      if (!isKnown && !isEmoji(emoji)) throw new ChatError('msg.emoji')
      if (hasReacted(row.room, operations, account.person, emoji) === on) return shown([row])
      return operate(room, KIND.react, encodeReact({ target: idOf(row.orderKey), emoji, on }), row)
    },

    /** Throws ChatError not-found, room.not-joined, msg.deleted. */
    async pin(eventId: EventId, on: boolean): Promise<TimelineEvent> {
      const { row, room } = messageOf(eventId)
      if ((pinOf(row.room, saidOf(row)) !== null) === on) return shown([row])
      return operate(room, KIND.pin, encodePin({ target: idOf(row.orderKey), on }), row)
    },

    /** Answers the entry that set it. Throws ChatError room.not-joined, topic.form. */
    async topic(roomId: RoomId, topic: string): Promise<TimelineEvent> {
      const room = roomOf(store, roomId)
      const text = optionalLine(topic, MAX_TOPIC_CHARS)
      if (text === undefined) throw new ChatError('topic.form')
      const current = store.operations.topic(room.num)
      const unchanged = current?.text === text ? store.events.byNums([current.event]) : []
      if (unchanged.length > 0) return shown(unchanged)
      return shown(store.events.byNums([await ingest.write({ room, kind: KIND.topic, body: encodeTopic(text) })]))
    }
  }
}

const areSame = (a: readonly MentionSaid[], b: readonly MentionSaid[]): boolean =>
  a.length === b.length && a.every(({ account }) => b.some(other => equal(other.account, account)))
