/** Parcels: opened by whom they are for and by nobody else, and refused by name when anything about them is not as it was made. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelled, toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { decodeContent, encodeContent, type Said } from '../../electron/core/crypto/courier/content.ts'
import { frame, lockOf, opensLock, unframe } from '../../electron/core/crypto/courier/frame.ts'
import {
  type Maker,
  makeParcel,
  openParcel,
  PARCEL_AHEAD_MS,
  PARCEL_LIFE_MS,
  type ParcelReader
} from '../../electron/core/crypto/courier/parcel.ts'
import { SignedParcel } from '../../electron/core/crypto/courier/pb/parcel.ts'
import { dayOf, firstContactTag, roomTag } from '../../electron/core/crypto/courier/tags.ts'
import { agreementPublicKey } from '../../electron/core/crypto/ed25519.ts'
import { sealToInbox } from '../../electron/core/crypto/groups/inbox.ts'
import { MAX_EVENT_BYTES, MAX_PARCEL_BYTES } from '../../shared/limits.ts'
import { AT, ada, brin, DAY, entries, maker, opener, reader, SAID, SECRET } from '../support/courierVectors.ts'
import { makeStranger, seedOf } from '../support/stranger.ts'

const cleo = makeStranger('Cleo', AT)

function make(said: Said = SAID.entries, by: Maker = maker, to: ParcelReader = reader, now = AT): Uint8Array {
  const made = makeParcel('room', to, said, by, now)
  if ('refusal' in made) throw new Error(made.refusal)
  return made.parcel
}

const refusalOf = (parcel: Uint8Array, now = AT): string => {
  const opened = openParcel(parcel, opener, now)
  return 'refusal' in opened ? opened.refusal : 'opened'
}

/** A parcel whose inside is anything at all, sealed as it should be. */
function around(inside: Uint8Array, key = seedOf('key')): Uint8Array {
  const sealed = sealToInbox(reader.device, reader.inboxKey, inside)
  if ('refusal' in sealed) throw new Error(sealed.refusal)
  return frame({ sort: 'room', lock: lockOf(key), sealed: sealed.sealed })
}

/** The same, signed by whom it says. */
function signed(content: Uint8Array, over: { to?: Uint8Array; certificate?: Uint8Array; profile?: Uint8Array } = {}) {
  const signature = ada.device.sign(labelled('earshot/parcel/1', Buffer.concat([over.to ?? reader.device, content])))
  const { certificate, profile } = { ...ada, ...over }
  return SignedParcel.encode({ content, certificate, profile, signature } as never)
}
const content = encodeContent({ key: seedOf('key'), madeAt: AT, said: SAID.entries })

describe('a parcel', () => {
  test.each(Object.values(SAID))('with $is says to its reader what was said, and who said it', said => {
    const opened = openParcel(make(said), opener, AT)
    if ('refusal' in opened) throw new Error(opened.refusal)
    expect(opened.content.said).toEqual(said)
    expect(opened.content.madeAt).toBe(AT)
    expect(toHex(opened.certificate.deviceKey)).toBe(toHex(ada.device.publicKey))
    expect(opened.introduction).toEqual({ certificate: ada.certificate, profile: ada.profile })
  })

  test('with the largest entry there may be still fits', () => {
    const parcel = make({ is: 'entries', entries: [new Uint8Array(MAX_EVENT_BYTES).fill(1)] })
    expect(parcel.byteLength).toBe(MAX_PARCEL_BYTES)
    expect(refusalOf(parcel)).toBe('opened')
  })

  test('with more than fits is not made', () => {
    const said: Said = { is: 'entries', entries: [1, 2].map(n => new Uint8Array(MAX_EVENT_BYTES).fill(n)) }
    expect(makeParcel('room', reader, said, maker, AT)).toEqual({ refusal: 'too-large' })
  })

  test('shows nothing of maker, reader, room or text, and two of the same look different', () => {
    const parcels = [make(SAID.room), make(SAID.room)].map(parcel => Buffer.from(parcel))
    const secrets = [SECRET, utf8('night watch'), utf8('hello'), ...entries]
    const keys = [ada, brin].flatMap(who => [who.account.publicKey, who.device.publicKey])
    for (const parcel of parcels)
      for (const known of [...secrets, ...keys]) expect(parcel.includes(Buffer.from(known))).toBe(false)
    expect(parcels[0]?.subarray(1, 33)).not.toEqual(parcels[1]?.subarray(1, 33))
  })

  test('of a few bytes more or less is as long', () => {
    const of = (letters: number) => make({ is: 'entries', entries: [new Uint8Array(4_100 + letters).fill(1)] })
    expect(new Set([1, 17, 60, 90].map(letters => of(letters).byteLength)).size).toBe(1)
  })
})

describe('refused by name', () => {
  test('any byte changed, and any end cut off', () => {
    const parcel = make()
    const names = new Set<string>()
    for (let at = 0; at < parcel.byteLength; at++) {
      const changed = Uint8Array.from(parcel)
      changed[at] = (changed[at] ?? 0) ^ 0x41
      names.add(refusalOf(changed))
    }
    expect([...names].sort()).toEqual(['cipher', 'lock', 'malformed'])
    for (const end of [0, 1, 32, 33, 34, 81, 82, parcel.byteLength - 1])
      expect(['malformed', 'cipher']).toContain(refusalOf(parcel.slice(0, end)))
    expect(refusalOf(new Uint8Array([...parcel, 0]))).toBe('cipher')
  })

  test('one sort in place of the other: the frame is not sealed, and what it may not be used for is the reader’s to say', () => {
    const parcel = make()
    parcel[0] = 2
    expect(unframe(parcel)?.sort).toBe('first-contact')
    expect(refusalOf(parcel)).toBe('opened')
    parcel[0] = 3
    expect(refusalOf(parcel)).toBe('malformed')
  })

  test('one for somebody else', () => {
    const toCleo = { device: cleo.device.publicKey, inboxKey: agreementPublicKey(seedOf('inbox Cleo')) }
    expect(refusalOf(make(SAID.entries, maker, toCleo))).toBe('cipher')
    expect(refusalOf(make(SAID.entries, maker, { ...reader, device: cleo.device.publicKey }))).toBe('cipher')
  })

  test('what was signed for another reader, and sealed on by them', () => {
    expect(refusalOf(around(signed(content)))).toBe('opened')
    expect(refusalOf(around(signed(content, { to: cleo.device.publicKey })))).toBe('signature')
  })

  test('the certificate of somebody else: their words are not put in their mouth', () => {
    expect(refusalOf(around(signed(content, cleo)))).toBe('signature')
    expect(refusalOf(around(signed(content, { certificate: cleo.certificate })))).toBe('maker')
    expect(refusalOf(around(signed(content, { profile: new Uint8Array() })))).toBe('maker')
  })

  test('another lock than that of the key inside: who carries it cannot make it impossible to drop unseen', () => {
    expect(refusalOf(around(signed(content), seedOf('another')))).toBe('lock')
  })

  test('a share that agrees on nothing', () => {
    const parcel = make()
    parcel.fill(0, 34, 66)
    expect(refusalOf(parcel)).toBe('share')
  })

  test('what is older than a courier may keep it, and what was made long from now', () => {
    const parcel = make()
    expect(refusalOf(parcel, AT + PARCEL_LIFE_MS)).toBe('opened')
    expect(refusalOf(parcel, AT + PARCEL_LIFE_MS + 1)).toBe('expired')
    expect(refusalOf(parcel, AT - PARCEL_AHEAD_MS)).toBe('opened')
    expect(refusalOf(parcel, AT - PARCEL_AHEAD_MS - 1)).toBe('future')
  })

  const wrong: Array<[string, Said]> = [
    ['no entries', { is: 'entries', entries: [] }],
    ['an entry twice', { is: 'entries', entries: [utf8('a'), utf8('b'), utf8('a')] }],
    ['an empty entry', { is: 'entries', entries: [new Uint8Array()] }],
    ['65 entries', { is: 'entries', entries: Array.from({ length: 65 }, (_, n) => Uint8Array.of(n + 1)) }],
    ['a room of 31 bytes', { ...SAID.receipts, room: new Uint8Array(31) } as Said],
    ['ranges that overlap', { ...SAID.receipts, held: [range(0, 3), range(3, 4)] } as Said],
    ['ranges that descend', { ...SAID.receipts, read: [range(5, 6), range(1, 2)] } as Said],
    ['a range that ends before it begins', { ...SAID.receipts, read: [range(5, 4)] } as Said],
    ['65 ranges', { ...SAID.receipts, held: Array.from({ length: 65 }, (_, n) => range(2 * n, 2 * n)) } as Said],
    ['a secret of 31 bytes', { ...SAID.room, secret: new Uint8Array(31) } as Said],
    ['a name without end', { ...SAID.room, name: 'a'.repeat(193) } as Said]
  ]
  test.each(wrong)('%s', (_, said) => {
    const bytes = encodeContent({ key: seedOf('key'), madeAt: AT, said })
    expect(decodeContent(bytes)).toBeUndefined()
    expect(refusalOf(around(signed(bytes)))).toBe('malformed')
  })

  test('nothing said', () => {
    expect(refusalOf(around(signed(encodeContent({ key: seedOf('key'), madeAt: AT, said: {} as never }))))).toBe(
      'malformed'
    )
  })

  test('any bytes are refused, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        expect(refusalOf(bytes)).not.toBe('opened')
        expect(refusalOf(around(bytes))).not.toBe('opened')
        expect(refusalOf(around(signed(bytes)))).not.toBe('opened')
      }),
      { numRuns: 300 }
    )
  })
})

describe('a lock', () => {
  test('opens with the key inside and no other', () => {
    const framed = unframe(make())
    const opened = openParcel(make(), opener, AT)
    if (framed === undefined || 'refusal' in opened) throw new Error('not a parcel')
    expect(opensLock(opened.content.key, { lock: lockOf(opened.content.key) })).toBe(true)
    expect(opensLock(opened.content.key, framed)).toBe(false) // another parcel, another key
    expect(opensLock(new Uint8Array(), framed)).toBe(false)
    expect(opensLock(framed.lock, framed)).toBe(false)
  })
})

describe('tags', () => {
  test('differ by day, by reader and by room, and a day is one everywhere', () => {
    const other = roomTag(seedOf('other'), reader.device, DAY)
    const tags = [
      roomTag(SECRET, reader.device, DAY),
      roomTag(SECRET, reader.device, DAY + 1),
      roomTag(SECRET, cleo.device.publicKey, DAY),
      other,
      firstContactTag(brin.account.publicKey, DAY),
      firstContactTag(brin.account.publicKey, DAY + 1),
      firstContactTag(ada.account.publicKey, DAY)
    ]
    expect(new Set(tags.map(toHex)).size).toBe(tags.length)
    expect([dayOf(AT - 1), dayOf(AT), dayOf(AT + 86_399_999), dayOf(-5)]).toEqual([DAY - 1, DAY, DAY, 0])
  })
})

function range(first: number, last: number) {
  return { first, last }
}
