/** What can be said of the network now, and when that changes. */
import type { NetworkStatus } from '../chat/ports.ts'

export interface StatusInit {
  readonly everyMs: number
  read(): NetworkStatus
  changed(): void
  /** Called at every look, before the status is read. */
  looked(): void
}

export class StatusWatch {
  readonly #init: StatusInit
  #timer: NodeJS.Timeout | undefined
  #last = ''

  constructor(init: StatusInit) {
    this.#init = init
  }

  start(): void {
    this.#last = JSON.stringify(this.#init.read())
    this.#timer = setInterval(() => this.look(), this.#init.everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Tells when something is different from the last look. */
  look(): void {
    this.#init.looked()
    const now = JSON.stringify(this.#init.read())
    if (now === this.#last) return
    this.#last = now
    this.#init.changed()
  }
}
