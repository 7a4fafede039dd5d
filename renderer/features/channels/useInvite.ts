/** An invite that was pasted, scanned or pressed: what it says, and going in with it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { InviteSaid, Room, RoomId } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { useRooms } from '../../bridge/queries.ts'

export interface InviteState {
  link: string
  type: (link: string) => void
  /** What it says; undefined until it was read. */
  said: InviteSaid | undefined
  /** Why it could not be read, or not be used. */
  error: unknown
  busy: boolean
  /** The channel it led into, where nobody of it is near yet. */
  pending: Room | undefined
  /** Whether there is something to do with it. */
  useful: boolean
  /** Goes in, or opens where one is in already. */
  go: () => void
}

/** Typing by hand is not asked about at every letter. */
const REST_MS = 120
const MOST_CHARS = 4_096

export function useInvite(onJoined: (roomId: RoomId) => void, given = ''): InviteState {
  const bridge = useBridge()
  const rooms = useRooms().data
  const [link, setLink] = useState(given)
  const [said, setSaid] = useState<InviteSaid>()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [pending, setPending] = useState<Room>()
  const wanted = useRef('')
  const text = link.trim()
  wanted.current = text

  const type = useCallback((next: string) => {
    setLink(next.slice(0, MOST_CHARS))
    setSaid(undefined)
    setError(undefined)
    setPending(undefined)
  }, [])
  useEffect(() => {
    if (text === '') return
    const timer = setTimeout(() => {
      const current = (): boolean => wanted.current === text
      bridge.call('rooms.readInvite', { link: text }).then(
        answer => current() && setSaid(answer),
        (err: unknown) => current() && setError(err)
      )
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [bridge, text])

  const enter = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const room = await bridge.call('rooms.joinInvite', { link: text })
      if (room.closed === 'pending') setPending(room)
      else onJoined(room.roomId)
    } catch (err) {
      setError(err)
    } finally {
      setBusy(false)
    }
  }
  const there = rooms?.find(room => room.kind === 'private' && room.name === said?.name)
  const go = (): void => {
    if (pending !== undefined) onJoined(pending.roomId)
    else if (said?.state === 'joined') {
      if (there !== undefined) onJoined(there.roomId)
    } else if (said?.state === 'good' && !busy) void enter()
  }
  const useful = said?.state === 'good' || (said?.state === 'joined' && there !== undefined)
  return { link, type, said, error, busy, pending, useful, go }
}
