/** A public channel is its name: whoever knows it finds the same room and the same topic. Spec: docs/protocol/03-gossip.md */
import { sha256, toHex, utf8 } from '../crypto/bytes.ts'
import type { GuardedRoom } from './batch.ts'

/** @param name as shared/names.ts channelName() gives it */
export const publicRoomId = (name: string): Uint8Array => sha256(utf8('earshot/public/1'), utf8(name))

/** What is said in it is open to everybody. */
export const asPublic = (roomId: Uint8Array): GuardedRoom => ({ roomId, kind: 'public', secret: null })

/** The gossipsub topic of a room. */
export const topicOf = (roomId: Uint8Array): string =>
  `/earshot/room/1/${toHex(sha256(utf8('earshot/topic/1'), roomId))}`
