/** Ed25519 and X25519 over raw 32-byte keys, with the key objects kept: making one costs more than using it. */
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  sign as nodeSign,
  verify as nodeVerify,
  randomBytes
} from 'node:crypto'

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex')
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const KEPT_PUBLIC_KEYS = 4_096

export const KEY_BYTES = 32
export const SIGNATURE_BYTES = 64

/** A signing key: its public half, and what it signs with. The seed itself stays with whoever made it. */
export interface SigningKey {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

export const newSeed = (): Uint8Array => new Uint8Array(randomBytes(KEY_BYTES))

/** @param seed 32 bytes, the private key of RFC 8032 */
export function signingKey(seed: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
  return { publicKey: rawPublic(key), sign: message => new Uint8Array(nodeSign(null, message, key)) }
}

/** The public half of an X25519 key, by its 32-byte scalar. */
export const agreementPublicKey = (scalar: Uint8Array): Uint8Array => rawPublic(agreementKey(scalar))

/** What X25519 comes to; undefined where that key agrees on nothing: all zeros, or no key at all. */
export function agreed(scalar: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  if (publicKey.byteLength !== KEY_BYTES) return undefined
  try {
    const theirs = createPublicKey({ key: Buffer.concat([SPKI_X25519, publicKey]), format: 'der', type: 'spki' })
    const shared = new Uint8Array(diffieHellman({ privateKey: agreementKey(scalar), publicKey: theirs }))
    return shared.every(byte => byte === 0) ? undefined : shared
  } catch {
    return undefined // OpenSSL refuses keys of small order by throwing
  }
}

const agreementKey = (scalar: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_X25519, scalar]), format: 'der', type: 'pkcs8' })

const publicKeys = new Map<string, KeyObject>()

/** False for anything that is not a signature by that key: wrong lengths and keys off the curve included. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.byteLength !== KEY_BYTES || signature.byteLength !== SIGNATURE_BYTES) return false
  try {
    return nodeVerify(null, message, publicKeyObject(publicKey), signature)
  } catch {
    return false // OpenSSL refuses some malformed keys by throwing
  }
}

function publicKeyObject(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString('latin1')
  const kept = publicKeys.get(name)
  if (kept !== undefined) return kept
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, raw]), format: 'der', type: 'spki' })
  const oldest = publicKeys.size >= KEPT_PUBLIC_KEYS ? publicKeys.keys().next().value : undefined
  if (oldest !== undefined) publicKeys.delete(oldest)
  publicKeys.set(name, key)
  return key
}

function rawPublic(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES))
}
