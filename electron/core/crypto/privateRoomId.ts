/** What a private room is called among those who are in: nobody else can tell, and nobody but its maker can have begun it. Spec: docs/protocol/18-membership.md */
import { labelled, sha256 } from './bytes.ts'

const LABEL = 'earshot/private-room/1'

/**
 * @param creator account key of who makes it
 * @param secret 32 random bytes, which everybody who is let in is given
 */
export const privateRoomId = (creator: Uint8Array, secret: Uint8Array): Uint8Array =>
  sha256(labelled(LABEL, creator), secret)
