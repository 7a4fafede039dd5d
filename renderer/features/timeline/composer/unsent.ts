/** Texts the core refused, kept for as long as this window lives, so that switching rooms does not lose them. */
import { useSyncExternalStore } from 'react'
import type { ErrorCode } from '../../../../shared/errors.ts'
import type { RoomId } from '../../../../shared/model.ts'
import type { Unsent } from '../rows.ts'

const NONE: readonly Unsent[] = []
const rooms = new Map<RoomId, readonly Unsent[]>()
const listeners = new Set<() => void>()
let made = 0

function set(roomId: RoomId, unsent: readonly Unsent[]): void {
  if (unsent.length === 0) rooms.delete(roomId)
  else rooms.set(roomId, unsent)
  for (const listener of listeners) listener()
}

export const unsentIn = (roomId: RoomId): readonly Unsent[] => rooms.get(roomId) ?? NONE

/** Keeps a refused text with the reason. */
export function keepUnsent(roomId: RoomId, body: string, code: ErrorCode): void {
  set(roomId, [...unsentIn(roomId), { key: `unsent-${++made}`, body, code, at: Date.now() }])
}

/** Lets go of one: it was sent after all, or somebody threw it away. */
export function dropUnsent(roomId: RoomId, key: string): void {
  set(
    roomId,
    unsentIn(roomId).filter(one => one.key !== key)
  )
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useUnsent(roomId: RoomId): readonly Unsent[] {
  return useSyncExternalStore(subscribe, () => unsentIn(roomId))
}
