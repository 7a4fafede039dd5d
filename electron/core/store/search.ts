/** Full text of messages: which of them hold what is searched, newest first, in time however many they are. */
import type { Db } from './database.ts'

/** A text as it goes into the index: chat/fold makes it. */
export interface Indexed {
  /** Its words, a space between two. */
  text: string
  /** Other spellings of words in it. */
  also: string
  /** Words that may be made of several. */
  long: readonly string[]
}

/** What is wanted of a message beside its words. */
export interface Filter {
  /** An FTS5 expression over folded words; undefined: any message. */
  match: string | undefined
  /** Rooms by number. */
  rooms: readonly number[]
  /** Written by this account. */
  from?: Uint8Array
  /** Order keys, the first in it and the second not. */
  after?: Uint8Array
  before?: Uint8Array
  /** Calls this account, or anybody (true), by name. */
  mentions?: Uint8Array | true
  /** What stands on it. */
  carries: ReadonlyArray<'reaction' | 'pin'>
}

interface Row {
  num: number
  orderKey: Buffer
}

export interface Found {
  /** Newest first. */
  nums: number[]
  /** How many there are in all, counted up to the limit asked for. */
  found: number
}

/** Up to so many matches are looked at one by one; where there are more, the timeline is read from its end instead. */
const FEW = 1_500
const FIRST_STRETCH = 2_000
const LONGEST_STRETCH = 50_000
/** So many rows apart, on average, are too far apart to be asked for as one range. */
const SCATTERED = 4
/** Words remembered as listed, so that a frequent one costs nothing. */
const MAX_REMEMBERED = 20_000
/** Long words looked through for a part, and letters in front of one. */
const MAX_LOOKED_THROUGH = 200_000
const MIN_BEFORE = 2
/** Words looked at for one that looks alike. */
const MAX_ALIKE = 20_000

const MESSAGES = 'e.shown = 1 AND e.kind = 1 AND e.erased = 0 AND e.room IN (SELECT value FROM json_each(@rooms))'
const BY =
  'SELECT l.num FROM people p JOIN devices d ON d.person = p.num JOIN logs l ON l.device = d.num WHERE p.account = @from'
const BY_BLOCKED = `SELECT l.num FROM trust t JOIN people p ON p.account = t.account JOIN devices d ON d.person = p.num
  JOIN logs l ON l.device = d.num WHERE t.blocked = 1`
/** The newest word of each person on it counts, of a pin the newest of all. */
const standing = (by: string): string => `
  SELECT o.put, max(oe.order_key) FROM operations o CROSS JOIN events oe ON oe.num = o.event
    JOIN logs ol ON ol.num = oe.log JOIN devices od ON od.num = ol.device
  WHERE o.target = substr(e.order_key, 9) AND o.room = e.room AND o.kind = @kind AND oe.shown < 2 AND oe.erased = 0 ${by}`
const carried = (kind: string, by: string): string => `
  substr(e.order_key, 9) IN (SELECT target FROM operations WHERE kind = ${kind} AND put = 1)
  AND EXISTS (SELECT 1 FROM (${standing(by).replace('@kind', kind)}) WHERE put = 1)`
const CARRIES = { reaction: carried('4', 'GROUP BY od.person, o.value'), pin: carried('5', '') } as const

export function createSearch(db: Db) {
  const put = db.prepare<[number, string, string]>('INSERT OR REPLACE INTO words (rowid, text, also) VALUES (?, ?, ?)')
  const drop = db.prepare<[number]>('DELETE FROM words WHERE rowid = ?')
  const list = db.prepare<[string]>('INSERT OR IGNORE INTO long_words VALUES (?)')
  const matching = db.prepare<[string, number], number>('SELECT rowid FROM words WHERE words MATCH ? LIMIT ?').pluck()
  const matchingIn = db
    .prepare<[string, number, number], number>('SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?')
    .pluck()
  const holding = db
    .prepare<[{ part: string; anywhere: number; limit: number }], string>(`
    SELECT word FROM (SELECT word FROM long_words LIMIT ${MAX_LOOKED_THROUGH})
    WHERE instr(word, @part) > ${MIN_BEFORE} AND (@anywhere = 1 OR substr(word, -length(@part)) = @part) LIMIT @limit`)
    .pluck()
  const alike = db.prepare<[string, string, number, number, number], { word: string; count: number }>(`
    SELECT term AS word, doc AS count FROM word_list
    WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT ?`)
  const counted = db.prepare<[], { n: number }>(`
    SELECT (SELECT count(*) FROM words_docsize)
      - (SELECT count(*) FROM events INDEXED BY events_ahead WHERE shown = 2 AND kind = 1)
      - (SELECT count(*) FROM events INDEXED BY events_unintroduced WHERE shown = 3 AND kind = 1)
      - (SELECT count(*) FROM rooms r CROSS JOIN events e INDEXED BY events_shown ON e.room = r.num
        WHERE r.left_at IS NOT NULL AND e.shown = 1 AND e.in_room = 1 AND e.kind = 1 AND e.erased = 0) AS n`)
  const unindexed = db.prepare<[], number>('SELECT up_to FROM unindexed').pluck()
  const slice = db.prepare<[number, number], { num: number; body: Buffer }>(`
    SELECT num, body FROM events WHERE num <= ? AND kind = 1 AND erased = 0 ORDER BY num DESC LIMIT ?`)
  const isIndexed = db.prepare<[number]>('SELECT 1 FROM words_docsize WHERE id = ?').pluck()
  const wait = db.prepare<[number]>('INSERT OR IGNORE INTO to_index VALUES (?)')
  const unwait = db.prepare<[number]>('DELETE FROM to_index WHERE num = ?')
  const waiting = db.prepare<[number], { num: number; body: Buffer | null }>(
    'SELECT t.num, e.body FROM to_index t LEFT JOIN events e ON e.num = t.num AND e.erased = 0 ORDER BY t.num LIMIT ?'
  )
  const advance = db.prepare<[number]>('UPDATE unindexed SET up_to = ?')
  const finish = db.prepare('DELETE FROM unindexed')
  const checked = db.prepare<[], string>('SELECT up_to FROM long_words_check').pluck()
  const check = db.prepare<[string]>('INSERT OR REPLACE INTO long_words_check VALUES (1, ?)')
  const checkedAll = db.prepare('DELETE FROM long_words_check')
  const nextLong = db
    .prepare<[string, number], string>('SELECT word FROM long_words WHERE word > ? ORDER BY word LIMIT ?')
    .pluck()
  const unlist = db.prepare<[string]>('DELETE FROM long_words WHERE word = ?')
  const keyOf = db.prepare<[number], Buffer>('SELECT order_key FROM events WHERE num = ?').pluck()
  const rowsBy = kept(sql => db.prepare<[Record<string, unknown>], Row>(sql))
  const numbers = kept(sql => db.prepare<[Record<string, unknown>], number>(sql).pluck())
  const listed = new Set<string>()

  function remember(word: string): void {
    if (listed.has(word)) return
    list.run(word)
    if (listed.size >= MAX_REMEMBERED) listed.clear()
    listed.add(word)
  }

  /** Those of a few rows that pass, newest first. */
  const sifted = (filter: Filter, nums: readonly number[]): Row[] =>
    rowsBy(
      `SELECT e.num, e.order_key AS orderKey FROM json_each(@nums) CROSS JOIN events e ON e.num = value
      WHERE ${conditions(filter)} ORDER BY e.order_key DESC`
    ).all({ ...parameters(filter), nums: JSON.stringify(nums) })

  /** The next stretch of the timeline before a key that passes, but for the words. */
  function stretch(filter: Filter, key: Uint8Array | undefined, limit: number): number[] {
    const upTo = { ...filter, ...earliest(filter.before, key) }
    const sql = `SELECT e.num FROM events e INDEXED BY events_searched
      WHERE ${conditions(upTo)} ORDER BY e.order_key DESC LIMIT @limit`
    return numbers(sql).all({ ...parameters(upTo), limit })
  }

  /** Reads the timeline from its end, or from a key on, until so many were found. */
  function walk(filter: Filter, from: Uint8Array | undefined, wanted: number): number[] {
    const { match } = filter
    if (match === undefined) return stretch(filter, from, wanted)
    const holds = matcher(match)
    const hits: number[] = []
    let key = from
    let size = FIRST_STRETCH
    for (;;) {
      const nums = stretch(filter, key, size)
      const held = holds(nums)
      hits.push(...held)
      if (hits.length >= wanted || nums.length < size) return hits.slice(0, wanted)
      key = keyOf.get(nums.at(-1) ?? 0)
      const rate = Math.max(held.length, 1) / nums.length
      size = Math.ceil(Math.min(LONGEST_STRETCH, Math.max(size, (1.2 * (wanted - hits.length)) / rate)))
    }
  }

  /** Says which rows hold the words. Rows that arrived together are asked for together. */
  function matcher(match: string): (nums: readonly number[]) => number[] {
    let all: Set<number> | undefined
    return nums => {
      let [least, most] = [Number.POSITIVE_INFINITY, 0]
      for (const num of nums) {
        if (num < least) least = num
        if (num > most) most = num
      }
      if (most - least > SCATTERED * nums.length) all ??= new Set(matching.all(match, -1))
      const held = all ?? new Set(matchingIn.all(match, least, most))
      return nums.filter(num => held.has(num))
    }
  }

  function index(num: number, { text, also, long }: Indexed): void {
    if (isIndexed.get(num) !== undefined) check.run('') // words of the text before
    put.run(num, text, also)
    for (const word of long) remember(word)
    unwait.run(num)
  }

  return {
    /** Inside a transaction. Replaces what was indexed for this row. */
    put: index,
    /** Inside a transaction. A message's first text goes into the index in a moment: each commit with it costs much. */
    later: (num: number): void => void wait.run(num),
    /** The oldest that wait, inside a transaction. Answers how many there were. */
    indexWaiting(limit: number, read: (body: Uint8Array) => Indexed | undefined): number {
      const rows = waiting.all(limit)
      for (const { num, body } of rows) {
        const indexed = body === null ? undefined : read(body)
        if (indexed !== undefined) index(num, indexed)
        unwait.run(num)
      }
      return rows.length
    },
    /** Inside a transaction. */
    drop(num: number): void {
      unwait.run(num)
      drop.run(num)
      check.run('')
    },
    /** A transaction was taken back: what was listed in it may not be. */
    forget: (): void => listed.clear(),

    /** Messages that pass, before a key where one is given; `found` counts from the newest on. */
    find(filter: Filter, { behind, limit, count }: { behind?: Uint8Array; limit: number; count: number }): Found {
      const { match } = filter
      const few = match === undefined ? undefined : matching.all(match, FEW + 1)
      if (few !== undefined && few.length <= FEW) {
        const rows = sifted(filter, few)
        const rest = behind === undefined ? rows : rows.filter(({ orderKey }) => Buffer.compare(orderKey, behind) < 0)
        return { nums: rest.slice(0, limit).map(({ num }) => num), found: Math.min(rows.length, count) }
      }
      const rows = walk(filter, undefined, Math.max(count, limit))
      const page = behind === undefined ? rows.slice(0, limit) : walk(filter, behind, limit)
      return { nums: page, found: Math.min(rows.length, count) }
    },
    /** Messages that are looked through, in all rooms that were not left. */
    count: (): number => Math.max(0, counted.get()?.n ?? 0),
    /** Whether any message holds it. */
    holds: (match: string): boolean => matching.get(match, 1) !== undefined,

    /** Long words with this at their end, or anywhere behind their beginning. */
    wordsHolding: (part: string, anywhere: boolean, limit: number): string[] =>
      holding.all({ part, anywhere: anywhere ? 1 : 0, limit }),
    /** Words with this beginning and a length within these bounds, and in how many messages they stand. */
    wordsFrom: (beginning: string, [shortest, longest]: readonly [number, number]) =>
      alike.all(beginning, `${beginning}\u{10FFFF}`, shortest, longest, MAX_ALIKE),

    /** The newest messages that are older than the index, through `read`, inside a transaction. False: none are left. */
    indexOlder(limit: number, read: (body: Uint8Array) => Indexed | undefined): boolean {
      const upTo = unindexed.get()
      if (upTo === undefined) return false
      const rows = slice.all(upTo, limit)
      for (const { num, body } of rows.toReversed()) {
        const indexed = isIndexed.get(num) === undefined ? read(body) : undefined // a newer version is there already
        if (indexed !== undefined) index(num, indexed)
      }
      const last = rows.at(-1)
      if (last === undefined) finish.run()
      else advance.run(last.num - 1)
      return last !== undefined
    },
    /** Takes words from the list that no message holds any more, inside a transaction. False: all were looked at. */
    checkListed(limit: number): boolean {
      const from = checked.get()
      if (from === undefined) return false
      const words = nextLong.all(from, limit)
      for (const one of words) {
        if (matching.get(`"${one}"`, 1) !== undefined) continue
        unlist.run(one)
        listed.delete(one)
      }
      const last = words.at(-1)
      if (last === undefined) checkedAll.run()
      else check.run(last)
      return last !== undefined
    }
  }
}

/** Statements by their text: there are as many as filters can be put together. */
function kept<T>(make: (sql: string) => T): (sql: string) => T {
  const statements = new Map<string, T>()
  return sql => {
    const statement = statements.get(sql) ?? make(sql)
    statements.set(sql, statement)
    return statement
  }
}

/** The earlier of two keys. */
function earliest(one: Uint8Array | undefined, other: Uint8Array | undefined): { before?: Uint8Array } {
  if (one === undefined || other === undefined) {
    const before = one ?? other
    return before === undefined ? {} : { before }
  }
  return { before: Buffer.compare(one, other) < 0 ? one : other }
}

function conditions({ from, after, before, mentions, carries }: Filter): string {
  const parts = [MESSAGES]
  // of somebody blocked only where they are asked for
  parts.push(from === undefined ? `e.log NOT IN (${BY_BLOCKED})` : `e.log IN (${BY})`)
  if (after !== undefined) parts.push('e.order_key >= @after')
  if (before !== undefined) parts.push('e.order_key < @before')
  if (mentions === true) parts.push('e.num IN (SELECT event FROM mentions)')
  else if (mentions !== undefined) parts.push('e.num IN (SELECT event FROM mentions WHERE account = @mentions)')
  for (const one of carries) parts.push(CARRIES[one])
  return parts.join(' AND ')
}

function parameters({ rooms, from, after, before, mentions }: Filter): Record<string, unknown> {
  return {
    rooms: JSON.stringify(rooms),
    ...(from === undefined ? {} : { from }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(mentions === undefined || mentions === true ? {} : { mentions })
  }
}
