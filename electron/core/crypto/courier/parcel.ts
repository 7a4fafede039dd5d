/**
 * Parcels: what one device is to be told, sealed to it alone, so that anybody may carry it. HPKE does not say who sealed, so the
 * maker signs what is inside, for this reader. Spec: docs/protocol/19-couriers.md
 */
import { randomBytes } from 'node:crypto'
import { labelled } from '../bytes.ts'
import { KEY_BYTES, type SigningKey, verify } from '../ed25519.ts'
import { type InboxRefusal, MAX_INBOX_CONTENT_BYTES, type openFromInbox, sealToInbox } from '../groups/inbox.ts'
import { type Certificate, openCertificate, openProfile, type Profile } from '../identity.ts'
import { type Content, decodeContent, encodeContent, type Said } from './content.ts'
import { frame, lockOf, opensLock, type ParcelSort, unframe } from './frame.ts'
import { SignedParcel } from './pb/parcel.ts'

const LABEL = 'earshot/parcel/1'
const DAY_MS = 24 * 60 * 60 * 1000
/** A courier keeps it for 30 days; clocks differ. */
export const PARCEL_LIFE_MS = 31 * DAY_MS
export const PARCEL_AHEAD_MS = DAY_MS
/** What certificate, profile, signature and key need of a parcel at most, with their framing. */
const AROUND_BYTES = 1_024 + 2_048 + 256
/** Beyond, padding would make more of it than a courier takes. */
const MAX_SIGNED_BYTES = MAX_INBOX_CONTENT_BYTES - 4
/** For entries with what frames them. */
export const ROOM_FOR_ENTRIES = MAX_SIGNED_BYTES - AROUND_BYTES

export interface Maker {
  device: SigningKey
  /** As they were signed. */
  certificate: Uint8Array
  profile: Uint8Array
}

/** Of whom the parcel is for: from the certificate of that device. */
export interface ParcelReader {
  device: Uint8Array
  inboxKey: Uint8Array
}

export type ParcelRefusal =
  | InboxRefusal
  | 'lock' // the lock is not the one of the key inside
  | 'maker' // certificate and profile do not hold
  | 'signature' // not signed by that device, or for another reader
  | 'expired'
  | 'future'

export interface OpenedParcel {
  content: Content
  certificate: Certificate
  profile: Profile
  /** As they were signed. */
  introduction: { certificate: Uint8Array; profile: Uint8Array }
}

/** A parcel that may be put at a courier. */
export function makeParcel(
  sort: ParcelSort,
  { device, inboxKey }: ParcelReader,
  said: Said,
  maker: Maker,
  now: number
): { parcel: Uint8Array } | { refusal: InboxRefusal } {
  const key = new Uint8Array(randomBytes(KEY_BYTES))
  const content = encodeContent({ key, madeAt: now, said })
  const signed = SignedParcel.encode({
    content,
    certificate: maker.certificate,
    profile: maker.profile,
    signature: maker.device.sign(forReader(device, content))
  } as SignedParcel)
  if (signed.byteLength > MAX_SIGNED_BYTES) return { refusal: 'too-large' }
  const sealed = sealToInbox(device, inboxKey, signed)
  return 'refusal' in sealed ? sealed : { parcel: frame({ sort, lock: lockOf(key), sealed: sealed.sealed }) }
}

/** @param openInbox opens what was sealed to the reader's inbox key */
export function openParcel(
  parcel: Uint8Array,
  reader: { device: Uint8Array; openInbox(sealed: Uint8Array): ReturnType<typeof openFromInbox> },
  now: number
): OpenedParcel | { refusal: ParcelRefusal } {
  const framed = unframe(parcel)
  if (framed === undefined) return { refusal: 'malformed' }
  const opened = reader.openInbox(framed.sealed)
  if ('refusal' in opened) return opened
  const found = decode(opened.content)
  if (found === undefined) return { refusal: 'malformed' }
  const { content, signed } = found
  if (!opensLock(content.key, framed)) return { refusal: 'lock' }
  const certificate = openCertificate(signed.certificate)
  const profile = certificate && openProfile(signed.profile, certificate)
  if (certificate === undefined || profile === undefined) return { refusal: 'maker' }
  if (!verify(certificate.deviceKey, forReader(reader.device, signed.content), signed.signature))
    return { refusal: 'signature' }
  if (content.madeAt > now + PARCEL_AHEAD_MS) return { refusal: 'future' }
  if (content.madeAt < now - PARCEL_LIFE_MS) return { refusal: 'expired' }
  return {
    content,
    certificate,
    profile,
    introduction: { certificate: signed.certificate, profile: signed.profile }
  }
}

function decode(bytes: Uint8Array): { signed: SignedParcel; content: Content } | undefined {
  try {
    const signed = SignedParcel.decode(bytes)
    const content = decodeContent(signed.content)
    return content && { signed, content }
  } catch {
    return undefined // not protobuf
  }
}

const forReader = (reader: Uint8Array, content: Uint8Array): Uint8Array =>
  labelled(LABEL, new Uint8Array(Buffer.concat([reader, content])))
