/** What a room is called: '#night-watch' for a channel, the name of the other for a conversation of two. */
import { useMemo } from 'react'
import type { Room } from '../../shared/model.ts'
import { useNames } from './names.ts'
import { useT } from './useT.ts'

type Called = Pick<Room, 'kind' | 'name' | 'with'>

export interface RoomWords {
  /** As in a sentence. */
  title(room: Called): string
  /** As beside the icon that says what it is. */
  plain(room: Called): string
}

export function useRoomWords(): RoomWords {
  const t = useT()
  const names = useNames()
  return useMemo(() => {
    const plain = ({ kind, name, with: other }: Called): string =>
      kind !== 'direct' ? name : ((other === null ? undefined : names.whole(other)) ?? t('direct.unknown'))
    return { plain, title: room => (room.kind === 'direct' ? plain(room) : `#${room.name}`) }
  }, [names, t])
}
