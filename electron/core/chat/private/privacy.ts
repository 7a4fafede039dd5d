/** All that private rooms need beside the rest of the chat, joined: trust, requests, send groups, membership, history for newcomers. */
import type { DeviceId, Settings } from '../../../../shared/model.ts'
import { fromHex } from '../../crypto/bytes.ts'
import type { GroupPort } from '../../crypto/groups/engine.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { ChatEvents } from '../chatEvents.ts'
import type { Clock } from '../clock.ts'
import type { Ingest, IngestDoor } from '../ingest.ts'
import type { Introduction, Network } from '../ports.ts'
import type { Presence } from '../presence.ts'
import type { Projection } from '../projection.ts'
import { createDeleting } from '../trust/deleting.ts'
import { createRequests } from '../trust/requests.ts'
import { createTrust } from '../trust/trust.ts'
import { createHanding } from './handing.ts'
import { createMembers } from './members.ts'
import { createPrivateRooms } from './private.ts'

export interface PrivacyComponents {
  store: Store
  account: Account
  network: Network
  groups: GroupPort
  projection: Projection
  clock: Clock
  /** Into the store as it is, and by way of the lanes. */
  door: IngestDoor
  ingest: Ingest
  now(): number
  /** Connected devices that greeted. */
  devices(): DeviceId[]
  people: Presence['some']
  whoMayWrite(): Settings['whoMayWrite']
  /** Whether somebody has said that our log in a room ends where it ends here. */
  isConfirmed(room: number): boolean
  introduce(introduction: Introduction): void
  /** Somebody decided about whom a room is with, or of. */
  retune(room: RoomRow | undefined): void
  onJoined(room: RoomRow): void
  onLeft(room: RoomRow): void
  tell: ChatEvents
}

export function createPrivacy(components: PrivacyComponents) {
  const { store, account, network, groups, projection, clock, door, ingest, now, devices, tell } = components
  const { introduce, retune, onJoined, onLeft } = components

  const trust = createTrust({
    store,
    self: account.accountKey,
    people: components.people,
    safetyNumber: groups.safetyNumber,
    now,
    onChanged(accounts) {
      for (const key of accounts.map(fromHex)) {
        retune(store.rooms.direct(key))
        secret.tryAgain(key)
      }
      tell.people(accounts)
      tell.rooms()
    }
  })
  const requests = createRequests({ store, trust, whoMayWrite: components.whoMayWrite })
  const secret = createPrivateRooms({
    ...{ store, account, port: groups, network, door, projection, clock, now, devices, introduce, onJoined },
    rules: {
      ...trust,
      recipients: room => members.recipients(room),
      mayKnow: (room, key) => members.mayKnow(room, key),
      mayWriteIn: room => members.mayWriteIn(room),
      describe: room => members.describe(room),
      mayBegin: requests.mayBegin,
      requests: { ...requests, isQuiet }
    },
    isConfirmed: components.isConfirmed,
    onNotForUs: room => handing.soon(room),
    onChanged: tell.rooms,
    onFailed: tell.failed
  })
  const members = createMembers({
    ...{ store, account, clock, ingest, trust, now, introduce, onJoined, onLeft },
    mayBegin: requests.mayBegin,
    hasKeys: secret.keys.has,
    askKeys: () => devices().forEach(secret.keys.welcomed),
    onWaiting: retune,
    onAccepted: retune,
    onFollowed: room => handing.soon(room),
    onRows: tell.rows,
    onChanged: tell.rooms,
    onFailed: tell.failed
  })
  const handing = createHanding({
    ...{ store, account, network, members, devices, ...trust },
    takeHanded: secret.takeHanded,
    onFailed: tell.failed
  })

  /** Nothing goes out of it: somebody waits there for an answer, or is blocked. */
  function isQuiet(room: RoomRow): boolean {
    return requests.isQuiet(room) || (room.kind === 'private' && members.describe(room).request)
  }

  return { trust, requests, secret, members, handing, isQuiet, deleting: createDeleting({ store, projection }) }
}
