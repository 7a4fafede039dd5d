import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_CHANNEL_NAME_CHARS, MAX_NAME_CHARS } from '../../shared/limits.ts'
import {
  channelName,
  length,
  optionalLine,
  personName,
  skeleton,
  suggestChannelName,
  tidy
} from '../../shared/names.ts'

const person = (text: string) => personName(text, MAX_NAME_CHARS)

describe('a person may be called', () => {
  test.each([
    'Ann',
    'Mara Lindqvist',
    "O'Brien-Smith",
    '李雷',
    'محمد',
    'می\u200Cخواهم',
    'क्\u200Dष',
    'வணக்கம்',
    'ไทย',
    '👩‍🚀',
    '👩🏽‍🚀',
    '🏳️‍🌈',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    '🇸🇪',
    '❤️',
    '42',
    '…',
    'a'.repeat(64),
    '😀'.repeat(64)
  ])('%s', name => {
    expect(person(name)).toBe(name)
  })
})

describe('nobody may be called', () => {
  test.each([
    ['nothing', ''],
    ['spaces', ' \t\u00A0\u3000 '],
    ['65 letters', 'a'.repeat(65)],
    ['300 letters', 'a'.repeat(300)],
    ['a million letters', 'a'.repeat(1_000_000)],
    ['65 faces', '😀'.repeat(65)],
    ['a line break', 'a\nb'],
    ['a control character', 'a\u0000b'],
    ['an escape', 'a\u001B[31mb'],
    ['a C1 control', 'a\u0085b'],
    ['a right-to-left override', 'a\u202Eb'],
    ['an embedding', '\u202Aab\u202C'],
    ['an isolate', '\u2066ab\u2069'],
    ['a mark of direction', 'ab\u200F'],
    ['a zero width space', 'a\u200Bb'],
    ['only a joiner', '\u200D'],
    ['a joiner in front', '\u200Dab'],
    ['a joiner behind', 'ab\u200D'],
    ['two joiners', 'a\u200D\u200Db'],
    ['a byte order mark inside', 'a\uFEFFb'],
    ['a soft hyphen', 'a\u00ADb'],
    ['a lone surrogate', 'a\uD800b'],
    ['a private letter', 'a\uE000'],
    ['an unassigned one', 'a\u0378'],
    ['a line separator', 'a\u2028b'],
    ['tags without a flag', 'a\u{E0067}\u{E0062}'],
    ['a Hangul filler', '\u3164'],
    ['half width filler', 'a\uFFA0'],
    ['an empty Braille cell', '\u2800'],
    ['a grapheme joiner', 'a\u034Fb'],
    ['an accent on nothing', '\u0301']
  ])('%s', (_, name) => {
    expect(person(name)).toBeUndefined()
  })
})

test('a name is kept in NFC, trimmed, with single spaces', () => {
  expect(person('  Zoe\u0308 \t\u3000 M ')).toBe('Zoë M')
})

test('length is counted as people count, nearly: in code points', () => {
  expect([length(''), length('ab'), length('😀'), length('e\u0301')]).toEqual([0, 2, 1, 2])
})

test('a status may be empty, a name may not', () => {
  expect([
    optionalLine('  ', 10),
    optionalLine('ok', 10),
    optionalLine('a\u202Eb', 10),
    optionalLine('x'.repeat(11), 10)
  ]).toEqual(['', 'ok', undefined, undefined])
})

describe('channel names', () => {
  test.each(['everyone', 'night-watch', 'a', '1', 'küche', 'кухня', '台所', 'کتاب-خانه', 'हिन्दी', 'a'.repeat(48), 'ß'])(
    '#%s',
    name => {
      expect([channelName(name), channelName(`#${name}`), channelName(` ${name} `)]).toEqual([name, name, name])
    }
  )
  test.each([
    ...['', '#', '##a', 'Everyone', 'a b', 'a_b', 'a.b', '-a', 'a-', 'a--b', '😀', 'a\u0000', 'a\u202Eb', 'a\u200Cb'],
    ...['a'.repeat(49), 'a'.repeat(10_000), 'a\u3164', '\u3164', 'a\u034Fb', 'a\uFE0F', 'a\u00ADb', 'a\uD800']
  ])('%j is none', name => {
    expect(channelName(name)).toBeUndefined()
  })
  test('both ways to write an accent are one channel', () => {
    expect(channelName('ku\u0308che')).toBe('küche')
  })
  test('what was typed becomes a name', () => {
    expect(channelName(suggestChannelName('#Night Watch_2'))).toBe('night-watch-2')
  })
  test('a name that is one stays that one, and is never over the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const name = channelName(text)
        if (name === undefined) return
        expect(channelName(name)).toBe(name)
        expect(length(name)).toBeLessThanOrEqual(MAX_CHANNEL_NAME_CHARS)
      })
    )
  })
})

describe('look-alikes', () => {
  test.each([
    ['Mara', 'М\u0430ra'],
    ['Mara', 'mara'],
    ['Mara', 'Mará'],
    ['Mara', 'M a r a'],
    ['Ann', 'A\u200Cnn'],
    ['Bill', 'BiII'],
    ['admin', 'adrnin'],
    ['oscar', '0ѕсаr'],
    ['Νiсk', 'Nick'],
    ['Ηаns', 'Hans'],
    ['ﬁn', 'fin'],
    ['Ｍara', 'Mara']
  ])('%s looks like %s', (one, other) => {
    expect(skeleton(one)).toBe(skeleton(other))
  })
  test.each([
    ['Mara', 'Maria'],
    ['Ann', 'Anna'],
    ['李', '季']
  ])('%s does not look like %s', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other))
  })
})

test('whatever is accepted is accepted again, unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const name = person(text)
      if (name === undefined) return
      expect(person(name)).toBe(name)
      expect(tidy(name)).toBe(name)
      expect(length(name)).toBeLessThanOrEqual(MAX_NAME_CHARS)
    })
  )
})
