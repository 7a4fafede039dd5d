/**
 * When to speak on one network: often at first, seldom later, an answer when asked, and while somebody is missed one
 * announcement every few seconds, whoever of all makes it. Everybody hears everything, so what another said is not said again.
 */
import {
  ANSWER_BURST,
  ANSWER_MAX_MS,
  ANSWER_MIN_MS,
  ANSWER_SPACING_MS,
  SEARCH_LATER_AFTER_MS,
  SEARCH_LATER_MS,
  SEARCH_MS
} from './constants.ts'

export type Saying = 'ask' | 'announce' | 'both'

export interface PaceInit {
  readonly firstMs: readonly number[]
  /** What the nth of these (0, 1, ...) says once its time has come; undefined: it is of no use any more. */
  first(nth: number): Saying | undefined
  /** Between two answers. Among few this is the average: some may come close, so that who comes just after others is not kept waiting. */
  spacingMs(): number
  /** How long until the next word when nothing happens, and which; asked anew each time. */
  steady(): { afterMs: number; say: Saying | undefined }
  /** How many times longer than usual the search takes here. */
  searchFactor(): number
  /** Whether there is anything to announce; while there is not, a search asks. */
  announces(): boolean
  say(what: Saying): void
}

export class Pace {
  readonly #init: PaceInit
  readonly #first = new Set<NodeJS.Timeout>()
  #steady: NodeJS.Timeout | undefined
  #answer: NodeJS.Timeout | undefined
  #search: NodeJS.Timeout | undefined
  #searchingSince: number | undefined
  /** The last announcements, as many as may come close. */
  #announcedAt: number[] = []
  #stopped = false

  constructor(init: PaceInit) {
    this.#init = init
  }

  start(): void {
    for (const [nth, afterMs] of this.#init.firstMs.entries()) {
      const speak = (): void => {
        const what = this.#init.first(nth)
        if (what !== undefined) this.#say(what)
      }
      this.#first.add(setTimeout(speak, afterMs))
    }
    this.#armSteady()
    this.#armSearch()
  }

  stop(): void {
    this.#stopped = true
    for (const timer of [...this.#first, this.#steady, this.#answer, this.#search]) clearTimeout(timer)
  }

  /**
   * Somebody asked: everybody who is there answers, so our own next question can wait.
   * @param answers whether we do as well, or perhaps later
   */
  othersAsked(answers = true): void {
    this.#armSteady()
    if (answers) this.answer()
  }

  /** Somebody announced himself: a search on this network need not be repeated by us. */
  othersAnnounced(): void {
    this.#armSearch()
  }

  /** Tells everybody where we are, soon, and not too often. */
  answer(): void {
    if (this.#answer !== undefined || this.#stopped || !this.#init.announces()) return
    const random = ANSWER_MIN_MS + Math.random() * (ANSWER_MAX_MS - ANSWER_MIN_MS)
    const spacingMs = this.#init.spacingMs()
    const burst = spacingMs > ANSWER_SPACING_MS ? 1 : ANSWER_BURST
    const next = (this.#announcedAt.at(-burst) ?? Number.NEGATIVE_INFINITY) + burst * spacingMs
    const wait = Math.max(random, next - performance.now())
    this.#answer = setTimeout(() => {
      this.#answer = undefined
      this.#say('announce')
    }, wait)
  }

  searching(since: number | undefined): void {
    if (this.#searchingSince === since) return
    this.#searchingSince = since
    this.#armSearch()
  }

  #say(what: Saying): void {
    if (this.#stopped) return
    if (what !== 'ask' && this.#init.announces()) {
      this.#announcedAt = [...this.#announcedAt, performance.now()].slice(-ANSWER_BURST)
      clearTimeout(this.#answer)
      this.#answer = undefined
      this.#armSearch()
    }
    this.#init.say(what)
  }

  #armSteady(): void {
    if (this.#stopped) return
    clearTimeout(this.#steady)
    const { afterMs, say } = this.#init.steady()
    this.#steady = setTimeout(
      () => {
        this.#armSteady()
        if (say !== undefined) this.#say(say)
      },
      afterMs * (0.8 + Math.random() * 0.4)
    )
  }

  #armSearch(): void {
    clearTimeout(this.#search)
    if (this.#searchingSince === undefined || this.#stopped) return
    const long = performance.now() - this.#searchingSince > SEARCH_LATER_AFTER_MS
    const everyMs = (long ? SEARCH_LATER_MS : SEARCH_MS) * this.#init.searchFactor()
    this.#search = setTimeout(
      () => {
        this.#armSearch()
        this.#say(this.#init.announces() ? 'announce' : 'ask')
      },
      everyMs * (0.8 + Math.random() * 0.4)
    )
  }
}
