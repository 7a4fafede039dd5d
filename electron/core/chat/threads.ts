/** Threads: what hangs on a message, which of them this account follows, and what it was about to say there. */
import { ChatError } from '../../../shared/errors.ts'
import { MAX_DRAFT_CHARS, MAX_PAGE } from '../../../shared/limits.ts'
import type { EventId, OrderKey, RoomId, Thread, TimelinePage } from '../../../shared/model.ts'
import { fromHex, toHex } from '../crypto/bytes.ts'
import { KIND } from '../crypto/event.ts'
import type { Store } from '../store/store.ts'
import { idOf } from './clock.ts'
import type { Describe } from './describe.ts'
import { repliesTo } from './replies.ts'
import { type PageFrom, pageOf } from './timeline.ts'
import type { Reading } from './unread.ts'

export interface ThreadsComponents {
  store: Store
  describe: Describe
  reading: Pick<Reading, 'readThread'>
  /** The threads that are followed, or what is unread in them. */
  onChanged(): void
  /** These rows look different now. */
  onRows(nums: number[]): void
}

interface Place {
  root: Uint8Array
  room: number
  roomId: Uint8Array
  /** The row of the root, where it is on this computer. */
  num: number | undefined
}

const NOWHERE = -1
const END = new Uint8Array(40).fill(0xff)

export function createThreads({ store, describe, reading, onChanged, onRows }: ThreadsComponents) {
  /** The thread that hangs on a message, or that it stands in. Throws ChatError not-found. */
  function threadOf(eventId: EventId): Place {
    const id = fromHex(eventId)
    const row = store.events.byId(id)
    if (row !== undefined && row.kind !== KIND.message) throw new ChatError('not-found')
    const root = row?.thread ?? id
    const first = row ?? store.events.oldest({ room: store.threads.roomOf(root) ?? NOWHERE, thread: root }, 1)[0]
    if (first === undefined) throw new ChatError('not-found')
    const { room, roomId } = first
    const hung = store.events.byId(root)
    return { root, room, roomId, num: hung?.room === room ? hung.num : undefined }
  }

  function changed({ num }: Place): void {
    onChanged()
    if (num !== undefined) onRows([num])
  }

  return {
    /** The answers, without the message they hang on. Throws ChatError not-found. */
    page(eventId: EventId, from: PageFrom, limit: number): TimelinePage {
      const { root, room } = threadOf(eventId)
      return pageOf(store, describe, { room, thread: root }, from, limit)
    },

    /** Those that are followed and have answers, the one written to last first. */
    list(): Thread[] {
      const rooms = new Map(store.rooms.joined().map(({ num, roomId }) => [num, toHex(roomId) as RoomId]))
      const followed = store.threads.followed()
      const hungOn = repliesTo(
        store,
        followed.map(({ root }) => root)
      )
      const threads = followed.flatMap(({ root, room }) => {
        const hung = hungOn(room, root)
        const roomId = rooms.get(room)
        return hung === undefined || roomId === undefined ? [] : [{ eventId: toHex(root) as EventId, roomId, hung }]
      })
      const newest = threads.sort((a, b) => Buffer.compare(b.hung.lastKey, a.hung.lastKey)).slice(0, MAX_PAGE)
      const ids = newest.flatMap(({ eventId, hung }) => [fromHex(eventId), idOf(hung.lastKey)])
      const events = new Map(describe(store.events.byIds(ids)).map(event => [event.eventId, event]))
      return newest.flatMap(({ eventId, roomId, hung }) => {
        const last = events.get(toHex(idOf(hung.lastKey)) as EventId)
        const root = events.get(eventId)
        return last === undefined
          ? []
          : [{ eventId, roomId, root: root?.roomId === roomId ? root : null, last, replies: hung.replies }]
      })
    },

    /** Whoever begins to follow has read what is there. Throws ChatError not-found. */
    follow(eventId: EventId, on: boolean): void {
      const thread = threadOf(eventId)
      store.transaction(() =>
        store.threads.follow(thread.root, thread.room, on, store.threads.lastKey(thread.root, thread.room, END))
      )
      changed(thread)
    },

    /** Throws ChatError not-found. */
    async read(eventId: EventId, upTo: OrderKey): Promise<void> {
      const thread = threadOf(eventId)
      await reading.readThread({ num: thread.room, roomId: thread.roomId }, thread.root, fromHex(upTo))
      changed(thread)
    },

    /** Throws ChatError not-found. */
    draft(eventId: EventId, text: string): void {
      const { root, room } = threadOf(eventId)
      store.transaction(() => store.threads.draft(root, room, text.slice(0, MAX_DRAFT_CHARS)))
    },
    drafts: (eventId: EventId): string => store.threads.get(threadOf(eventId).root)?.draft ?? ''
  }
}
