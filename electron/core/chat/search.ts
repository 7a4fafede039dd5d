/** Search over every message on this computer, of the rooms this account is in: newest first, with what was found marked. */
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Input } from '../../../shared/bridge/rpc.ts'
import { MAX_FOUND } from '../../../shared/limits.ts'
import type { SearchHit, SearchResult, TimelineEvent } from '../../../shared/model.ts'
import { decodeMessage } from '../crypto/bodies.ts'
import { fromHex } from '../crypto/bytes.ts'
import type { EventRow } from '../store/events.ts'
import type { Filter } from '../store/search.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { indexed, wordsOf } from './fold.ts'
import { expressionOf, marksIn, readQuery, type Term } from './query.ts'

export interface SearchComponents {
  store: Store
  account: Pick<Account, 'accountKey'>
  describe(rows: readonly EventRow[]): TimelineEvent[]
  onFailed(err: unknown): void
}

type Asked = Input<Contract, 'search.find'>

/** Messages, and listed words, of one slice of the work that nobody waits for. */
const SLICE = 64
const CHECK_MS = 60_000
/** Messages that were just said: so often, and so many at once. */
const SOON_MS = 1_000
const WAITING = 128
const LAST_MS = 2 ** 48 - 1
/** A word that looks like another: so many letters differ, fewer where it is short. */
const MAX_DISTANCE = 2
const SHORT = 4
const MAX_TRIED = 5

export function createSearch({ store, account, describe, onFailed }: SearchComponents) {
  const { search } = store
  let stopped = true
  let next: NodeJS.Immediate | undefined
  let timer: NodeJS.Timeout | undefined
  let soon: NodeJS.Timeout | undefined
  let later: NodeJS.Immediate | undefined

  function filterOf(asked: Asked, terms: readonly Term[]): Filter {
    const { from, roomId, after, before, has = [], mentionsMe } = asked
    const wanted = roomId === undefined ? undefined : fromHex(roomId)
    const rooms = store.rooms.joined().filter(room => wanted === undefined || Buffer.compare(room.roomId, wanted) === 0)
    return {
      match: expressionOf(terms, has),
      rooms: rooms.map(({ num }) => num),
      carries: has.filter(one => one === 'reaction' || one === 'pin'),
      ...(from === undefined ? {} : { from: fromHex(from) }),
      ...(after === undefined ? {} : { after: keyAt(after) }),
      ...(before === undefined ? {} : { before: keyAt(before) }),
      ...(mentionsMe === true ? { mentions: account.accountKey } : has.includes('mention') ? { mentions: true } : {})
    }
  }

  function hitsOf(nums: readonly number[], terms: readonly Term[]): SearchHit[] {
    const rows = new Map(store.events.byNums(nums).map(row => [row.num, row]))
    const events = describe(nums.flatMap(num => rows.get(num) ?? []))
    return events.map(event => ({ event, marks: marksIn(event.body, terms) }))
  }

  /** A word of the messages here in place of one that stands in none of them; in the letters it was written in. */
  function suggest(terms: readonly Term[], rooms: readonly number[]): string | null {
    for (const { words, open } of terms) {
      const [typed] = words
      if (typed === undefined || words.length > 1 || typed.whole || typed.word.length < 3) continue
      if (search.holds(`"${typed.word}"${open ? ' *' : ''}`)) continue
      for (const word of likeWords(typed.word).slice(0, MAX_TRIED)) {
        const spelled = spellingOf(word, rooms)
        if (spelled !== undefined) return spelled
      }
    }
    return null
  }

  /** The nearest first; of those, the one in most messages. */
  function likeWords(typed: string): string[] {
    const most = typed.length <= SHORT ? 1 : MAX_DISTANCE
    const bounds = [typed.length - most, typed.length + most] as const
    const beginnings = new Set(Array.from(typed).slice(0, 2))
    return [...beginnings]
      .flatMap(letter => search.wordsFrom(letter, bounds))
      .map(({ word, count }) => ({ word, count, distance: distanceOf(typed, word, most) }))
      .filter(({ distance }) => distance <= most)
      .toSorted((a, b) => a.distance - b.distance || b.count - a.count)
      .map(({ word }) => word)
  }

  function spellingOf(word: string, rooms: readonly number[]): string | undefined {
    const { nums } = search.find({ match: `"${word}"`, rooms, carries: [] }, { limit: 1, count: 1 })
    const [event] = hitsOf(nums, [])
    const found = event && wordsOf(event.event.body).find(each => each.word === word || each.also === word)
    return found && event.event.body.slice(found.from, found.to)
  }

  /** A slice of what is left to do, then the next once others had their turn. */
  function work(): void {
    next = undefined
    if (stopped) return
    try {
      const more = store.transaction(() => search.indexOlder(SLICE, readBody) || search.checkListed(SLICE))
      if (more) next = setImmediate(work)
    } catch (err) {
      onFailed(err) // a full disk: the next round tries again
    }
  }

  /** What was said a moment ago goes into the index, many at once. False: nothing waits any more. */
  const takeIn = (limit: number): boolean => store.transaction(() => search.indexWaiting(limit, readBody)) === limit

  function takeInSoon(): void {
    if (stopped) return
    try {
      if (takeIn(WAITING)) later = setImmediate(takeInSoon)
    } catch (err) {
      onFailed(err)
    }
  }

  return {
    find(asked: Asked): SearchResult {
      while (takeIn(WAITING)); // whoever searches finds what was said just now
      const terms = readQuery(asked.text, search.wordsHolding)
      const filter = filterOf(asked, terms)
      const searched = search.count()
      const isAsked = asked.text.trim() === '' ? isNarrowed(asked) : terms.length > 0
      if (!isAsked) return { hits: [], found: 0, searched, suggestion: null }
      const behind = asked.behind === undefined ? {} : { behind: fromHex(asked.behind) }
      const { nums, found } = search.find(filter, { ...behind, limit: asked.limit, count: MAX_FOUND })
      const suggestion = found === 0 ? suggest(terms, filter.rooms) : null
      return { hits: hitsOf(nums, terms), found, searched, suggestion }
    },
    /** Puts messages that are older than the index into it, and clears away words that are gone, whenever there is time. */
    start(): void {
      stopped = false
      next = setImmediate(work)
      timer = setInterval(() => {
        next ??= setImmediate(work)
      }, CHECK_MS)
      soon = setInterval(takeInSoon, SOON_MS)
    },
    stop(): void {
      stopped = true
      clearInterval(timer)
      clearInterval(soon)
      clearImmediate(later)
      if (next !== undefined) clearImmediate(next)
      next = undefined
    }
  }
}

/** Whether anything but words is asked for. */
const isNarrowed = ({ from, roomId, after, before, has = [], mentionsMe }: Asked): boolean =>
  has.length > 0 || mentionsMe === true || [from, roomId, after, before].some(one => one !== undefined)

function readBody(body: Uint8Array) {
  const said = decodeMessage(body)
  return said === undefined ? undefined : indexed(said.text)
}

/** The first order key of a moment, in ms. */
function keyAt(ms: number): Uint8Array {
  const key = Buffer.alloc(40)
  key.writeBigUInt64BE(BigInt(Math.min(ms, LAST_MS)) << 16n)
  return key
}

/** Letters put in, left out, changed or swapped with the next; more than `most` is told as most + 1. */
function distanceOf(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}
