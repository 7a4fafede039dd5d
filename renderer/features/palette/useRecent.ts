/** The channels one was in since the window opened, the last one first. */
import { useEffect, useState } from 'react'
import type { RoomId } from '../../../shared/model.ts'

const MOST = 12
const NONE: readonly RoomId[] = []

/** `here` is the channel one is in, if any: it comes first. */
export function useRecent(here: RoomId | undefined): readonly RoomId[] {
  const [recent, setRecent] = useState(NONE)
  useEffect(() => {
    if (here !== undefined) setRecent(known => [here, ...known.filter(one => one !== here)].slice(0, MOST))
  }, [here])
  return recent
}
