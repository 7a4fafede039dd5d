// @vitest-environment jsdom
/** Which emoji are offered, how they are found, and which come first because they are used often. */
import { beforeEach, describe, expect, test } from 'vitest'
import { noteUse, usedOften } from '../../renderer/features/timeline/emojiHabit.ts'
import { EMOJI, emojiName, findEmoji } from '../../renderer/i18n/emoji.ts'
import { MAX_EMOJI_CHARS } from '../../shared/limits.ts'

const all = EMOJI.flatMap(group => group.emoji)
const found = (query: string): string[] => findEmoji(query).map(one => one.emoji)

describe('the list', () => {
  test('has each emoji once, each one sign that may be sent, each with a name', () => {
    expect(new Set(all.map(one => one.emoji)).size).toBe(all.length)
    const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    for (const { emoji, name, words } of all) {
      expect([...signs.segment(emoji)], emoji).toHaveLength(1)
      expect(emoji.length, emoji).toBeLessThanOrEqual(MAX_EMOJI_CHARS)
      expect(name, emoji).toMatch(/^\p{L}/u)
      expect(words.length, emoji).toBeGreaterThan(0)
    }
  })

  test('calls an emoji by its name with and without the mark that asks for colours, and others by themselves', () => {
    expect([emojiName('❤️'), emojiName('❤'), emojiName('🫎')]).toEqual(['red heart', 'red heart', '🫎'])
  })
})

describe('searching', () => {
  test('finds by the beginning of any word, every word that is typed', () => {
    expect(found('party')[0]).toBe('🥳')
    expect(found('party pop')).toEqual(['🎉'])
    expect(found(':tada')[0]).toBe('🎉')
    expect(found('TADA')[0]).toBe('🎉')
    expect(found('opper')).not.toContain('🎉')
  })

  test('finds nothing for nothing, and nothing for what is not there', () => {
    expect([found(''), found('  '), found('qqqq')]).toEqual([[], [], []])
  })
})

describe('what is used often', () => {
  beforeEach(() => localStorage.clear())

  test('comes first, the most used before the last used, and the rest is filled up', () => {
    for (const emoji of ['🐧', '🐙', '🐙']) noteUse(emoji)
    expect(usedOften().slice(0, 2)).toEqual(['🐙', '🐧'])
    expect(usedOften()).toHaveLength(16)
    expect(new Set(usedOften()).size).toBe(16)
  })

  test.each(['not json', '[]', 'null', '{"<img>":9,"word":9,"🐙":"much","🐧":2}'])(
    'does not trust what is stored: %s',
    stored => {
      localStorage.setItem('earshot.emoji', stored)
      expect(usedOften().every(one => !/[a-z<]/i.test(one))).toBe(true)
      expect(usedOften()).not.toContain('🐙')
    }
  )

  test('never grows without end', () => {
    for (let n = 0; n < 200; n++) noteUse(String.fromCodePoint(0x1f400 + n))
    expect(Object.keys(JSON.parse(localStorage.getItem('earshot.emoji') ?? '{}')).length).toBeLessThanOrEqual(48)
  })
})
