/** What is searched for: words, and filters that can be chosen or typed. `from:mara in:#deck before:2026-06-01 has:link "exact words"`. Pure. */
import type { AccountId, OrderKey, Person, Room, RoomId } from '../../../shared/model.ts'
import { fit, folded } from '../../ui/fuzzy.ts'

export const HAS = ['link', 'code', 'mention', 'reaction', 'pin'] as const
export type Has = (typeof HAS)[number]

/** The last so many days, today among them; or from one day on, up to before another: 2026-06-01. */
export type When = { readonly days: number } | { readonly after?: string; readonly before?: string }

export interface Filters {
  readonly from?: AccountId
  readonly roomId?: RoomId
  readonly when?: When
  readonly has?: readonly Has[]
  readonly mentionsMe?: true
}

export interface Query {
  /** As it stands in the field: words and "quoted words". */
  readonly words: string
  readonly filters: Filters
}

/** Who and what typed filters may name. */
export interface Known {
  readonly me: { readonly account: AccountId; readonly name: string }
  readonly people: readonly Pick<Person, 'account' | 'name'>[]
  readonly rooms: readonly Pick<Room, 'roomId' | 'name'>[]
}

const ID = /^[0-9a-f]{64}$/
const TOKEN = /(?<![^\s])(from|in|before|after|last|has|mentions):("[^"]*"?|\S*)/giu

/** A typed filter, where it stands, and what it means; undefined where that is not known. */
interface Token {
  readonly from: number
  readonly to: number
  readonly filters: Filters | undefined
  /** Nothing stands behind it yet: it may still be being typed. */
  readonly open: boolean
}

function tokensOf(text: string, known: Known): readonly Token[] {
  return [...text.matchAll(TOKEN)]
    .filter(({ index }) => (text.slice(0, index).match(/["“”„«»]/g)?.length ?? 0) % 2 === 0) // not inside "quoted words"
    .map(match => {
      const [whole, key = '', raw = ''] = match
      const value = raw.replace(/^"|"$/g, '').normalize('NFC')
      const to = match.index + whole.length
      return { from: match.index, to, filters: meaning(key.toLowerCase(), value, known), open: to === text.length }
    })
}

function meaning(key: string, value: string, known: Known): Filters | undefined {
  if (value === '') return undefined
  switch (key) {
    case 'from': {
      const from = personNamed(value, known)
      return from && { from }
    }
    case 'in': {
      const roomId = roomNamed(value.replace(/^#/, ''), known)
      return roomId && { roomId }
    }
    case 'has': {
      const has = HAS.find(one => one === value.toLowerCase().replace(/s$/, ''))
      return has && { has: [has] }
    }
    case 'mentions':
      return /^@?me$/i.test(value) || value === known.me.account ? { mentionsMe: true } : undefined
    case 'last': {
      const days = /^([1-9]\d{0,3})d$/i.exec(value)?.[1]
      return days === undefined ? undefined : { when: { days: Number(days) } }
    }
    default:
      return startOfDay(value) === undefined ? undefined : { when: { [key]: value } }
  }
}

function personNamed(value: string, { me, people }: Known): AccountId | undefined {
  if (ID.test(value)) return value as AccountId
  const name = value.replace(/^@/, '')
  if (name.toLowerCase() === 'me') return me.account
  return best([...people, me], name)?.account
}

const roomNamed = (value: string, { rooms }: Known): RoomId | undefined =>
  ID.test(value) ? (value as RoomId) : best(rooms, value)?.roomId

/** The one of this name; else the first that begins so, or has a word that does. */
function best<T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined {
  const exact = all.find(one => folded(one.name) === folded(name))
  if (exact !== undefined || name === '') return exact
  const fits = all.map(one => ({ one, tier: fit(one.name, name)?.tier ?? 9 })).filter(({ tier }) => tier < 2)
  return fits.sort((a, b) => a.tier - b.tier)[0]?.one
}

/** Midnight at the beginning of a day here, in ms. Undefined for what is no day. */
export function startOfDay(day: string): number | undefined {
  const [, year, month, date] = (/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day) ?? []).map(Number)
  if (year === undefined || month === undefined || date === undefined) return undefined
  const at = new Date(year, month - 1, date)
  return at.getMonth() === month - 1 && at.getDate() === date && at.getTime() >= 0 ? at.getTime() : undefined
}

/** Both; of two days of one kind the later said one counts. */
export function joined(a: Filters, b: Filters): Filters {
  const { when, has } = b
  const days = when !== undefined && !('days' in when) && a.when !== undefined && !('days' in a.when)
  return {
    ...a,
    ...b,
    ...(days ? { when: { ...a.when, ...when } } : {}),
    ...(has === undefined ? {} : { has: HAS.filter(one => has.includes(one) || a.has?.includes(one) === true) })
  }
}

/** Takes typed filters out of the words. `finished` takes one that ends the text too: Enter was pressed. `caret` moves along. */
export function takeFilters(
  { words, filters }: Query,
  known: Known,
  { finished = false, caret = words.length } = {}
): { query: Query; caret: number } {
  let left = ''
  let at = 0
  let moved = caret
  let all = filters
  for (const token of tokensOf(words, known)) {
    if (token.filters === undefined || (token.open && !finished)) continue
    const to = /\s/.test(words.charAt(token.to)) ? token.to + 1 : token.to
    left += words.slice(at, token.from)
    if (caret > token.from) moved -= Math.min(caret, to) - token.from
    all = joined(all, token.filters)
    at = to
  }
  return at === 0
    ? { query: { words, filters }, caret }
    : { query: { words: left + words.slice(at), filters: all }, caret: moved }
}

/** What `search.find` is asked for, or null where nothing is. A filter still being typed counts once it means something. */
export function questionOf({ words, filters }: Query, known: Known, now: number) {
  const { query } = takeFilters({ words, filters }, known, { finished: true })
  const pending = tokensOf(query.words, known).find(token => token.open && token.filters === undefined)
  const text = (pending === undefined ? query.words : query.words.slice(0, pending.from)).trim().replace(/\s+/gu, ' ')
  const { from, roomId, when, has, mentionsMe } = query.filters
  const question = {
    ...(from === undefined ? {} : { from }),
    ...(roomId === undefined ? {} : { roomId }),
    ...timesOf(when, now),
    ...(has === undefined || has.length === 0 ? {} : { has: [...has] }),
    ...(mentionsMe === undefined ? {} : { mentionsMe })
  }
  return text === '' && Object.keys(question).length === 0 ? null : { text, ...question }
}
export type Question = NonNullable<ReturnType<typeof questionOf>> & { behind?: OrderKey }

function timesOf(when: When | undefined, now: number): { after?: number; before?: number } {
  if (when === undefined) return {}
  if ('days' in when) {
    const today = new Date(now)
    // by the calendar: a day may have 23 or 25 hours; nothing is older than the clock's beginning
    const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - when.days + 1).getTime()
    return { after: Math.max(0, first) }
  }
  const after = when.after === undefined ? undefined : startOfDay(when.after)
  const before = when.before === undefined ? undefined : startOfDay(when.before)
  return { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) }
}

/** As it would be typed, with ids for names: `readQuery` gives the same again. */
export function writeQuery({ words, filters: { from, roomId, when, has, mentionsMe } }: Query): string {
  const parts = [
    from && `from:${from}`,
    roomId && `in:${roomId}`,
    when !== undefined && 'days' in when && `last:${when.days}d`,
    when !== undefined && !('days' in when) && when.after && `after:${when.after}`,
    when !== undefined && !('days' in when) && when.before && `before:${when.before}`,
    ...(has ?? []).map(one => `has:${one}`),
    mentionsMe && 'mentions:me'
  ].filter(part => typeof part === 'string' && part !== '')
  return parts.length === 0 ? words : `${parts.join(' ')} ${words}`
}

/** The filters that end in a space are taken, the rest is words. */
export const readQuery = (text: string, known: Known): Query => takeFilters({ words: text, filters: {} }, known).query

/** The words with the one that is most like `suggestion` replaced by it. */
export function corrected(words: string, suggestion: string): string {
  const parts = words.split(/(\s+)/u)
  const distances = parts.map(part =>
    /\S/u.test(part) ? distance(folded(part), folded(suggestion)) : Number.POSITIVE_INFINITY
  )
  const at = distances.indexOf(Math.min(...distances))
  return parts.map((part, i) => (i === at ? suggestion : part)).join('')
}

/** Letters to add, leave out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? a.length
}
