/** The time, told once a minute to whatever shows how long ago something was. One clock for all. */
import { useSyncExternalStore } from 'react'
import type { Format } from '../../i18n/format.ts'
import type { T } from '../../i18n/useT.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now()
    timer = setInterval(tick, MINUTE_MS)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** In ms; changes once a minute. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => now)

/** 'just now', '12 min ago', '3 h ago', then the time itself. */
export function ago(t: T, format: Format, at: number, now: number): string {
  const passed = now - at
  if (passed < MINUTE_MS) return passed > -MINUTE_MS ? t('message.agoNow') : format.when(at, now)
  if (passed < HOUR_MS) return t('message.agoMinutes', { count: Math.floor(passed / MINUTE_MS) })
  if (passed < 6 * HOUR_MS) return t('message.agoHours', { count: Math.floor(passed / HOUR_MS) })
  return format.when(at, now)
}
