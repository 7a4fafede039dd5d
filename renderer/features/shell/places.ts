/** Where one is: a few places, with a way back and forward. The browser's own history keeps them, over a reload too. */
import { useCallback, useEffect, useState } from 'react'
import type { AccountId, EventId, RoomId } from '../../../shared/model.ts'

const SETTINGS_PAGES = [
  'profile',
  'privacy',
  'appearance',
  'storage',
  'security',
  'network',
  'shortcuts',
  'about'
] as const
export type SettingsPage = (typeof SETTINGS_PAGES)[number]

export type Place =
  /** With `person`, their panel is open. */
  | { kind: 'nearby'; person?: AccountId }
  | { kind: 'threads' }
  /** What people wrote who were never answered. */
  | { kind: 'requests' }
  /** With `doctor`, it is asked at once about that person, or about everybody. */
  | { kind: 'network'; tab?: 'list'; doctor?: AccountId | 'everybody' }
  /** With `event`, at that message; with `thread`, the thread of that message open beside it. */
  | { kind: 'room'; roomId: RoomId; event?: EventId; thread?: EventId }
  /** `text` holds words and filters as they would be typed; `chosen` is the message one stands on. */
  | { kind: 'search'; text: string; chosen?: EventId }
  | { kind: 'settings'; page: SettingsPage }

/** What the browser keeps with an entry. `depth` counts our entries before it: behind the first is another page. */
interface Entry {
  place: Place
  depth: number
}

/** The entry that is shown, if one of ours: another version may have written it. */
function entry(): Entry | undefined {
  const { place, depth } = (history.state ?? {}) as { place?: Partial<Place>; depth?: unknown }
  if (!Number.isInteger(depth) || place === undefined) return undefined
  return isPlace(place) ? (history.state as Entry) : undefined
}

function isPlace(place: Partial<Place>): boolean {
  switch (place.kind) {
    case 'threads':
    case 'requests':
      return true
    case 'nearby':
      return place.person === undefined || isId(place.person)
    case 'network':
      return (
        (place.tab === undefined || place.tab === 'list') &&
        (place.doctor === undefined || place.doctor === 'everybody' || isId(place.doctor))
      )
    case 'room':
      return isId(place.roomId) && [place.event, place.thread].every(id => id === undefined || isId(id))
    case 'search':
      return typeof place.text === 'string' && (place.chosen === undefined || isId(place.chosen))
    case 'settings':
      return SETTINGS_PAGES.some(page => page === place.page)
    default:
      return false
  }
}

const isId = (id: unknown): boolean => /^[0-9a-f]{64}$/.test(String(id))

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
