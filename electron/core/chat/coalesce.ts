/** Many changes told once: the interface hears of them a moment later, together. */
import { guarded } from './guarded.ts'

export interface Coalesced<T> {
  add(...items: T[]): void
  /** Tells now what is waiting. */
  flush(): void
  stop(): void
}

/**
 * @param waitMs how long the first of several waits for the others
 * @param onFailed what `tell` throws in its timer
 */
export function coalesce<T>(
  waitMs: number,
  tell: (items: Set<T>) => void,
  onFailed: (err: unknown) => void
): Coalesced<T> {
  let items = new Set<T>()
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (items.size === 0) return
    const told = items
    items = new Set()
    tell(told)
  }
  return {
    add(...more) {
      for (const item of more) items.add(item)
      if (items.size > 0) timer ??= setTimeout(guarded(onFailed, flush), waitMs)
    },
    flush,
    stop() {
      clearTimeout(timer)
      items.clear()
    }
  }
}
