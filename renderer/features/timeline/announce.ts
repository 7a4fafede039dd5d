/** Feeds the polite live region: one message at a time, at most one every two seconds, then a count. */

export const ANNOUNCE_EVERY_MS = 2_000
const MAX_SAID = 120

export interface Heard {
  readonly name: string
  readonly text: string
}

/** One: what somebody said. Many: how many were said meanwhile. */
export type Announcement = { readonly one: Heard } | { readonly many: number }

interface Timers {
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(handle: never): void
}

/** Returns what to call with each new message, and how to stop. */
export function createAnnouncer(say: (what: Announcement) => void, timers: Timers = globalThis) {
  let waiting: Heard[] = []
  let timer: unknown

  function flush(): void {
    timer = undefined
    const [first] = waiting
    if (first === undefined) return
    say(waiting.length === 1 ? { one: first } : { many: waiting.length })
    waiting = []
    timer = timers.setTimeout(flush, ANNOUNCE_EVERY_MS)
  }

  return {
    heard(message: Heard): void {
      const text = message.text.length > MAX_SAID ? `${message.text.slice(0, MAX_SAID)}…` : message.text
      waiting.push({ name: message.name, text })
      if (timer === undefined) flush()
    },
    stop(): void {
      waiting = []
      if (timer !== undefined) timers.clearTimeout(timer as never)
      timer = undefined
    }
  }
}
