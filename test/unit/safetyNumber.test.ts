/** The number two people compare. Spec: docs/protocol/16-verification.md */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../electron/core/crypto/bytes.ts'
import { signingKey } from '../../electron/core/crypto/ed25519.ts'
import {
  compareCode,
  isSafetyNumber,
  MAX_CODE_CHARS,
  readCode,
  safetyNumber,
  verificationCode
} from '../../electron/core/crypto/safetyNumber.ts'
import { WORDS } from '../../electron/core/crypto/words.ts'
import { seedOf } from '../support/stranger.ts'

const [ada, brin, mallory] = ['Ada', 'Brin', 'Mallory'].map(
  name => signingKey(seedOf(`account ${name}`)).publicKey
) as [Uint8Array, Uint8Array, Uint8Array]

describe('the safety number', () => {
  test('is the same for both, and another with anybody else', () => {
    expect(safetyNumber(ada, brin)).toStrictEqual(safetyNumber(brin, ada))
    expect(safetyNumber(ada, mallory).digits).not.toBe(safetyNumber(ada, brin).digits)
    expect(safetyNumber(ada, mallory).words).not.toBe(safetyNumber(ada, brin).words)
  })

  test('has twelve groups of five digits and eighteen words of the list', () => {
    const { digits, words } = safetyNumber(ada, brin)
    expect(digits).toMatch(/^\d{5}( \d{5}){11}$/)
    expect(words.split(' ')).toHaveLength(18)
    for (const word of words.split(' ')) expect(WORDS).toContain(word)
    expect(WORDS).toHaveLength(2_048)
  })

  test('is 5,200 times SHA-512, reckoned independently', () => {
    const half = (key: Uint8Array): string => {
      let state = Buffer.concat([Buffer.from([0, 0]), key, Buffer.from('earshot/safety-number/1')])
      for (let at = 0; at < 5_200; at++) state = createHash('sha512').update(state).update(key).digest()
      return Array.from({ length: 6 }, (_, at) => {
        const group = [...state.subarray(at * 5, at * 5 + 5)].reduce((sum, byte) => sum * 256 + byte, 0)
        return String(group % 100_000).padStart(5, '0')
      }).join(' ')
    }
    expect(safetyNumber(ada, brin).digits).toBe([half(ada), half(brin)].sort().join(' '))
  })

  test('is known again however it is spaced, and nothing else is', () => {
    const number = safetyNumber(ada, brin)
    expect(isSafetyNumber(number.digits, number)).toBe(true)
    expect(isSafetyNumber(number.digits.replaceAll(' ', ''), number)).toBe(true)
    expect(isSafetyNumber(` ${number.digits.replaceAll(' ', '\n')}`, number)).toBe(true)
    expect(isSafetyNumber(number.words.toUpperCase().replaceAll(' ', ',  '), number)).toBe(true)
    expect(isSafetyNumber(number.digits.slice(0, -1), number)).toBe(false)
    expect(isSafetyNumber(safetyNumber(ada, mallory).digits, number)).toBe(false)
    expect(isSafetyNumber('', number)).toBe(false)
  })
})

describe('the code to scan', () => {
  test('says whether both mean the same two keys', () => {
    expect(compareCode(verificationCode(brin, ada), ada, brin)).toBe('same')
    expect(compareCode(verificationCode(brin, mallory), ada, brin)).toBe('changed')
    expect(compareCode(verificationCode(mallory, ada), ada, brin)).toBe('changed')
    expect(compareCode(verificationCode(mallory, mallory), ada, brin)).toBe('somebody-else')
    expect(compareCode(verificationCode(ada, brin), ada, brin)).toBe('own')
  })

  test('is nothing but what it must be', () => {
    const code = verificationCode(ada, brin)
    expect(readCode(code)).toStrictEqual({ own: ada, theirs: brin })
    for (const text of [
      '',
      'hello',
      code.slice(0, -1),
      `${code}/x`,
      code.replace('/1/', '/2/'),
      `${code}${' '.repeat(MAX_CODE_CHARS)}`
    ])
      expect(compareCode(text, ada, brin)).toBe('no-code')
    expect(utf8(code).byteLength).toBeLessThan(128)
  })
})
