/** A device's key as libp2p writes it: the PeerId of an Ed25519 key is the key itself, in an identity multihash. */
import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import type { DeviceId } from '../../../shared/model.ts'
import { toHex } from './bytes.ts'
import { KEY_BYTES } from './ed25519.ts'

const PREFIX_BYTES = 6 // identity multihash of a protobuf: 00 24 08 01 12 20

/** @param key 32-byte Ed25519 public key */
export function deviceIdOf(key: Uint8Array): DeviceId {
  const name = toHex(key)
  const known = ids.get(name)
  if (known !== undefined) return known
  const id = peerIdFromPublicKey(publicKeyFromRaw(key)).toString() as DeviceId
  if (ids.size >= KEPT_IDS) ids.clear()
  ids.set(name, id)
  return id
}

// Every message shown asks for one, and writing one costs more than the rest of the message.
const KEPT_IDS = 4_096
const ids = new Map<string, DeviceId>()

/** The public key in a PeerId, or undefined when it is no Ed25519 PeerId. */
export function deviceKeyOf(id: string): Uint8Array | undefined {
  try {
    const peer = peerIdFromString(id)
    if (peer.type !== 'Ed25519') return undefined
    return peer.toMultihash().bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + KEY_BYTES)
  } catch {
    return undefined
  }
}
