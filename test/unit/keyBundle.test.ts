/** What devices hand out for those who write while they are away, and the first thing that is sent to them. */
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { agreementPublicKey, signingKey } from '../../electron/core/crypto/ed25519.ts'
import {
  BUNDLE_LIFE_MS,
  choosePackage,
  isOver,
  KEEP_AFTER_MS,
  type KeyBundle,
  MAX_BUNDLE_BYTES,
  MAX_ONCE,
  ONCE_GIVEN,
  openBundle,
  packageRef,
  packagesDue,
  ROTATE_AFTER_MS,
  signBundle
} from '../../electron/core/crypto/groups/bundle.ts'
import { MAX_INBOX_CONTENT_BYTES, openFromInbox, sealToInbox } from '../../electron/core/crypto/groups/inbox.ts'
import { padded } from '../../electron/core/crypto/groups/mls.ts'
import { AT, makeDevice, onePackage } from '../support/sendGroups.ts'
import { seedOf } from '../support/stranger.ts'

const brin = makeDevice('brin')
const brinSigns = signingKey(seedOf('device brin'))
const ada = makeDevice('ada').keys.deviceKey
const stranger = makeDevice('somebody').keys.deviceKey
const bytes = (fill: number) => new Uint8Array(300).fill(fill)
const bundle = (more: Partial<KeyBundle> = {}): KeyBundle => ({
  device: brin.keys.deviceKey,
  audience: ada,
  counter: 1,
  createdAt: AT,
  expiresAt: AT + BUNDLE_LIFE_MS,
  lastResort: bytes(1),
  once: [bytes(2), bytes(3)],
  ...more
})
const open = (signed: Uint8Array, reader = ada, now = AT) => {
  const result = openBundle(signed, brin.keys.deviceKey, reader, now)
  return 'refusal' in result ? result.refusal : result.bundle
}

describe('a key bundle', () => {
  test('is read as it was signed', () => {
    expect(open(signBundle(bundle(), brinSigns))).toStrictEqual(bundle())
    const all = bundle({ audience: undefined, once: [] })
    expect(open(signBundle(all, brinSigns), stranger)).toStrictEqual(all)
  })

  test('is refused by name', () => {
    const signed = (more: Partial<KeyBundle>) => open(signBundle(bundle(more), brinSigns))
    expect(open(signBundle(bundle(), brinSigns), stranger)).toBe('bundle-audience')
    expect(open(signBundle(bundle(), brinSigns), ada, AT + BUNDLE_LIFE_MS)).toBe('bundle-expired')
    expect(open(signBundle(bundle(), brinSigns), ada, AT - 2 * 86_400_000)).toBe('bundle-future')
    expect(open(signBundle(bundle(), signingKey(seedOf('device mallory'))))).toBe('bundle-signature')
    expect(signed({ device: stranger })).toBe('bundle-device')
    expect(signed({ audience: undefined })).toBe('bundle-malformed')
    expect(signed({ audience: new Uint8Array(31) })).toBe('bundle-malformed')
    expect(signed({ expiresAt: AT + BUNDLE_LIFE_MS + 1 })).toBe('bundle-malformed')
    expect(signed({ expiresAt: AT })).toBe('bundle-malformed')
    expect(signed({ lastResort: bytes(2) })).toBe('bundle-malformed')
    expect(signed({ lastResort: new Uint8Array() })).toBe('bundle-malformed')
    expect(signed({ once: Array.from({ length: MAX_ONCE + 1 }, (_, at) => bytes(10 + at)) })).toBe('bundle-malformed')
    expect(signed({ once: [new Uint8Array(1_025)] })).toBe('bundle-malformed')
    expect(open(new Uint8Array(MAX_BUNDLE_BYTES + 1))).toBe('bundle-malformed')
    expect(open(utf8('nothing of the kind'))).toBe('bundle-malformed')
  })

  test('never says anything else where a byte of it is changed', () => {
    const signed = signBundle(bundle(), brinSigns)
    for (let at = 0; at < signed.byteLength; at++) {
      const changed = signed.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))
      const result = open(changed)
      if (typeof result === 'string') expect(result).toMatch(/^bundle-/)
      else expect(result).toStrictEqual(bundle()) // spelt otherwise, as protobuf may be
    }
  })

  test('names a package as RFC 9420 does', async () => {
    const own = await onePackage(brin)
    expect(toHex(packageRef(own.bytes))).toBe(toHex(own.ref))
  })
})

describe('the package somebody is added by', () => {
  const refs = (...all: Uint8Array[]) => new Set(all.map(one => toHex(packageRef(one))))
  const general = bundle({ audience: undefined, once: [], lastResort: bytes(9), createdAt: AT - 1_000 })

  test('is an unused one-time one made for us, and then the newest last resort', () => {
    expect(choosePackage([general, bundle()], refs(), AT)).toStrictEqual({ package: bytes(2), kind: 'once' })
    expect(choosePackage([general, bundle()], refs(bytes(2)), AT)).toStrictEqual({ package: bytes(3), kind: 'once' })
    const spent = refs(bytes(2), bytes(3))
    expect(choosePackage([general, bundle()], spent, AT)).toStrictEqual({ package: bytes(1), kind: 'last-resort' })
    const newer = { ...general, createdAt: AT + 1 }
    expect(choosePackage([bundle(), newer], spent, AT)).toStrictEqual({ package: bytes(9), kind: 'last-resort' })
  })

  test('comes from the newest bundle, and from none that is over', () => {
    const next = bundle({ counter: 2, once: [bytes(4)] })
    expect(choosePackage([next, bundle()], refs(), AT)?.package).toStrictEqual(bytes(4))
    expect(choosePackage([bundle()], refs(), AT + BUNDLE_LIFE_MS)).toBeUndefined()
    expect(choosePackage([], refs(), AT)).toBeUndefined()
  })

  test('is made anew in time, and its private half goes in the end', () => {
    expect(packagesDue(undefined, 0, AT)).toStrictEqual({ lastResort: true, once: ONCE_GIVEN })
    expect(packagesDue(AT, 2, AT + 1)).toStrictEqual({ lastResort: false, once: 0 })
    expect(packagesDue(AT, 1, AT + ROTATE_AFTER_MS)).toStrictEqual({ lastResort: true, once: ONCE_GIVEN - 1 })
    expect(packagesDue(AT, 4, AT - 1).lastResort).toBe(true)
    expect(isOver(AT, AT + KEEP_AFTER_MS - 1)).toBe(false)
    expect(isOver(AT, AT + KEEP_AFTER_MS)).toBe(true)
  })
})

describe('first contact', () => {
  const scalar = seedOf('inbox brin')
  const seal = (content: Uint8Array) => sealToInbox(brin.keys.deviceKey, agreementPublicKey(scalar), content)
  const sealed = (content: Uint8Array): Uint8Array => {
    const result = seal(content)
    if ('refusal' in result) throw new Error(result.refusal)
    return result.sealed
  }
  const opened = (from: Uint8Array, device = brin.keys.deviceKey, key = scalar) => openFromInbox(device, key, from)

  test('is opened by its recipient alone, and never twice the same', () => {
    const one = sealed(utf8('hello'))
    expect(opened(one)).toStrictEqual({ content: utf8('hello') })
    expect(toHex(sealed(utf8('hello')))).not.toBe(toHex(one))
    expect(opened(one, brin.keys.deviceKey, seedOf('inbox ada'))).toStrictEqual({ refusal: 'cipher' })
    expect(opened(one, stranger)).toStrictEqual({ refusal: 'cipher' })
    expect(opened(sealed(new Uint8Array()))).toStrictEqual({ content: new Uint8Array() })
  })

  test('tells little of how long it is', () => {
    expect(sealed(utf8('a')).byteLength).toBe(sealed(utf8('a'.repeat(200))).byteLength)
    expect(padded(257)).toBe(288)
    for (const size of [256, 300, 1_000, 5_000, 70_000]) {
      expect(padded(size)).toBeGreaterThanOrEqual(size)
      expect(padded(size)).toBeLessThanOrEqual(size * 1.125 + 1)
    }
  })

  test('is refused by name', () => {
    const one = sealed(utf8('hello'))
    for (let at = 0; at < one.byteLength; at++)
      expect(opened(one.map((byte, index) => (index === at ? byte ^ 1 : byte)))).toHaveProperty('refusal')
    expect(opened(one.slice(0, 40))).toStrictEqual({ refusal: 'malformed' })
    expect(opened(one.with(0, 2))).toStrictEqual({ refusal: 'malformed' })
    expect(opened(new Uint8Array(200_000))).toStrictEqual({ refusal: 'too-large' })
    expect(opened(one.map((byte, index) => (index >= 1 && index < 33 ? 0 : byte)))).toStrictEqual({ refusal: 'share' })
    expect(seal(new Uint8Array(MAX_INBOX_CONTENT_BYTES + 1))).toStrictEqual({ refusal: 'too-large' })
    expect(sealToInbox(stranger, new Uint8Array(32), utf8('x'))).toStrictEqual({ refusal: 'share' })
    expect(opened(sealed(new Uint8Array(MAX_INBOX_CONTENT_BYTES)))).toHaveProperty('content')
  })
})
