/**
 * HPKE (RFC 9180), base mode, of the one suite we use: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. Over node:crypto,
 * whose calls cost a third of WebCrypto's here; checked against the vectors of RFC 9180 and against @hpke/core.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject
} from 'node:crypto'
import { sha256, utf8 } from '../bytes.ts'

export const HASH_BYTES = 32
export const AEAD_KEY_BYTES = 16
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
export const HPKE_KEY_BYTES = 32

const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex')
const VERSION = utf8('HPKE-v1')
const KEM = Buffer.concat([utf8('KEM'), Buffer.from([0x00, 0x20])])
const SUITE = Buffer.concat([utf8('HPKE'), Buffer.from([0x00, 0x20, 0x00, 0x01, 0x00, 0x01])])
const BLOCK_BYTES = 64
const KEPT_KEYS = 1_024
const NONE = new Uint8Array()

/** An X25519 key pair, raw. */
export interface HpkePair {
  privateKey: Uint8Array
  publicKey: Uint8Array
}

export interface HpkeSealed {
  /** The ephemeral public key. */
  enc: Uint8Array
  ct: Uint8Array
}

/** It was not sealed so, under this key. */
export class AeadFailed extends Error {}
/** A public key with which nothing can be agreed: of small order, or none at all. */
export class ShareFailed extends Error {}

/**
 * HMAC-SHA256 (RFC 2104) out of two one-shot hashes: node's createHmac costs twice as much for so little data. A commit for 32
 * members takes some hundred of them, so what is short is put together in the same place each time.
 */
export function hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const short = key.byteLength > BLOCK_BYTES ? sha256(key) : key
  let bytes = BLOCK_BYTES
  for (const part of parts) bytes += part.byteLength
  const inner = bytes > INNER.byteLength ? new Uint8Array(bytes) : INNER.subarray(0, bytes)
  pad(inner, short, 0x36)
  let offset = BLOCK_BYTES
  for (const part of parts) {
    inner.set(part, offset)
    offset += part.byteLength
  }
  pad(OUTER, short, 0x5c)
  OUTER.set(sha256(inner), BLOCK_BYTES)
  const mac = sha256(OUTER)
  inner.fill(0)
  OUTER.fill(0)
  return mac
}

const INNER = new Uint8Array(512)
const OUTER = new Uint8Array(BLOCK_BYTES + HASH_BYTES)

function pad(block: Uint8Array, key: Uint8Array, mask: number): void {
  block.fill(mask, 0, BLOCK_BYTES)
  for (let at = 0; at < key.byteLength; at++) block[at] = (key[at] ?? 0) ^ mask
}

/** HKDF-Expand of RFC 5869. */
export function expand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  let block: Uint8Array = NONE
  for (let at = 0, count = 1; at < length; at += HASH_BYTES, count++) {
    block = hmac(prk, block, info, Uint8Array.of(count))
    out.set(block.subarray(0, Math.min(HASH_BYTES, length - at)), at)
  }
  block.fill(0)
  return out
}

/** HKDF-Extract. */
export const extract = (salt: Uint8Array, ikm: Uint8Array): Uint8Array => hmac(salt, ikm)

export function aeadSeal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  cipher.setAAD(aad)
  return new Uint8Array(Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]))
}

/** Throws AeadFailed. */
export function aeadOpen(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.byteLength < TAG_BYTES) throw new AeadFailed('too short')
  const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]))
  } catch (cause) {
    throw new AeadFailed('not sealed so', { cause })
  }
}

export function newPair(): HpkePair {
  const { privateKey } = generateKeyPairSync('x25519')
  const scalar = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-HPKE_KEY_BYTES))
  return { privateKey: scalar, publicKey: rawPublic(privateKey) }
}

/** DeriveKeyPair of RFC 9180, 7.1.3. */
export function derivePair(ikm: Uint8Array): HpkePair {
  const prk = labelledExtract(KEM, NONE, 'dkp_prk', ikm)
  const privateKey = labelledExpand(KEM, prk, 'sk', NONE, HPKE_KEY_BYTES)
  prk.fill(0)
  return { privateKey, publicKey: rawPublic(privateKeyOf(privateKey)) }
}

/** Throws ShareFailed where the key is none, or of small order: the shared secret would be all zeros. */
export function hpkeSeal(publicKey: Uint8Array, info: Uint8Array, aad: Uint8Array, text: Uint8Array): HpkeSealed {
  const { privateKey } = generateKeyPairSync('x25519')
  return sealWith(privateKey, publicKey, info, aad, text)
}

/** The same with a given ephemeral key: what vectors need, and nothing else may. */
export function sealWith(
  ephemeral: KeyObject,
  publicKey: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  text: Uint8Array
): HpkeSealed {
  const enc = rawPublic(ephemeral)
  const { key, nonce } = schedule(agree(ephemeral, publicKey), enc, publicKey, info)
  const ct = aeadSeal(key, nonce, aad, text)
  key.fill(0)
  return { enc, ct }
}

/** Throws AeadFailed or ShareFailed where it was not sealed to this key, with this info and aad. */
export function hpkeOpen(
  pair: HpkePair,
  { enc, ct }: HpkeSealed,
  info: Uint8Array,
  aad: Uint8Array = NONE
): Uint8Array {
  const shared = agree(privateKeyOf(pair.privateKey), enc)
  const { key, nonce } = schedule(shared, enc, pair.publicKey, info)
  try {
    return aeadOpen(key, nonce, aad, ct)
  } finally {
    key.fill(0)
  }
}

export const publicOf = (privateKey: Uint8Array): Uint8Array => rawPublic(privateKeyOf(privateKey))

export function privateKeyOf(scalar: Uint8Array): KeyObject {
  if (scalar.byteLength !== HPKE_KEY_BYTES) throw new Error('not a key')
  const der = Buffer.concat([PKCS8_X25519, scalar])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  der.fill(0)
  return key
}

/** Whether anything can be agreed with this key. */
export function isShare(publicKey: Uint8Array): boolean {
  try {
    agree(probe, publicKey).fill(0)
    return true
  } catch {
    return false
  }
}

function agree(privateKey: KeyObject, publicKey: Uint8Array): Uint8Array {
  if (publicKey.byteLength !== HPKE_KEY_BYTES) throw new ShareFailed('not a key')
  let shared: Uint8Array
  try {
    shared = new Uint8Array(diffieHellman({ privateKey, publicKey: publicKeyOf(publicKey) }))
  } catch (cause) {
    throw new ShareFailed('no agreement', { cause }) // OpenSSL's word for an all-zero secret
  }
  // Not every library refuses it by itself.
  if (shared.every(byte => byte === 0)) throw new ShareFailed('all zeros')
  return shared
}

const probe = generateKeyPairSync('x25519').privateKey

/** Members' keys, used again at every commit: importing one costs as much as using it. */
const publicKeys = new Map<string, KeyObject>()

function publicKeyOf(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString('latin1')
  const kept = publicKeys.get(name)
  if (kept !== undefined) return kept
  const key = createPublicKey({ key: Buffer.concat([SPKI_X25519, raw]), format: 'der', type: 'spki' })
  if (publicKeys.size >= KEPT_KEYS) publicKeys.clear()
  publicKeys.set(name, key)
  return key
}

const rawPublic = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-HPKE_KEY_BYTES))

/** Key and nonce of the one message; the shared secret is wiped. */
function schedule(dh: Uint8Array, enc: Uint8Array, recipient: Uint8Array, info: Uint8Array) {
  const eae = labelledExtract(KEM, NONE, 'eae_prk', dh)
  const shared = labelledExpand(KEM, eae, 'shared_secret', Buffer.concat([enc, recipient]), HASH_BYTES)
  const context = Buffer.concat([Uint8Array.of(0), PSK_ID_HASH, labelledExtract(SUITE, NONE, 'info_hash', info)])
  const secret = labelledExtract(SUITE, shared, 'secret', NONE)
  const key = labelledExpand(SUITE, secret, 'key', context, AEAD_KEY_BYTES)
  const nonce = labelledExpand(SUITE, secret, 'base_nonce', context, NONCE_BYTES)
  for (const used of [dh, eae, shared, secret]) used.fill(0)
  return { key, nonce }
}

function labelledExtract(suite: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array {
  return hmac(salt, VERSION, suite, utf8(label), ikm)
}

function labelledExpand(suite: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, length: number) {
  const size = Uint8Array.of(length >> 8, length & 0xff)
  return expand(prk, Buffer.concat([size, VERSION, suite, utf8(label), info]), length)
}

const PSK_ID_HASH = labelledExtract(SUITE, NONE, 'psk_id_hash', NONE)
