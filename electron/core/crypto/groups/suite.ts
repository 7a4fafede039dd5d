/**
 * The one cipher suite, MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519, as ts-mls wants it, over node:crypto. ts-mls's own
 * provider goes through WebCrypto, which imports a key for each hash. Checked against the vectors of RFC 9420.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { CiphersuiteImpl } from 'ts-mls'
import { sha256 } from '../bytes.ts'
import { newSeed, type SigningKey, signingKey, verify } from '../ed25519.ts'
import {
  AEAD_KEY_BYTES,
  aeadOpen,
  aeadSeal,
  derivePair,
  expand,
  extract,
  HASH_BYTES,
  type HpkePair,
  hmac,
  hpkeOpen,
  hpkeSeal,
  NONCE_BYTES,
  newPair,
  publicOf
} from './hpke.ts'

export const SUITE_NAME = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519'
const NONE = new Uint8Array()

/** ts-mls asks for WebCrypto keys and only hands them back: what it gets are raw bytes in their place. */
type Public = Parameters<CiphersuiteImpl['hpke']['exportPublicKey']>[0]
type Private = Parameters<CiphersuiteImpl['hpke']['exportPrivateKey']>[0]
const asPublic = (raw: Uint8Array): Public => ({ raw }) as unknown as Public
const asPrivate = (pair: HpkePair): Private => pair as unknown as Private
const rawOf = (key: Public): Uint8Array => (key as unknown as { raw: Uint8Array }).raw
const pairOf = (key: Private): HpkePair => key as unknown as HpkePair
const pair = ({ privateKey, publicKey }: HpkePair) => ({
  privateKey: asPrivate({ privateKey, publicKey }),
  publicKey: asPublic(publicKey)
})

/** Signing keys by the bytes that ts-mls passes around in their place. */
const signers = new WeakMap<Uint8Array, SigningKey>()

/** What stands for a signing key in ts-mls: nothing secret, and of no use after `release`. */
export function lend(key: SigningKey): Uint8Array {
  const handle = Uint8Array.from(key.publicKey)
  signers.set(handle, key)
  return handle
}

function signerOf(key: Uint8Array): SigningKey {
  const lent = signers.get(key)
  return lent ?? signingKey(key)
}

export const suite: CiphersuiteImpl = {
  name: SUITE_NAME,
  hash: {
    digest: async data => sha256(data),
    mac: async (key, data) => hmac(key, data),
    verifyMac: async (key, mac, data) => {
      const right = hmac(key, data)
      return mac.byteLength === right.byteLength && timingSafeEqual(mac, right)
    }
  },
  kdf: {
    size: HASH_BYTES,
    extract: async (salt, ikm) => extract(salt, ikm),
    expand: async (prk, info, length) => expand(prk, info, length)
  },
  signature: {
    sign: async (key, message) => signerOf(key).sign(message),
    verify: async (key, message, signature) => verify(key, message, signature),
    keygen: async () => {
      const signKey = newSeed()
      return { signKey, publicKey: signingKey(signKey).publicKey }
    }
  },
  hpke: {
    keyLength: AEAD_KEY_BYTES,
    nonceLength: NONCE_BYTES,
    seal: async (key, text, info, aad = NONE) => hpkeSeal(rawOf(key), info, aad, text),
    open: async (key, enc, ct, info, aad = NONE) => hpkeOpen(pairOf(key), { enc, ct }, info, aad),
    importPublicKey: async raw => asPublic(raw),
    importPrivateKey: async raw => asPrivate({ privateKey: raw, publicKey: publicOf(raw) }),
    exportPublicKey: async key => rawOf(key),
    exportPrivateKey: async key => pairOf(key).privateKey,
    encryptAead: async (key, nonce, aad, text) => aeadSeal(key, nonce, aad ?? NONE, text),
    decryptAead: async (key, nonce, aad, sealed) => aeadOpen(key, nonce, aad ?? NONE, sealed),
    deriveKeyPair: async ikm => pair(derivePair(ikm)),
    generateKeyPair: async () => pair(newPair()),
    exportSecret: async () => refuse(),
    importSecret: async () => refuse()
  },
  rng: { randomBytes: length => new Uint8Array(randomBytes(length)) }
}

/** Joining from outside is no part of our protocol. */
function refuse(): never {
  throw new Error('external commits are not supported')
}
