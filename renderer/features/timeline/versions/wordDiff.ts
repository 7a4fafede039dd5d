/** What changed from one text to the next, by words: the longest run of words that both have, bounded. Pure. */

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Past this many steps of comparing, all between the common beginning and end counts as changed. */
const MAX_STEPS = 1_000_000

const segments = new Intl.Segmenter(undefined, { granularity: 'word' })
/** Words and what stands between them, in any script; joined they are the text again. */
const words = (text: string): string[] => Array.from(segments.segment(text), ({ segment }) => segment)

/** The pieces that make `after`, with those of `before` that are gone where they stood. */
export function wordDiff(before: string, after: string): Piece[] {
  const a = words(before)
  const b = words(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = compared(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([
    { kind: 'same', text: b.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: b.slice(b.length - end).join('') }
  ])
}

function compared(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length * b.length > MAX_STEPS) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') }
    ]
  }
  const width = b.length + 1
  const common = commonLengths(a, b)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  const pieces: Piece[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: b[j] ?? '' })
      i++
      j++
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'removed', text: a[i++] ?? '' })
    } else pieces.push({ kind: 'added', text: b[j++] ?? '' })
  }
  return pieces
}

/** By row and column: how many words the ends of both texts, from there on, have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const next = i * width + j
      lengths[next] =
        a[i] === b[j]
          ? (lengths[next + width + 1] ?? 0) + 1
          : Math.max(lengths[next + width] ?? 0, lengths[next + 1] ?? 0)
    }
  }
  return lengths
}

/**
 * Neighbours of one kind become one piece. Spaces and signs alone between two changes count as changed too: a sentence
 * that was rewritten reads as one change, not as one for each word.
 */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  let removed = ''
  let added = ''
  const flush = (): void => {
    if (removed !== '') out.push({ kind: 'removed', text: removed })
    if (added !== '') out.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  pieces.forEach((piece, i) => {
    const bridges = piece.kind === 'same' && changes(pieces[i + 1]) && isBridge(piece.text, removed, added)
    if (piece.kind === 'removed' || bridges) removed += piece.text
    if (piece.kind === 'added' || bridges) added += piece.text
    if (piece.kind !== 'same' || bridges) return
    flush()
    const last = out.at(-1)
    if (last?.kind === 'same') out[out.length - 1] = { kind: 'same', text: last.text + piece.text }
    else if (piece.text !== '') out.push(piece)
  })
  flush()
  return out
}

const isBridge = (text: string, removed: string, added: string): boolean =>
  text.trim() === '' ? removed !== '' && added !== '' : removed + added !== '' && !/[\p{L}\p{N}]/u.test(text)

const changes = (piece: Piece | undefined): boolean => piece !== undefined && piece.kind !== 'same'
