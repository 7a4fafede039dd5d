/** What somebody searches for: read from what they typed, asked of the index, and found again in a message to be marked. */
import { HAS_CODE, HAS_LINK, reachOf, type Word, withoutArticle, wordsOf } from './fold.ts'

/** Words that stand together; most often one. */
export interface Term {
  words: Word[]
  /** The last may be the beginning of a word. */
  open: boolean
  /** Long words that one word may be a part of. */
  within: string[]
}

export type Mark = [from: number, to: number]

/** More is no search, it is a text. */
const MAX_TERMS = 24
const MAX_TERM_WORDS = 64
/** A part of a long word is found at its end from so many letters on, and anywhere in it from so many. */
const MIN_PART = 4
const MIN_PART_ANYWHERE = 6
const MAX_WITHIN = 200

/** Quoted words are one part, closed or not yet; between them everything up to a space. */
const PARTS = /["“”„«»]([^"“”„«»]*)(["“”„«»]|$)|[^\s"“”„«»]+/g

export type WordsHolding = (part: string, anywhere: boolean, limit: number) => string[]

/** Nothing that can be typed is an error: what is no word is left out. */
export function readQuery(text: string, wordsHolding: WordsHolding): Term[] {
  const terms: Term[] = []
  for (const { 0: part, 1: quoted, 2: close, index } of text.matchAll(PARTS)) {
    if (terms.length === MAX_TERMS) break
    const words = wordsOf(quoted ?? part).slice(0, MAX_TERM_WORDS)
    const [word] = words
    if (word === undefined) continue
    const isLast = index + part.length >= text.trimEnd().length
    const open = isLast && (quoted === undefined || close === '') && words.at(-1)?.whole === false
    const isPart = quoted === undefined && words.length === 1 && !word.whole && word.word.length >= MIN_PART
    const anywhere = word.word.length >= MIN_PART_ANYWHERE
    terms.push({ words, open, within: isPart ? wordsHolding(word.word, anywhere, MAX_WITHIN) : [] })
  }
  return terms
}

// Words hold neither quotes nor spaces, so that what stands in quotes is always one string of FTS5.
const string = (words: readonly string[], open: boolean): string => `"${words.join(' ')}"${open ? ' *' : ''}`

/** The ways a term may be written in the index. */
function spellings({ words, open }: Term): string[][] {
  const folded = words.map(({ word }) => word)
  const last = folded.at(-1) ?? ''
  const bare = open ? withoutArticle(last) : last
  return [
    folded,
    ...(words.some(({ also }) => also !== '') ? [words.map(({ word, also }) => (also === '' ? word : also))] : []),
    ...(bare === last || bare === '' ? [] : [[...folded.slice(0, -1), bare]]),
    ...(words.length > 1 && folded.some(word => UMLAUT.test(word)) ? [folded.map(withUmlauts)] : [])
  ]
}

// In a phrase the other spelling cannot be looked up word by word.
const UMLAUT = /[aou]e/
const withUmlauts = (word: string): string => word.replace(/([aou])e/g, '$1')

/** As an FTS5 expression; undefined where there is nothing to look for. */
export function expressionOf(terms: readonly Term[], has: readonly string[]): string | undefined {
  const parts = terms.map(term => {
    const ways = spellings(term).map(words => string(words, term.open))
    return `(${[...ways, ...term.within.map(word => string([word], false))].join(' OR ')})`
  })
  if (has.includes('link')) parts.push(string([HAS_LINK], false))
  if (has.includes('code')) parts.push(string([HAS_CODE], false))
  return parts.length === 0 ? undefined : parts.join(' AND ')
}

/** Where a text holds what was searched: ascending, apart from each other. */
export function marksIn(text: string, terms: readonly Term[]): Mark[] {
  if (terms.length === 0) return []
  const words = wordsOf(text)
  const marks = terms.flatMap(term => {
    const ways = spellings(term)
    return words.flatMap((_, at) => markAt(text, words, at, term, ways) ?? [])
  })
  return joined(marks.toSorted(([a], [b]) => a - b))
}

function markAt(text: string, words: readonly Word[], at: number, term: Term, ways: string[][]): Mark[] | undefined {
  for (const way of ways) {
    const last = words[at + way.length - 1]
    const first = words[at]
    if (first === undefined || last === undefined || !fits(words, at, way, term.open)) continue
    const typed = way.at(-1) ?? ''
    const to = term.open ? last.from + reach(text, last, typed) : last.to
    return [[first.from, Math.max(to, first.from)]]
  }
  const word = words[at]
  if (word === undefined || !term.within.includes(word.word)) return undefined
  const part = term.words[0]?.word ?? ''
  const found = text.slice(word.from, word.to)
  const start = word.word.indexOf(part)
  return [[word.from + reachOf(found, start), word.from + reachOf(found, start + part.length)]]
}

const fits = (words: readonly Word[], at: number, way: readonly string[], open: boolean): boolean =>
  way.every((wanted, index) => {
    const word = words[at + index]
    if (word === undefined) return false
    if (word.word === wanted || word.also === wanted) return true
    return open && index === way.length - 1 && (word.word.startsWith(wanted) || word.also.startsWith(wanted))
  })

/** How much of a word was typed; all of it where that cannot be told. */
function reach(text: string, { word, from, to }: Word, typed: string): number {
  const found = text.slice(from, to)
  return word.startsWith(typed) && reachOf(found, word.length) === found.length
    ? reachOf(found, typed.length)
    : to - from
}

function joined(marks: readonly Mark[]): Mark[] {
  const apart: Mark[] = []
  for (const [from, to] of marks) {
    const last = apart.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}
