/**
 * Who dials where somebody new comes into a crowd: the new one, whatever the PeerIds. Node takes one connection for each
 * listening socket in a turn of its event loop, so fifty who dial a busy newcomer stand in line for seconds, while fifty
 * dials of its own are done in a moment.
 */
import { CROWD } from './constants.ts'
import type { Known } from './known.ts'

/** Whether the dialling is left to somebody who asks, being new here. */
export const isLeftTo = (asks: boolean, connections: () => number): boolean => asks && connections() >= CROWD

/** Whether we are the new one: most of a crowd that was heard is not connected, and has been here before. */
export function isNewHere(all: Iterable<[string, Known]>, connections: number): boolean {
  let unmet = 0
  for (const [, known] of all) if (isUntried(known)) unmet++
  return unmet >= CROWD && unmet > connections * 4
}

/** Somebody who was here before us, and whom we have not dialled yet. */
export const isUntried = ({ isFresh, asks, connectedAt, triedAt, dialing }: Known): boolean =>
  isFresh && !asks && connectedAt === null && dialing === null && triedAt === Number.NEGATIVE_INFINITY
