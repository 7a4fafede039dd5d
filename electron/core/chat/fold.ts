/** Text cut into folded words, for the full-text index and for what is searched alike: what people type finds what they mean. */

import type { Indexed } from '../store/search.ts'

/** A word as it is indexed, and where it stands in the text, in UTF-16 units. */
export interface Word {
  word: string
  from: number
  to: number
  /** The same word as others write it (umlauts spelled out); empty where there is no other way. */
  also: string
  /** Stands for itself (a Han character, an emoji): it is nobody's beginning. */
  whole: boolean
}

/** Words that stand for what a text has in it; nobody can type them. */
export const HAS_LINK = '\uE000'
export const HAS_CODE = '\uE001'
const LINK = /https?:\/\/[^\s/]|\bwww\.[^\s.]/i
const CODE = /`[^`]+`|^ {0,3}(?:```|~~~)/m

/** Words from so many letters on may be made of several, and so many of one text are listed as such. */
const MIN_LONG = 8
const MAX_LONG = 64
/** In UTF-16 units; what is longer is found by its beginning. */
const MAX_WORD = 64

// Writing without spaces: every character is a word, and several are a phrase.
const SINGLE = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u30FC\uFF70][\u3099\u309A\uFF9E\uFF9F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]*`
const EMOJI = String.raw`\p{RI}\p{RI}|(?=\p{Extended_Pictographic})[^\u0000-\u00FF]`
// Where words are not parted by spaces either, but are longer than a character.
const UNPARTED = String.raw`[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+`
const LETTERS = String.raw`(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u30FC\uFF70])[\p{L}\p{N}][\p{M}\u00AD\u0640\u200C\u200D]*)+`
const WORDS = new RegExp(
  `(?<single>${SINGLE})|(?<emoji>${EMOJI})|(?<unparted>${UNPARTED})|(?<letters>${LETTERS})`,
  'gu'
)
const MADE_OF_LETTERS = /^\p{L}+$/u
const PLAIN = /^[a-z0-9]*$/
const ASCII = /^[\0-\x7F]*$/
const ASCII_WORDS = /[A-Za-z0-9]+/g

/** Points, accents and harakat; the vowel signs of Indian writing are letters and stay. */
const MARKS =
  /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0730-\u074A\u08CA-\u08FF\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/g
/** Nothing to be found by: joiners, soft hyphens, tatweel, variation selectors, and what stands for itself (private use). */
const IGNORED = /[\u00AD\u0640\p{Cf}\p{Co}\p{Cs}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu
const CLUSTER = /[\u1100-\u11FF]+|\P{M}\p{M}*|\p{M}+/gu

const LETTER = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ł: 'l',
    þ: 'th',
    ħ: 'h',
    ı: 'i',
    ς: 'σ',
    ٱ: 'ا',
    ى: 'ي',
    ی: 'ي',
    ئ: 'ي',
    ؤ: 'و',
    ة: 'ه',
    ک: 'ك'
  })
)
const SPELLED = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }))

/** Conjunctions and prepositions that are written with the article. */
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=.{3})/u
/** An article that is only being typed has nothing behind it yet. */
const ARTICLE_ALONE = /^[وف]?(?:[بك]?ال|لل)/u
const ARABIC = /^\p{sc=Arabic}/u

let segmenter: Intl.Segmenter | undefined

/** The words of a text, in the order they stand in. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  if (ASCII.test(text)) {
    for (const { 0: found, index } of text.matchAll(ASCII_WORDS))
      words.push(plainWord(found.toLowerCase(), index, index + found.length))
    return words
  }
  for (const match of text.matchAll(WORDS)) {
    const { 0: found, index, groups } = match
    if (groups?.unparted !== undefined) words.push(...segmentsOf(found, index))
    else words.push(...wordOf(found, index, groups?.letters === undefined))
  }
  return words
}

/** A text as the index takes it. */
export function indexed(text: string): Indexed {
  const words = wordsOf(text)
  const all = words.map(({ word }) => word)
  if (LINK.test(text)) all.push(HAS_LINK)
  if (CODE.test(text)) all.push(HAS_CODE)
  return {
    text: all.join(' '),
    also: words.flatMap(({ also }) => (also === '' ? [] : [also])).join(' '),
    long: words
      .flatMap(({ word }) => (word.length >= MIN_LONG && MADE_OF_LETTERS.test(word) ? [word] : []))
      .slice(0, MAX_LONG)
  }
}

/** A single word, cut and folded already, without its article if it has one. For what is being typed. */
export const withoutArticle = (word: string): string => (ARABIC.test(word) ? word.replace(ARTICLE_ALONE, '') : word)

/**
 * How far into the text the first `letters` UTF-16 units of a word's folded form reach: `found` is the text the word was
 * cut from.
 */
export function reachOf(found: string, letters: number): number {
  let folded = 0
  let at = 0
  for (const [cluster] of found.matchAll(CLUSTER)) {
    if (folded >= letters) break
    folded += fold(cluster).length
    at += cluster.length
  }
  return at
}

const plainWord = (word: string, from: number, to: number): Word => ({
  word: word.slice(0, MAX_WORD),
  from,
  to,
  also: '',
  whole: false
})

function* segmentsOf(text: string, at: number): Generator<Word> {
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' })
  for (const { segment, index, isWordLike } of segmenter.segment(text))
    if (isWordLike === true) yield* wordOf(segment, at + index, false)
}

/** One word, or several where a sign stands for a whole phrase (ﷺ), or none where nothing is left of it. */
function wordOf(found: string, from: number, whole: boolean): Word[] {
  const to = from + found.length
  const folded = fold(found)
  if (PLAIN.test(found)) return folded === '' ? [] : [plainWord(folded, from, to)]
  const spelled = SPELL.test(found.normalize('NFC')) ? spellOut(found) : ''
  return folded
    .split(/[^\p{L}\p{N}\p{M}\p{RI}\p{Extended_Pictographic}]+/u)
    .filter(part => part !== '')
    .map(part => {
      const word = cut(ARABIC.test(part) ? part.replace(ARTICLE, '') : part)
      return { word, from, to, also: spelled === word ? '' : cut(spelled), whole }
    })
}

const SPELL = /[äöüåøÄÖÜÅØ]/u

const spellOut = (found: string): string =>
  fold(
    found
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüåø]/gu, letter => SPELLED.get(letter) ?? letter)
  )

/** Never within a character. */
const cut = (word: string): string =>
  word.length <= MAX_WORD
    ? word
    : word
        .slice(0, MAX_WORD)
        .toWellFormed()
        .replace(/\uFFFD$/, '')

function fold(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase()
  if (PLAIN.test(lower)) return lower
  const bare = lower.normalize('NFKD').replace(MARKS, '').normalize('NFC').replace(IGNORED, '')
  let folded = ''
  for (const char of bare) folded += LETTER.get(char) ?? char
  return folded
}
