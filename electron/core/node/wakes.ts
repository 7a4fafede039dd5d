/** Notices that this computer slept: the clock on the wall went on, and nothing here did. */

/** Longer than a busy process stands still. */
const SLEPT_MS = 5_000

export class Wakes {
  readonly #now: () => number
  #lookedAt: number

  /** @param now ms since 1970: a clock that counts the sleep as well */
  constructor(now: () => number) {
    this.#now = now
    this.#lookedAt = now()
  }

  /** Called often. True once after a sleep, or where the clock was put forward, which costs a ping. */
  look(): boolean {
    const before = this.#lookedAt
    this.#lookedAt = this.#now()
    return this.#lookedAt - before > SLEPT_MS
  }
}
