/**
 * Key packages: ours, made and handed to whoever comes near, and those of others, by which they are let into our send groups.
 * Also how a device that cannot read what we seal asks us to begin anew. Spec: docs/protocol/15-key-packages.md
 */
import { randomBytes } from 'node:crypto'
import type { DeviceId } from '../../../../shared/model.ts'
import { equal, sha256, toHex } from '../../crypto/bytes.ts'
import { deviceKeyOf } from '../../crypto/deviceId.ts'
import {
  BUNDLE_LIFE_MS,
  choosePackage,
  KEEP_AFTER_MS,
  type KeyBundle,
  MAX_ONCE,
  openBundle,
  packageRef,
  packagesDue,
  ROTATE_AFTER_MS,
  signBundle
} from '../../crypto/groups/bundle.ts'
import type { GroupPort } from '../../crypto/groups/engine.ts'
import type { DeviceKeys } from '../../crypto/groups/packages.ts'
import { NONCE_BYTES, roomTag } from '../../crypto/tag.ts'
import type { PackageRow } from '../../store/packages.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import { guarded } from '../guarded.ts'
import type { KeysRequest, Network } from '../ports.ts'

export interface KeysComponents {
  store: Store
  account: Pick<Account, 'device'>
  port: GroupPort
  network: Pick<Network, 'exchangeKeys'>
  now(): number
  /** Connected devices that greeted. */
  devices(): DeviceId[]
  /** Devices that are in a private room with this one. */
  companions(): Uint8Array[]
  /** Whether the account that a device is of may be told anything of a room, or be served at all. */
  mayKnow(room: RoomRow, device: Uint8Array): boolean
  isBlocked(device: Uint8Array): boolean
  /** Whether what we seal in a room now is sealed for a device, as far as we know. */
  sealsFor(room: RoomRow, device: Uint8Array): Promise<boolean>
  /** There are keys of a device now: whoever waited for them can go on. */
  onKeys(device: Uint8Array): void
  onFailed(err: unknown): void
}

export interface ChosenPackage {
  package: Uint8Array
  ref: Uint8Array
  kind: 'once' | 'last-resort'
}

/** Bundles and device keys in one request; rooms in which somebody cannot read us. */
export const MAX_GIVEN = 4
export const MAX_WANTED = 32
export const MAX_LOST = 32
/** Devices for which one-time packages are kept, and others' bundles. */
const MAX_AUDIENCES = 512
const MAX_BUNDLES = 4_096
/** The same device does not make us begin anew more often than this in one room; and is not asked to more often than this. */
const LOST_EVERY_MS = 10 * 60_000
const ASK_EVERY_MS = 60_000
const TIDY_MS = 6 * 60 * 60_000
/** An exchange that failed is tried again after this, twice as long each time. */
const RETRY_MS = 200
const MAX_TRIES = 6
const ANYBODY = new Uint8Array()

export type KeyExchange = ReturnType<typeof createKeyExchange>

export function createKeyExchange(components: KeysComponents) {
  const { store, account, port, network, now, isBlocked } = components
  const self = account.device.publicKey
  /** By room and device: when it was last asked to begin anew; 0: not yet. */
  const lost = new Map<string, { room: number; device: Uint8Array; askedAt: number }>()
  /** By room and device: when it last made us begin anew. */
  const begunAnew = new Map<string, number>()
  const given = new Map<DeviceId, string>()
  const retries = new Map<DeviceId, NodeJS.Timeout>()
  let making = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const nameOf = (room: number, device: Uint8Array): string => `${room} ${toHex(device)}`

  async function make(audience: Uint8Array | undefined, count: number): Promise<PackageRow[]> {
    const at = now()
    const made = await port.makePackages(count)
    return made.map(one => ({ ...one, audience, madeAt: at, expiresAt: at + BUNDLE_LIFE_MS }))
  }

  /** Our bundles for anybody and for one device, with whatever is due made. One at a time. */
  function bundlesFor(peer: Uint8Array): Promise<Uint8Array[]> {
    const work = making.then(async () => {
      const last = store.packages.of(undefined)[0]
      const kept = store.packages.of(peer).slice(0, MAX_ONCE)
      const hasRoom = kept.length > 0 || store.packages.audiences() < MAX_AUDIENCES
      const due = packagesDue(last?.madeAt, kept.length, now())
      const fresh = due.lastResort ? await make(undefined, 1) : []
      const once = due.once > 0 && hasRoom ? await make(peer, due.once) : []
      const lastResort = fresh[0] ?? last
      if (lastResort === undefined) return []
      return store.transaction(() => {
        for (const one of [...fresh, ...once]) store.packages.put(one)
        const anybody = bundleOf(undefined, lastResort, [], fresh.length > 0)
        const theirs = hasRoom ? bundleOf(peer, lastResort, [...kept, ...once], fresh.length + once.length > 0) : []
        return [anybody, theirs].flat()
      })
    })
    making = work.then(
      () => {},
      () => {}
    )
    return work
  }

  /** The one that was signed last, unless there is something new to say. Inside a transaction. */
  function bundleOf(
    audience: Uint8Array | undefined,
    lastResort: PackageRow,
    once: readonly PackageRow[],
    isNews: boolean
  ): Uint8Array[] {
    const before = store.bundles.get(self, audience)
    if (before !== undefined && !isNews && before.expiresAt > now() + ROTATE_AFTER_MS) return [before.bytes]
    const at = now()
    const bundle: KeyBundle = {
      device: self,
      audience,
      counter: Math.max(at, (before?.counter ?? 0) + 1),
      createdAt: at,
      expiresAt: at + BUNDLE_LIFE_MS,
      lastResort: lastResort.bytes,
      once: once.map(({ bytes }) => bytes)
    }
    const bytes = signBundle(bundle, account.device)
    store.bundles.put({ ...bundle, audience, bytes })
    for (const { ref } of [lastResort, ...once]) store.packages.extend(ref, bundle.expiresAt)
    return [bytes]
  }

  /** Keeps a bundle of a device that was introduced. */
  function keep(bytes: Uint8Array, device: Uint8Array): void {
    if (equal(device, self) || store.people.device(device)?.person == null) return
    const opened = openBundle(bytes, device, self, now())
    if ('refusal' in opened) return
    const { bundle } = opened
    const isNews = store.transaction(() => store.bundles.put({ ...bundle, bytes }))
    if (isNews) components.onKeys(device)
  }

  /** Devices whose newest bundle for anybody may have been passed on to others. */
  const wanted = (peer: Uint8Array): Uint8Array[] =>
    components
      .companions()
      .filter(device => !equal(device, peer) && !equal(device, self))
      .filter(device => (store.bundles.get(device, undefined)?.createdAt ?? 0) < now() - ROTATE_AFTER_MS)
      .slice(0, MAX_WANTED)

  /** Rooms in which a device is to be asked to begin anew, by tags that it recognises. */
  function lostTo(peer: Uint8Array, nonce: Uint8Array): Uint8Array[] {
    const asked = [...lost.values()].filter(
      ({ device, askedAt }) => equal(device, peer) && Math.abs(now() - askedAt) > ASK_EVERY_MS
    )
    return asked.slice(0, MAX_LOST).flatMap(one => {
      const room = store.rooms.byNum(one.room)
      if (room === undefined) return []
      one.askedAt = now()
      return [roomTag(room.roomId, self, peer, nonce)]
    })
  }

  async function exchange(id: DeviceId, peer: Uint8Array): Promise<void> {
    if (stopped || isBlocked(peer)) return
    const bundles = await bundlesFor(peer)
    const said = bundles.map(bytes => toHex(sha256(bytes))).join()
    const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
    const want = wanted(peer)
    const request: KeysRequest = { give: given.get(id) === said ? [] : bundles, want, nonce, lost: lostTo(peer, nonce) }
    if (stopped || request.give.length + want.length + request.lost.length === 0) return
    const answers = await network.exchangeKeys(id, request)
    given.set(id, said)
    const open = new Map(want.map(device => [toHex(device), device]))
    for (const bytes of answers.slice(0, MAX_WANTED)) {
      if (stopped) return
      for (const [name, device] of open) {
        if ('refusal' in openBundle(bytes, device, self, now())) continue
        open.delete(name)
        keep(bytes, device)
        break
      }
    }
  }

  /** The other end may not have heard our greeting yet: it is tried some times. */
  function welcomed(id: DeviceId, tries = 0): void {
    const peer = deviceKeyOf(id)
    if (peer === undefined || stopped) return
    exchange(id, peer).catch(() => {
      if (tries >= MAX_TRIES || stopped || retries.has(id)) return
      const again = guarded(components.onFailed, () => {
        retries.delete(id)
        if (components.devices().includes(id)) welcomed(id, tries + 1)
      })
      retries.set(id, setTimeout(again, RETRY_MS * 2 ** tries))
    })
  }

  /**
   * Somebody cannot read what we seal in these rooms: the next message there opens a new group. Whom we do not seal for yet
   * is let into the present one.
   */
  async function beginAnew(peer: Uint8Array, tags: readonly Uint8Array[], nonce: Uint8Array): Promise<void> {
    if (tags.length === 0 || stopped) return
    const asked = new Set(tags.map(toHex))
    for (const room of store.rooms.joined()) {
      if (room.kind === 'public' || !components.mayKnow(room, peer)) continue
      if (!asked.has(toHex(roomTag(room.roomId, peer, self, nonce)))) continue
      const name = nameOf(room.num, peer)
      if (Math.abs(now() - (begunAnew.get(name) ?? Number.NEGATIVE_INFINITY)) < LOST_EVERY_MS) continue
      if (!(await components.sealsFor(room, peer)) || stopped) continue
      begunAnew.set(name, now())
      const own = store.people.device(self)?.num ?? 0
      store.transaction(() => store.groups.lose(room.num, own))
    }
  }

  function tidy(): void {
    store.transaction(() => {
      store.packages.dropOver(now() - KEEP_AFTER_MS)
      store.packages.forgetUsed(now() - BUNDLE_LIFE_MS)
      store.bundles.dropOver(now())
      store.bundles.trim(self, MAX_BUNDLES)
    })
    given.clear()
    for (const id of components.devices()) welcomed(id)
  }

  return {
    welcomed: (id: DeviceId): void => welcomed(id),
    /** A room is new: whoever is near may have keys of those who are in it. */
    joined(): void {
      for (const id of components.devices()) welcomed(id)
    },
    parted(id: DeviceId): void {
      given.delete(id)
      clearTimeout(retries.get(id))
      retries.delete(id)
    },
    /** What a peer that greeted gives and asks for. Answers bundles of others, never our own: those we give ourselves. */
    asked(id: DeviceId, { give, want, nonce, lost: tags }: KeysRequest): Uint8Array[] {
      const peer = deviceKeyOf(id)
      if (peer === undefined || isBlocked(peer)) return []
      for (const bytes of give.slice(0, MAX_GIVEN)) keep(bytes, peer)
      beginAnew(peer, tags.slice(0, MAX_LOST), nonce).catch(err => {
        if (!stopped) components.onFailed(err) // the thread of send groups ends before the network does
      })
      return want.slice(0, MAX_WANTED).flatMap(device => {
        const bundle = store.bundles.get(device, undefined)
        return bundle === undefined || bundle.expiresAt <= now() ? [] : [bundle.bytes]
      })
    },
    /** Whether a device can be sealed to at all. */
    has: (device: Uint8Array): boolean =>
      [self, undefined].some(audience => (store.bundles.get(device, audience)?.expiresAt ?? 0) > now()),
    /** The package to add a device by: one that holds. */
    async packageFor(keys: DeviceKeys): Promise<ChosenPackage | undefined> {
      const bundles = [self, undefined].flatMap(audience => {
        const row = store.bundles.get(keys.deviceKey, audience)
        const opened = row && openBundle(row.bytes, keys.deviceKey, self, now())
        return opened === undefined || 'refusal' in opened ? [] : [opened.bundle]
      })
      const once = bundles.flatMap(bundle => bundle.once.map(packageRef))
      const used = new Set(once.filter(store.packages.isUsed).map(toHex))
      for (let tries = 0; tries <= MAX_ONCE; tries++) {
        const chosen = choosePackage(bundles, used, now())
        if (chosen === undefined) return undefined
        const ref = packageRef(chosen.package)
        if ((await port.checkPackage(chosen.package, keys)) === undefined) return { ...chosen, ref }
        if (chosen.kind === 'last-resort') return undefined
        used.add(toHex(ref))
      }
      return undefined
    },
    /** What a device seals in a room cannot be read here. */
    lost(room: RoomRow, device: Uint8Array): void {
      const name = nameOf(room.num, device)
      const known = lost.get(name)
      if (known === undefined && lost.size >= MAX_AUDIENCES) return
      if (known === undefined) lost.set(name, { room: room.num, device, askedAt: 0 })
      else if (known.askedAt === 0 || Math.abs(now() - known.askedAt) <= ASK_EVERY_MS) return
      for (const id of components.devices()) if (equal(deviceKeyOf(id) ?? ANYBODY, device)) welcomed(id)
    },
    /** It can be read after all. */
    found: (room: RoomRow, device: Uint8Array): void => void lost.delete(nameOf(room.num, device)),
    start(): void {
      tidy()
      timer = setInterval(guarded(components.onFailed, tidy), TIDY_MS)
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      for (const retry of retries.values()) clearTimeout(retry)
      await making
    }
  }
}
