/**
 * Asks peers for parcels that are for this device, opens them and hands over what is in them; then they are dropped. Page by page,
 * in the background: what a peer can cost is bounded. Spec: docs/protocol/19-couriers.md
 */

import { COURIER_RATE, MAX_DROPPED_PARCELS, MAX_PARCEL_TAGS, TAGS_FOR_ONE } from '../../../../shared/limits.ts'
import type { DeviceId } from '../../../../shared/model.ts'
import { parcelHash } from '../../crypto/courier/frame.ts'
import { guarded } from '../guarded.ts'
import type { Dropped, Network, Page, Place } from '../ports.ts'
import { createTurns } from '../sync/turns.ts'
import type { OwnTag, OwnTags } from './ownTags.ts'
import type { Handled, Receiving } from './receiving.ts'

/** Of one peer in one round: as much as a flooded tag may hold, and more; the rest is for the next. */
const MAX_PAGES = 32
const AGAIN_MS = 3 * 60_000
const MOST_MS = 60 * 60_000
const LOOK_MS = 30_000
const GREETED_MS = 2_000
/** Peers asked at once, and how long one may keep the others waiting. */
const AT_ONCE = 3
const LONG_MS = 5_000

export interface TakingComponents {
  network: Pick<Network, 'courier'>
  /** What a peer said that it does. */
  onSaid(peer: DeviceId, carries: Page['carries']): void
  receiving: Receiving
  tags: OwnTags
  devices(): DeviceId[]
  isBlocked(peer: DeviceId): boolean
  now(): number
  /** A moment, for a courier that is asked for much. Rejects once everything ends. */
  pause(ms: number): Promise<void>
  onFailed(err: unknown): void
}

interface Known {
  running: boolean
  /** A round was wanted while one was under way. */
  again: boolean
  nextAt: number
  everyMs: number
}

export function createTaking(components: TakingComponents) {
  const { network, receiving, now } = components
  const peers = new Map<DeviceId, Known>()
  const turns = createTurns(AT_ONCE, LONG_MS)
  const rounds = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function ask(peer: DeviceId): void {
    if (stopped || components.isBlocked(peer)) return
    const known = peers.get(peer) ?? { running: false, again: false, nextAt: 0, everyMs: AGAIN_MS }
    peers.set(peer, known)
    known.again = known.running
    if (known.running) return
    known.running = true
    const done = turns(async () => await round(peer, known))
      .catch(err => {
        if (!stopped) components.onFailed(err) // else it was waiting
      })
      .finally(() => {
        rounds.delete(done)
        known.running = false
        known.nextAt = now() + known.everyMs
        if (known.again) ask(peer)
      })
    rounds.add(done)
  }

  async function round(peer: DeviceId, known: Known): Promise<void> {
    const tags = components.tags.all()
    let useful = 0
    let pages = 0
    let spent = 0
    for (let from = 0; from < tags.length; from += MAX_PARCEL_TAGS) {
      let rest = tags.slice(from, from + MAX_PARCEL_TAGS)
      let after: Place | undefined
      for (let more = true; more && pages < MAX_PAGES; pages++) {
        spent += 3 + Math.ceil(rest.length / TAGS_FOR_ONE)
        if (spent > COURIER_RATE.burst / 2)
          await components.pause(((3 + rest.length / TAGS_FOR_ONE) * 1_000) / COURIER_RATE.perSecond)
        const page = (await takeFrom(peer, rest, after)) ?? (pages === 0 ? await takeLater(peer, rest) : undefined)
        if (stopped || page === undefined) return
        const handled = await receiving.receive(page.parcels)
        useful += handled.filter(one => one.is === 'new').length
        if (!(await drop(peer, handled))) return
        if (handled.length < page.parcels.length) return // the disk is full: nothing is dropped that was not kept
        const last = page.parcels.at(-1)
        more = page.more && last !== undefined
        if (last !== undefined) after = { tag: last.tag, hash: parcelHash(last.parcel) }
        const behind = last?.tag
        if (behind !== undefined) rest = rest.filter(({ tag }) => Buffer.compare(tag, behind) >= 0)
      }
    }
    // who has nothing, or nothing that is any good, is asked less often
    known.everyMs = useful > 0 ? AGAIN_MS : Math.min(MOST_MS, 2 * known.everyMs)
  }

  /** Just after it came, a peer may not have read our greeting yet: it is asked a second time before it is left alone. */
  async function takeLater(peer: DeviceId, tags: readonly OwnTag[]): Promise<Page | undefined> {
    await components.pause(GREETED_MS)
    return stopped || components.isBlocked(peer) ? undefined : await takeFrom(peer, tags, undefined)
  }

  async function takeFrom(
    peer: DeviceId,
    tags: readonly OwnTag[],
    after: Place | undefined
  ): Promise<Page | undefined> {
    try {
      const page = await network.courier.take(
        peer,
        tags.map(({ tag }) => tag),
        after
      )
      components.onSaid(peer, typeof page === 'string' ? 'nothing' : page.carries)
      return typeof page === 'string' ? undefined : page
    } catch {
      return undefined // it does not speak it, broke off, or sent what was not asked for
    }
  }

  /** False: the peer does not answer any more. */
  async function drop(peer: DeviceId, handled: readonly Handled[]): Promise<boolean> {
    const dropped: Dropped[] = handled.flatMap(({ drop }) => drop ?? [])
    try {
      for (let from = 0; from < dropped.length; from += MAX_DROPPED_PARCELS)
        await network.courier.drop(peer, dropped.slice(from, from + MAX_DROPPED_PARCELS))
      return true
    } catch {
      return false
    }
  }

  return {
    /** Somebody came. */
    welcomed(peer: DeviceId): void {
      const known = peers.get(peer)
      if (known !== undefined) known.everyMs = AGAIN_MS
      ask(peer)
    },
    parted: (peer: DeviceId): void => void peers.delete(peer),
    /** A room is new: something may wait under its tags, or be of use now that was not. */
    joined(): void {
      for (const peer of components.devices()) ask(peer)
    },
    start(): void {
      for (const peer of components.devices()) ask(peer)
      timer = setInterval(
        guarded(components.onFailed, () => {
          for (const [peer, { nextAt }] of peers) if (nextAt <= now()) ask(peer)
        }),
        LOOK_MS
      )
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await Promise.all(rounds)
    }
  }
}
