/** A probe of a network while it runs: how far it has come, and who was found by it. One at a time. */
import { ChatError } from '../../../../shared/errors.ts'
import type { AccountId } from '../../../../shared/model.ts'
import type { Probing } from '../../../../shared/networkModel.ts'
import { coalesce } from '../coalesce.ts'
import type { ProbeProgress } from '../doctor/looking.ts'
import type { Network } from '../ports.ts'
import type { Presence } from '../presence.ts'
import { placeOf } from './places.ts'

/** How often its progress is told. */
const TELL_MS = 250
/** How long whoever answered last may take to greet. */
const GREET_MS = 3_000
const LOOK_MS = 100
const NOT_BEGUN: ProbeProgress = { cidr: '', done: 0, total: 0, answered: [] }

export interface ProbingComponents {
  network: Network
  presence: Pick<Presence, 'list' | 'accountOf'>
  onProgress(so: Probing): void
  onFailed(err: unknown): void
}

export function createProbing({ network, presence, onProgress, onFailed }: ProbingComponents) {
  let current: { stop: AbortController; done: Promise<Probing>; cidr: string | undefined } | undefined
  let so: ProbeProgress = NOT_BEGUN
  let before = new Set<AccountId>()

  const near = (): AccountId[] =>
    presence
      .list()
      .filter(({ nearness }) => nearness === 'direct')
      .map(({ account }) => account)

  /** Those who were not near before, and are at an address that answered. */
  function found(): AccountId[] {
    const answered = new Set(so.answered)
    const there = network
      .facts()
      .links.filter(({ relay, address }) => relay === null && answered.has(placeOf(address)?.host ?? ''))
      .flatMap(({ peer }) => presence.accountOf(peer) ?? [])
    const now = new Set(near())
    return [...new Set(there)].filter(account => now.has(account) && !before.has(account))
  }

  const state = (running: boolean): Probing => ({
    cidr: so.cidr,
    done: so.done,
    total: so.total,
    found: found(),
    running
  })
  const telling = coalesce<true>(TELL_MS, () => onProgress(state(true)), onFailed)

  async function probe(cidr: string | undefined, signal: AbortSignal): Promise<Probing> {
    before = new Set(near())
    so = NOT_BEGUN
    const onProbed = (progress: ProbeProgress): void => {
      so = progress
      telling.add(true)
    }
    await network.looking.probe(cidr, onProbed, signal)
    await allGreeted(so.answered.length, signal)
    telling.stop()
    return state(false)
  }

  /** Until as many came near as answered, or some time has passed: not everybody who answers is somebody new. */
  async function allGreeted(answered: number, signal: AbortSignal): Promise<void> {
    const until = performance.now() + GREET_MS
    while (found().length < answered && performance.now() < until && !signal.aborted)
      await new Promise(resolve => setTimeout(resolve, LOOK_MS))
  }

  return {
    /** Answers when it is done, or was stopped. Throws ChatError net.cidr, net.outside; busy while another one runs. */
    run(cidr: string | undefined): Promise<Probing> {
      if (current !== undefined && current.cidr === cidr) return current.done
      if (current !== undefined) throw new ChatError('busy', 'a probe is running')
      const stop = new AbortController()
      const done = probe(cidr, stop.signal)
        .then(end => {
          onProgress(end)
          return end
        })
        .finally(() => {
          current = undefined
        })
      current = { stop, done, cidr }
      return done
    },
    stop: (): void => current?.stop.abort(),
    end(): void {
      current?.stop.abort()
      telling.stop()
    }
  }
}
