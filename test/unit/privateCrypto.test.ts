/** The keys of private rooms: what is cloaked, what is signed before it is sealed, which room two people share. */
import { expect, test } from 'vitest'
import { sha256, toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { CLOAK_BYTES, cloak, uncloak } from '../../electron/core/crypto/cloak.ts'
import { openContent, signContent } from '../../electron/core/crypto/content.ts'
import { agreementPublicKey, signingKey } from '../../electron/core/crypto/ed25519.ts'
import { KIND } from '../../electron/core/crypto/event.ts'
import { SealedContent } from '../../electron/core/crypto/pb/wire.ts'
import { directRoomId, directSecret, newRoomSecret, privateRoomId } from '../../electron/core/crypto/roomSecrets.ts'
import { seedOf } from '../support/stranger.ts'

const secret = seedOf('a room')
const place = { room: seedOf('room id'), device: seedOf('device'), seq: 7, kind: KIND.profile }
const text = utf8('who I am')

test('what is cloaked is lifted in its place by whoever knows the room, and looks like nothing', () => {
  const cloaked = cloak(secret, place, text)
  expect(cloaked.byteLength).toBe(text.byteLength + CLOAK_BYTES)
  expect(Buffer.from(cloaked).includes(Buffer.from(text))).toBe(false)
  expect(uncloak(secret, place, cloaked)).toEqual(text)
  expect(toHex(cloak(secret, place, text))).not.toBe(toHex(cloaked))
  expect(uncloak(secret, place, cloak(secret, place, new Uint8Array()))).toEqual(new Uint8Array())
})

test.each([
  ['another room', { room: seedOf('another') }],
  ['another device', { device: seedOf('another') }],
  ['another number', { seq: 8 }],
  ['another kind', { kind: KIND.redact }]
])('it holds in no other place: %s', (_, over) => {
  expect(uncloak(secret, { ...place, ...over }, cloak(secret, place, text))).toBeUndefined()
})

test('it holds under no other secret, not cut off and with no bit changed', () => {
  const cloaked = cloak(secret, place, text)
  expect(uncloak(seedOf('another'), place, cloaked)).toBeUndefined()
  for (let at = 0; at < cloaked.byteLength; at++) {
    expect(uncloak(secret, place, cloaked.subarray(0, at))).toBeUndefined()
    expect(
      uncloak(
        secret,
        place,
        cloaked.map((byte, index) => (index === at ? byte ^ 0x10 : byte))
      )
    ).toBeUndefined()
  }
})

const ada = { account: seedOf('account ada'), scalar: seedOf('inbox ada') }
const brin = { account: seedOf('account brin'), scalar: seedOf('inbox brin') }
const agreeing = ({ account, scalar }: typeof ada) => ({ account, inboxKey: agreementPublicKey(scalar) })

test('two people come to one direct room, each alone; a third to another', () => {
  const one = directSecret(ada.scalar, ada.account, agreeing(brin))
  const other = directSecret(brin.scalar, brin.account, agreeing(ada))
  expect(one).toEqual(other)
  const third = directSecret(seedOf('inbox eve'), seedOf('account eve'), agreeing(ada))
  expect(third).not.toEqual(one)
  expect(directRoomId(one ?? new Uint8Array())).not.toEqual(directRoomId(third ?? new Uint8Array()))
})

test('with a key that agrees on nothing there is no room, nor with oneself', () => {
  for (const inboxKey of [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)), new Uint8Array(31)])
    expect(directSecret(ada.scalar, ada.account, { account: brin.account, inboxKey })).toBeUndefined()
  expect(directSecret(ada.scalar, ada.account, agreeing(ada))).toBeUndefined()
})

test('the same person under another account is another room', () => {
  const one = directSecret(ada.scalar, ada.account, agreeing(brin))
  const moved = directSecret(ada.scalar, ada.account, { ...agreeing(brin), account: seedOf('another account') })
  expect(moved).not.toEqual(one)
})

test('a private room is bound to who made it', () => {
  const made = newRoomSecret()
  expect(made).not.toEqual(newRoomSecret())
  expect(privateRoomId(ada.account, made)).not.toEqual(privateRoomId(brin.account, made))
  expect(privateRoomId(ada.account, made)).toEqual(sha256(utf8('earshot/private-room/1'), ada.account, made))
})

const device = signingKey(seedOf('device ada'))
const at = { room: seedOf('room id'), device: device.publicKey, seq: 3 }
const said = { kind: KIND.message, body: utf8('hello') }

test('what was said holds where its author signed it, and nowhere else', () => {
  const content = signContent(at, said, device)
  expect(openContent(at, content)).toMatchObject(said)
  expect(openContent({ ...at, seq: 4 }, content)).toBeUndefined()
  expect(openContent({ ...at, room: seedOf('another') }, content)).toBeUndefined()
  expect(openContent({ ...at, device: signingKey(seedOf('another')).publicKey }, content)).toBeUndefined()
  const { signature } = SealedContent.decode(content)
  for (const over of [{ kind: KIND.edit }, { body: utf8('hullo') }, { signature: new Uint8Array(64) }])
    expect(openContent(at, SealedContent.encode({ ...said, signature, ...over } as SealedContent))).toBeUndefined()
  expect(openContent(at, utf8('not protobuf at all'))).toBeUndefined()
})

test.each(['redact', 'profile', 'clock', 'sealed', 'group', 'membership'] as const)('a %s is never sealed', kind => {
  expect(openContent(at, signContent(at, { kind: KIND[kind], body: new Uint8Array() }, device))).toBeUndefined()
})
