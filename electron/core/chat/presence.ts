/**
 * Who is within earshot, and what they say of themselves. Everybody ever heard is a person; those connected are near, also
 * through somebody. Whom others say they reach is shown, and counts for nothing else.
 */
import type { AccountId, DeviceId, Person } from '../../../shared/model.ts'
import { channelName } from '../../../shared/names.ts'
import { equal, fromHex, toHex } from '../crypto/bytes.ts'
import { deviceIdOf, deviceKeyOf } from '../crypto/deviceId.ts'
import type { PersonRow } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import { keyprintOf } from './account.ts'
import { guarded } from './guarded.ts'
import { keepIntroduction, openIntroduction } from './introduction.ts'
import { createNearness } from './nearness.ts'
import type { Greeting, Told } from './ports.ts'
import { spokeAgain } from './trust/changedKeys.ts'
import { type Marks, readMarks } from './trust/marks.ts'

const LATENCIES = 10
/** Connected, and not greeted yet. */
const MAX_EARLY = 256
/** How long somebody whose connection went is still shown: a redial is usually faster. */
export const GRACE_MS = 1_000
/** Through somebody it takes longer, and such a connection ends by its limits now and then. */
export const RELAYED_GRACE_MS = 3_000

interface Near {
  account: AccountId
  person: number
  channels: Set<string>
  latencies: number[]
  leaving: NodeJS.Timeout | undefined
}

export interface PresenceComponents {
  store: Store
  /** This account's key, once there is one. */
  self(): Uint8Array | undefined
  /** The device that speaks here, once the network is there. */
  device(): DeviceId | undefined
  now(): number
  /** What a device wrote counts from now on. Answers rows that look different. */
  effects(device: Uint8Array): number[]
  /** These people changed. */
  onChanged(accounts: AccountId[]): void
  /** Rows shown since their author is known now. */
  onShown(nums: number[]): void
  /** Who is near, or who is in which channel, changed. */
  onMembership(): void
  onFailed(err: unknown): void
}

export type Presence = ReturnType<typeof createPresence>

export function createPresence(components: PresenceComponents) {
  const { store, now } = components
  const near = new Map<DeviceId, Near>()
  const relayed = new Set<DeviceId>()
  /** Round trips to those who have not greeted yet: the first is often known before, and the next may take a minute. */
  const early = new Map<DeviceId, number>()

  const nearness = createNearness({
    self: components.device,
    accountOf,
    onChanged: components.onChanged,
    onOut(account) {
      const row = store.people.byAccount(fromHex(account))
      if (row !== undefined) store.note(() => store.people.heard(fromHex(account), row.device, now()))
    },
    onFailed: components.onFailed
  })

  const nearby = (): Set<number> => new Set(near.values().map(who => who.person))

  function greeted(peer: DeviceId, greeting: Greeting): boolean {
    const introduced = openIntroduction(greeting)
    const key = deviceKeyOf(peer)
    if (introduced === undefined || key === undefined || !equal(introduced.device, key)) return false
    const keeping = { now: now(), near: nearby(), self: components.self(), effects: components.effects }
    const { person, shown, others } = store.transaction(() => ({
      ...keepIntroduction(store, introduced, keeping),
      others: spokeAgain(store, introduced.account)
    }))
    const before = near.get(peer)
    clearTimeout(before?.leaving)
    const account = toHex(introduced.account) as AccountId
    const channels = new Set(greeting.channels.filter(name => channelName(name) === name))
    const first = early.get(peer)
    early.delete(peer)
    const latencies = before?.latencies ?? (first === undefined ? [] : [first])
    near.set(peer, { account, person, channels, latencies, leaving: undefined })
    store.people.heard(introduced.account, introduced.device, now())
    for (const room of store.rooms.joined()) {
      if (room.kind !== 'public') continue
      if (channels.has(room.name)) store.rooms.addMember(room.num, person)
      else store.rooms.dropMember(room.num, person)
    }
    nearness.linked(peer, account)
    components.onChanged([account, ...others.map(other => toHex(other) as AccountId)])
    components.onMembership()
    if (shown.length > 0) components.onShown(shown)
    return true
  }

  function parted(peer: DeviceId): void {
    early.delete(peer)
    const gone = near.get(peer)
    if (gone === undefined) return
    clearTimeout(gone.leaving)
    gone.leaving = setTimeout(
      guarded(components.onFailed, () => {
        near.delete(peer)
        relayed.delete(peer)
        nearness.unlinked(peer)
        const device = deviceKeyOf(peer)
        if (device !== undefined) store.note(() => store.people.heard(fromHex(gone.account), device, now()))
        components.onChanged([gone.account])
        components.onMembership()
      }),
      relayed.has(peer) ? RELAYED_GRACE_MS : GRACE_MS
    )
  }

  function measured(peer: DeviceId, rttMs: number): void {
    const who = near.get(peer)
    if (who === undefined) {
      if (early.size < MAX_EARLY) early.set(peer, rttMs)
      return
    }
    who.latencies = [...who.latencies, rttMs].slice(-LATENCIES)
    components.onChanged([who.account])
  }

  /** It is reached in another way now: what was measured before says nothing of it. */
  function reached(peer: DeviceId, relay: DeviceId | null): void {
    const who = near.get(peer)
    if (who !== undefined) who.latencies = []
    early.delete(peer)
    if (relay === null) relayed.delete(peer)
    else relayed.add(peer)
    nearness.reached(peer, relay)
  }

  /** Whose device it is, near or not; undefined where nobody introduced it. */
  function accountOf(device: DeviceId): AccountId | undefined {
    const here = near.get(device)
    if (here !== undefined) return here.account
    const key = deviceKeyOf(device)
    const person = key === undefined ? undefined : store.people.device(key)?.person
    const account = person == null ? undefined : store.people.accountOf(person)
    return account === undefined ? undefined : (toHex(account) as AccountId)
  }

  const nearOf = (account: AccountId): Near | undefined => near.values().find(who => who.account === account)

  function describe(row: PersonRow, marks: Marks): Person {
    const here = nearOf(row.account)
    const way = nearness.of(row.account)
    return {
      account: row.account,
      peerId: deviceIdOf(row.device),
      name: row.name,
      hue: row.hue,
      status: row.status,
      deviceName: row.deviceName,
      keyprint: keyprintOf(fromHex(row.account)),
      nearness: way.nearness,
      via: way.via,
      latencyMs: here === undefined ? null : median(here.latencies),
      firstHeardAt: row.firstHeardAt,
      lastHeardAt: way.nearness === 'out' ? row.lastHeardAt : now(),
      ...marks,
      channels: [...(here?.channels ?? [])].sort()
    }
  }

  /** Everybody but oneself, with look-alike names told apart. */
  function list(wanted: (row: PersonRow) => boolean = () => true): Person[] {
    const rows = store.people.all()
    const marksOf = readMarks(store, rows)
    const self = components.self()
    const own = self === undefined ? '' : toHex(self)
    return rows.filter(row => row.account !== own && wanted(row)).map(row => describe(row, marksOf(row)))
  }

  return {
    greeted,
    parted,
    measured,
    reached,
    /** Whom a near peer says it reaches. */
    told: (peer: DeviceId, said: Told[]): void => nearness.told(peer, said),
    /** It may be known now whose device one is. */
    known: nearness.refresh,
    list,
    /** These people, as they are now. */
    some: (accounts: ReadonlySet<AccountId>): Person[] => list(row => accounts.has(row.account)),
    /** The person a connected device speaks for. */
    personAt: (peer: DeviceId): number | undefined => near.get(peer)?.person,
    accountOf,
    /** The person a connected device speaks for, as the interface knows them. */
    at: (peer: DeviceId): Person | undefined => list(row => row.account === near.get(peer)?.account)[0],
    /** Numbers of the people within earshot. */
    nearby,
    /** Connected devices that greeted. */
    devices: (): DeviceId[] => [...near.keys()],
    /** People near, by the channel they say they are in. */
    inChannel: (name: string): number[] => [
      ...new Set([
        ...near
          .values()
          .filter(who => who.channels.has(name))
          .map(who => who.person)
      ])
    ],
    /** Public channels that people near say they are in, and how many. */
    heardChannels(): Map<string, number> {
      const heard = new Map<string, Set<string>>()
      for (const { account, channels } of near.values()) {
        for (const name of channels) heard.set(name, (heard.get(name) ?? new Set()).add(account))
      }
      return new Map([...heard].map(([name, who]) => [name, who.size]))
    },
    stop(): void {
      for (const who of near.values()) clearTimeout(who.leaving)
      near.clear()
      relayed.clear()
      nearness.stop()
    }
  }
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? null
}
