/** PeerIds by their text, as libp2p wants them: asked for several times a second for everybody known, and costly to make. */
import type { PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'

const MAX_KEPT = 2_048
const kept = new Map<string, PeerId>()

/** Throws where the text is no PeerId. */
export function peerIdOf(text: string): PeerId {
  const known = kept.get(text)
  if (known !== undefined) return known
  const made = peerIdFromString(text)
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(text, made)
  return made
}
