import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMessage, encodeMessage } from '../../electron/core/crypto/bodies.ts'
import { refuseText, tidyText } from '../../shared/messageText.ts'

const refusal = (text: string) => refuseText(tidyText(text))

describe('may be said', () => {
  test.each([
    'hello',
    'two\nlines\tand a tab',
    '  indented',
    '👩‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇸🇪',
    'می\u200Cخواهم',
    'שלום \u2067abc\u2069 \u200F',
    'zero\u200Bwidth between letters',
    '\u0301',
    'x'.repeat(4_000),
    '😀'.repeat(4_000)
  ])('%j', text => {
    expect(refusal(text)).toBeUndefined()
  })
})

describe('may not be said', () => {
  test.each([
    ['', 'msg.empty'],
    [' \n\t \u3000', 'msg.empty'],
    ['\u200B\u200D', 'msg.empty'],
    ['\u3164', 'msg.empty'],
    ['\u2800 \u2060', 'msg.empty'],
    ['x'.repeat(4_001), 'msg.too-long'],
    ['😀'.repeat(4_001), 'msg.too-long'],
    ['a\u0000', 'msg.characters'],
    ['a\u0007b', 'msg.characters'],
    ['a\u001B[2Jb', 'msg.characters'],
    ['a\u007Fb', 'msg.characters'],
    ['a\u0085b', 'msg.characters'],
    ['a\u202Eb', 'msg.characters'],
    ['a\u202Ab\u202C', 'msg.characters'],
    ['a\uD800b', 'msg.characters'],
    ['\uDC00', 'msg.characters'],
    ['a\uFFF9b', 'msg.characters'],
    ['a\u{E0041}\u{E0042}', 'msg.characters']
  ])('%j: %s', (text, code) => {
    expect(refusal(text)).toBe(code)
  })
})

test('line ends are one kind, the end is trimmed, letters are composed', () => {
  expect(tidyText('a\r\nb\rc u\u0308 \n\n ')).toBe('a\nb\nc ü')
})

test('a text that is tidy stays as it is, and survives the wire', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
      const tidied = tidyText(text)
      expect(tidyText(tidied)).toBe(tidied)
      if (refuseText(tidied) === undefined) expect(decodeMessage(encodeMessage({ text: tidied }))?.text).toBe(tidied)
    })
  )
})
