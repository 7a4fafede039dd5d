/** A message as one line of words around what was found in it. */
import type { Range } from './fuzzy.ts'

export interface Snippet {
  readonly text: string
  readonly ranges: readonly Range[]
}

// Markdown's marks: what stands in the first or the last group is left out, what is between is kept. Bounded, so that no
// message takes long.
const FENCES = /^ {0,3}(?:`{3,}|~{3,})[^\n]*$/gm
const LINE_MARKS = /^ {0,3}(?:>\s?|[-*+]\s+|#{1,6}\s+)+/gm
const LINKS = /(!?\[)[^\]\n]{0,300}(\]\([^)\n]{0,2000}\))/g
// Earshot's own links may have marks in them that are none: what is copied from here leads somewhere
const OWN_LINKS = /\bearshot:[\w:/-]{1,2000}/g
const EMPHASIS = /(\*\*|__|~~|`{1,3})(?=\S)(?:[^\n]|\n(?!\s*\n)){1,300}?(?<=\S)(\1)/g

/**
 * Without Markdown's marks and line ends, cut to about `most` characters around the first range. What was found is
 * never left out, even where it stands in a mark, such as a link's address.
 */
export function snippet(body: string, found: readonly Range[], most = 280): Snippet {
  const gone = leftOut(body, found)
  let text = ''
  const at: number[] = []
  for (let i = 0; i < body.length; i++) {
    at.push(text.length)
    if (gone.has(i)) continue
    const char = body.charAt(i)
    if (!/\s/u.test(char)) text += char
    else if (text !== '' && !text.endsWith(' ')) text += ' '
  }
  at.push(text.length)
  const ranges = found.map(([from, to]): Range => [at[from] ?? text.length, at[to] ?? text.length])
  return cut({ text: text.trimEnd(), ranges }, most)
}

function leftOut(body: string, found: readonly Range[]): Set<number> {
  const gone = new Set<number>()
  const drop = (from: number, to: number): void => {
    if (found.some(range => range[0] < to && range[1] > from)) return
    for (let i = from; i < to; i++) gone.add(i)
  }
  for (const pattern of [FENCES, LINE_MARKS]) {
    for (const match of body.matchAll(pattern)) drop(match.index, match.index + match[0].length)
  }
  const own = [...body.matchAll(OWN_LINKS)].map((match): Range => [match.index, match.index + match[0].length])
  for (const pattern of [LINKS, EMPHASIS]) {
    for (const [whole, opening = '', closing = ''] of withIndex(body, pattern)) {
      if (pattern === EMPHASIS && own.some(([from, to]) => from < whole.index && whole.index < to)) continue
      drop(whole.index, whole.index + opening.length)
      drop(whole.index + whole.length - closing.length, whole.index + whole.length)
    }
  }
  return gone
}

type Found = readonly [whole: { index: number; length: number }, opening?: string, closing?: string]

const withIndex = (body: string, pattern: RegExp): Found[] =>
  [...body.matchAll(pattern)].map(match => [{ index: match.index, length: match[0].length }, match[1], match[2]])

/** Cut between words where there are any near, never inside a character. */
function cut({ text, ranges }: Snippet, most: number): Snippet {
  if (text.length <= most) return { text, ranges }
  const first = ranges[0]?.[0] ?? 0
  const start = first < most / 2 ? 0 : wordAt(text, first - Math.floor(most / 4))
  const end = Math.min(text.length, wordAt(text, start + most))
  const before = start > 0 ? '…' : ''
  const moved = ranges.map(([from, to]): Range => [from - start + before.length, to - start + before.length])
  const shown = `${before}${text.slice(start, end).trim()}`
  return {
    text: end < text.length ? `${shown}…` : shown,
    ranges: moved.filter(([from, to]) => from < shown.length && to > 0)
  }
}

const NEAR = 24

function wordAt(text: string, wanted: number): number {
  const space = text.lastIndexOf(' ', wanted)
  if (space > wanted - NEAR && space > 0) return space + 1
  return /[\uDC00-\uDFFF]/.test(text.charAt(wanted)) ? wanted - 1 : wanted
}
