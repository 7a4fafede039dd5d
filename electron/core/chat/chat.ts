/** The chat of one account over one network: its parts joined, started and stopped in order. */
import type { AccountId, Me, Room, RoomId, Settings } from '../../../shared/model.ts'
import { toHex } from '../crypto/bytes.ts'
import type { GroupPort } from '../crypto/groups/engine.ts'
import { privateRoomId } from '../crypto/roomSecrets.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { afterStored } from './afterStored.ts'
import { createAnswers } from './answers.ts'
import { createArriving } from './arriving.ts'
import type { Stored } from './batch.ts'
import type { ChatEvents } from './chatEvents.ts'
import { type CourierComponents, createCourier } from './courier/courier.ts'
import { createDescribe } from './describe.ts'
import { guarded } from './guarded.ts'
import { createIngest, type Ingest } from './ingest.ts'
import { createIntroductions } from './introductions.ts'
import { createListening } from './listening.ts'
import { createMessages } from './messages.ts'
import { createOutboxPump } from './outbox.ts'
import { createOwnEnds } from './ownEnds.ts'
import type { Network } from './ports.ts'
import type { Presence } from './presence.ts'
import { createPrivateCalls } from './private/calls.ts'
import { createPrivacy } from './private/privacy.ts'
import { createProjection } from './projection.ts'
import { createReceipts } from './receipts.ts'
import { createRetention } from './retention.ts'
import { createRooms, EVERYONE } from './rooms.ts'
import { createRush } from './rush.ts'
import { createSearch } from './search.ts'
import { createSync } from './sync/sync.ts'
import { createThreads } from './threads.ts'
import { createTimekeeping } from './timekeeping.ts'
import { createTimeline, roomOf } from './timeline.ts'
import { createReading } from './unread.ts'
import { waitingRows } from './waitingRows.ts'

const RETRY_MS = 30_000
const SET_RIGHT_MS = 60_000

export interface ChatComponents {
  store: Store
  account: Account
  presence: Presence
  network: Network
  /** Send groups, on their thread. */
  groups: GroupPort
  now(): number
  /** Whether read receipts are given and taken. */
  readReceipts(): boolean
  whoMayWrite(): Settings['whoMayWrite']
  /** What is carried for others. */
  carrying: Pick<CourierComponents, 'quotas' | 'dedicated'>
  tell: ChatEvents
}

export type Chat = ReturnType<typeof createChat>
export function createChat(components: ChatComponents) {
  const { store, account, presence, network, groups, now, readReceipts, tell } = components
  const timekeeping = createTimekeeping({ store, account, now, onChanged: tell.clock })
  const { clock } = timekeeping
  const projection = createProjection({ store, account, clock })
  const { nearby, personAt, devices } = presence
  const ownEnds = createOwnEnds({ store, account, nearby })
  const door = createIngest({ store, account, clock, projection, now, nearby, onStored, onFailed: tell.failed })
  const ingest: Ingest = {
    ...door,
    write: draft => ownEnds.before(draft.room)?.then(() => secret.write(draft)) ?? secret.write(draft)
  }
  const outbox = createOutboxPump({ store, network, now, onFailed: tell.failed })
  const { trust, secret, members, handing, requests, deleting, isQuiet } = createPrivacy({
    ...{ store, account, network, groups, projection, clock, door, ingest, now, devices, tell },
    whoMayWrite: components.whoMayWrite,
    people: presence.some,
    isConfirmed: ownEnds.isConfirmed,
    introduce: introduction => introductions.take(introduction),
    ...{ retune, onJoined, onLeft }
  })
  const listening = createListening({ network, outbox, receive: ingest.receive, isQuiet })
  const arriving = createArriving({
    ...{ store, clock, projection },
    onArrived(shown) {
      tell.rows(shown)
      tell.rooms()
    },
    onFailed: tell.failed
  })
  const describe = createDescribe({ store, account, nearby, readReceipts, now })
  const timeline = createTimeline({ store, describe })
  const messages = createMessages({ store, account, ingest, describe, now })
  const search = createSearch({ store, account, describe, onFailed: tell.failed })
  const receipts = createReceipts({
    store,
    account,
    network,
    isNear: device => personAt(device) !== undefined,
    personAt,
    nearby,
    readReceipts,
    mayKnow: secret.mayDeviceKnow,
    now,
    onAway: (roomId, device) => courier.grew(roomId, device),
    onHeld: tell.rows,
    onFailed: tell.failed
  })
  const courier = createCourier({
    ...{ store, account, network, now, personAt, ...trust, ...components.carrying },
    mayReceive: key => trust.closed(key) === null,
    isQuiet,
    readers: secret.readers,
    isRemoved: members.isRemoved,
    handedTo: members.handedTo,
    addedAt: members.addedAt,
    arrive: secret.arrive,
    async invited(room, { certificate, introduction }) {
      introductions.take(introduction)
      await members.handed(room, certificate.accountKey)
      return store.rooms.byId(privateRoomId(room.creator, room.secret)) !== undefined
    },
    ...{ acknowledged: receipts.acknowledged, receiptFor: receipts.receiptFor },
    onCarried: tell.rows,
    onFailed: tell.failed
  })
  const reading = createReading({ store, account, receipts, onChanged: tell.rooms, onRows: tell.rows })
  const threads = createThreads({ store, describe, reading, onChanged: tell.threads, onRows: tell.rows })
  const retention = createRetention({
    store,
    account,
    projection,
    now,
    clockOffset: timekeeping.offset,
    onWidened: () => sync.widened(),
    onPruned(room) {
      tell.stale(toHex(room.roomId) as RoomId)
      tell.rooms()
    },
    onFailed: tell.failed
  })
  const introductions = createIntroductions({
    store,
    self: account.accountKey,
    network,
    devices,
    nearby,
    now,
    effects: projection.introduced,
    onIntroduced(accounts, shown) {
      secret.openAll()
      members.introduced()
      tell.people(accounts)
      tell.rows(shown)
      tell.rooms()
    }
  })
  const sync = createSync({
    store,
    ingest,
    network,
    self: account.device.publicKey,
    now,
    devices,
    mayKnow: secret.mayDeviceKnow,
    introduce: introductions.askAll,
    isTooOld: retention.isTooOld,
    onHolds: receipts.holds,
    onOwnEnds(peer, ends) {
      const person = personAt(peer)
      if (person !== undefined) ownEnds.heard(person, ends)
    },
    onClock(peer, theirNow, askedAt, answeredAt) {
      const person = personAt(peer)
      if (person === undefined) return
      timekeeping.heard(peer, person, theirNow, answeredAt - askedAt)
      void setRight() // what is known of the time may have changed
    },
    onProgress: tell.rooms,
    onFailed: tell.failed
  })
  const rooms = createRooms({
    store,
    account,
    ingest,
    presence,
    reading,
    retention,
    historyOf: sync.history,
    secret,
    requests,
    deleting,
    private: members,
    now,
    onJoined,
    onLeft,
    onAccepted(room, account) {
      retune(room)
      tell.people([account])
    },
    onDeleted(room) {
      tell.stale(toHex(room.roomId) as RoomId)
      tell.threads()
      if (room.other !== null) tell.people([toHex(room.other) as AccountId])
    },
    onChanged: tell.rooms
  })
  let timers: NodeJS.Timeout[] = []

  function onStored(stored: Stored): void {
    afterStored(stored, {
      ...{ store, account, outbox, reading, courier, members, secret, receipts, ownEnds, introductions, sync, tell }
    })
  }

  /** Somebody decided about whom a room is with, or of. */
  function retune(room: RoomRow | undefined): void {
    if (room === undefined) return
    if (isQuiet(room)) return listening.stop(room)
    listening.start(room)
    secret.open([room.num])
    for (const { device } of store.logs.ofRoom(room.num)) receipts.grew(room.roomId, room.num, device)
    sync.news()
    courier.joined()
  }

  function onJoined(room: RoomRow): void {
    listening.start(room)
    if (room.kind === 'public') network.greetAll() // greetings name no others
    if (!isQuiet(room)) sync.news()
    if (room.kind === 'public') return
    secret.keys.joined()
    courier.joined()
  }

  function onLeft(room: RoomRow): void {
    listening.stop(room)
    if (room.kind === 'public') network.greetAll()
  }

  const setRight = (): Promise<void> => timekeeping.setRight(rooms.rows(), ingest).catch(tell.failed)

  const rush = createRush({ now: () => performance.now(), random: Math.random, onFailed: tell.failed })
  const answers = createAnswers({
    ...{
      account,
      rooms,
      outbox,
      introductions,
      receipts,
      keys: secret.keys,
      handing,
      courier,
      sync,
      timekeeping,
      rush
    },
    onFailed: tell.failed
  })

  return {
    answers,
    timeline,
    messages,
    threads,
    rooms,
    receipts,
    search,
    trust,
    secret,
    members,
    channels: createPrivateCalls({ rooms, members }),
    /** What a device wrote counts, now that it is known who it is. */
    effects(device: Uint8Array): number[] {
      members.introduced()
      return projection.introduced(device)
    },
    /** How far this clock is ahead of everybody else's, in ms, where it is far. */
    clockOffMs: timekeeping.off,
    /** Whether anybody near said what time it is. */
    hasComparedClocks: (): boolean => timekeeping.offset() !== undefined,
    /** Asks everybody near for what is missing. Throws ChatError room.not-joined. */
    async fill(roomId: RoomId): Promise<Room> {
      roomOf(store, roomId)
      await sync.fill()
      return rooms.get(roomId)
    },
    waitingRows: (): number[] => waitingRows(store, account),
    me: (): Me => account.me(),
    /** Throws ChatError name.person. */
    async setProfile(next: Parameters<Account['change']>[0]): Promise<Me> {
      const me = account.change(next)
      network.greetAll()
      await rooms.profileChanged()
      tell.rooms()
      return me
    },
    /** Listens in every joined channel; who has never been in one is in #everyone. */
    async start(): Promise<void> {
      arriving.start()
      for (const room of rooms.rows()) listening.start(room)
      if (!store.rooms.any()) await rooms.join(EVERYONE)
      await setRight()
      secret.start()
      deleting.start().catch(tell.failed)
      members.start()
      courier.start()
      sync.start()
      retention.start()
      search.start()
      timers = [
        setInterval(guarded(tell.failed, outbox.retry), RETRY_MS),
        setInterval(guarded(tell.failed, members.tidy), RETRY_MS),
        setInterval(
          guarded(tell.failed, () => void setRight()),
          SET_RIGHT_MS
        )
      ]
    },
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      rush.stop()
      arriving.stop()
      ownEnds.stop()
      outbox.stop()
      receipts.stop()
      introductions.stop()
      retention.stop()
      search.stop()
      members.stop()
      await courier.stop()
      await handing.stop()
      await secret.stop()
      await deleting.stop()
      await sync.stop()
      await ingest.settled()
    }
  }
}
