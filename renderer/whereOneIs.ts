/** Where the window stands when it opens, and what it is called. */
import { useEffect } from 'react'
import type { Room, RoomId } from '../shared/model.ts'
import { sortRooms } from './bridge/roomOrder.ts'
import type { Place, Places } from './features/shell/index.ts'
import { useRoomWords } from './i18n/useRoomWords.ts'
import { useT } from './i18n/useT.ts'

/** Where one was, if that is still there; else #everyone, the first channel, or Nearby. Undefined until it is known. */
export function usePlaceOrFirst(
  { place, replace }: Places,
  rooms: Room[] | undefined,
  arrivedIn: RoomId | undefined
): Place | undefined {
  const first = rooms === undefined ? undefined : firstPlace(rooms)
  const nowhere = place === undefined && first !== undefined
  useEffect(() => {
    if (arrivedIn !== undefined) replace({ kind: 'room', roomId: arrivedIn })
  }, [arrivedIn, replace])
  useEffect(() => {
    if (nowhere && arrivedIn === undefined) replace(first)
  }, [nowhere, arrivedIn, first, replace])
  // A channel just joined may be told a moment later: it is not left for good.
  const gone = place?.kind === 'room' && rooms !== undefined && !rooms.some(room => room.roomId === place.roomId)
  return place === undefined || gone ? first : place
}

function firstPlace(rooms: Room[]): Place {
  const { channels, inOrder } = sortRooms(rooms)
  const first = channels.find(room => room.kind === 'public' && room.name === 'everyone') ?? inOrder[0]
  return first === undefined ? { kind: 'nearby' } : { kind: 'room', roomId: first.roomId }
}

/** What the window is called: where one is, and how much is unread. */
export function useDocumentTitle(place: Place | undefined, rooms: readonly Room[], unread: number): void {
  const t = useT()
  const words = useRoomWords()
  useEffect(() => {
    const room = rooms.find(one => place?.kind === 'room' && one.roomId === place.roomId)
    const name =
      place?.kind === 'room'
        ? t('place.room', { name: room === undefined ? '' : words.title(room) })
        : place && t(`place.${place.kind}`)
    if (name === undefined) document.title = t('app.name')
    else
      document.title =
        unread > 0 ? t('app.titleUnread', { count: unread, place: name }) : t('app.title', { place: name })
  }, [place, rooms, unread, t, words])
}
