/** EARSHOT_WRITE_VECTORS=1 writes the file again: only ever for a new format under a new label. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { admit } from '../../electron/core/chat/admission.ts'
import type { GuardedRoom } from '../../electron/core/chat/batch.ts'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { openContent } from '../../electron/core/crypto/content.ts'
import { agreementPublicKey } from '../../electron/core/crypto/ed25519.ts'
import { directRoomId, directSecret, privateRoomId } from '../../electron/core/crypto/roomSecrets.ts'
import { makePrivateVectors } from '../support/privateVectors.ts'
import vectors from '../vectors/private.json' with { type: 'json' }

const path = new URL('../vectors/private.json', import.meta.url)
const text = `${JSON.stringify(makePrivateVectors(), null, 2)}\n`
if (process.env['EARSHOT_WRITE_VECTORS'] === '1') writeFileSync(path, text)

const room: GuardedRoom = {
  roomId: fromHex(vectors.direct.roomId),
  kind: 'direct',
  secret: fromHex(vectors.direct.secret)
}

test('private.json is what this code makes, byte for byte', () => {
  expect(text).toBe(readFileSync(path, 'utf8'))
})

test('both come to the direct room, from either side', () => {
  const { accounts, inboxScalars, secret, roomId } = vectors.direct
  for (const [own, other] of [['ada', 'brin'] as const, ['brin', 'ada'] as const]) {
    const key = agreementPublicKey(fromHex(inboxScalars[other]))
    const found = directSecret(fromHex(inboxScalars[own]), fromHex(accounts[own]), {
      account: fromHex(accounts[other]),
      inboxKey: key
    })
    expect(toHex(found ?? new Uint8Array())).toBe(secret)
  }
  expect(toHex(directRoomId(fromHex(secret)))).toBe(roomId)
})

test('a private room is named by who made it and its secret', () => {
  const { creator, secret, roomId } = vectors.private
  expect(toHex(privateRoomId(fromHex(creator), fromHex(secret)))).toBe(roomId)
})

test.each(vectors.cloaked)('what was cloaked as kind $kind is lifted', ({ bytes, body, kind }) => {
  const admitted = admit(fromHex(bytes), room)
  if ('malformed' in admitted) throw new Error(admitted.malformed)
  expect({ kind: admitted.inside?.kind, body: toHex(admitted.inside?.body ?? new Uint8Array()) }).toEqual({
    kind,
    body
  })
})

test('what is sealed says who said it', () => {
  const { content, kind, body, seq, device } = vectors.content
  const place = { room: room.roomId, device: fromHex(device), seq }
  const opened = openContent(place, fromHex(content))
  expect({ kind: opened?.kind, body: toHex(opened?.body ?? new Uint8Array()) }).toEqual({ kind, body })
})

test.each(vectors.entries)('$name may stand in the room', ({ bytes }) => {
  expect(admit(fromHex(bytes), room)).toMatchObject({ said: { is: 'sealed' } })
})

test.each(vectors.malformed)('$name may not: $refusal', ({ bytes, refusal }) => {
  expect(admit(fromHex(bytes), room)).toEqual({ malformed: refusal })
})
