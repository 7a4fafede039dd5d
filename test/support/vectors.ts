/** The wire vectors, made from fixed keys and times. What is committed under test/vectors must be these bytes for ever. */
import { orderKey } from '../../electron/core/chat/clock.ts'
import { publicRoomId, topicOf } from '../../electron/core/chat/publicRoom.ts'
import { encodeMessage } from '../../electron/core/crypto/bodies.ts'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { type Entry, KIND, messageId } from '../../electron/core/crypto/event.ts'
import { ProfileEntryBody, SignedEvent } from '../../electron/core/crypto/pb/wire.ts'
import { Hello } from '../../electron/core/protocols/hello/pb/hello.ts'
import { IntroduceRequest, IntroduceResponse } from '../../electron/core/protocols/introduce/pb/introduce.ts'
import { PeersRequest, PeersResponse } from '../../electron/core/protocols/peers/pb/peers.ts'
import { Receipts } from '../../electron/core/protocols/receipts/pb/receipts.ts'
import { codeVectors } from './codeVectors.ts'
import { operationVectors } from './operationVectors.ts'
import { RECORD } from './record.ts'
import { bytesOf, forge, hlcAt, makeLog, makeStranger, seedOf } from './stranger.ts'
import { syncVectors } from './syncVectors.ts'
import { witnessVectors } from './witnessVectors.ts'

const AT = 1_767_225_600_000 // 2026-01-01
const CHANNELS = ['everyone', 'night-watch', 'küche', 'кухня', '台所', 'کتاب-خانه', 'a1-2-3']

const ada = makeStranger('Ada', AT)
const brin = makeStranger('Brín 🦉', AT)
const log = makeLog(ada)
const other = makeLog(brin)
log.introduce(AT)
log.say('hello', AT + 1_000)
other.introduce(AT + 1_500)
other.say('Grüße aus der Küche 👩‍🚀\nzweite Zeile', AT + 2_000, 7)
log.add(KIND.message, encodeMessage({ text: 'with parents' }), hlcAt(AT + 3_000), [at(other.entries, 1).id])
log.introduce(AT + 4_000, ada.profileOf('Ada Lovelace', AT + 4_000))
log.add(999, new TextEncoder().encode('a kind of another year'), hlcAt(AT + 5_000))

function at(entries: readonly Entry[], index: number): Entry {
  const entry = entries[index]
  if (entry === undefined) throw new Error(`no entry ${index}`)
  return entry
}

const event = (name: string, entry: Entry) => ({
  name,
  header: {
    room: toHex(entry.room),
    device: toHex(entry.device),
    seq: entry.seq,
    prev: entry.prev === undefined ? '' : toHex(entry.prev),
    parents: entry.parents.map(toHex),
    hlc: entry.hlc.toString(),
    kind: entry.kind,
    bodyHash: toHex(entry.bodyHash),
    bodyLength: entry.body.byteLength
  },
  headerBytes: toHex(entry.header),
  body: toHex(entry.body),
  signature: toHex(entry.signature),
  bytes: toHex(bytesOf(entry)),
  eventId: toHex(entry.id),
  messageId: toHex(messageId(bytesOf(entry))),
  orderKey: toHex(orderKey(entry.hlc, entry.id))
})

const person = (who: typeof ada, name: string) => ({
  name,
  accountSeed: toHex(seedOf(`account ${name}`)),
  deviceSeed: toHex(seedOf(`device ${name}`)),
  mlsSignatureSeed: toHex(seedOf(`mls ${name}`)),
  inboxScalar: toHex(seedOf(`inbox ${name}`)),
  accountKey: toHex(who.account.publicKey),
  deviceKey: toHex(who.device.publicKey),
  peerId: who.deviceId,
  deviceName: 'Field laptop',
  hue: 155,
  status: 'by the window',
  createdAt: AT,
  certificate: toHex(who.certificate),
  profile: toHex(who.profile)
})

function malformed() {
  const said = at(log.entries, 1)
  const entry = at(log.entries, 0)
  const short = new Uint8Array(31)
  const twice = at(other.entries, 1).id
  const forged = (name: string, refusal: string, over: Parameters<typeof forge>[1], of = said) => ({
    name,
    refusal,
    bytes: toHex(forge(of, over as never, ada.device))
  })
  const parents = Array.from({ length: 17 }, (_, n) => seedOf(`parent ${n}`))
  const wrongSignature = { header: said.header, body: said.body, signature: at(log.entries, 2).signature }
  const nobody = { certificate: new Uint8Array(), profile: ada.profile }
  const brins = { certificate: brin.certificate, profile: brin.profile }
  return [
    { name: 'no bytes at all', refusal: 'room', bytes: '' },
    { name: 'not protobuf', refusal: 'not an event', bytes: 'ffffffffffffffffffff01' },
    { name: 'cut in the middle', refusal: 'not an event', bytes: toHex(bytesOf(said).subarray(0, 90)) },
    forged('a room id of 31 bytes', 'room', { room: short as never }),
    { name: 'a number past 2^53', refusal: 'seq', bytes: toHex(forge(said, { seq: 2n ** 53n }, ada.device)) },
    forged('a predecessor of 31 bytes', 'prev', { prev: short as never }),
    forged('no predecessor behind the first', 'prev', { prev: new Uint8Array() as never }),
    forged('seventeen parents', 'not an event', { parents: parents as never }),
    forged('a parent of 31 bytes', 'parents', { parents: [short] as never }),
    forged('one parent twice', 'parents', { parents: [twice, twice] as never }),
    forged('kind 0', 'kind', { kind: 0 }),
    forged('kind 65536', 'kind', { kind: 65_536 }),
    forged('a message as the first entry', 'introduction', { seq: 0n, prev: new Uint8Array() as never }),
    forged('a body longer than said', 'body length', { bodyLength: said.body.byteLength - 1 }),
    forged('another body', 'body hash', { bodyHash: seedOf('another') as never }),
    {
      name: 'the signature of another entry',
      refusal: 'signature',
      bytes: toHex(SignedEvent.encode(wrongSignature as never))
    },
    {
      name: 'signed by another device',
      refusal: 'signature',
      bytes: toHex(forge(said, { device: ada.device.publicKey as never }, brin.device))
    },
    forged('a header over 1,024 bytes', 'header too large', { prev: new Uint8Array(1_100) as never }),
    forged('another room', 'another room', { room: publicRoomId('elsewhere') as never }),
    forged('a message that is not protobuf', 'not a message', { body: new Uint8Array([0xff]) }),
    forged('a message with nothing in it', 'not a message', { body: encodeMessage({ text: '' }) }),
    forged('a message with a bidi override', 'not a message', { body: encodeMessage({ text: 'abc\u202Edef' }) }),
    forged('a message with a control character', 'not a message', { body: encodeMessage({ text: 'bell \u0007' }) }),
    forged('a line feed in two bytes where UTF-8 has one', 'not a message', {
      body: new Uint8Array([0x0a, 3, 0x61, 0xc0, 0x8a])
    }),
    forged('a message that is not in NFC', 'not a message', { body: encodeMessage({ text: 'u\u0308' }) }),
    forged('a message of 4,001 letters', 'not a message', { body: encodeMessage({ text: 'a'.repeat(4_001) }) }),
    forged(
      'an introduction without a certificate',
      'not an introduction',
      { body: ProfileEntryBody.encode(nobody as never) },
      entry
    ),
    forged(
      "somebody else's introduction",
      'not an introduction',
      { body: ProfileEntryBody.encode(brins as never) },
      entry
    )
  ]
}

function protocols() {
  const { certificate, profile } = ada
  const roomId = publicRoomId('everyone')
  const ranges = [
    { first: 5, last: 9 },
    { first: 0, last: 2 }
  ]
  const read = [
    { first: 7, last: 8 },
    { first: 0, last: 0 }
  ]
  const asked = [ada.device.publicKey, brin.device.publicKey]
  const introductions = [ada, brin].map(who => ({ certificate: who.certificate, profile: who.profile }))
  const hello = (value: object): string => toHex(Hello.encode(value as never))
  const receipts = (value: object): string => toHex(Receipts.encode({ receipts: [value] } as never))
  return {
    hello: {
      channels: ['everyone', 'küche'],
      greeting: hello({ certificate, profile, channels: ['everyone', 'küche'] }),
      onlyListening: hello({}),
      malformed: [
        { name: 'a certificate without a profile', bytes: hello({ certificate }) },
        { name: 'channels without a person', bytes: hello({ channels: ['everyone'] }) },
        { name: '257 channels', bytes: hello({ certificate, profile, channels: Array(257).fill('a') }) },
        { name: 'a channel name of 193 letters', bytes: hello({ certificate, profile, channels: ['a'.repeat(193)] }) },
        { name: 'not protobuf', bytes: 'ff' }
      ]
    },
    introduce: {
      devices: asked.map(toHex),
      request: toHex(IntroduceRequest.encode({ devices: asked } as never)),
      response: toHex(IntroduceResponse.encode({ introductions } as never)),
      malformedRequests: [
        { name: 'nobody asked for', bytes: '' },
        { name: '33 devices', bytes: toHex(IntroduceRequest.encode({ devices: Array(33).fill(asked[0]) } as never)) },
        { name: 'a key of 31 bytes', bytes: toHex(IntroduceRequest.encode({ devices: [new Uint8Array(31)] } as never)) }
      ],
      malformedResponses: [
        {
          name: 'more than two were asked for',
          bytes: toHex(IntroduceResponse.encode({ introductions: [...introductions, ...introductions] } as never))
        },
        {
          name: 'an introduction without a profile',
          bytes: toHex(IntroduceResponse.encode({ introductions: [{ certificate }] } as never))
        }
      ]
    },
    receipts: {
      roomId: toHex(roomId),
      ranges,
      message: receipts({ roomId, ranges }),
      read,
      messageWithRead: receipts({ roomId, ranges, read }),
      malformed: [
        { name: 'a room id of 31 bytes', bytes: receipts({ roomId: roomId.subarray(1), ranges }) },
        { name: 'a range that ends before it begins', bytes: receipts({ roomId, ranges: [{ first: 3, last: 2 }] }) },
        { name: '65 ranges', bytes: receipts({ roomId, ranges: Array(65).fill({ first: 1, last: 2 }) }) },
        {
          name: '257 rooms',
          bytes: toHex(Receipts.encode({ receipts: Array(257).fill({ roomId, ranges: [] }) } as never))
        },
        { name: '65 ranges that were read', bytes: receipts({ roomId, read: Array(65).fill({ first: 1, last: 2 }) }) },
        { name: 'a range read that ends before it begins', bytes: receipts({ roomId, read: [{ first: 3, last: 2 }] }) }
      ]
    },
    peers: peersVectors(asked),
    sync: syncVectors({
      devices: asked,
      fork: [at(log.entries, 1), at(log.entries, 2)],
      entries: log.entries.slice(0, 2)
    }),
    witness: witnessVectors(brin.device.publicKey)
  }
}

function peersVectors([device = new Uint8Array(), relay = new Uint8Array()]: Uint8Array[]) {
  const digest = seedOf('whom Ada reaches')
  const record = fromHex(RECORD.envelope)
  const direct = { device: fromHex(RECORD.deviceKey), relay: new Uint8Array(), record }
  const relayed = { device, relay, record: new Uint8Array() }
  const request = (value: object): string => toHex(PeersRequest.encode(value as never))
  const response = (value: object): string =>
    toHex(PeersResponse.encode({ digest: seedOf('whom Brín reaches'), ...value } as never))
  return {
    digest: toHex(digest),
    request: request({ digest }),
    note: request({ bridges: true }),
    quietNote: request({ quiet: true }),
    record: RECORD,
    device: toHex(device),
    relay: toHex(relay),
    response: response({ bridges: true, peers: [direct, relayed] }),
    same: response({ digest }),
    malformedRequests: [
      { name: 'a digest of 31 bytes', bytes: request({ digest: digest.subarray(1) }) },
      { name: 'not protobuf', bytes: 'ff' }
    ],
    malformedResponses: [
      { name: 'no digest', bytes: response({ digest: new Uint8Array() }) },
      { name: 'peers where nothing differs', bytes: response({ digest, peers: [relayed] }) },
      { name: 'a device of 31 bytes', bytes: response({ peers: [{ ...relayed, device: device.subarray(1) }] }) },
      { name: 'a relay of 31 bytes', bytes: response({ peers: [{ ...relayed, relay: relay.subarray(1) }] }) },
      { name: 'a record of 2,049 bytes', bytes: response({ peers: [{ ...relayed, record: new Uint8Array(2_049) }] }) },
      { name: '257 peers', bytes: response({ peers: Array(257).fill(relayed) }) }
    ]
  }
}

/** File name -> what is in it. Bytes are hex; a protocol's messages are without their length prefix. */
export const makeVectors = (): Record<string, unknown> => ({
  'identity.json': { people: [person(ada, 'Ada'), person(brin, 'Brín 🦉')] },
  'rooms.json': CHANNELS.map(name => ({
    name,
    roomId: toHex(publicRoomId(name)),
    topic: topicOf(publicRoomId(name))
  })),
  'operations.json': operationVectors(),
  'events.json': {
    room: 'everyone',
    events: [
      event('an introduction', at(log.entries, 0)),
      event('a message', at(log.entries, 1)),
      event('an introduction of somebody else', at(other.entries, 0)),
      event('a message of two lines', at(other.entries, 1)),
      event('a message with a parent', at(log.entries, 2)),
      event('a later profile', at(log.entries, 3)),
      event('an unknown kind', at(log.entries, 4))
    ],
    malformed: malformed()
  },
  'protocols.json': protocols(),
  'codes.json': codeVectors(ada.deviceId)
})
