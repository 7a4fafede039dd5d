/**
 * What two people compare to know that nobody stands between them: a number over both account keys, as digits, words and
 * a code to scan. Signal's construction. Spec: docs/protocol/16-verification.md
 */
import { hash } from 'node:crypto'
import { equal, toHex, utf8 } from './bytes.ts'
import { KEY_BYTES } from './ed25519.ts'
import { WORDS } from './words.ts'

const IDENTIFIER = utf8('earshot/safety-number/1')
const VERSION = Uint8Array.of(0, 0)
/** Makes a search for a key with a similar number dear. */
const ITERATIONS = 5_200
const HASH_BYTES = 64
const GROUPS = 6
const GROUP_BYTES = 5
const GROUP_DIGITS = 5
const WORDS_EACH = 9
const WORD_BITS = 11n
const KEPT = 256
const LINK = 'earshot://verify/1/'
/** A code is some 110 characters. */
export const MAX_CODE_CHARS = 256

export interface SafetyNumber {
  /** 60 digits in twelve groups of five. */
  digits: string
  /** 18 words. */
  words: string
}

/** The same for both, whoever computes it. About 20 ms for an account that was not asked for yet. */
export function safetyNumber(one: Uint8Array, other: Uint8Array): SafetyNumber {
  const halves = [halfOf(one), halfOf(other)].sort((a, b) => (a.digits < b.digits ? -1 : 1))
  return { digits: halves.map(half => half.digits).join(' '), words: halves.map(half => half.words).join(' ') }
}

const known = new Map<string, SafetyNumber>()

function halfOf(accountKey: Uint8Array): SafetyNumber {
  if (accountKey.byteLength !== KEY_BYTES) throw new Error('not an account key')
  const name = toHex(accountKey)
  const kept = known.get(name)
  if (kept !== undefined) return kept
  const bytes = iterated(accountKey).subarray(0, GROUPS * GROUP_BYTES)
  const half = { digits: digitsOf(bytes), words: wordsOf(bytes) }
  if (known.size >= KEPT) known.clear()
  known.set(name, half)
  return half
}

function iterated(key: Uint8Array): Uint8Array {
  const state = Buffer.alloc(HASH_BYTES + KEY_BYTES)
  state.set(key, HASH_BYTES)
  state.set(hash('sha512', Buffer.concat([VERSION, key, IDENTIFIER, key]), 'buffer'))
  for (let count = 1; count < ITERATIONS; count++) state.set(hash('sha512', state, 'buffer'))
  return state.subarray(0, HASH_BYTES)
}

function digitsOf(bytes: Uint8Array): string {
  const groups = Array.from({ length: GROUPS }, (_, at) => {
    const group = Buffer.from(bytes).readUIntBE(at * GROUP_BYTES, GROUP_BYTES)
    return String(group % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0')
  })
  return groups.join(' ')
}

/** The first 99 bits, eleven a word. */
function wordsOf(bytes: Uint8Array): string {
  const bits = BigInt(`0x${toHex(bytes)}`)
  const total = BigInt(bytes.byteLength * 8)
  const words = Array.from({ length: WORDS_EACH }, (_, at) => {
    const shift = total - WORD_BITS * BigInt(at + 1)
    return WORDS[Number((bits >> shift) & (2n ** WORD_BITS - 1n))] ?? ''
  })
  return words.join(' ')
}

/** Whether what somebody read out or typed is this number, as digits or words, however it is spaced. */
export function isSafetyNumber(said: string, { digits, words }: SafetyNumber): boolean {
  const plain = said.normalize('NFKC').toLowerCase()
  return (
    plain.replace(/[\s.-]+/gu, '') === digits.replaceAll(' ', '') ||
    plain
      .trim()
      .split(/[\s,.-]+/u)
      .join(' ') === words
  )
}

/** What goes into the code: who I am, and who I take you to be. */
export const verificationCode = (own: Uint8Array, theirs: Uint8Array): string =>
  `${LINK}${base64url(own)}/${base64url(theirs)}`

/**
 * same: the keys fit on both sides. changed: the other side has another key of mine, or I of theirs. somebody-else: the
 * code of a third person. own: my own code. no-code: something else.
 */
export type Scanned = 'same' | 'changed' | 'somebody-else' | 'own' | 'no-code'

/**
 * @param own my account key
 * @param theirs the key I know of the person whose code I meant to scan
 */
export function compareCode(text: string, own: Uint8Array, theirs: Uint8Array): Scanned {
  const code = readCode(text)
  if (code === undefined) return 'no-code'
  const isTheirs = equal(code.own, theirs)
  const knowsMe = equal(code.theirs, own)
  if (isTheirs && knowsMe) return 'same'
  if (equal(code.own, own)) return 'own'
  // Showing a code for me under another key, or for another me under the known one: either way a key is not what was thought.
  return isTheirs || knowsMe ? 'changed' : 'somebody-else'
}

/** The two keys of a code; undefined where it is none. */
export function readCode(text: string): { own: Uint8Array; theirs: Uint8Array } | undefined {
  if (text.length > MAX_CODE_CHARS || !text.startsWith(LINK)) return undefined
  const [own, theirs, ...more] = text.slice(LINK.length).trim().split('/').map(key)
  return own === undefined || theirs === undefined || more.length > 0 ? undefined : { own, theirs }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

function key(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
  return bytes.byteLength === KEY_BYTES && base64url(bytes) === text ? bytes : undefined
}
