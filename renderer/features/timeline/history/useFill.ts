/** Asks people nearby for what is missing of a room, and says what came of it: once by itself when its oldest message comes into view. */
import { useCallback, useEffect, useState } from 'react'
import type { Room, RoomId } from '../../../../shared/model.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { errorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { useToasts } from '../../../ui/Toasts.tsx'

export interface Fill {
  readonly busy: boolean
  /** How many came of the last question; null before there was one. */
  readonly brought: number | null
  ask(): void
}

/**
 * What came of the last question about each room since this window was opened; null where it failed. Kept here, since the
 * top of the list goes and comes with scrolling.
 */
const outcomes = new Map<RoomId, Promise<number | null>>()

export function useFill({ roomId, history, reachable }: Room): Fill {
  const t = useT()
  const toasts = useToasts()
  const { run, busy, error } = useCall('rooms.fill')
  const [brought, setBrought] = useState<number | null>(null)
  const { held, state } = history

  const ask = useCallback(() => {
    const outcome = run({ roomId }).then(room => (room === undefined ? null : Math.max(0, room.history.held - held)))
    outcomes.set(roomId, outcome)
    void outcome.then(setBrought)
  }, [run, roomId, held])

  useEffect(() => {
    let isHere = true
    void outcomes.get(roomId)?.then(count => isHere && setBrought(count))
    return () => {
      isHere = false
    }
  }, [roomId])

  useEffect(() => {
    if (error !== undefined) toasts.show({ id: `fill-${roomId}`, tone: 'bad', title: errorText(t, error) })
  }, [error, roomId, t, toasts])
  useEffect(() => {
    if (state === 'missing' && reachable > 1 && !outcomes.has(roomId)) ask()
  }, [state, reachable, roomId, ask])
  return { busy, brought, ask }
}
