/** Asks people near who wrote what nobody introduced yet, and answers the same question. */
import type { AccountId, DeviceId } from '../../../shared/model.ts'
import { toHex } from '../crypto/bytes.ts'
import { deviceIdOf, deviceKeyOf } from '../crypto/deviceId.ts'
import type { Introduced } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import { keepIntroduction, openIntroduction } from './introduction.ts'
import type { Introduction, Network } from './ports.ts'

/** Devices asked about at once, and people asked one after the other. */
const MAX_ASKED = 32
const MAX_PEOPLE_ASKED = 3
/** People known by hearsay only who are asked about in an hour: anybody may invent some. */
const MAX_HEARSAY = 512
const HOUR_MS = 60 * 60_000

export interface IntroductionsComponents {
  store: Store
  /** This account's key. */
  self: Uint8Array
  network: Pick<Network, 'askIntroductions'>
  /** Connected devices that greeted. */
  devices(): DeviceId[]
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
  now(): number
  /** What a device wrote counts from now on. Answers rows that look different. */
  effects(device: Uint8Array): number[]
  onIntroduced(accounts: AccountId[], shown: number[]): void
}

export type Introductions = ReturnType<typeof createIntroductions>

export function createIntroductions({
  store,
  self,
  network,
  devices,
  nearby,
  now,
  effects,
  onIntroduced
}: IntroductionsComponents) {
  const asking = new Set<string>()
  let stopped = false
  let hearsay = { at: Number.NEGATIVE_INFINITY, asked: 0 }

  async function ask(keys: readonly Uint8Array[], peers = devices()): Promise<void> {
    const wanted = new Map(
      keys
        .map(key => [toHex(key), key] as const)
        .filter(([name]) => !asking.has(name))
        .slice(0, MAX_ASKED)
    )
    for (const name of wanted.keys()) asking.add(name)
    const all = [...wanted.keys()]
    try {
      for (const peer of peers.slice(0, MAX_PEOPLE_ASKED)) {
        if (wanted.size === 0) break
        keep(wanted, await network.askIntroductions(peer, [...wanted.values()].map(deviceIdOf)).catch(() => []))
      }
    } finally {
      for (const name of all) asking.delete(name)
    }
  }

  /** Keeps those that hold and were asked for, and takes them off the list. */
  function keep(wanted: Map<string, Uint8Array>, answers: readonly Introduction[]): void {
    if (stopped) return
    for (const answer of answers.slice(0, MAX_ASKED)) {
      const introduced = openIntroduction(answer)
      if (introduced !== undefined && wanted.delete(toHex(introduced.device))) keepOne(introduced)
    }
  }

  function keepOne(introduced: Introduced): void {
    const { shown } = store.transaction(() =>
      keepIntroduction(store, introduced, { now: now(), near: nearby(), self, effects })
    )
    onIntroduced([toHex(introduced.account) as AccountId], shown)
  }

  return {
    ask,
    /** Asks one peer about many devices. */
    async askAll(keys: readonly Uint8Array[], peer: DeviceId): Promise<void> {
      for (let from = 0; from < keys.length && !stopped; from += MAX_ASKED)
        await ask(keys.slice(from, from + MAX_ASKED), [peer])
    },
    /** Keeps one that was handed over with what its author wrote, where it holds. */
    take(introduction: Introduction): void {
      const introduced = openIntroduction(introduction)
      if (introduced !== undefined && !stopped) keepOne(introduced)
    },
    /** A peer says that it reaches these: who is that? */
    async told(peer: DeviceId, reached: readonly DeviceId[]): Promise<void> {
      if (Math.abs(now() - hearsay.at) > HOUR_MS) hearsay = { at: now(), asked: 0 }
      const keys = reached.flatMap(device => deviceKeyOf(device) ?? [])
      const unknown = keys.filter(key => store.people.device(key)?.person == null).slice(0, MAX_HEARSAY - hearsay.asked)
      hearsay.asked += unknown.length
      for (let from = 0; from < unknown.length && !stopped; from += MAX_ASKED)
        await ask(unknown.slice(from, from + MAX_ASKED), [peer])
    },
    /** What is answered from now on is not kept. */
    stop(): void {
      stopped = true
    },
    /** Somebody came: perhaps they know who is still unknown here. */
    async welcomed(peer: DeviceId): Promise<void> {
      const unknown = store.events.unknownAuthors(MAX_ASKED)
      if (unknown.length > 0) await ask(unknown, [peer])
    },
    answer(asked: readonly DeviceId[]): Introduction[] {
      return asked.slice(0, MAX_ASKED).flatMap(id => {
        const key = deviceKeyOf(id)
        const row = key === undefined ? undefined : store.people.device(key)
        return row?.certificate != null && row.profile !== null
          ? [{ certificate: row.certificate, profile: row.profile }]
          : []
      })
    }
  }
}
