/**
 * What an entry does to others, and others to it. Whatever the order of arrival, it comes to the same: what counts is read
 * from the operations when a message is shown; only what must not stay, the bodies of what was redacted, goes at once.
 */
import { MAX_OPERATIONS } from '../../../shared/limits.ts'
import { type MentionSaid, openEdit, openMessage, type Place } from '../crypto/bodies.ts'
import { equal, fromHex, toHex } from '../crypto/bytes.ts'
import { type Entry, KIND } from '../crypto/event.ts'
import type { Facts } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import type { Said } from './admission.ts'
import type { GuardedRoom } from './batch.ts'
import { type Clock, hlcOf } from './clock.ts'
import { indexed } from './fold.ts'

/** An entry as it comes in, before its row; where it was hidden or sealed, with the kind and body of what is in it. */
export interface Arrived {
  entry: Pick<Entry, 'id' | 'kind' | 'body'>
  said: Said
  orderKey: Uint8Array
  room: { num: number; roomId: Uint8Array }
  /** Null: its author is not known yet. */
  person: number | null
  /** The author's account key, null likewise. */
  account: Uint8Array | null
  own: boolean
  /** Counts as unread when it is a message: false for what was said before this account joined. */
  fresh: boolean
}

/** How its row is written. */
export interface Placed {
  kind: number
  shown: 0 | 1 | 2 | 3
  unread: 0 | 1 | 2
  thread: Uint8Array | null
  inRoom: 0 | 1
  erased: 0 | 1
  body: Uint8Array
  /** Somebody spoke of it before it came. */
  spokenOf: boolean
}

export interface ProjectionComponents {
  store: Store
  account: Pick<Account, 'accountKey' | 'person'>
  clock: Pick<Clock, 'isAhead'>
}

export type Projection = ReturnType<typeof createProjection>

const NOTHING = new Uint8Array()
const NOBODY = -1
const IN_ROOM = { thread: null, inRoom: 1 } as const

export function createProjection({ store, account, clock }: ProjectionComponents) {
  const { operations, events, threads, mentions, search } = store

  /** Before its row is inserted: how. */
  function place(arrived: Arrived): Placed {
    const { entry, said, own, fresh } = arrived
    const isHidden = entry.kind === KIND.sealed && (said.is === 'sealed' || said.is === 'erased')
    const spokenOf = (isHidden || mayBeErased(entry.kind)) && operations.any(entry.id)
    const gone = spokenOf ? operations.redaction(entry.id, arrived.person ?? NOBODY, arrived.room.num) : undefined
    if (gone !== undefined || said.is === 'erased') {
      const kind = isHidden && gone !== undefined ? kindOfGone(gone) : entry.kind
      const where = kind === KIND.message ? readPlace(gone ?? '') : IN_ROOM
      const shown = shownAs(arrived, kind === KIND.message)
      return { kind, shown, unread: 0, ...where, erased: 1, body: NOTHING, spokenOf }
    }
    const shown = shownAs(arrived, said.is === 'message' || said.is === 'topic')
    const body = said.is === 'sealed' ? NOTHING : entry.body
    const plain = { kind: entry.kind, shown, unread: 0, ...IN_ROOM, erased: 0, body, spokenOf } as const
    if (said.is !== 'message') return plain
    const unread = own || !fresh ? 0 : calls(said.mentions) ? 2 : 1
    return { ...plain, unread, thread: said.thread ?? null, inRoom: said.inRoom ? 1 : 0 }
  }

  function shownAs({ said, person, orderKey }: Arrived, stands: boolean): Placed['shown'] {
    if (said.is === 'introduction') return 0
    if (person === null) return 3
    if (said.is === 'other' || said.is === 'sealed' || said.is === 'membership') return 0
    if (clock.isAhead(hlcOf(orderKey))) return 2
    return stands ? 1 : 0
  }

  const calls = (said: readonly MentionSaid[]): boolean =>
    said.some(mention => equal(mention.account, account.accountKey))

  /** After its row was inserted. Answers rows that look different now beside it. */
  function apply(arrived: Arrived, num: number, placed: Placed): number[] {
    const { said } = arrived
    if (placed.erased === 1) return threadRoot(placed)
    if (said.is === 'message') return applyMessage(arrived, said, num, placed)
    const spoken = operationsOf(said)
    for (const one of spoken) operations.put({ ...one, event: num, room: arrived.room.num, kind: arrived.entry.kind })
    return spoken.length > 0 && placed.shown < 2 ? effects([num]) : []
  }

  function applyMessage(
    arrived: Arrived,
    said: Extract<Said, { is: 'message' }>,
    num: number,
    placed: Placed
  ): number[] {
    if (placed.spokenOf) settle(arrived.entry.id)
    else {
      search.later(num)
      if (said.mentions.length > 0)
        mentions.put(
          num,
          said.mentions.map(mention => mention.account)
        )
    }
    if (said.thread === undefined) return []
    follow(arrived, said.thread, calls(said.mentions))
    return placed.shown === 1 ? threadRoot(placed) : []
  }

  /** Whoever writes in a thread follows it, and so does who began it or is called in it, unless they stopped. */
  function follow({ orderKey, room, own }: Arrived, root: Uint8Array, called: boolean): void {
    if (own) threads.join(root, room.num, null, true)
    else if (called) threads.join(root, room.num, threads.lastKey(root, room.num, orderKey), false)
    else if (events.facts(root)?.person === account.person) threads.join(root, room.num, null, false)
  }

  const threadRoot = ({ thread }: Pick<Placed, 'thread'>): number[] => {
    const root = thread === null ? undefined : events.facts(thread)
    return root === undefined ? [] : [root.num]
  }

  /** What these entries say of others counts from now on. Answers the rows that look different. */
  function effects(nums: readonly number[]): number[] {
    const changed = operations.targets(nums).flatMap(spoken => {
      const { target, kind } = spoken
      operations.cap(spoken, MAX_OPERATIONS)
      if (target.byteLength === 0) return []
      return kind === KIND.edit || kind === KIND.redact ? settle(target) : shownRow(target)
    })
    return [...new Set(changed)]
  }

  const shownRow = (id: Uint8Array): number[] => {
    const row = events.facts(id)
    return row === undefined ? [] : [row.num]
  }

  /** What is kept of an entry besides its row, as its redactions and edits want it. Answers rows that look different. */
  function settle(id: Uint8Array): number[] {
    const row = events.facts(id)
    if (row === undefined || row.person === null || !(row.hidden === 1 || mayBeErased(row.kind))) return []
    const gone = operations.redaction(id, row.person, row.room)
    if (row.hidden === 1) return gone === undefined ? [] : eraseHidden(row, gone)
    if (gone !== undefined) return erase(row, gone)
    if (row.kind !== KIND.message || row.erased === 1) return []
    const edit = operations.newestEdit(id, row.person, row.room)
    const { text, mentions: called } = edit === undefined ? openMessage(row.body) : openEdit(edit)
    search.put(row.num, indexed(text))
    mentions.drop(row.num)
    mentions.put(
      row.num,
      called.map(mention => mention.account)
    )
    return [row.num]
  }

  function erase(row: Facts, place: string): number[] {
    const { thread, inRoom } = row.kind === KIND.message ? readPlace(place) : IN_ROOM
    const before = threadRoot(row)
    events.erase(row.num, thread, inRoom)
    mentions.drop(row.num)
    search.drop(row.num)
    if (row.kind === KIND.message) return [row.num, ...before, ...threadRoot({ thread })]
    const edited = operations.targets([row.num])
    operations.drop(row.num)
    return edited.flatMap(({ target }) => settle(target))
  }

  /** Nobody has opened it here, and nobody will. */
  function eraseHidden({ num }: Facts, gone: string): number[] {
    const kind = kindOfGone(gone)
    const isMessage = kind === KIND.message
    const where = isMessage ? readPlace(gone) : IN_ROOM
    store.sealed.erase(num, { kind, ...where, shown: isMessage ? 1 : 0 })
    return isMessage ? [num, ...threadRoot(where)] : []
  }

  return {
    place,
    apply,
    /** These rows were kept aside, and are not any more. Inside a transaction. Answers rows that look different beside them. */
    arrived: (nums: readonly number[]): number[] =>
      nums.length === 0 ? [] : [...effects(nums), ...events.roots(nums)],
    /** Its author is known now. Inside the transaction that introduces it. Answers rows that look different beside its own. */
    introduced(device: Uint8Array): number[] {
      const nums = operations.ofDevice(device)
      const own = events.ids(nums).filter(operations.any).flatMap(settle)
      return [...new Set([...own, ...effects(nums), ...events.roots(nums)])]
    },
    /** Rows are about to be deleted: nothing may speak of them. Inside a transaction. */
    unplace(nums: readonly number[]): void {
      for (const num of nums) {
        operations.drop(num)
        mentions.drop(num)
        search.drop(num)
      }
    }
  }
}

/** Only what has a text of its own is erased: what else was said stays true of others. */
export const mayBeErased = (kind: number): boolean => kind === KIND.message || kind === KIND.edit

/** Whether an entry may come without its body: as above, and in a private room whatever was sealed. */
export const mayComeErased = (kind: number, room: Pick<GuardedRoom, 'kind'>): boolean =>
  room.kind === 'public' ? mayBeErased(kind) : kind === KIND.sealed

/** What an entry says of others, as it is kept. */
function operationsOf(said: Said): Array<{ target: Uint8Array; value: string; put: 0 | 1 }> {
  switch (said.is) {
    case 'edit':
      return [{ target: said.target, value: '', put: 1 }]
    case 'redact':
      return [
        { target: said.target, value: placeText(said), put: 1 },
        ...said.edits.map(target => ({ target, value: AN_EDIT, put: 1 as const }))
      ]
    case 'react':
      return [{ target: said.target, value: said.emoji, put: said.on ? 1 : 0 }]
    case 'pin':
      return [{ target: said.target, value: '', put: said.on ? 1 : 0 }]
    case 'topic':
      return [{ target: NOTHING, value: said.text, put: 1 }]
    default:
      return []
  }
}

/** What a redaction says of the edits that go with a message, where others say where the message stands. */
const AN_EDIT = '-'
/** What was redacted before it was opened is told from its redaction. */
const kindOfGone = (gone: string): number => (gone === AN_EDIT ? KIND.edit : KIND.message)

/** Where a redacted message stands: empty for the room, the thread's root, with a + where it is in the room as well. */
const placeText = ({ thread, inRoom }: Place): string =>
  thread === undefined ? '' : `${toHex(thread)}${inRoom ? '+' : ''}`

function readPlace(text: string): { thread: Uint8Array | null; inRoom: 0 | 1 } {
  if (text === '') return IN_ROOM
  return { thread: fromHex(text.replace('+', '')), inRoom: text.endsWith('+') ? 1 : 0 }
}
