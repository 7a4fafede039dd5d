/** The letters that stand for a name in a small circle. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const firstOf = (word: string): string => {
  for (const { segment } of graphemes.segment(word)) return segment
  return ''
}

/** 'ES' for 'Elin Sørby': the first and the last word's first letter; an emoji stands alone. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter(word => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const first = firstOf(words[0]?.replace(/^[\p{P}\p{S}]+(?=[\p{L}\p{N}])/u, '') ?? '')
  if (words.length < 2 || /\p{Extended_Pictographic}/u.test(first)) return first.toLocaleUpperCase()
  return (first + firstOf(words.at(-1) ?? '')).toLocaleUpperCase()
}
