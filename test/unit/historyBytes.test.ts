/** History handed over, as bytes: what is read of a stranger, and what fits into a bundle. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementPublicKey } from '../../electron/core/crypto/ed25519.ts'
import { openFromInbox } from '../../electron/core/crypto/groups/inbox.ts'
import {
  bundlesOf,
  type HandedContent,
  MAX_HANDED,
  readHanded,
  sealHanded
} from '../../electron/core/crypto/handedOver.ts'
import { MAX_BUNDLE_BYTES } from '../../electron/core/protocols/history/constants.ts'
import { decodeHistoryRequest, decodeHistoryResponse } from '../../electron/core/protocols/history/history.ts'
import { HistoryRequest, HistoryResponse } from '../../electron/core/protocols/history/pb/history.ts'
import { seedOf } from '../support/stranger.ts'

const device = seedOf('device')
const scalar = seedOf('inbox')
const inboxKey = agreementPublicKey(scalar)
const content = (seq: number, bytes = 100): HandedContent => ({ device, seq, content: new Uint8Array(bytes).fill(1) })

describe('bundles', () => {
  test('hold what they held, for the one they are for and for nothing else', () => {
    const handed = [content(3), content(2, 4_000)]
    const bundle = sealHanded({ device, inboxKey }, handed) ?? new Uint8Array()
    const opened = openFromInbox(device, scalar, bundle)
    expect('content' in opened && readHanded(opened.content)).toEqual(handed)
    expect(openFromInbox(seedOf('another device'), scalar, bundle)).toEqual({ refusal: 'cipher' })
    expect(readHanded(new Uint8Array([0x0a, 0x00]))).toBeUndefined()
  })

  test('are as many as it takes, in order, each small enough to be sealed and sent', () => {
    const all = [
      ...Array.from({ length: 10 }, (_, at) => content(at, 20_000)),
      ...Array.from({ length: 600 }, (_, at) => content(10 + at))
    ]
    const bundles = bundlesOf(all, 100)
    expect(bundles.flat().map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq))
    for (const bundle of bundles) {
      expect(bundle.length).toBeLessThanOrEqual(MAX_HANDED)
      expect(sealHanded({ device, inboxKey }, bundle)?.byteLength ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(
        MAX_BUNDLE_BYTES
      )
    }
    expect(bundlesOf(all, 2)).toEqual(bundles.slice(0, 2))
    expect(bundlesOf([content(1, 80_000), content(2)], 4)).toEqual([[content(2)]])
  })
})

describe('a request', () => {
  const part = { device, first: 0n, last: 9n }
  const request = { tag: new Uint8Array(16), nonce: new Uint8Array(16), parts: [part] }
  const encoded = (over: object): Uint8Array => HistoryRequest.encode({ ...request, ...over } as HistoryRequest)

  test('is read as it was meant', () => {
    expect(decodeHistoryRequest(encoded({})).parts).toEqual([{ device, first: 0, last: 9 }])
  })

  test.each([
    ['no parts', { parts: [] }],
    ['too many parts', { parts: Array.from({ length: 65 }, () => part) }],
    ['too many entries', { parts: [{ ...part, last: 1_024n }] }],
    ['a part that is turned', { parts: [{ ...part, first: 10n }] }],
    ['a number beyond all numbers', { parts: [{ device, first: 2n ** 53n, last: 2n ** 53n }] }],
    ['no device', { parts: [{ ...part, device: new Uint8Array(31) }] }],
    ['a tag cut off', { tag: new Uint8Array(15) }],
    ['no nonce', { nonce: new Uint8Array() }]
  ])('with %s is refused', (_, over) => {
    expect(() => decodeHistoryRequest(encoded(over))).toThrow()
  })
})

test('an answer with too many bundles, an empty or a large one is refused', () => {
  const encoded = (bundles: Uint8Array[]): Uint8Array => HistoryResponse.encode({ bundles } as HistoryResponse)
  expect(decodeHistoryResponse(encoded([new Uint8Array(1)]))).toHaveLength(1)
  for (const bundles of [
    Array.from({ length: 5 }, () => new Uint8Array(1)),
    [new Uint8Array(), new Uint8Array(1)],
    [new Uint8Array(MAX_BUNDLE_BYTES + 1)]
  ])
    expect(() => decodeHistoryResponse(encoded(bundles))).toThrow()
})

test('whatever the bytes, they are read within limits or refused by an Error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), bytes => {
      for (const decode of [decodeHistoryRequest, decodeHistoryResponse]) {
        try {
          decode(bytes)
        } catch (err) {
          expect(err).toBeInstanceOf(Error)
        }
      }
      const said = new Uint8Array([...Buffer.from('earshot/history/1'), ...bytes])
      for (const one of readHanded(said) ?? []) expect(one.device).toHaveLength(32)
    })
  )
})
