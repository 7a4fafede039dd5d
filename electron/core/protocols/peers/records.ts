/** Signed peer records: where a peer says it listens, in libp2p's own envelope, whoever passes it on. */
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { PeerRecord, RecordEnvelope } from '@libp2p/peer-record'
import type { Multiaddr } from '@multiformats/multiaddr'
import { MAX_RECORD_ADDRESSES, MAX_RECORD_BYTES } from './constants.ts'

export interface OpenedRecord {
  /** Its PeerId, as text. */
  peer: string
  addresses: Multiaddr[]
}

/** Undefined: it does not hold. */
export async function openRecord(bytes: Uint8Array): Promise<OpenedRecord | undefined> {
  if (bytes.length === 0 || bytes.length > MAX_RECORD_BYTES) return undefined
  try {
    const envelope = await RecordEnvelope.openAndCertify(bytes, PeerRecord.DOMAIN)
    if (Buffer.compare(envelope.payloadType, PeerRecord.CODEC) !== 0) return undefined
    const { peerId, multiaddrs } = PeerRecord.createFromProtobuf(envelope.payload)
    if (peerId.type !== 'Ed25519' || !peerIdFromPublicKey(envelope.publicKey).equals(peerId)) return undefined
    return { peer: peerId.toString(), addresses: multiaddrs.slice(0, MAX_RECORD_ADDRESSES) }
  } catch {
    return undefined // hostile bytes are a verdict
  }
}
