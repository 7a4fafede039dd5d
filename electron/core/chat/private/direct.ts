/** Direct rooms: begun with anybody who was ever met, or made when their first entry is handed over. */
import { ChatError } from '../../../../shared/errors.ts'
import type { AccountId } from '../../../../shared/model.ts'
import { equal, fromHex } from '../../crypto/bytes.ts'
import { openHanded } from '../../crypto/event.ts'
import type { DeviceKeys } from '../../crypto/groups/packages.ts'
import { openCertificate } from '../../crypto/identity.ts'
import { directRoomId } from '../../crypto/roomSecrets.ts'
import type { NewSecretRoom, RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { IngestDoor } from '../ingest.ts'
import { openIntroduction } from '../introduction.ts'
import type { Introduction } from '../ports.ts'

/** Entries that one parcel may hold. */
const MAX_ENTRIES = 64

export interface DirectComponents {
  store: Store
  account: Account
  door: Pick<IngestDoor, 'receive' | 'take'>
  now(): number
  /** The certificate whose keys count for what is private. */
  certificateOf(account: Uint8Array): Uint8Array | null
  /** Whether a room may begin with what somebody wrote. */
  mayBegin(account: Uint8Array): boolean
  /** Whether one more entry is kept of a room. */
  mayTake(room: RoomRow): boolean
  /** This account begins to write with somebody. */
  onBegin(room: NewSecretRoom): void
  /** Keeps an introduction that holds. */
  introduce(introduction: Introduction): void
  /** A room is there that was not. */
  onJoined(room: RoomRow): void
}

export function createDirect(components: DirectComponents) {
  const { store, account, door, now, mayBegin, introduce, onJoined } = components
  function keysOf(accountKey: Uint8Array) {
    const certificate = components.certificateOf(accountKey)
    return certificate === null ? undefined : openCertificate(certificate)
  }

  function roomWith(accountKey: Uint8Array): NewSecretRoom | undefined {
    const inboxKey = keysOf(accountKey)?.inboxKey
    const secret = inboxKey && account.directSecret({ account: accountKey, inboxKey })
    return secret && { roomId: directRoomId(secret), kind: 'direct', secret, other: accountKey, name: '' }
  }

  function make(room: NewSecretRoom): RoomRow {
    const num = store.transaction(() => {
      const made = store.rooms.joinSecret(room, now())
      for (const key of [account.accountKey, room.other ?? account.accountKey]) {
        const person = store.people.byAccount(key)?.num
        if (person !== undefined) store.rooms.addMember(made, person)
      }
      return made
    })
    const row = store.rooms.byNum(num)
    if (row === undefined) throw new Error('the room is not where it was stored')
    onJoined(row)
    return row
  }

  return {
    /** The room with somebody, begun where there is none. Throws ChatError person.unknown. */
    with(other: AccountId): RoomRow {
      const key = fromHex(other)
      const known = store.rooms.direct(key)
      const room = equal(key, account.accountKey) ? undefined : roomWith(key)
      // a new key of theirs, once it counts, is a new room: they do not know the secret of the old one
      if (known !== undefined && (room === undefined || equal(room.roomId, known.roomId))) return known
      if (room === undefined) throw new ChatError('person.unknown')
      components.onBegin(room)
      return make(room)
    },
    /** The device that reads what this one writes to somebody. */
    recipients: ({ other }: RoomRow): DeviceKeys[] => (other === null ? [] : [keysOf(other) ?? []].flat()),
    /**
     * Entries that were handed over sealed to this device, with who wrote them: they go into the room they are of. Where that
     * is a direct room with their author that is not here yet, it is made. Answers how many of them are held now.
     */
    async arrive(entries: readonly Uint8Array[], introduction: Introduction): Promise<number> {
      const introduced = openIntroduction(introduction)
      if (introduced === undefined || equal(introduced.account, account.accountKey)) return 0
      introduce(introduction)
      let held = 0
      const all = entries.slice(0, MAX_ENTRIES).map(bytes => ({ bytes, opened: openHanded(bytes) }))
      // one that was redacted is only taken once what redacted it is here
      const wholeFirst = all.sort((a, b) => Number(isErased(a.opened)) - Number(isErased(b.opened)))
      for (const { bytes, opened } of wholeFirst) {
        if ('malformed' in opened || !equal(opened.entry.device, introduced.device)) continue
        const room = roomOf(opened.entry.room, introduced.account)
        if (room === undefined || !components.mayTake(room)) continue
        if (opened.erased) {
          await door.take(room, [{ entry: opened.entry, erased: true, proved: 1 }])
          if (store.entries.has(opened.entry.id)) held++
          continue
        }
        const verdict = await door.receive(bytes, room)
        if (verdict.verdict === 'accept' || verdict.reason === 'held already') held++
      }
      return held
    }
  }

  function roomOf(roomId: Uint8Array, author: Uint8Array): RoomRow | undefined {
    const known = store.rooms.byId(roomId)
    if (known !== undefined) return known.kind === 'public' ? undefined : known
    const room = roomWith(author)
    return room !== undefined && equal(room.roomId, roomId) && mayBegin(author) ? make(room) : undefined
  }
}

const isErased = (opened: ReturnType<typeof openHanded>): boolean => 'erased' in opened && opened.erased
