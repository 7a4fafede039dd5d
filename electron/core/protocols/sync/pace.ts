/** Whether a peer that keeps within every deadline also sends something worth waiting for. */
import type { SyncTimings } from './constants.ts'
import { TooSlowError } from './errors.ts'

export class Pace {
  readonly #timings: SyncTimings
  #waitedMs = 0
  #bytes = 0

  constructor(timings: SyncTimings) {
    this.#timings = timings
  }

  /** Called at each frame, with how long it was waited for: the time that the consumer takes is not in it. */
  took(waitedMs: number, bytes: number): void {
    const { dripMs, minBytesPerSecond } = this.#timings
    this.#waitedMs += waitedMs
    this.#bytes += bytes
    if (this.#waitedMs < dripMs) return
    if ((this.#bytes * 1000) / this.#waitedMs < minBytesPerSecond) throw new TooSlowError('sends next to nothing')
    this.#waitedMs = 0
    this.#bytes = 0
  }
}
