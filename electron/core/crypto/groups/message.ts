/** One MLS message of somebody else's send group, taken only where it stands in its place. */
import type { ClientState } from 'ts-mls'
import { processPrivateMessage } from 'ts-mls/processMessages.js'
import { emptyPskIndex } from 'ts-mls/pskIndex.js'
import { equal } from '../bytes.ts'
import { decodePrivate, gate, OWNER_LEAF } from './mls.ts'
import type { DeviceKeys } from './packages.ts'
import { boundTo, type Position, type Sealed } from './position.ts'
import { Refused } from './refusal.ts'
import type { Counted } from './state.ts'
import { suite } from './suite.ts'

/** A sealed entry as it stands in its owner's log. */
export interface SealedEntry {
  position: Position
  sealed: Sealed
  /** How many sealed messages before it will never come, since their authors erased them. */
  erased?: number
}

/** A group being read: what ts-mls has of it, and what can be wiped once the entry has held. */
export interface Cursor {
  mls: ClientState
  /** Number of the next MLS message. */
  step: number
  consumed: Uint8Array[]
}

export async function openMessage(
  cursor: Cursor,
  bytes: Uint8Array,
  position: Position,
  erased: number
): Promise<Uint8Array> {
  const message = headerOf(cursor, bytes, 'application', position)
  const before = cursor.mls.secretTree[OWNER_LEAF]?.application.generation ?? 0
  const result = await processPrivateMessage(
    cursor.mls,
    message,
    emptyPskIndex,
    suite,
    gate({ kinds: [], imports: [] })
  )
  if (result.kind !== 'applicationMessage') throw new Refused('malformed')
  const after = result.newState.secretTree[OWNER_LEAF]?.application.generation ?? 0
  if (after !== before + erased + 1) throw new Refused('gap')
  cursor.consumed.push(...result.consumed)
  cursor.mls = result.newState
  cursor.step++
  return Uint8Array.from(result.message)
}

/** An MLS message that says it belongs here: of this group and epoch, and sealed for this place. */
export function headerOf({ mls, step }: Cursor, bytes: Uint8Array, type: 'application' | 'commit', position: Position) {
  const message = decodePrivate(bytes, type)
  const { groupId: group, epoch } = mls.groupContext
  if (!equal(message.groupId, group)) throw new Refused('group')
  if (message.epoch !== epoch) throw new Refused('epoch')
  if (!equal(message.authenticatedData, boundTo(group, position, step))) throw new Refused('position')
  return message
}
/** What only a writer counts is nothing here. */
export const countedAt = (opened: number, step: number, seq: number): Counted => ({
  role: 'read',
  opened,
  step,
  seq,
  sent: 0,
  refreshedAt: 0
})

export function isOwner({ ratchetTree }: ClientState, { deviceKey, mlsSignatureKey }: DeviceKeys): boolean {
  const node = ratchetTree[OWNER_LEAF]
  if (node?.nodeType !== 'leaf' || node.leaf.credential.credentialType !== 'basic') return false
  return equal(node.leaf.credential.identity, deviceKey) && equal(node.leaf.signaturePublicKey, mlsSignatureKey)
}
