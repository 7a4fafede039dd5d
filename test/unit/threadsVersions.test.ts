/** What changed between two versions of a text, word by word. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff } from '../../renderer/features/timeline/versions/wordDiff.ts'

/** Removed words in [-..-], added ones in {+..+}. */
const marked = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

test.each([
  ['the same', 'the same', 'the same'],
  ['on deck by 14:00', 'on deck by 14:15', 'on deck by 14:[-00-]{+15+}'],
  ['inside spec', 'well inside spec', '{+well +}inside spec'],
  ['one two three', 'one three', 'one [-two -]three'],
  ['', 'new', '{+new+}'],
  ['all gone', '', '[-all gone-]'],
  ['we meet at noon here', 'they leave at noon here', '[-we meet-]{+they leave+} at noon here'],
  ['a.', 'a, b.c', 'a[-.-]{+, b.c+}'],
  ['👩‍🚀 flies', '👨‍🚀 flies', '[-👩‍🚀-]{+👨‍🚀+} flies']
])('from %j to %j', (before, after, shown) => expect(marked(before, after)).toBe(shown))

test('languages without spaces are compared by their words too', () => {
  const pieces = wordDiff('我们明天出发', '我们今天出发')
  expect(pieces[0]).toEqual({ kind: 'same', text: '我们' })
  expect(pieces.at(-1)).toEqual({ kind: 'same', text: '出发' })
})

test('the pieces are both texts, whatever they say', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', ',', 'é', '😀')).map(parts => parts.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = wordDiff(before, after)
      const without = (kind: string) =>
        pieces
          .filter(piece => piece.kind !== kind)
          .map(piece => piece.text)
          .join('')
      expect(without('removed')).toBe(after)
      expect(without('added')).toBe(before)
      expect(pieces.every(piece => piece.text !== '')).toBe(true)
    })
  )
})

test('two long texts without anything in common are compared in bounded time', () => {
  const long = (word: string): string => Array.from({ length: 2_000 }, (_, n) => `${word}${n}`).join(' ')
  expect(wordDiff(long('a'), long('b')).map(piece => piece.kind)).toEqual(['removed', 'added'])
})
