/** Whether the doctor stands beside the map: where there is room, or when it was called. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** In rem; as wide as side panels stand beside a view. */
const ROOM_REM = 70

const hasRoom = (): boolean => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  return window.innerWidth / rem >= ROOM_REM
}

export interface Panel {
  /** 'there': it stands there as part of the place; 'called': somebody wants to see it, so it takes the focus. */
  readonly open: 'there' | 'called' | undefined
  readonly call: () => void
  readonly close: () => void
  /** What calls it has the focus once it is closed. */
  readonly caller: RefObject<HTMLButtonElement | null>
}

export function usePanel(called: boolean): Panel {
  const [open, setOpen] = useState<Panel['open']>(() => (called ? 'called' : hasRoom() ? 'there' : undefined))
  const caller = useRef<HTMLButtonElement>(null)
  const closed = useRef(false)
  useEffect(() => {
    if (called) setOpen('called')
  }, [called])
  useEffect(() => {
    if (open === undefined && closed.current) caller.current?.focus()
    closed.current = false
  }, [open])
  const call = useCallback(() => setOpen('called'), [])
  const close = useCallback(() => {
    closed.current = true
    setOpen(undefined)
  }, [])
  return { open, call, close, caller }
}
