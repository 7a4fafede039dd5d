/** The chat of one account over one network: its parts joined, started and stopped in order. */
import type { AccountId, DeviceId, Me } from '../../../shared/model.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { createClock, hlcOf } from './clock.ts'
import { guarded } from './guarded.ts'
import { createIngest, type Stored } from './ingest.ts'
import { createIntroductions } from './introductions.ts'
import { createOutboxPump } from './outbox.ts'
import type { Greeting, Network, NetworkEvents } from './ports.ts'
import type { Presence } from './presence.ts'
import { topicOf } from './publicRoom.ts'
import { createReceipts } from './receipts.ts'
import { createRooms, EVERYONE } from './rooms.ts'
import { createTimeline } from './timeline.ts'

const RETRY_MS = 30_000
const ARRIVE_MS = 60_000

/** What the chat tells: rows of the timeline, people, rooms. */
export interface ChatEvents {
  rows(nums: readonly number[]): void
  people(accounts: readonly AccountId[]): void
  rooms(): void
  failed(err: unknown): void
}

export interface ChatComponents {
  store: Store
  account: Account
  presence: Presence
  network: Network
  now(): number
  tell: ChatEvents
}

export type Chat = ReturnType<typeof createChat>
/** What the chat answers the network; presence answers the rest. */
export type ChatAnswers = Pick<NetworkEvents, 'greeting' | 'subscribed' | 'introductions' | 'receipts'> & {
  greeted(peer: DeviceId): void
}

export function createChat({ store, account, presence, network, now, tell }: ChatComponents) {
  const lastKey = store.events.lastKey(account.deviceNum)
  const clock = createClock(now, lastKey === undefined ? 0n : hlcOf(lastKey))
  const ingest = createIngest({
    store,
    account,
    clock,
    now,
    nearby: presence.nearby,
    onStored,
    onFailed: tell.failed
  })
  const outbox = createOutboxPump({ store, network, now, onFailed: tell.failed })
  const timeline = createTimeline({ store, account, ingest, nearby: presence.nearby })
  const receipts = createReceipts({
    store,
    account,
    network,
    isNear: device => presence.personAt(device) !== undefined,
    personAt: presence.personAt,
    now,
    onHeld: tell.rows,
    onFailed: tell.failed
  })
  const introductions = createIntroductions({
    store,
    network,
    devices: presence.devices,
    nearby: presence.nearby,
    now,
    onIntroduced(accounts, shown) {
      tell.people(accounts)
      tell.rows(shown)
      tell.rooms()
    }
  })
  const rooms = createRooms({ store, account, ingest, presence, now, onJoined, onLeft, onChanged: tell.rooms })
  let timers: NodeJS.Timeout[] = []

  function onStored({ shown, written, grown, introduced, unknown }: Stored): void {
    for (const [room, entries] of written) outbox.kick(room, entries)
    if (written.size > 0)
      setImmediate(guarded(tell.failed, () => tell.rows(shown))) // first the wire, then the interface
    else if (shown.length > 0) tell.rows(shown)
    if (shown.length > 0 || introduced.length > 0) tell.rooms()
    if (introduced.length > 0) tell.people(introduced.map(key => Buffer.from(key).toString('hex') as AccountId))
    for (const { room, device } of grown) receipts.grew(room.roomId, room.num, device)
    if (unknown.length > 0) introductions.ask(unknown).catch(tell.failed)
  }

  function listen(room: RoomRow): void {
    const topic = topicOf(room.roomId)
    network.join(topic, bytes => ingest.receive(bytes, room))
    outbox.open(room.num, topic)
  }

  function onJoined(room: RoomRow): void {
    listen(room)
    network.greetAll()
  }

  function onLeft(room: RoomRow): void {
    network.leave(topicOf(room.roomId))
    outbox.close(room.num)
    network.greetAll()
  }

  function arrive(): void {
    let shown: number[] = []
    store.note(() => {
      shown = store.events.arrive(clock.horizon())
    })
    if (shown.length === 0) return
    tell.rows(shown)
    tell.rooms()
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
    greeted(peer) {
      receipts.greeted(peer)
      introductions.greeted(peer).catch(tell.failed)
    }
  }

  return {
    answers,
    timeline,
    rooms,
    /** Own messages nobody holds yet look different when people come or go. */
    waitingRows: (): number[] => store.outbox.rooms().flatMap(room => store.outbox.newest(room, 50)),
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
      timers = [
        setInterval(guarded(tell.failed, outbox.retry), RETRY_MS),
        setInterval(guarded(tell.failed, arrive), ARRIVE_MS)
      ]
    },
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      outbox.stop()
      receipts.stop()
      introductions.stop()
      await ingest.settled()
    }
  }
}
