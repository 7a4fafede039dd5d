/**
 * Which rooms two peers share, without naming them: whoever knows a room's secret recognises its tag, a stranger learns
 * nothing. Bound to who asks whom, so that a tag heard from one peer is of no use at another. Spec: docs/protocol/09-sync.md
 */
import { createHmac } from 'node:crypto'

const LABEL = 'earshot/sync/tag/1'
export const TAG_BYTES = 16
export const NONCE_BYTES = 16

/**
 * @param secret of the room; a public room's is its id
 * @param asking and answering: the peers' device keys, 32 bytes each
 */
export const roomTag = (secret: Uint8Array, asking: Uint8Array, answering: Uint8Array, nonce: Uint8Array): Uint8Array =>
  new Uint8Array(
    createHmac('sha256', secret)
      .update(LABEL)
      .update(asking)
      .update(answering)
      .update(nonce)
      .digest()
      .subarray(0, TAG_BYTES)
  )
