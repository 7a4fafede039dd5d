/** Who somebody is: an account signs its devices, a device countersigns and speaks. Spec: docs/protocol/01-identity.md */
import { HUES, MAX_DEVICE_NAME_CHARS, MAX_NAME_CHARS, MAX_STATUS_CHARS } from '../../../shared/limits.ts'
import { optionalLine, personName } from '../../../shared/names.ts'
import { equal, labelled, spells } from './bytes.ts'
import { KEY_BYTES, type SigningKey, verify } from './ed25519.ts'
import { CertificateBody, ProfileBody, SignedCertificate, SignedProfile } from './pb/wire.ts'

const BY_ACCOUNT = 'earshot/certificate/1'
const BY_DEVICE = 'earshot/certificate-device/1'
const PROFILE = 'earshot/profile/1'
export const MAX_CERTIFICATE_BYTES = 1_024
export const MAX_PROFILE_BYTES = 2_048

/** What an account says of one of its devices. Keys are 32 bytes. */
export interface Certificate {
  accountKey: Uint8Array
  deviceKey: Uint8Array
  mlsSignatureKey: Uint8Array
  inboxKey: Uint8Array
  deviceName: string
  createdAt: number
  counter: number
}

/** What a person says of themselves. The newest counts. */
export interface Profile {
  accountKey: Uint8Array
  name: string
  hue: number
  status: string
  updatedAt: number
}

export function signCertificate(certificate: Certificate, account: SigningKey, device: SigningKey): Uint8Array {
  const body = CertificateBody.encode({ ...certificate, createdAt: BigInt(certificate.createdAt) } as CertificateBody)
  return SignedCertificate.encode({
    body,
    accountSignature: account.sign(labelled(BY_ACCOUNT, body)),
    deviceSignature: device.sign(labelled(BY_DEVICE, body))
  } as SignedCertificate)
}

/** Certificates that hold, by their bytes: two signatures are looked at each time, and some are asked for with every message. */
const opened = new Map<string, Certificate>()
const KEPT_CERTIFICATES = 1_024

/** The certificate, or undefined when any of it does not hold. */
export function openCertificate(bytes: Uint8Array): Certificate | undefined {
  if (bytes.byteLength > MAX_CERTIFICATE_BYTES) return undefined
  const name = Buffer.from(bytes).toString('latin1')
  const known = opened.get(name) ?? verified(bytes)
  if (known === undefined) return undefined
  if (opened.size >= KEPT_CERTIFICATES) opened.clear()
  opened.set(name, known)
  return known
}

function verified(bytes: Uint8Array): Certificate | undefined {
  try {
    const { body, accountSignature, deviceSignature } = SignedCertificate.decode(bytes)
    const { createdAt, ...certificate } = CertificateBody.decode(body)
    const { accountKey, deviceKey, mlsSignatureKey, inboxKey, deviceName } = certificate
    if ([accountKey, deviceKey, mlsSignatureKey, inboxKey].some(key => key.byteLength !== KEY_BYTES)) return undefined
    if (personName(deviceName, MAX_DEVICE_NAME_CHARS) !== deviceName || !spells(body, deviceName)) return undefined
    if (!verify(accountKey, labelled(BY_ACCOUNT, body), accountSignature)) return undefined
    if (!verify(deviceKey, labelled(BY_DEVICE, body), deviceSignature)) return undefined
    return { ...certificate, createdAt: safeMs(createdAt) }
  } catch {
    return undefined // not protobuf
  }
}

export function signProfile(profile: Profile, device: SigningKey): Uint8Array {
  const body = ProfileBody.encode({ ...profile, updatedAt: BigInt(profile.updatedAt) } as ProfileBody)
  return SignedProfile.encode({ body, signature: device.sign(labelled(PROFILE, body)) } as SignedProfile)
}

/** The profile, if a device of that certificate's signed it and it speaks of that certificate's account. */
export function openProfile(bytes: Uint8Array, certificate: Certificate): Profile | undefined {
  if (bytes.byteLength > MAX_PROFILE_BYTES) return undefined
  try {
    const { body, signature } = SignedProfile.decode(bytes)
    const { updatedAt, ...profile } = ProfileBody.decode(body)
    if (!equal(profile.accountKey, certificate.accountKey)) return undefined
    if (personName(profile.name, MAX_NAME_CHARS) !== profile.name) return undefined
    if (optionalLine(profile.status, MAX_STATUS_CHARS) !== profile.status) return undefined
    if (!spells(body, profile.name) || !spells(body, profile.status)) return undefined
    if (!(HUES as readonly number[]).includes(profile.hue)) return undefined
    if (!verify(certificate.deviceKey, labelled(PROFILE, body), signature)) return undefined
    return { ...profile, updatedAt: safeMs(updatedAt) }
  } catch {
    return undefined
  }
}

const safeMs = (value: bigint): number => Number(value > BigInt(Number.MAX_SAFE_INTEGER) ? 0n : value)
