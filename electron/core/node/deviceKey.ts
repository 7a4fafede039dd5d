/** A device's Ed25519 key and its PeerId: the same thing in two spellings. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { privateKeyFromRaw, publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { Ed25519PrivateKey, PeerId } from '@libp2p/interface'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import type { DeviceId } from '../../../shared/model.ts'

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_PREFIX_BYTES = 12
const SEED_BYTES = 32

/** @param seed 32-byte Ed25519 private key */
export const peerOfSeed = (seed: Uint8Array): PeerId => peerOfKey(publicHalf(seed))

/** The seed as libp2p's private key. libp2p would work the public half out in JavaScript, which takes 45 ms. */
export const privateKeyOfSeed = (seed: Uint8Array): Ed25519PrivateKey =>
  privateKeyFromRaw(Buffer.concat([seed, publicHalf(seed)])) as Ed25519PrivateKey

function publicHalf(seed: Uint8Array): Uint8Array {
  if (seed.length !== SEED_BYTES) throw new RangeError('a device key has 32 bytes')
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX_BYTES)
}

/** @param key 32-byte Ed25519 public key */
export const peerOfKey = (key: Uint8Array): PeerId => peerIdFromPublicKey(publicKeyFromRaw(key))

/** The 32-byte public key in a PeerId. Throws when it is no Ed25519 PeerId. */
export function keyOfPeer(id: string): Uint8Array {
  const { type, publicKey } = peerIdFromString(id)
  if (type !== 'Ed25519' || publicKey === undefined) throw new TypeError('not the PeerId of a device')
  return publicKey.raw
}

/** The device ids behind public keys that a stranger sent. Those that are no keys are left out. */
export function devicesOf(keys: Uint8Array[]): DeviceId[] {
  const devices: DeviceId[] = []
  for (const key of keys) {
    try {
      devices.push(peerOfKey(key).toString() as DeviceId)
    } catch {
      // 32 bytes that are no point of the curve
    }
  }
  return devices
}
