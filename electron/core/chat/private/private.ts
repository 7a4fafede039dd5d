/**
 * Private rooms: what is written in them goes through a lane of their own, what arrives is opened, key packages go round. The rest
 * of the chat does not know: to it they are rooms like any other. Spec: docs/protocol/17-private-rooms.md
 */
import type { AccountId, DeviceId, Room } from '../../../../shared/model.ts'
import { equal, toHex } from '../../crypto/bytes.ts'
import type { GroupPort } from '../../crypto/groups/engine.ts'
import type { DeviceKeys } from '../../crypto/groups/packages.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { Clock } from '../clock.ts'
import type { IngestDoor } from '../ingest.ts'
import type { Draft } from '../intake.ts'
import type { Introduction, Network } from '../ports.ts'
import type { Projection } from '../projection.ts'
import type { Requests } from '../trust/requests.ts'
import { createDirect } from './direct.ts'
import { createKeyExchange } from './keys.ts'
import { createLanes } from './lane.ts'
import { createOpener } from './opener.ts'
import { createReader } from './reader.ts'
import { createSendGroups } from './sendGroup.ts'

/** What others decide: who is in a room that is not direct, and who is blocked. */
export interface PrivateRules {
  /** Devices of the members of a private room, this one not among them. */
  recipients(room: RoomRow): DeviceKeys[]
  /** Whether an account may be told anything of a private room. */
  mayKnow(room: RoomRow, account: Uint8Array): boolean
  /** Throws ChatError room.pending, room.removed, room.request: nothing can be said in a private room now. */
  mayWriteIn(room: RoomRow): void
  /** What the interface is told of a private room. */
  describe(room: RoomRow): Pick<Room, 'role' | 'newcomers' | 'closed' | 'request'>
  /** Nothing of theirs is opened, and they are not served. */
  isBlocked(account: Uint8Array): boolean
  /** The certificate whose keys count for what is private. */
  certificateOf(account: Uint8Array): Uint8Array | null
  /** Whether a direct room may begin with what they wrote. */
  mayBegin(account: Uint8Array): boolean
  /** What holds in direct rooms: of those that wait to be accepted, and with people who are blocked. */
  requests: Pick<Requests, 'isRequest' | 'mayTake' | 'mayOpen' | 'mayWrite' | 'closed' | 'accept'> & {
    /** Also of a private room that waits to be accepted. */
    isQuiet(room: RoomRow): boolean
  }
}

export interface PrivateComponents {
  store: Store
  account: Account
  port: GroupPort
  network: Pick<Network, 'exchangeKeys'>
  door: IngestDoor
  projection: Projection
  clock: Clock
  rules: PrivateRules
  now(): number
  devices(): DeviceId[]
  /** Whether somebody has said that our log in a room ends where it ends here. */
  isConfirmed(room: number): boolean
  introduce(introduction: Introduction): void
  onJoined(room: RoomRow): void
  /** Something in a room was not sealed for us, or cannot be read. */
  onNotForUs(room: RoomRow): void
  onChanged(): void
  onFailed(err: unknown): void
}

export type PrivateRooms = ReturnType<typeof createPrivateRooms>

export function createPrivateRooms(components: PrivateComponents) {
  const { store, account, door, rules, onFailed } = components
  const accountOf = (device: Uint8Array): Uint8Array | undefined => {
    const person = store.people.device(device)?.person
    return person == null ? undefined : store.people.accountOf(person)
  }

  function mayKnow(room: RoomRow, who: Uint8Array): boolean {
    if (room.kind === 'public') return true
    if (equal(who, account.accountKey)) return true
    if (rules.isBlocked(who) || rules.requests.isQuiet(room)) return false
    return room.kind === 'direct' ? room.other !== null && equal(who, room.other) : rules.mayKnow(room, who)
  }

  const isBlocked = (device: Uint8Array): boolean => {
    const who = accountOf(device)
    return who !== undefined && rules.isBlocked(who)
  }
  const mayDeviceKnow = (room: RoomRow, device: Uint8Array): boolean => {
    const who = accountOf(device)
    return room.kind === 'public' || (who !== undefined && mayKnow(room, who))
  }
  const recipients = (room: RoomRow): DeviceKeys[] =>
    room.kind === 'direct' ? direct.recipients(room) : rules.recipients(room)

  const privateRooms = (): RoomRow[] => store.rooms.joined().filter(({ kind }) => kind !== 'public')

  const keys = createKeyExchange({
    ...components,
    companions: () => privateRooms().flatMap(room => recipients(room).map(({ deviceKey }) => deviceKey)),
    mayKnow: mayDeviceKnow,
    isBlocked,
    sealsFor: (room, device) => groups.sealsFor(room, device),
    onKeys: components.onChanged
  })
  const direct = createDirect({
    ...components,
    certificateOf: rules.certificateOf,
    mayBegin: rules.mayBegin,
    mayTake: rules.requests.mayTake,
    onBegin: rules.requests.accept
  })
  const groups = createSendGroups({ ...components, recipients, packageFor: keys.packageFor })
  const lanes = createLanes({
    ...components,
    groups,
    isCertain: components.isConfirmed,
    onWriting: room => (room.kind === 'private' ? rules.mayWriteIn(room) : rules.requests.mayWrite(room))
  })
  const reader = createReader({
    ...components,
    onLost(room, device) {
      keys.lost(room, device)
      components.onNotForUs(room)
    },
    onRead: keys.found
  })
  const opener = createOpener({
    store,
    reader,
    ownDevice: account.deviceNum,
    isBlocked: rules.isBlocked,
    mayOpen(room) {
      if (room.kind !== 'private') return rules.requests.mayOpen(room)
      return rules.describe(room).request ? 'none' : 'all'
    },
    onFailed
  })

  return {
    keys,
    direct,
    mayKnow,
    mayDeviceKnow,
    /** Other devices that read what is written in a private room. */
    readers: (room: RoomRow): Uint8Array[] =>
      recipients(room).flatMap(({ deviceKey }) => (equal(deviceKey, account.device.publicKey) ? [] : [deviceKey])),
    /** Entries handed over sealed to this device: see direct.ts. */
    arrive: direct.arrive,
    /** What a member handed over. */
    takeHanded: reader.takeHanded,
    /** Opens what waits. */
    open: (rooms: Iterable<number>): void => {
      for (const room of rooms) opener.kick(room)
    },
    /** What was stepped over since its author was blocked may be opened now, as far as nothing behind it was. */
    tryAgain(account: Uint8Array): void {
      const person = store.people.byAccount(account)?.num
      if (person === undefined || rules.isBlocked(account)) return
      for (const room of privateRooms()) {
        const logs = store.logs.ofRoom(room.num).filter(({ device }) => store.people.device(device)?.person === person)
        if (logs.length === 0) continue
        store.transaction(() => logs.forEach(({ num }) => store.sealed.tryAgain(room.num, num)))
        opener.kick(room.num)
      }
    },
    /** Somebody was introduced, or is not blocked any more. */
    openAll: opener.kickAll,
    /** ingest.write, for every kind of room. */
    write: (draft: Draft): Promise<number> => (draft.room.kind === 'public' ? door.write(draft) : lanes.write(draft)),
    /** What the interface is told of a room beside the rest of it. */
    describe(room: RoomRow) {
      return {
        with: room.other === null ? null : (toHex(room.other) as AccountId),
        request: rules.requests.isRequest(room),
        role: null,
        newcomers: null,
        closed: closed(room),
        ...(room.kind === 'private' && rules.describe(room)),
        unopened: room.kind === 'public' ? 0 : store.sealed.lost(room.num)
      }
    },
    start(): void {
      keys.start()
      opener.kickAll()
    },
    async stop(): Promise<void> {
      await lanes.stop()
      await opener.stop()
      await keys.stop()
    }
  }

  function closed(room: RoomRow): Room['closed'] {
    if (room.other === null) return null
    return rules.requests.closed(room) ?? (canReach(room) ? null : 'pending')
  }

  /** Somebody there can be sealed to, or is already. */
  function canReach(room: RoomRow): boolean {
    if (store.groups.newest(room.num, account.deviceNum)?.lost === 0) return true
    return direct.recipients(room).some(({ deviceKey }) => keys.has(deviceKey))
  }
}
