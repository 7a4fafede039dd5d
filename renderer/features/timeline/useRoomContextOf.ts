/** What the rows of a room, or of a thread in it, need to know. */
import { useMemo } from 'react'
import type { EventId, Me, Person, Room } from '../../../shared/model.ts'
import { useNetwork } from '../../bridge/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNames } from '../../i18n/names.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { useT } from '../../i18n/useT.ts'
import type { Sending } from './composer/useSend.ts'
import { blockedOf, lookalikesOf, type RoomContextValue } from './roomContext.ts'

export interface ContextOf {
  room: Room
  me: Me
  people: readonly Person[] | undefined
  sending: Sending
  /** The root of the thread that is open beside the messages. */
  openThread: EventId | null
  inThread?: boolean
}

/** Of more, the first two and how many others. */
const NAMED = 3

export function useRoomContextOf({
  room,
  me,
  people,
  sending,
  openThread,
  inThread = false
}: ContextOf): RoomContextValue {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  const online = useNetwork().data?.online ?? true
  const roomTitle = useRoomWords().title(room)
  const other = room.with === null ? null : (names.short(room.with) ?? roomTitle)
  const { retry, discard } = sending
  return useMemo(
    () => ({
      roomTitle,
      other,
      openThread,
      inThread,
      online,
      lookalikes: lookalikesOf(people),
      blocked: blockedOf(people),
      listed(many) {
        const said = many.map(one => names.short(one.account) ?? one.name)
        if (said.length <= NAMED) return format.list(said)
        return format.list([...said.slice(0, 2), t('direct.others', { count: said.length - 2 })])
      },
      me: { account: me.account, name: me.name, hue: me.hue },
      retry,
      discard
    }),
    [roomTitle, other, openThread, inThread, online, people, names, format, t, me, retry, discard]
  )
}
