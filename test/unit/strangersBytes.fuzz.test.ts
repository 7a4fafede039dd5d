/** Every decoder that sees a stranger's bytes: never throws, and never takes bytes that were changed for the real ones. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit } from '../../electron/core/chat/admission.ts'
import { openIntroduction } from '../../electron/core/chat/introduction.ts'
import { asPublic, publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import {
  decodeEdit,
  decodeMessage,
  decodePin,
  decodeProfileEntry,
  decodeReact,
  decodeRedact,
  decodeTopic,
  encodeProfileEntry
} from '../../electron/core/crypto/bodies.ts'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { uncloak } from '../../electron/core/crypto/cloak.ts'
import { openContent } from '../../electron/core/crypto/content.ts'
import { deviceKeyOf } from '../../electron/core/crypto/deviceId.ts'
import { messageId, openEntry } from '../../electron/core/crypto/event.ts'
import { openCertificate, openProfile } from '../../electron/core/crypto/identity.ts'
import { decodeReceipts } from '../../electron/core/protocols/receipts/receipts.ts'
import { ComparedReader } from '../../electron/core/protocols/sync/compared.ts'
import { decodeEntries } from '../../electron/core/protocols/sync/entries.ts'
import { decodeRequest } from '../../electron/core/protocols/sync/requests.ts'
import { refuseText } from '../../shared/messageText.ts'
import { bytesOf, forge, makeLog, makeStranger } from '../support/stranger.ts'
import protocols from '../vectors/protocols.json' with { type: 'json' }

const RUNS = { numRuns: 400 }
const ada = makeStranger('Ada')
const log = makeLog(ada)
const ROOM = publicRoomId('everyone')
const PRIVATE = { roomId: ROOM, kind: 'private', secret: ROOM } as const
const PLACE = { room: ROOM, device: ROOM, seq: 1, kind: 3 }
const introduction = bytesOf(log.introduce(1_700_000_000_000))
const said = log.say('hello, whoever you are', 1_700_000_001_000)
const message = bytesOf(said)
const certificate = openCertificate(ada.certificate)
if (certificate === undefined) throw new Error('the certificate does not hold')

/** Valid bytes with one byte changed, cut off, doubled or put in. */
const changed = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> => {
  const at = fc.nat(bytes.length - 1)
  return fc
    .oneof(
      fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([index, mask]) => {
        const out = Uint8Array.from(bytes)
        out[index] = (out[index] ?? 0) ^ mask
        return out
      }),
      at.map(index => bytes.slice(0, index)),
      at.map(index => bytes.slice(index + 1)),
      fc
        .tuple(at, fc.nat(255))
        .map(([index, byte]) => Uint8Array.from([...bytes.slice(0, index), byte, ...bytes.slice(index)]))
    )
    .filter(out => Buffer.compare(out, bytes) !== 0)
}

/** Anything, and what looks a little like protobuf. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.uint8Array({ maxLength: 70 })), { maxLength: 8 })
    .map(fields => Uint8Array.from(fields.flatMap(([tag, value]) => [(tag << 3) | 2, value.length, ...value])))
)

describe('arbitrary bytes', () => {
  const decoders: Array<[string, (bytes: Uint8Array) => boolean]> = [
    ['openEntry', bytes => 'malformed' in openEntry(bytes)],
    ['admit', bytes => 'malformed' in admit(bytes, asPublic(ROOM))],
    ['admit, in a private room', bytes => 'malformed' in admit(bytes, PRIVATE)],
    ['uncloak', bytes => uncloak(ROOM, PLACE, bytes) === undefined],
    ['openContent', bytes => openContent(PLACE, bytes) === undefined],
    ['openCertificate', bytes => openCertificate(bytes) === undefined],
    ['openProfile', bytes => openProfile(bytes, certificate) === undefined],
    ['openIntroduction', bytes => openIntroduction({ certificate: bytes, profile: bytes }) === undefined],
    [
      'openIntroduction after a real certificate',
      bytes => openIntroduction({ certificate: ada.certificate, profile: bytes }) === undefined
    ]
  ]
  test.each(decoders)('%s refuses them, and does not throw', (_, refuses) => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        expect(refuses(bytes)).toBe(true)
      }),
      RUNS
    )
  })

  test('bodies decode to a text and two parts, or to nothing', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        expect(['string', 'undefined']).toContain(typeof decodeMessage(bytes)?.text)
        const introduction = decodeProfileEntry(bytes)
        if (introduction !== undefined) expect(openIntroduction(introduction)).toBeUndefined()
      }),
      RUNS
    )
  })

  test('bodies of what is said of messages decode to something, or to nothing, and do not throw', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        for (const decode of [decodeEdit, decodeRedact, decodeReact, decodePin])
          expect(decode(bytes)?.target).toSatisfy(target => target === undefined || target instanceof Uint8Array)
        expect(['string', 'undefined']).toContain(typeof decodeTopic(bytes))
      }),
      RUNS
    )
  })

  test('in the place of a body are refused, or say what may be said', () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 6 }), (body, kind) => {
        const admitted = admit(forge(said, { kind, body: body as never }, ada.device), asPublic(ROOM))
        if ('malformed' in admitted) return
        const { said: says } = admitted
        if ('target' in says) expect(says.target).toHaveLength(32)
        if ('text' in says && says.is !== 'topic') expect(refuseText(says.text)).toBeUndefined()
        if ('mentions' in says) for (const { account } of says.mentions) expect(account).toHaveLength(32)
        if ('edits' in says) for (const edit of says.edits) expect(edit).toHaveLength(32)
      }),
      RUNS
    )
  })

  test('a text that holds is one a person may write', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        const text = decodeMessage(
          Uint8Array.from([10, bytes.length & 127, ...bytes.subarray(0, bytes.length & 127)])
        )?.text
        if (text !== undefined && refuseText(text) === undefined) expect(text.isWellFormed()).toBe(true)
      }),
      RUNS
    )
  })

  test('have a message id, always the same 32 bytes', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        const id = messageId(bytes)
        expect(id).toHaveLength(32)
        expect(messageId(Uint8Array.from(bytes))).toEqual(id)
      }),
      RUNS
    )
  })

  test('are no key in a PeerId', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(deviceKeyOf(text)).toBeUndefined()
      }),
      RUNS
    )
  })
})

describe('changed bytes', () => {
  test.each([
    ['a message', message],
    ['an introduction', introduction]
  ])('of %s are no other entry', (_, bytes) => {
    const real = openEntry(bytes)
    if ('malformed' in real) throw new Error(real.malformed)
    fc.assert(
      fc.property(changed(bytes), other => {
        const opened = openEntry(other)
        if ('malformed' in opened) return
        // the envelope is not signed: bytes may differ there, what was signed may not
        expect(toHex(opened.entry.id)).toBe(toHex(real.entry.id))
        for (const part of ['header', 'body', 'signature'] as const)
          expect(toHex(opened.entry[part])).toBe(toHex(real.entry[part]))
      }),
      RUNS
    )
  })

  test('of a certificate or a profile say nothing else than the real ones', () => {
    const real = openIntroduction(ada)
    const plain = {
      account: real?.account,
      device: real?.device,
      name: real?.name,
      status: real?.status,
      deviceName: real?.deviceName
    }
    fc.assert(
      fc.property(changed(ada.certificate), changed(ada.profile), (cert, prof) => {
        for (const said of [
          { ...ada, certificate: cert },
          { ...ada, profile: prof },
          { certificate: cert, profile: prof }
        ]) {
          const opened = openIntroduction(said)
          if (opened !== undefined) expect(opened).toMatchObject(plain)
        }
      }),
      RUNS
    )
  })

  test('of the parts inside an introduction are not admitted with it', () => {
    const entry = log.entries[0]
    if (entry === undefined) throw new Error('no introduction')
    fc.assert(
      fc.property(changed(encodeProfileEntry(ada.certificate, ada.profile)), body => {
        const said = decodeProfileEntry(body)
        const opened = said === undefined ? undefined : openIntroduction(said)
        if (opened !== undefined) expect(opened.name).toBe('Ada')
      }),
      RUNS
    )
  })
})

describe('frames of a sync, and receipts', () => {
  const { sync, receipts } = protocols
  const tags = sync.compare.rooms.map(({ tag }) => ({ tag: fromHex(tag), digest: new Uint8Array(32), seen: undefined }))
  const compared = (bytes: Uint8Array) => {
    const reader = new ComparedReader({ nonce: new Uint8Array(16), now: 0, rooms: tags })
    reader.take(bytes)
    return reader.result().rooms
  }
  const safe = (numbers: number[]) => numbers.every(number => Number.isSafeInteger(number) && number >= 0)
  const rising = (ranges: Array<{ first: number; last: number }>) =>
    ranges.every(
      ({ first, last }, index) => first <= last && (index === 0 || first > (ranges[index - 1]?.last ?? 0) + 1)
    )

  const decoders: Array<[string, string[], (bytes: Uint8Array) => boolean]> = [
    [
      'a request',
      [sync.compare.bytes, sync.fetch.bytes],
      bytes => {
        const question = decodeRequest(bytes)
        if ('comparison' in question) return question.comparison.rooms.every(({ tag }) => tag.length === 16)
        const { tag, parts } = question.fetch
        const asked = parts.reduce((sum, { first, last }) => sum + last - first + 1, 0)
        return tag.length === 16 && asked <= 4_096 && parts.every(({ first, last }) => safe([first, last]))
      }
    ],
    [
      'an answer to a comparison',
      sync.frontiers.frames,
      bytes =>
        compared(bytes).every(room => room.logs.every(({ ranges }) => rising(ranges)) && room.digest.length === 32)
    ],
    [
      'an answer to a fetch',
      sync.entries.frames,
      bytes => {
        const { entries, done } = decodeEntries(bytes, 2)
        return (
          entries.length <= 2 && (done || entries.length > 0) && entries.every(entry => entry.signature.length === 64)
        )
      }
    ],
    [
      'receipts',
      [receipts.message, receipts.messageWithRead],
      bytes =>
        decodeReceipts(bytes).every(({ ranges, read }) => [...ranges, ...read].every(one => one.first <= one.last))
    ]
  ]

  test.each(decoders)('%s keeps to its limits or is refused by an Error, whatever the bytes', (_, samples, holds) => {
    const frames = samples.map(fromHex)
    for (const frame of frames) expect(holds(frame)).toBe(true)
    const mutated = fc.constantFrom(...frames.filter(({ length }) => length > 2)).chain(changed)
    const settles = (bytes: Uint8Array) => {
      let outcome: unknown
      try {
        outcome = holds(bytes)
      } catch (err) {
        outcome = err
      }
      if (!(outcome instanceof Error)) expect(outcome).toBe(true)
    }
    fc.assert(fc.property(anyBytes, settles), { numRuns: 1_000 })
    fc.assert(fc.property(mutated, settles), { numRuns: 1_000 })
  })
})
