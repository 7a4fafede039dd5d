/**
 * How much longer to wait for others while this process itself is late. Where many share one computer, or it is busy, all
 * are slow at once: whoever took slowness for death would dial everybody anew, and make it worse for all.
 */

/** Longer than this, and the computer slept: that says nothing about how busy it is. */
const SLEPT_MS = 5_000
/** What a timer is late anyway. */
const USUAL_MS = 100
const EACH = 5
const MOST_MS = 10_000
/** Lateness counts half as much after this. */
const HALF_LIFE_MS = 5_000

export class Patience {
  #lateMs = 0

  /** What to add to a deadline, in ms. */
  get ms(): number {
    return this.#lateMs <= USUAL_MS ? 0 : Math.min(MOST_MS, this.#lateMs * EACH)
  }

  /** @param passedMs since the last time @param lateMs how much of that was not meant */
  ticked(passedMs: number, lateMs: number): void {
    const before = this.#lateMs * 0.5 ** (passedMs / HALF_LIFE_MS)
    this.#lateMs = lateMs > SLEPT_MS ? before : Math.max(before, lateMs)
  }
}
