/**
 * Keeps sealed parcels for people who are away, and hands them to whoever asks for their tag. What is in them, of which room and
 * from whom is not to be seen here. Spec: docs/protocol/19-couriers.md
 */
import { createHmac, randomBytes } from 'node:crypto'
import { ChatError } from '../../../../shared/errors.ts'
import { MAX_PAGE_PARCELS, MAX_PARCEL_BYTES, PARCEL_PAGE_BYTES } from '../../../../shared/limits.ts'
import type { DeviceId } from '../../../../shared/model.ts'
import { equal, toHex } from '../../crypto/bytes.ts'
import { opensLock, parcelHash, SORTS, unframe } from '../../crypto/courier/frame.ts'
import { firstContactTag } from '../../crypto/courier/tags.ts'
import type { Gone, ParcelRow, Weight } from '../../store/parcels.ts'
import type { Store } from '../../store/store.ts'
import { guarded } from '../guarded.ts'
import type { CourierAnswers, CourierRefusal, Dropped, Page, Place } from '../ports.ts'
import { courierDays, DAY_MS, KEEP_DAYS } from './days.ts'
import { type Making, type Quotas, ROW_BYTES, roomFor } from './quotas.ts'

const EXPIRE_EVERY_MS = 60 * 60 * 1000
/** Of those that expired, at once: others have their turn in between. */
const MAX_EXPIRED = 500
const NOTHING = new Uint8Array()

export interface KeepingComponents {
  store: Pick<Store, 'parcels' | 'transaction' | 'durable'>
  /** Undefined: nothing more is taken in. What was is handed out all the same. */
  quotas(): Quotas | undefined
  /** Whether this copy is there for that. */
  dedicated: boolean
  /** The account of a connected peer that greeted; undefined: nothing is done for it. */
  accountOf(peer: DeviceId): Uint8Array | undefined
  isContact(account: Uint8Array): boolean
  now(): number
  onFailed(err: unknown): void
}

export function createKeeping(components: KeepingComponents) {
  const { store, now } = components
  const { parcels } = store
  /** Known to this run alone: what is on the disk does not say who left it. */
  const secret = randomBytes(32)
  let weight: Weight | undefined
  let timer: NodeJS.Timeout | undefined
  let next: NodeJS.Immediate | undefined

  async function put(
    depositor: Uint8Array,
    isContact: boolean,
    tag: Uint8Array,
    parcel: Uint8Array
  ): Promise<'stored' | CourierRefusal> {
    const quotas = components.quotas()
    if (quotas === undefined) return 'not-a-courier'
    if (parcel.byteLength > MAX_PARCEL_BYTES) return 'too-large'
    if (unframe(parcel) === undefined) return 'malformed'
    const hash = parcelHash(parcel)
    if (!parcels.has(tag, hash)) {
      const size = parcel.byteLength + ROW_BYTES
      const all = weighed()
      const making = roomFor(
        size,
        isContact,
        { total: all.bytes, strangers: all.strangers, tag: parcels.weightOf(tag), own: parcels.leftBy(depositor) },
        quotas
      )
      if ('refusal' in making) return making.refusal
      const row = { tag, hash, depositor, bytes: parcel, size, known: isContact ? 1 : 0 } as const
      try {
        changing(() => {
          const gone = makeRoom(making, tag)
          parcels.put({ ...row, storedAt: now(), expiresAt: now() + KEEP_DAYS * DAY_MS })
          return [...gone.map(({ size, known }) => ({ size: -size, known })), row]
        })
      } catch (err) {
        if (err instanceof ChatError && err.code === 'msg.disk') return 'full'
        throw err
      }
    }
    await store.durable()
    return 'stored'
  }

  const weighed = (): Weight => (weight ??= parcels.weight())

  /** What is kept is only counted anew where a change failed. */
  function changing(work: () => Array<Gone>): void {
    const { bytes, strangers } = weighed()
    weight = undefined
    const changes = store.transaction(work)
    const sum = (of: readonly Gone[]): number => of.reduce((total, { size }) => total + size, 0)
    weight = { bytes: bytes + sum(changes), strangers: strangers + sum(changes.filter(({ known }) => known === 0)) }
  }

  function makeRoom({ underTag, ofAll }: Making, tag: Uint8Array): Gone[] {
    const gone: Gone[] = []
    const freed = (): number => gone.reduce((sum, { size }) => sum + size, 0)
    const until = (bytes: number, next: () => Gone | undefined): void => {
      while (freed() < bytes) {
        const went = next()
        if (went === undefined) return
        gone.push(went)
      }
    }
    until(underTag, () => parcels.dropOldestOfStrangers(tag))
    until(ofAll, () => parcels.dropOldestOfStrangers())
    return gone
  }

  function take(account: Uint8Array, tags: readonly Uint8Array[], after: Place | undefined): Page {
    const rest = after === undefined ? tags : tags.filter(tag => Buffer.compare(tag, after.tag) >= 0)
    const own = ownTags(account)
    const carries = components.quotas() === undefined ? 'nothing' : components.dedicated ? 'always' : 'beside'
    const page: ParcelRow[] = []
    let bytes = 0
    for (const tag of parcels.tagsHeld(rest, now()).sort(Buffer.compare)) {
      const behind = after !== undefined && equal(after.tag, tag) ? after.hash : NOTHING
      const sort = own.has(toHex(tag)) ? undefined : SORTS.room
      for (const row of parcels.under(tag, behind, now(), sort)) {
        bytes += row.bytes.byteLength
        const isFull = page.length >= MAX_PAGE_PARCELS || (page.length > 0 && bytes > PARCEL_PAGE_BYTES)
        if (isFull) return { parcels: page.map(asParcel), more: true, carries }
        page.push(row)
      }
    }
    return { parcels: page.map(asParcel), more: false, carries }
  }

  /**
   * The tags under which somebody is written to for the first time, while a parcel may be kept. What is under them is given to
   * devices of that account alone: whoever knows the account could ask for it otherwise.
   */
  function ownTags(account: Uint8Array): Set<string> {
    return new Set(courierDays(now()).map(day => toHex(firstContactTag(account, day))))
  }

  async function drop(account: Uint8Array, dropped: readonly Dropped[]): Promise<'dropped'> {
    const own = ownTags(account)
    const allowed = dropped.filter(({ tag, hash, key }) => {
      const head = parcels.head(tag, hash, now())
      const framed = head && unframe(head)
      if (framed === undefined) return false
      if (framed.sort === 'first-contact' && own.has(toHex(tag))) return true
      return key !== undefined && opensLock(key, framed)
    })
    if (allowed.length > 0)
      changing(() =>
        allowed
          .flatMap(({ tag, hash }) => parcels.drop(tag, hash) ?? [])
          .map(({ size, known }) => ({ size: -size, known }))
      )
    return 'dropped'
  }

  function expire(): void {
    if (parcels.expire(now(), MAX_EXPIRED) === 0) return
    weight = undefined
    next = setImmediate(guarded(components.onFailed, expire))
  }

  return {
    /** What a connected peer may ask. Undefined: nothing is done for it. */
    answersFor(peer: DeviceId): CourierAnswers | undefined {
      const account = components.accountOf(peer)
      if (account === undefined) return undefined
      const depositor = new Uint8Array(createHmac('sha256', secret).update(account).digest().subarray(0, 16))
      return {
        put: (tag, parcel) => put(depositor, components.isContact(account), tag, parcel),
        take: (tags, after) => take(account, tags, after),
        drop: dropped => drop(account, dropped)
      }
    },
    start(): void {
      expire()
      timer = setInterval(guarded(components.onFailed, expire), EXPIRE_EVERY_MS)
    },
    stop(): void {
      clearInterval(timer)
      clearImmediate(next)
    }
  }
}

const asParcel = ({ tag, bytes }: ParcelRow): { tag: Uint8Array; parcel: Uint8Array } => ({ tag, parcel: bytes })
