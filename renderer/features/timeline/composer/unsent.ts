/** Texts the core refused, kept for as long as this window lives, so that switching rooms does not lose them. */
import { useSyncExternalStore } from 'react'
import type { ErrorCode } from '../../../../shared/errors.ts'
import type { EventId, RoomId } from '../../../../shared/model.ts'
import type { Unsent } from '../rows.ts'

/** Where a text was written: a room, or a thread by its root. */
export type WritingPlace = RoomId | EventId

const NONE: readonly Unsent[] = []
const places = new Map<WritingPlace, readonly Unsent[]>()
const listeners = new Set<() => void>()
let made = 0

function set(place: WritingPlace, unsent: readonly Unsent[]): void {
  if (unsent.length === 0) places.delete(place)
  else places.set(place, unsent)
  for (const listener of listeners) listener()
}

export const unsentIn = (place: WritingPlace): readonly Unsent[] => places.get(place) ?? NONE

/** Keeps a refused text with the reason, and with all that it takes to send the same again. */
export function keepUnsent(place: WritingPlace, body: string, code: ErrorCode, options?: Unsent['options']): void {
  const kept: Unsent = {
    key: `unsent-${++made}`,
    body,
    code,
    at: Date.now(),
    ...(options === undefined ? {} : { options })
  }
  set(place, [...unsentIn(place), kept])
}

/** Lets go of one: it was sent after all, or somebody threw it away. */
export function dropUnsent(place: WritingPlace, key: string): void {
  set(
    place,
    unsentIn(place).filter(one => one.key !== key)
  )
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useUnsent(place: WritingPlace): readonly Unsent[] {
  return useSyncExternalStore(subscribe, () => unsentIn(place))
}
