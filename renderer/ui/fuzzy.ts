/** How well what is typed fits a name: by its beginning, by the beginnings of its words, inside it, or by its letters in order. */

/** [from, to) in UTF-16 units of the name. */
export type Range = readonly [from: number, to: number]

export interface Fit {
  /** 0: it begins so; 1: words of it begin so; 2: it stands inside; 3: the letters are there in this order. */
  readonly tier: 0 | 1 | 2 | 3
  /** What is to be marked, in order. */
  readonly ranges: readonly Range[]
}

/** Letters without case, accents and width, and where each came from. */
interface Folded {
  readonly text: string
  /** For each unit of `text` where its letter begins in the original; one more for the end. */
  readonly at: readonly number[]
}

// What decomposition leaves as it is, though people type the plain letter.
const PLAIN = new Map(Object.entries({ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i', ـ: '' }))
const LETTER = /[\p{L}\p{N}]/u
/** Written without spaces: every character may begin a word. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

function fold(original: string): Folded {
  let text = ''
  const at: number[] = []
  let from = 0
  for (const char of original) {
    const bare = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    for (const unit of PLAIN.get(bare) ?? bare) {
      for (let i = 0; i < unit.length; i++) at.push(from)
      text += unit
    }
    from += char.length
  }
  at.push(original.length)
  return { text, at }
}

/** The text as it is compared: without case, accents and width. */
export const folded = (text: string): string => fold(text).text

/** One letter alone stands in nearly every name. */
const LEAST_INSIDE = 2

/** Undefined where it does not fit. Nothing typed fits everything. */
export function fit(name: string, typed: string): Fit | undefined {
  const wanted = folded(typed).trim()
  if (wanted === '') return { tier: 0, ranges: [] }
  const inside = fold(name)
  const whole = (from: number): readonly Range[] => [original(inside, from, from + wanted.length)]
  if (inside.text.startsWith(wanted)) return { tier: 0, ranges: whole(0) }
  const starts = wordStarts(inside.text)
  const words = eachWord(inside, starts, wanted.split(/\s+/u))
  if (words !== undefined) return { tier: 1, ranges: words }
  if (wanted.length < LEAST_INSIDE) return undefined
  const middle = inside.text.indexOf(wanted)
  if (middle > 0) return { tier: 2, ranges: whole(middle) }
  const scattered = inOrder(inside, wanted.replace(/\s+/gu, ''))
  return scattered === undefined ? undefined : { tier: 3, ranges: scattered }
}

/** A letter's marks belong to it: what follows the last unit begins the next letter. */
function original({ at }: Folded, from: number, to: number): Range {
  const last = at[to - 1] ?? 0
  return [at[from] ?? 0, at.slice(to).find(next => next > last) ?? at.at(-1) ?? last]
}

function wordStarts(text: string): readonly number[] {
  const starts: number[] = []
  let before = ''
  let from = 0
  for (const char of text) {
    if (LETTER.test(char) && (!LETTER.test(before) || SPACELESS.test(char))) starts.push(from)
    before = char
    from += char.length
  }
  return starts
}

/** Where each of the words begins one of the name, none of them twice. */
function eachWord(name: Folded, starts: readonly number[], words: readonly string[]): readonly Range[] | undefined {
  const free = new Set(starts)
  const found: Range[] = []
  for (const word of words) {
    const start = [...free].find(one => name.text.startsWith(word, one))
    if (start === undefined) return undefined
    free.delete(start)
    found.push(original(name, start, start + word.length))
  }
  return found.sort((a, b) => a[0] - b[0])
}

/** Letters strewn further than that are in a long name by chance. */
const MOST_SCATTERED = 4

function inOrder(name: Folded, letters: string): readonly Range[] | undefined {
  const found: [number, number][] = []
  let from = 0
  for (const letter of letters) {
    const at = name.text.indexOf(letter, from)
    if (at < 0) return undefined
    const [start, end] = original(name, at, at + letter.length)
    const last = found.at(-1)
    if (last !== undefined && last[1] >= start) last[1] = end
    else found.push([start, end])
    from = at + letter.length
  }
  const [first, last] = [found[0]?.[0] ?? 0, found.at(-1)?.[1] ?? 0]
  return last - first <= letters.length * MOST_SCATTERED ? found : undefined
}
