/** Where one is: a few places, with a way back and forward. The browser's own history keeps them, over a reload too. */
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import { RoomId } from '../../../shared/model.ts'

const SettingsPage = z.enum(['profile', 'appearance', 'security', 'network', 'shortcuts', 'about'])
export type SettingsPage = z.infer<typeof SettingsPage>

const Place = z.union([
  z.object({ kind: z.literal('nearby') }),
  z.object({ kind: z.literal('room'), roomId: RoomId }),
  z.object({ kind: z.literal('settings'), page: SettingsPage })
])
export type Place = z.infer<typeof Place>

/** What the browser keeps with an entry. `depth` counts our entries before it: behind the first is another page. */
const Entry = z.object({ place: Place, depth: z.number().int() })
const entry = (): z.infer<typeof Entry> | undefined => Entry.safeParse(history.state).data

const samePlace = (a: Place, b: Place): boolean => JSON.stringify(a) === JSON.stringify(b)

export interface Places {
  /** Undefined until somewhere was gone to. */
  place: Place | undefined
  go: (place: Place) => void
  /** Takes the place of where one is: there is no way back to that. */
  replace: (place: Place) => void
  /** To where one was before, or, where there was nothing, to `otherwise`. */
  back: (otherwise?: Place) => void
  forward: () => void
}

export function usePlaces(): Places {
  const [place, setPlace] = useState(() => entry()?.place)
  useEffect(() => {
    const moved = (): void => setPlace(now => entry()?.place ?? now)
    window.addEventListener('popstate', moved)
    return () => window.removeEventListener('popstate', moved)
  }, [])
  const replace = useCallback((next: Place) => {
    history.replaceState({ place: next, depth: entry()?.depth ?? 0 }, '')
    setPlace(next)
  }, [])
  const go = useCallback(
    (next: Place) => {
      const here = entry()
      if (here === undefined) return replace(next)
      if (!samePlace(here.place, next)) history.pushState({ place: next, depth: here.depth + 1 }, '')
      setPlace(next)
    },
    [replace]
  )
  const back = useCallback(
    (otherwise?: Place) => {
      if ((entry()?.depth ?? 0) > 0) history.back()
      else if (otherwise !== undefined) replace(otherwise)
    },
    [replace]
  )
  return { place, go, replace, back, forward }
}

const forward = (): void => history.forward()
