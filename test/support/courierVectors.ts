/** Vectors of parcels and of how they travel. All but the sealing follows from fixed values; a sealed parcel was recorded once. */
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { type Content, encodeContent, type Said } from '../../electron/core/crypto/courier/content.ts'
import { frame, lockOf, parcelHash } from '../../electron/core/crypto/courier/frame.ts'
import { type Maker, makeParcel, type ParcelReader } from '../../electron/core/crypto/courier/parcel.ts'
import { firstContactTag, roomTag } from '../../electron/core/crypto/courier/tags.ts'
import { agreementPublicKey } from '../../electron/core/crypto/ed25519.ts'
import { openFromInbox } from '../../electron/core/crypto/groups/inbox.ts'
import {
  writeDrop,
  writePage,
  writePut,
  writeRefusal,
  writeTake
} from '../../electron/core/protocols/courier/messages.ts'
import { CourierRequest, CourierResponse } from '../../electron/core/protocols/courier/pb/courier.ts'
import { bytesOf, makeLog, makeStranger, seedOf } from './stranger.ts'

export const AT = 1_767_225_600_000 // 2026-01-01
export const DAY = 20_454
export const SECRET = seedOf('the secret of a room')

export const ada = makeStranger('Ada', AT)
export const brin = makeStranger('Brín 🦉', AT)
const log = makeLog(ada)
export const entries = [log.introduce(AT), log.say('hello', AT + 1_000)].map(bytesOf)

export const maker: Maker = { device: ada.device, certificate: ada.certificate, profile: ada.profile }
export const reader: ParcelReader = {
  device: brin.device.publicKey,
  inboxKey: agreementPublicKey(seedOf('inbox Brín 🦉'))
}
export const opener = {
  device: brin.device.publicKey,
  openInbox: (sealed: Uint8Array) => openFromInbox(brin.device.publicKey, seedOf('inbox Brín 🦉'), sealed)
}

export const SAID: Record<Said['is'], Said> = {
  entries: { is: 'entries', entries },
  receipts: {
    is: 'receipts',
    room: publicRoomId('everyone'),
    held: [
      { first: 0, last: 2 },
      { first: 5, last: 9 }
    ],
    read: [{ first: 7, last: 8 }]
  },
  room: { is: 'room', secret: SECRET, creator: ada.account.publicKey, name: 'night watch', entries }
}

const key = seedOf('the key of a lock')
const contentOf = (said: Said): Content => ({ key, madeAt: AT, said })

/** What follows from given bytes alone. */
export function courierVectors() {
  const tags = [DAY, DAY + 1].map(day => roomTag(SECRET, reader.device, day)).sort(Buffer.compare)
  const [tag = new Uint8Array()] = tags
  const parcel = frame({ sort: 'room', lock: lockOf(key), sealed: seedOf('stands for sealed bytes') })
  const place = { tag, hash: parcelHash(parcel) }
  const request = (value: object): string => toHex(CourierRequest.encode(value as never))
  const response = (value: object): string => toHex(CourierResponse.encode(value as never))
  const key31 = key.subarray(1)
  return {
    tags: {
      secret: toHex(SECRET),
      reader: toHex(reader.device),
      account: toHex(brin.account.publicKey),
      day: DAY,
      room: toHex(roomTag(SECRET, reader.device, DAY)),
      firstContact: toHex(firstContactTag(brin.account.publicKey, DAY))
    },
    lock: { key: toHex(key), lock: toHex(lockOf(key)), parcel: toHex(parcel), hash: toHex(parcelHash(parcel)) },
    contents: Object.values(SAID).map(said => ({ is: said.is, bytes: toHex(encodeContent(contentOf(said))) })),
    requests: {
      put: toHex(CourierRequest.encode(writePut(tag, parcel))),
      take: toHex(CourierRequest.encode(writeTake(tags, place))),
      drop: toHex(
        CourierRequest.encode(
          writeDrop([
            { ...place, key },
            { ...place, key: undefined }
          ])
        )
      ),
      asked: tags.map(toHex)
    },
    responses: {
      done: toHex(CourierResponse.encode(writeRefusal(undefined))),
      full: toHex(CourierResponse.encode(writeRefusal('full'))),
      page: toHex(CourierResponse.encode(writePage({ parcels: [{ tag, parcel }], more: true, carries: 'always' })))
    },
    malformedRequests: [
      { name: 'nothing asked', bytes: '' },
      { name: 'a tag of 31 bytes', bytes: request({ put: { tag: tag.subarray(1), parcel } }) },
      { name: 'no tags', bytes: request({ take: { tags: [] } }) },
      { name: 'tags out of order', bytes: request({ take: { tags: tags.toReversed() } }) },
      { name: 'one tag twice', bytes: request({ take: { tags: [tag, tag] } }) },
      { name: 'half a place', bytes: request({ take: { tags, afterTag: tag } }) },
      { name: 'nothing to drop', bytes: request({ drop: { parcels: [] } }) },
      { name: 'a hash of 31 bytes', bytes: request({ drop: { parcels: [{ tag, hash: key31, key }] } }) },
      { name: 'a key of 31 bytes', bytes: request({ drop: { parcels: [{ ...place, key: key31 }] } }) },
      { name: '129 to drop', bytes: request({ drop: { parcels: Array(129).fill({ ...place, key }) } }) },
      { name: 'not protobuf', bytes: 'ff' }
    ],
    malformedResponses: [
      { name: 'a refusal of another year', bytes: '0863' },
      { name: 'a parcel that was not asked for', bytes: response({ parcels: [{ tag: seedOf('else'), parcel }] }) },
      { name: 'an empty parcel', bytes: response({ parcels: [{ tag, parcel: new Uint8Array() }] }) },
      { name: 'a parcel twice', bytes: response({ parcels: Array(2).fill({ tag, parcel }) }) },
      { name: '65 parcels', bytes: response({ parcels: Array(65).fill({ tag, parcel }) }) },
      { name: 'what nobody does', bytes: '2063' },
      { name: 'more behind nothing', bytes: response({ more: true }) },
      { name: 'not protobuf', bytes: 'ff' }
    ]
  }
}

/** Sealed for Brín by Ada, with what is fresh each time. */
export function recordParcels() {
  return Object.values(SAID).map(said => {
    const sort = said.is === 'room' ? 'first-contact' : 'room'
    const made = makeParcel(sort, reader, said, maker, AT)
    if ('refusal' in made) throw new Error(made.refusal)
    return { is: said.is, sort, parcel: toHex(made.parcel) }
  })
}
