/**
 * Noise over libsodium. Electron's OpenSSL has no chacha20-poly1305, and the library's WASM takes 2 to 4 times the CPU for
 * each byte; it stays as the fallback where the native module cannot be loaded.
 */
/// <reference path="./sodium-native.d.ts" />
import { createHash, randomBytes } from 'node:crypto'
import type { ICryptoInterface } from '@chainsafe/libp2p-noise'
import { noise, pureJsCrypto } from '@chainsafe/libp2p-noise'
import type { Logger } from '@libp2p/interface'
import type { Sodium } from 'sodium-native'

type Bytes = Uint8Array | { subarray(): Uint8Array }
const flat = (bytes: Bytes): Uint8Array => (bytes instanceof Uint8Array ? bytes : bytes.subarray())
const X25519_BYTES = 32

export type LoadSodium = () => Promise<{ default: Sodium }>

/** The Noise encrypter: native where libsodium loads, else the library's own. */
export async function encrypter(
  log: Logger,
  load: LoadSodium = () => import('sodium-native')
): Promise<ReturnType<typeof noise>> {
  try {
    const { default: sodium } = await load()
    return noise({ crypto: sodiumCrypto(sodium) })
  } catch (err) {
    log.error('libsodium cannot be loaded, falling back to WASM - %e', err)
    return noise()
  }
}

function sodiumCrypto(sodium: Sodium): ICryptoInterface {
  const tagBytes = sodium.crypto_aead_chacha20poly1305_ietf_ABYTES
  const keyPair = (privateKey: Uint8Array) => {
    const publicKey = new Uint8Array(X25519_BYTES)
    sodium.crypto_scalarmult_base(publicKey, privateKey)
    return { publicKey, privateKey }
  }
  return {
    getHKDF: pureJsCrypto.getHKDF,
    hashSHA256: data => createHash('sha256').update(flat(data)).digest(),
    generateX25519KeyPair: () => keyPair(randomBytes(X25519_BYTES)),
    generateX25519KeyPairFromSeed: keyPair,
    generateX25519SharedKey(privateKey, publicKey) {
      const shared = new Uint8Array(X25519_BYTES)
      sodium.crypto_scalarmult(shared, flat(privateKey), flat(publicKey))
      return shared
    },
    chaCha20Poly1305Encrypt(plaintext, nonce, ad, key) {
      const message = flat(plaintext)
      const cipher = Buffer.allocUnsafe(message.length + tagBytes)
      sodium.crypto_aead_chacha20poly1305_ietf_encrypt(cipher, message, ad, null, nonce, key)
      return cipher
    },
    chaCha20Poly1305Decrypt(ciphertext, nonce, ad, key) {
      const cipher = flat(ciphertext)
      if (cipher.length < tagBytes) throw new Error('too short to be sealed')
      const message = Buffer.allocUnsafe(cipher.length - tagBytes)
      sodium.crypto_aead_chacha20poly1305_ietf_decrypt(message, null, cipher, ad, nonce, key)
      return message
    }
  }
}
