/** The tags under which something may wait for this device: of its private rooms, and of its account for a first contact. */
import { toHex } from '../../crypto/bytes.ts'
import { dayOf, firstContactTag, roomTag } from '../../crypto/courier/tags.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { courierDays } from './days.ts'

export interface OwnTag {
  tag: Uint8Array
  /** The room that what is under it is of; undefined: a first contact. */
  room: RoomRow | undefined
}

export interface OwnTagsComponents {
  self: { device: Uint8Array; account: Uint8Array }
  /** Private rooms that this account is in. */
  rooms(): RoomRow[]
  now(): number
}

export type OwnTags = ReturnType<typeof createOwnTags>

export function createOwnTags({ self, rooms, now }: OwnTagsComponents) {
  let made: { of: string; all: OwnTag[]; byName: Map<string, OwnTag> } | undefined

  /** Made anew where the day or the rooms are others. */
  function current(): NonNullable<typeof made> {
    const today = rooms()
    const of = `${dayOf(now())} ${today.map(({ num }) => num).join()}`
    if (made?.of === of) return made
    const days = courierDays(now())
    const first: OwnTag[] = days.map(day => ({ tag: firstContactTag(self.account, day), room: undefined }))
    const ofRooms = today.flatMap(room => {
      const { secret } = room
      return secret === null ? [] : days.map(day => ({ tag: roomTag(secret, self.device, day), room }))
    })
    const all = [...first, ...ofRooms].sort((a, b) => Buffer.compare(a.tag, b.tag))
    made = { of, all, byName: new Map(all.map(own => [toHex(own.tag), own])) }
    return made
  }

  return {
    /** Ascending. */
    all: (): readonly OwnTag[] => current().all,
    find: (tag: Uint8Array): OwnTag | undefined => current().byName.get(toHex(tag))
  }
}
