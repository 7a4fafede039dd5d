/** What happened on the network since the start, counted: what the network page and the doctor show. Bounded. */
import type { Ignored } from '../../../shared/networkModel.ts'
import type { DialAttempt } from '../chat/ports.ts'

/** Interfaces that are counted for; names come and go with docks and virtual machines. */
const MAX_INTERFACES = 64
const MAX_ATTEMPTS = 200

export type IgnoredReason = Ignored['reason']

export interface Counts {
  readonly sent: number
  readonly heard: number
  readonly heardAt: number | null
  readonly dialled: number
  readonly failed: number
}

type Counting = { -readonly [K in keyof Counts]: Counts[K] }

export class Facts {
  readonly #now: () => number
  readonly #counts = new Map<string, Counting>()
  readonly #ignored = new Map<string, Ignored>()
  #attempts: DialAttempt[] = []

  /** @param now ms since 1970 */
  constructor(now: () => number) {
    this.#now = now
  }

  /** A question or an announcement went out. */
  sent(name: string): void {
    this.#of(name).sent++
  }

  /** One of somebody else came in. */
  heard(name: string): void {
    const counts = this.#of(name)
    counts.heard++
    counts.heardAt = this.#now()
  }

  /** A dial ended; `name` is null where no interface leads to the address. */
  dialled(name: string | null, ok: boolean): void {
    if (name === null) return
    const counts = this.#of(name)
    counts.dialled++
    if (!ok) counts.failed++
  }

  /** Something was heard and not heeded. */
  ignored(reason: IgnoredReason, name: string | null): void {
    const known = name === null || this.#counts.has(name) || this.#counts.size < MAX_INTERFACES ? name : null
    const key = `${reason} ${known ?? ''}`
    const before = this.#ignored.get(key)?.count ?? 0
    this.#ignored.set(key, { reason, interface: known, count: before + 1, lastAt: this.#now() })
    if (known !== null) this.#of(known)
  }

  attempted(attempt: DialAttempt): void {
    this.#attempts = [attempt, ...this.#attempts.slice(0, MAX_ATTEMPTS - 1)]
  }

  counts(name: string): Counts {
    return this.#counts.get(name) ?? { sent: 0, heard: 0, heardAt: null, dialled: 0, failed: 0 }
  }

  /** Newest first. */
  attempts(): DialAttempt[] {
    return [...this.#attempts]
  }

  allIgnored(): Ignored[] {
    return [...this.#ignored.values()]
  }

  #of(name: string): Counting {
    let counts = this.#counts.get(name)
    if (counts !== undefined) return counts
    const [oldest] = this.#counts.keys()
    if (this.#counts.size >= MAX_INTERFACES && oldest !== undefined) this.#counts.delete(oldest)
    counts = { sent: 0, heard: 0, heardAt: null, dialled: 0, failed: 0 }
    this.#counts.set(name, counts)
    return counts
  }
}
