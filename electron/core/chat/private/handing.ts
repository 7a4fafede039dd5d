/**
 * History for newcomers, where a room's policy is that they read everything: what was said before they came is asked of members near,
 * and handed over by them. Spec: docs/protocol/20-history.md
 */
import { randomBytes } from 'node:crypto'
import type { DeviceId } from '../../../../shared/model.ts'
import { equal } from '../../crypto/bytes.ts'
import { encodeContent, isSealable, signContent } from '../../crypto/content.ts'
import { deviceKeyOf } from '../../crypto/deviceId.ts'
import { KIND, readHeader } from '../../crypto/event.ts'
import { bundlesOf, type HandedContent, readHanded, sealHanded } from '../../crypto/handedOver.ts'
import { openCertificate } from '../../crypto/identity.ts'
import { NONCE_BYTES, roomTag } from '../../crypto/tag.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { HandableRow } from '../../store/sealed.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import { guarded } from '../guarded.ts'
import type { HistoryRequest, Network, Part } from '../ports.ts'
import type { Members } from './members.ts'
import type { PrivateRooms } from './private.ts'

export interface HandingComponents {
  store: Store
  account: Pick<Account, 'device' | 'accountKey' | 'openInbox'>
  network: Pick<Network, 'askHistory'>
  members: Pick<Members, 'isIn' | 'newcomersRead'>
  takeHanded: PrivateRooms['takeHanded']
  /** Connected devices that greeted. */
  devices(): DeviceId[]
  isBlocked(account: Uint8Array): boolean
  certificateOf(account: Uint8Array): Uint8Array | null
  onFailed(err: unknown): void
}

/** Entries and runs of them asked for at once, and bundles that are answered. */
const MAX_ENTRIES = 1_024
const MAX_PARTS = 64
const MAX_BUNDLES = 4
/** Many reasons to ask come at once; this long after the first. */
const SOON_MS = 300
/** Whoever had nothing for us in a room is asked again after this. */
const AGAIN_MS = 60_000

export type Handing = ReturnType<typeof createHanding>

export function createHanding(components: HandingComponents) {
  const { store, account, network, members, devices, onFailed } = components
  const self = account.device.publicKey
  const timers = new Map<number, NodeJS.Timeout>()
  const running = new Map<number, Promise<void>>()
  /** By room and peer: when it had nothing for us. */
  const askedAt = new Map<string, number>()
  /** By room: entries that nobody near has, which others do not wait for. */
  const passed = new Map<number, number>()
  let stopped = false

  /** What this account may ask for, by writer, newest first. */
  function missing(room: RoomRow): Part[] {
    const leftOut = passed.get(room.num) ?? 0
    const parts: Part[] = []
    let entries = 0
    for (const { device, seq, header } of store.sealed.notForUs(room.num, MAX_ENTRIES * 2, leftOut)) {
      if (readHeader(header).kind !== KIND.sealed) continue
      const last = parts.at(-1)
      if (last !== undefined && equal(last.device, device) && last.first === seq + 1) last.first = seq
      else if (parts.length === MAX_PARTS) break
      else parts.push({ device, first: seq, last: seq })
      if (++entries === MAX_ENTRIES) break
    }
    return parts
  }

  /** Devices near of members who were not asked in vain just now. */
  const askable = (room: RoomRow): DeviceId[] =>
    devices().filter(id => {
      const key = accountOf(deviceKeyOf(id))
      const isDue = performance.now() - (askedAt.get(`${room.num} ${id}`) ?? Number.NEGATIVE_INFINITY) > AGAIN_MS
      return isDue && key !== undefined && members.isIn(room, key) && !components.isBlocked(key)
    })

  function accountOf(device: Uint8Array | undefined): Uint8Array | undefined {
    const person = device && store.people.device(device)?.person
    return person == null ? undefined : store.people.accountOf(person)
  }

  const isBlocked = (key: Uint8Array | undefined): boolean => key === undefined || components.isBlocked(key)

  const mayHave = (room: RoomRow, key: Uint8Array): boolean =>
    room.kind === 'private' && members.newcomersRead(room) === 'all' && members.isIn(room, key)

  /** Asks one after the other, each as long as it has anything. */
  async function run(room: RoomRow): Promise<void> {
    let inVain = 0
    for (const peer of askable(room)) {
      let taken = 0
      do {
        const parts = missing(room)
        if (parts.length === 0) passed.delete(room.num)
        if (stopped || parts.length === 0 || !mayHave(room, account.accountKey)) return
        taken = await ask(room, peer, parts)
        inVain = taken > 0 ? 0 : inVain + 1
      } while (taken > 0)
      askedAt.set(`${room.num} ${peer}`, performance.now())
    }
    if (inVain > 0) passed.set(room.num, (passed.get(room.num) ?? 0) + MAX_ENTRIES)
  }

  async function ask(room: RoomRow, peer: DeviceId, parts: Part[]): Promise<number> {
    const key = deviceKeyOf(peer)
    if (key === undefined) return 0
    const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
    const tag = roomTag(room.roomId, self, key, nonce)
    const bundles = await network.askHistory(peer, { tag, nonce, parts }).catch(() => [])
    let taken = 0
    for (const bundle of bundles.slice(0, MAX_BUNDLES)) {
      const opened = account.openInbox(bundle)
      const handed = 'content' in opened ? readHanded(opened.content) : undefined
      const wanted = handed?.filter(({ device }) => !isBlocked(accountOf(device)))
      if (wanted !== undefined && !stopped) taken += await components.takeHanded(room, wanted)
    }
    return taken
  }

  function soon(room: RoomRow): void {
    if (stopped || room.kind !== 'private' || timers.has(room.num)) return
    const timer = setTimeout(
      guarded(onFailed, () => {
        timers.delete(room.num)
        const work = (running.get(room.num) ?? Promise.resolve()).then(() => run(room)).catch(onFailed)
        running.set(room.num, work)
      }),
      SOON_MS
    )
    timers.set(room.num, timer)
  }

  /** What is held and open of these, as its authors signed it. */
  function contentsOf(room: RoomRow, parts: readonly Part[]): HandedContent[] {
    const contents: HandedContent[] = []
    for (const { device, first, last } of parts.slice(0, MAX_PARTS)) {
      const num = store.people.device(device)?.num
      const log = num === undefined ? undefined : store.logs.get(room.num, num)
      if (log === undefined) continue
      for (const row of store.sealed.handable(log.num, first, last, MAX_ENTRIES - contents.length)) {
        const content = contentOf(room, device, row)
        if (content !== undefined) contents.push({ device, seq: row.seq, content })
      }
    }
    return contents
  }

  function contentOf({ roomId }: RoomRow, device: Uint8Array, row: HandableRow): Uint8Array | undefined {
    if (!isSealable(row.kind)) return undefined
    if (equal(device, self)) return signContent({ room: roomId, device, seq: row.seq }, row, account.device)
    return row.said === null ? undefined : encodeContent({ ...row, signature: row.said })
  }

  return {
    /** A member who is near asks. Undefined: nothing is handed over to them. */
    asked(peer: DeviceId, { tag, nonce, parts }: HistoryRequest): Uint8Array[] | undefined {
      const device = deviceKeyOf(peer)
      const key = accountOf(device)
      if (stopped || device === undefined || key === undefined || components.isBlocked(key)) return undefined
      const certificate = openCertificate(components.certificateOf(key) ?? new Uint8Array())
      if (certificate === undefined || !equal(certificate.deviceKey, device)) return undefined
      const room = store.rooms
        .joined()
        .find(one => one.kind === 'private' && equal(roomTag(one.roomId, device, self, nonce), tag))
      if (room === undefined || !mayHave(room, key) || !mayHave(room, account.accountKey)) return undefined
      const { inboxKey } = certificate
      return bundlesOf(contentsOf(room, parts), MAX_BUNDLES).flatMap(one => sealHanded({ device, inboxKey }, one) ?? [])
    },
    /** There may be something to ask for in a room, or somebody to ask. */
    soon,
    soonAll(): void {
      for (const room of store.rooms.joined()) soon(room)
    },
    async stop(): Promise<void> {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running.values())
    }
  }
}
