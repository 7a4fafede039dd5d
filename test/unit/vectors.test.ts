/** EARSHOT_WRITE_VECTORS=1 writes the files again: only ever for a new format under a new label. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admit } from '../../electron/core/chat/admission.ts'
import { orderKey } from '../../electron/core/chat/clock.ts'
import { openIntroduction } from '../../electron/core/chat/introduction.ts'
import { asPublic, publicRoomId, topicOf } from '../../electron/core/chat/publicRoom.ts'
import { digestOf } from '../../electron/core/chat/sync/digest.ts'
import { decodeMessage } from '../../electron/core/crypto/bodies.ts'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { deviceIdOf } from '../../electron/core/crypto/deviceId.ts'
import { agreementPublicKey, signingKey } from '../../electron/core/crypto/ed25519.ts'
import { messageId, openEntry } from '../../electron/core/crypto/event.ts'
import { openCertificate, openProfile } from '../../electron/core/crypto/identity.ts'
import { roomTag } from '../../electron/core/crypto/tag.ts'
import { decodeHello } from '../../electron/core/protocols/hello/hello.ts'
import { decodeIntroduceRequest, decodeIntroduceResponse } from '../../electron/core/protocols/introduce/introduce.ts'
import { openRecord } from '../../electron/core/protocols/peers/index.ts'
import { decodePeersRequest, decodePeersResponse } from '../../electron/core/protocols/peers/peers.ts'
import { decodeReceipts } from '../../electron/core/protocols/receipts/receipts.ts'
import { ComparedReader } from '../../electron/core/protocols/sync/compared.ts'
import { decodeEntries } from '../../electron/core/protocols/sync/entries.ts'
import { decodeRequest } from '../../electron/core/protocols/sync/requests.ts'
import { channelName } from '../../shared/names.ts'
import { plain } from '../support/plain.ts'
import { makeVectors } from '../support/vectors.ts'
import events from '../vectors/events.json' with { type: 'json' }
import identity from '../vectors/identity.json' with { type: 'json' }
import protocols from '../vectors/protocols.json' with { type: 'json' }
import rooms from '../vectors/rooms.json' with { type: 'json' }

const made = makeVectors()
const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const pathOf = (file: string): URL => new URL(`../vectors/${file}`, import.meta.url)
if (process.env['EARSHOT_WRITE_VECTORS'] === '1')
  for (const [file, value] of Object.entries(made)) writeFileSync(pathOf(file), textOf(value))

test.each(Object.keys(made))('%s is what this code makes, byte for byte', file => {
  expect(textOf(made[file])).toBe(readFileSync(pathOf(file), 'utf8'))
})

describe('what was written a year ago still holds', () => {
  test.each(identity.people)('the certificate and profile of $name', person => {
    const certificate = openCertificate(fromHex(person.certificate))
    if (certificate === undefined) throw new Error('the certificate does not hold')
    expect(toHex(certificate.accountKey)).toBe(person.accountKey)
    expect(toHex(certificate.deviceKey)).toBe(person.deviceKey)
    expect(toHex(certificate.mlsSignatureKey)).toBe(toHex(signingKey(fromHex(person.mlsSignatureSeed)).publicKey))
    expect(toHex(certificate.inboxKey)).toBe(toHex(agreementPublicKey(fromHex(person.inboxScalar))))
    expect(certificate).toMatchObject({ deviceName: person.deviceName, createdAt: person.createdAt, counter: 1 })
    expect(deviceIdOf(certificate.deviceKey)).toBe(person.peerId)
    const { name, hue, status } = person
    expect(openProfile(fromHex(person.profile), certificate)).toMatchObject({
      name,
      hue,
      status,
      updatedAt: person.createdAt
    })
  })

  test.each(events.events)('$name', vector => {
    const bytes = fromHex(vector.bytes)
    const admitted = admit(bytes, asPublic(publicRoomId(events.room)))
    if ('malformed' in admitted) throw new Error(admitted.malformed)
    const { entry } = admitted
    expect({
      ...{ room: toHex(entry.room), device: toHex(entry.device), seq: entry.seq, kind: entry.kind },
      ...{ prev: entry.prev === undefined ? '' : toHex(entry.prev), parents: entry.parents.map(toHex) },
      ...{ hlc: entry.hlc.toString(), bodyHash: toHex(entry.bodyHash), bodyLength: entry.body.byteLength }
    }).toEqual(vector.header)
    expect(toHex(entry.id)).toBe(vector.eventId)
    expect(toHex(messageId(bytes))).toBe(vector.messageId)
    expect(toHex(orderKey(entry.hlc, entry.id))).toBe(vector.orderKey)
  })

  test('the texts and names in them', () => {
    const bodies = events.events.map(vector => fromHex(vector.body))
    expect(decodeMessage(bodies[1] ?? new Uint8Array())?.text).toBe('hello')
    expect(decodeMessage(bodies[3] ?? new Uint8Array())?.text).toBe('Grüße aus der Küche 👩‍🚀\nzweite Zeile')
    const later = admit(fromHex(events.events[5]?.bytes ?? ''), asPublic(publicRoomId('everyone')))
    expect(later).toMatchObject({ said: { is: 'introduction', introduced: { name: 'Ada Lovelace' } } })
  })

  test('each entry names the one before it, and order keys sort as the times do', () => {
    const adas = events.events.filter(vector => vector.header.device === identity.people[0]?.deviceKey)
    for (const [index, vector] of adas.entries()) expect(vector.header.prev).toBe(adas[index - 1]?.eventId ?? '')
    const keys = events.events.map(vector => vector.orderKey)
    expect(keys.toSorted()).toEqual(keys)
  })

  test.each(rooms)('the room and topic of #$name', ({ name, roomId, topic }) => {
    expect(channelName(name)).toBe(name)
    expect(toHex(publicRoomId(name))).toBe(roomId)
    expect(topicOf(fromHex(roomId))).toBe(topic)
  })

  test('hello', () => {
    const greeting = decodeHello(fromHex(protocols.hello.greeting))
    expect(greeting?.channels).toEqual(protocols.hello.channels)
    expect(openIntroduction(greeting ?? { certificate: new Uint8Array(), profile: new Uint8Array() })?.name).toBe('Ada')
    expect(decodeHello(fromHex(protocols.hello.onlyListening))).toBeUndefined()
  })

  test('introduce', () => {
    const { introduce } = protocols
    expect(decodeIntroduceRequest(fromHex(introduce.request)).map(toHex)).toEqual(introduce.devices)
    const answers = decodeIntroduceResponse(fromHex(introduce.response), 2)
    expect(answers.map(answer => openIntroduction(answer)?.name)).toEqual(['Ada', 'Brín 🦉'])
  })

  test('receipts', () => {
    const { roomId, ranges, message } = protocols.receipts
    const read = decodeReceipts(fromHex(message))
    expect(read.map(plain)).toEqual([{ roomId, ranges, read: [] }])
    const withRead = decodeReceipts(fromHex(protocols.receipts.messageWithRead))
    expect(withRead.map(plain)).toEqual([{ roomId, ranges, read: protocols.receipts.read }])
  })

  test('peers', async () => {
    const { digest, device, relay, record } = protocols.peers
    const said = (bytes: string) => plain(decodePeersRequest(fromHex(bytes)))
    expect(said(protocols.peers.request)).toEqual({ digest, bridges: false, quiet: false })
    expect(said(protocols.peers.note)).toEqual({ digest: '', bridges: true, quiet: false })
    expect(said(protocols.peers.quietNote)).toEqual({ digest: '', bridges: false, quiet: true })
    const asked = decodePeersRequest(fromHex(protocols.peers.request))
    const { peers, bridges } = decodePeersResponse(fromHex(protocols.peers.response), asked)
    expect(bridges).toBe(true)
    expect(plain(peers)).toEqual([
      { device: record.deviceKey, relay: '', record: record.envelope },
      { device, relay, record: '' }
    ])
    expect(decodePeersResponse(fromHex(protocols.peers.same), asked).peers).toEqual([])
    const opened = await openRecord(peers[0]?.record ?? new Uint8Array())
    expect({ ...opened, addresses: opened?.addresses.map(String) }).toEqual({
      peer: record.peerId,
      addresses: record.addresses
    })
    expect(deviceIdOf(fromHex(record.deviceKey))).toBe(record.peerId)
  })

  test('the tag of a room', () => {
    const { secret, opener, other, nonce, tag } = protocols.sync.tag
    expect(toHex(roomTag(fromHex(secret), fromHex(opener), fromHex(other), fromHex(nonce)))).toBe(tag)
    expect(toHex(roomTag(fromHex(secret), fromHex(other), fromHex(opener), fromHex(nonce)))).not.toBe(tag)
  })

  test.each(protocols.sync.digests)('the digest of a room: $name', ({ logs, digest }) => {
    const said = logs
      .map(({ device, head, forkSeq, ranges }) => ({
        log: { device: fromHex(device), headId: fromHex(head), forkSeq },
        covered: ranges
      }))
      .sort((a, b) => Buffer.compare(a.log.device, b.log.device))
    expect(toHex(digestOf(said))).toBe(digest)
  })

  test('sync', () => {
    const { compare, frontiers, fetch, entries } = protocols.sync
    const { nonce, now, rooms: asked } = compare
    expect(plain(decodeRequest(fromHex(compare.bytes)))).toEqual({ comparison: { nonce, now, rooms: asked } })
    expect(plain(readAnswer(frontiers.frames))).toEqual({ now: frontiers.now, rooms: [frontiers.room] })
    expect(plain(decodeRequest(fromHex(fetch.bytes)))).toEqual({ fetch: { tag: fetch.tag, parts: fetch.parts } })
    const read = entries.frames.map(frame => decodeEntries(fromHex(frame), entries.entries.length))
    expect(plain(read.flatMap(frame => frame.entries))).toEqual(entries.entries)
    expect(read.map(({ done }) => done)).toEqual([false, true])
  })
})

/** What the other end reads, that asked for the rooms of the comparison. */
function readAnswer(frames: string[]): unknown {
  const { nonce, now, rooms: asked } = protocols.sync.compare
  const digests = asked.map(({ tag, digest }) => ({ tag: fromHex(tag), digest: fromHex(digest), seen: undefined }))
  const reader = new ComparedReader({ nonce: fromHex(nonce), now, rooms: digests })
  for (const frame of frames) reader.take(fromHex(frame))
  return reader.result()
}

test('a false copy of an event has another message id: it cannot take the place of the real one', () => {
  for (const { bytes, eventId } of events.events) {
    const copy = fromHex(bytes)
    copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 1 // in the signature
    expect(openEntry(copy)).toEqual({ malformed: 'signature' })
    expect(toHex(messageId(copy))).not.toBe(toHex(messageId(fromHex(bytes))))
    expect(eventId).toHaveLength(64)
  }
})

describe('refused, with the same word as ever', () => {
  test.each(events.malformed)('$name: $refusal', ({ bytes, refusal }) => {
    expect(admit(fromHex(bytes), asPublic(publicRoomId(events.room)))).toEqual({ malformed: refusal })
  })
  test('an event over 64 KiB: too large', () => {
    expect(openEntry(new Uint8Array(64 * 1024 + 1))).toEqual({ malformed: 'too large' })
  })
  test.each(protocols.hello.malformed)('hello: $name', ({ bytes }) => {
    expect(() => decodeHello(fromHex(bytes))).toThrow()
  })
  test.each(protocols.introduce.malformedRequests)('introduce, asked: $name', ({ bytes }) => {
    expect(() => decodeIntroduceRequest(fromHex(bytes))).toThrow()
  })
  test.each(protocols.introduce.malformedResponses)('introduce, answered: $name', ({ bytes }) => {
    expect(() => decodeIntroduceResponse(fromHex(bytes), 2)).toThrow()
  })
  test.each(protocols.peers.malformedRequests)('peers, asked: $name', ({ bytes }) => {
    expect(() => decodePeersRequest(fromHex(bytes))).toThrow()
  })
  test.each(protocols.peers.malformedResponses)('peers, answered: $name', ({ bytes }) => {
    const asked = decodePeersRequest(fromHex(protocols.peers.request))
    expect(() => decodePeersResponse(fromHex(bytes), asked)).toThrow()
  })
  test('a peer record with any bit turned says the same, or does not hold', async () => {
    const { envelope, peerId, addresses } = protocols.peers.record
    const record = fromHex(envelope)
    const verdicts: boolean[] = []
    for (const [at, byte] of record.entries()) {
      const turned = Uint8Array.from(record)
      turned[at] = byte ^ 1
      const opened = await openRecord(turned)
      if (opened !== undefined) expect([opened.peer, opened.addresses.map(String)]).toEqual([peerId, addresses])
      verdicts.push(opened !== undefined)
    }
    expect(verdicts.filter(Boolean).length).toBeLessThan(10) // not all of the envelope is signed
    expect(await openRecord(new Uint8Array())).toBeUndefined()
  })
  test.each(protocols.sync.malformedRequests)('sync, asked: $name', ({ bytes }) => {
    expect(() => decodeRequest(fromHex(bytes))).toThrow()
  })
  test.each(protocols.sync.malformedFrontiers)('sync, compared: $name', ({ bytes }) => {
    expect(() => readAnswer([bytes])).toThrow()
  })
  test.each(protocols.sync.malformedEntries)('sync, fetched: $name', ({ bytes }) => {
    expect(() => decodeEntries(fromHex(bytes), 2)).toThrow()
  })
  test.each(protocols.receipts.malformed)('receipts: $name', ({ bytes }) => {
    expect(() => decodeReceipts(fromHex(bytes))).toThrow()
  })
})
