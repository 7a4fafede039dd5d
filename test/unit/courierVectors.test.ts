/** EARSHOT_WRITE_COURIER_VECTORS=1 writes the file again: only ever for a new format under a new label. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromHex as hex, toHex } from '../../electron/core/crypto/bytes.ts'
import { decodeContent } from '../../electron/core/crypto/courier/content.ts'
import { lockOf, parcelHash, unframe } from '../../electron/core/crypto/courier/frame.ts'
import { openParcel } from '../../electron/core/crypto/courier/parcel.ts'
import { firstContactTag, roomTag } from '../../electron/core/crypto/courier/tags.ts'
import { decodeCourierPage, decodeCourierRequest } from '../../electron/core/protocols/courier/messages.ts'
import { AT, courierVectors, opener, recordParcels, SAID } from '../support/courierVectors.ts'
import { plain } from '../support/plain.ts'

const path = new URL('../vectors/couriers.json', import.meta.url)
if (process.env['EARSHOT_WRITE_COURIER_VECTORS'] === '1')
  writeFileSync(path, `${JSON.stringify({ ...courierVectors(), recorded: recordParcels() }, null, 2)}\n`)
type Vectors = ReturnType<typeof courierVectors> & { recorded: ReturnType<typeof recordParcels> }
const { recorded, ...vectors } = JSON.parse(readFileSync(path, 'utf8')) as Vectors

test('couriers.json is what this code makes', () => {
  expect(courierVectors()).toStrictEqual(vectors)
})

describe('what was written a year ago still holds', () => {
  test('tags', () => {
    const { secret, reader, account, day, room, firstContact } = vectors.tags
    expect(toHex(roomTag(hex(secret), hex(reader), day))).toBe(room)
    expect(toHex(firstContactTag(hex(account), day))).toBe(firstContact)
  })

  test('a lock and the frame around sealed bytes', () => {
    const { key, lock, parcel, hash } = vectors.lock
    expect(toHex(lockOf(hex(key)))).toBe(lock)
    expect(toHex(parcelHash(hex(parcel)))).toBe(hash)
    const framed = unframe(hex(parcel))
    expect(framed && plain({ sort: framed.sort, lock: framed.lock })).toEqual({ sort: 'room', lock })
  })

  test.each(vectors.contents)('content: $is', ({ is, bytes }) => {
    expect(plain(decodeContent(hex(bytes)))).toEqual(plain({ key: hex(vectors.lock.key), madeAt: AT, said: SAID[is] }))
  })

  test.each(recorded)('a recorded parcel with $is', ({ is, sort, parcel }) => {
    expect(unframe(hex(parcel))?.sort).toBe(sort)
    const opened = openParcel(hex(parcel), opener, AT)
    if ('refusal' in opened) throw new Error(opened.refusal)
    expect(plain(opened.content.said)).toEqual(plain(SAID[is]))
    expect(opened.profile.name).toBe('Ada')
  })

  test('requests', () => {
    const { put, take, drop, asked } = vectors.requests
    const { parcel, hash, key } = vectors.lock
    const [tag = ''] = asked
    expect(plain(decodeCourierRequest(hex(put)))).toEqual({ put: { tag, parcel } })
    expect(plain(decodeCourierRequest(hex(take)))).toEqual({ take: { tags: asked, after: { tag, hash } } })
    expect(plain(decodeCourierRequest(hex(drop)))).toEqual({
      drop: [
        { tag, hash, key },
        { tag, hash }
      ]
    })
  })

  test('answers', () => {
    const asked = vectors.requests.asked.map(hex)
    const [tag] = vectors.requests.asked
    expect(decodeCourierPage(hex(vectors.responses.full), asked)).toBe('full')
    expect(plain(decodeCourierPage(hex(vectors.responses.done), asked))).toEqual({
      parcels: [],
      more: false,
      carries: 'nothing'
    })
    const page = plain(decodeCourierPage(hex(vectors.responses.page), asked))
    expect(page).toEqual({ parcels: [{ tag, parcel: vectors.lock.parcel }], more: true, carries: 'always' })
  })
})

test.each(vectors.malformedRequests)('asked: $name is refused', ({ bytes }) => {
  expect(() => decodeCourierRequest(hex(bytes))).toThrow()
})
test.each(vectors.malformedResponses)('answered: $name is refused', ({ bytes }) => {
  const asked = vectors.requests.asked.map(hex)
  expect(() => decodeCourierPage(hex(bytes), asked)).toThrow()
})
