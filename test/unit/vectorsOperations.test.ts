/** What is said of messages, in bytes that were written down: read the same for ever, and refused for the same reasons. */
import { describe, expect, test } from 'vitest'
import { admit } from '../../electron/core/chat/admission.ts'
import { asPublic, publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { plain } from '../support/plain.ts'
import operations from '../vectors/operations.json' with { type: 'json' }

const ROOM = publicRoomId(operations.room)

describe('what was written a year ago still says', () => {
  test.each(operations.events)('$name', ({ bytes, body, kind, eventId, said }) => {
    const admitted = admit(fromHex(bytes), asPublic(ROOM))
    if ('malformed' in admitted) throw new Error(admitted.malformed)
    expect([admitted.entry.kind, toHex(admitted.entry.body), toHex(admitted.entry.id)]).toEqual([kind, body, eventId])
    expect(JSON.parse(JSON.stringify(plain(admitted.said)))).toMatchObject(said)
  })
})

describe('refused, with the same word as ever', () => {
  test.each(operations.malformed)('$name: $refusal', ({ bytes, refusal }) => {
    expect(admit(fromHex(bytes), asPublic(ROOM))).toEqual({ malformed: refusal })
  })
})
