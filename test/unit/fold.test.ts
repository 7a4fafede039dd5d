/** Folding: what is typed and what was written meet, whatever the language, and what was found can be shown where it stands. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HAS_CODE, HAS_LINK, indexed, wordsOf } from '../../electron/core/chat/fold.ts'
import { expressionOf, marksIn, readQuery } from '../../electron/core/chat/query.ts'

const words = (text: string): string[] => wordsOf(text).map(({ word }) => word)
const marked = (text: string, query: string, within: string[] = []): string[] =>
  marksIn(
    text,
    readQuery(query, () => within)
  ).map(([from, to]) => text.slice(from, to))

describe('the words of a text', () => {
  test.each([
    ['Straße, STRASSE', ['strasse', 'strasse']],
    ['Crème brûlée', ['creme', 'brulee']],
    ['ﬁne Ｗide', ['fine', 'wide']],
    ['ёлка', ['елка']],
    ['İstanbul', ['istanbul']],
    ['co\u00ADop', ['coop']],
    ['今日は天気', ['今', '日', 'は', '天', '気']],
    ['안녕', ['안', '녕']],
    ['React入門', ['react', '入', '門']],
    ['हिन्दी किताब', ['हिन्दी', 'किताब']],
    ['👩‍🚀🎉👍🏽', ['👩', '🚀', '🎉', '👍']],
    ['🇩🇪', ['🇩🇪']],
    ['https://example.org/foo_bar?x=1', ['https', 'example', 'org', 'foo', 'bar', 'x', '1']],
    ['`let total = 1`', ['let', 'total', '1']],
    ['?! … —', []]
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test('Thai is cut into words', () => {
    expect(words('สวัสดีครับ')).toEqual(['สวัสดี', 'ครับ'])
  })

  test('Arabic is one word with and without harakat, tatweel, hamza and article', () => {
    for (const text of ['كتاب', 'كِتَابٌ', 'كتـــاب', 'الكتاب', 'والكتاب', 'بالكتاب', 'للكتاب'])
      expect(words(text), text).toEqual(['كتاب'])
    expect(words('أحمد إلى مدرسة')).toEqual(['احمد', 'الي', 'مدرسه'])
    expect(words('الله والد')).not.toEqual(words('له د')) // too little is left of them
  })

  test('umlauts are indexed in both spellings', () => {
    expect(indexed('München')).toMatchObject({ text: 'munchen', also: 'muenchen' })
    expect(indexed('Muenchen')).toMatchObject({ text: 'muenchen', also: '' })
  })

  test('long words are listed, and what has a link or code says so in words that nobody can type', () => {
    expect(indexed('Dampfschiff ahoi 1234567890').long).toEqual(['dampfschiff'])
    expect(indexed('see https://a.b').text.split(' ')).toContain(HAS_LINK)
    expect(indexed('so `x` it is').text.split(' ')).toContain(HAS_CODE)
    expect(indexed('https: none').text).not.toContain(HAS_LINK)
    expect(words(`${HAS_LINK} ${HAS_CODE} a${HAS_LINK}b`)).toEqual(['a', 'b'])
  })

  test('whatever the text, a word stands where it says, and holds nothing that an expression could be made of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), text => {
        let last = 0
        for (const { word, from, to } of wordsOf(text)) {
          expect(from).toBeGreaterThanOrEqual(last - (to - from))
          expect(to).toBeLessThanOrEqual(text.length)
          expect(from).toBeLessThan(to)
          expect(word).toMatch(/^[^\s"'*(){}:^+-]+$/u)
          expect(word.isWellFormed()).toBe(true)
          last = to
        }
      })
    )
  })
})

describe('what is marked', () => {
  test.each([
    ['Ein Dampfschiff kommt', 'dampf', ['Dampf']],
    ['Nach München und Muenchen', 'münchen', ['München', 'Muenchen']],
    ['Nach München', 'muenchen', ['München']],
    ['Die Straße', 'strass', ['Straß']],
    ['one two one', 'one', ['one', 'one']],
    ['one two one', '"two one"', ['two one']],
    ['今日は天気がいい', '天気', ['天気']],
    ['قرأت والكتاب', 'الكتاب', ['والكتاب']],
    ['fun 🎉!', '🎉', ['🎉']],
    ['one two', 'two one', ['one', 'two']],
    ['nothing here', '?!', []]
  ])('in %j for %j', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected)
  })

  test('a part of a compound is marked within it', () => {
    expect(marked('Ein Dampfschiff', 'schiff', ['dampfschiff'])).toEqual(['schiff'])
  })

  test('a folded letter that is two is marked whole', () => {
    expect(marked('Fußball', 'fus')).toEqual(['Fuß'])
  })

  test('only the last word may be a beginning, and not where it is quoted', () => {
    expect(marked('dampfschiff', 'damp x')).toEqual([])
    expect(marked('dampfschiff', '"damp"')).toEqual([])
    expect(marked('dampfschiff', '"damp')).toEqual(['damp'])
  })
})

test('whatever is typed, the expression is made of quoted words and of nothing that is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const expression =
        expressionOf(
          readQuery(text, () => []),
          []
        ) ?? ''
      expect(expression.replaceAll(/"[^"\s]+( [^"\s]+)*"( \*)?/g, 'w')).toMatch(
        /^(\(w( OR w)*\)( AND \(w( OR w)*\))*)?$/
      )
    })
  )
})
