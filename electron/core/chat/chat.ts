/** The chat of one account over one network: its parts joined, started and stopped in order. */
import type { AccountId, DeviceId, Me, Room, RoomId, Settings } from '../../../shared/model.ts'
import { equal, fromHex, toHex } from '../crypto/bytes.ts'
import type { GroupPort } from '../crypto/groups/engine.ts'
import { privateRoomId } from '../crypto/roomSecrets.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import type { Stored } from './batch.ts'
import { type CourierComponents, createCourier } from './courier/courier.ts'
import { createDescribe } from './describe.ts'
import { guarded } from './guarded.ts'
import { createIngest, type Ingest } from './ingest.ts'
import { createIntroductions } from './introductions.ts'
import { createMessages } from './messages.ts'
import { createOutboxPump } from './outbox.ts'
import { createOwnEnds } from './ownEnds.ts'
import type { Greeting, Network, NetworkEvents } from './ports.ts'
import type { Presence } from './presence.ts'
import { createPrivateCalls } from './private/calls.ts'
import { createHanding } from './private/handing.ts'
import { createMembers } from './private/members.ts'
import { createPrivateRooms } from './private/private.ts'
import { createProjection } from './projection.ts'
import { topicOf } from './publicRoom.ts'
import { createReceipts } from './receipts.ts'
import { createRetention } from './retention.ts'
import { createRooms, EVERYONE } from './rooms.ts'
import { createSearch } from './search.ts'
import { createSync } from './sync/sync.ts'
import { createThreads } from './threads.ts'
import { createTimekeeping } from './timekeeping.ts'
import { createTimeline, roomOf } from './timeline.ts'
import { createDeleting } from './trust/deleting.ts'
import { createRequests } from './trust/requests.ts'
import { createTrust } from './trust/trust.ts'
import { createReading } from './unread.ts'
import { waitingRows } from './waitingRows.ts'

const RETRY_MS = 30_000
const ARRIVE_MS = 60_000
/** Of what was kept aside and has come to its time, at once. */
const MAX_ARRIVED = 500

/** What the chat tells: rows of the timeline, rooms of which too much changed, people, rooms, threads. */
export interface ChatEvents {
  rows(nums: readonly number[]): void
  stale(roomId: RoomId): void
  people(accounts: readonly AccountId[]): void
  rooms(): void
  threads(): void
  clock(): void
  failed(err: unknown): void
}

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
/** What the chat answers the network; presence answers the rest. */
export type ChatAnswers = Pick<
  NetworkEvents,
  | 'greeting'
  | 'parted'
  | 'subscribed'
  | 'introductions'
  | 'receipts'
  | 'keys'
  | 'history'
  | 'carrying'
  | 'syncing'
  | 'told'
> & {
  greeted(peer: DeviceId): void
}

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
  const trust = createTrust({
    store,
    self: account.accountKey,
    people: presence.some,
    safetyNumber: groups.safetyNumber,
    now,
    onChanged(accounts) {
      for (const account of accounts.map(fromHex)) {
        retune(store.rooms.direct(account))
        secret.tryAgain(account)
      }
      tell.people(accounts)
      tell.rooms()
    }
  })
  const requests = createRequests({ store, trust, whoMayWrite: components.whoMayWrite })
  const deleting = createDeleting({ store, projection })
  const secret = createPrivateRooms({
    store,
    account,
    port: groups,
    network,
    door,
    projection,
    clock,
    rules: {
      ...trust,
      recipients: room => members.recipients(room),
      mayKnow: (room, key) => members.mayKnow(room, key),
      mayWriteIn: room => members.mayWriteIn(room),
      describe: room => members.describe(room),
      mayBegin: requests.mayBegin,
      requests: { ...requests, isQuiet }
    },
    now,
    devices,
    isConfirmed: ownEnds.isConfirmed,
    introduce: introduction => introductions.take(introduction),
    onJoined,
    onNotForUs: room => handing.soon(room),
    onChanged: tell.rooms,
    onFailed: tell.failed
  })
  const members = createMembers({
    store,
    account,
    clock,
    ingest,
    trust,
    now,
    introduce: introduction => introductions.take(introduction),
    mayBegin: requests.mayBegin,
    hasKeys: secret.keys.has,
    askKeys: () => devices().forEach(secret.keys.greeted),
    onAccepted: retune,
    onFollowed: room => handing.soon(room),
    onJoined,
    onLeft,
    onRows: tell.rows,
    onChanged: tell.rooms,
    onFailed: tell.failed
  })
  const handing = createHanding({
    ...{ store, account, network, members, devices, ...trust },
    takeHanded: secret.takeHanded,
    onFailed: tell.failed
  })
  const outbox = createOutboxPump({ store, network, now, onFailed: tell.failed })
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
  const listening = new Set<number>()
  let timers: NodeJS.Timeout[] = []
  let next: NodeJS.Immediate | undefined

  function onStored(stored: Stored): void {
    const { shown, stale, written, introduced, unknown } = stored
    for (const [room, entries] of written) {
      outbox.kick(room, entries)
      reading.wrote(entries.map(({ num }) => num)).catch(tell.failed)
    }
    courier.wrote(written.keys())
    if (written.size > 0)
      setImmediate(guarded(tell.failed, () => tell.rows(shown))) // first the wire, then the interface
    else if (shown.length > 0) tell.rows(shown)
    for (const { roomId } of stale) tell.stale(toHex(roomId) as RoomId)
    if (shown.length > 0 || stale.size > 0) tell.threads()
    if (shown.length > 0 || stale.size > 0 || introduced.length > 0) tell.rooms()
    members.stored(stored.members)
    if (introduced.length > 0) {
      secret.openAll()
      members.introduced()
    }
    secret.open(stored.toOpen)
    if (introduced.length > 0) tell.people(introduced.map(key => toHex(key) as AccountId))
    for (const { room, device } of stored.grown) {
      receipts.grew(room.roomId, room.num, device)
      if (equal(device, account.device.publicKey)) ownEnds.grew(room)
    }
    if (unknown.length > 0) introductions.ask(unknown).catch(tell.failed)
    if (stored.gaps.size > 0) sync.gap()
    if (stored.forked.size > 0) onForked()
  }

  /** The proof goes round: whoever compares with us is told, and we compare with everybody. */
  function onForked(): void {
    tell.people(store.logs.forkedAccounts().map(key => toHex(key) as AccountId))
    sync.news()
  }

  /** Nothing goes out of it: somebody waits there for an answer, or is blocked. */
  function isQuiet(room: RoomRow): boolean {
    return requests.isQuiet(room) || (room.kind === 'private' && members.describe(room).request)
  }

  /** Where nothing may go out of a room, it is not listened to either: others would notice. */
  function listen(room: RoomRow): void {
    if (listening.has(room.num) || isQuiet(room)) return
    listening.add(room.num)
    const topic = topicOf(room.roomId)
    network.join(topic, bytes => ingest.receive(bytes, room))
    outbox.open(room.num, topic)
  }

  function fallSilent(room: RoomRow): void {
    if (!listening.delete(room.num)) return
    network.leave(topicOf(room.roomId))
    outbox.close(room.num)
  }

  /** Somebody decided about whom a room is with, or of. */
  function retune(room: RoomRow | undefined): void {
    if (room === undefined) return
    if (isQuiet(room)) return fallSilent(room)
    listen(room)
    secret.open([room.num])
    for (const { device } of store.logs.ofRoom(room.num)) receipts.grew(room.roomId, room.num, device)
    sync.news()
    courier.joined()
  }

  function onJoined(room: RoomRow): void {
    listen(room)
    if (room.kind === 'public') network.greetAll() // greetings name no others
    if (!isQuiet(room)) sync.news()
    if (room.kind === 'public') return
    secret.keys.joined()
    courier.joined()
  }

  function onLeft(room: RoomRow): void {
    fallSilent(room)
    if (room.kind === 'public') network.greetAll()
  }

  const setRight = (): Promise<void> => timekeeping.setRight(rooms.rows(), ingest).catch(tell.failed)

  function arrive(): void {
    let shown: number[] = []
    let isMore = false
    store.note(() => {
      shown = store.transaction(() => {
        const arrived = store.events.arrive(clock.horizon(), MAX_ARRIVED)
        isMore = arrived.length === MAX_ARRIVED
        return [...arrived, ...projection.arrived(arrived)]
      })
    })
    if (shown.length === 0) return
    tell.rows(shown)
    tell.rooms()
    if (isMore) next = setImmediate(guarded(tell.failed, arrive)) // others have their turn in between
  }

  const answers: ChatAnswers = {
    greeting: (): Greeting => ({
      certificate: account.certificate(),
      profile: account.profile(),
      channels: rooms.names()
    }),
    subscribed: (_peer, topic) => outbox.kickTopic(topic),
    introductions: introductions.answer,
    receipts: receipts.received,
    keys: secret.keys.asked,
    carrying: courier.carrying,
    history: handing.asked,
    syncing: sync.answers,
    greeted(peer) {
      secret.keys.greeted(peer)
      handing.soonAll()
      receipts.greeted(peer)
      introductions.greeted(peer).catch(tell.failed)
      sync.greeted(peer)
      courier.greeted(peer)
    },
    told(peer, reached) {
      const devices = reached.map(({ device }) => device)
      introductions.told(peer, devices).catch(tell.failed)
    },
    parted(peer) {
      sync.parted(peer)
      secret.keys.parted(peer)
      courier.parted(peer)
      timekeeping.parted(peer)
    }
  }

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
      arrive()
      for (const room of rooms.rows()) listen(room)
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
        setInterval(guarded(tell.failed, arrive), ARRIVE_MS),
        setInterval(
          guarded(tell.failed, () => void setRight()),
          ARRIVE_MS
        )
      ]
    },
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      clearImmediate(next)
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
