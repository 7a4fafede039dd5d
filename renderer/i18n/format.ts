/** Times, days and numbers as people write them: 10:21, "Yesterday, 16:12", "9 June, 06:55", 1,240. */
import { useLingui } from '@lingui/react'
import { createContext, useContext, useMemo } from 'react'
import { type T, useT } from './useT.ts'

export type Clock = '24' | '12'
/** The 24 or 12 hour setting, for everything below. */
export const ClockContext = createContext<Clock>('24')

export interface Format {
  /** '10:21' */
  time(at: number): string
  /** '10:21' today, 'Yesterday, 16:12', '9 June, 06:55', '9 June 2025, 06:55'. */
  when(at: number, now?: number): string
  /** For a line between days: 'Today', 'Yesterday', 'Tuesday, 9 June', 'Tuesday, 9 June 2025'. */
  day(at: number, now?: number): string
  /** As it is up to 999, then 1,240. */
  number(value: number): string
  /** 'Femi', 'Femi and Jonas' */
  list(items: readonly string[]): string
  /** Whether two times are of the same day here. */
  sameDay(a: number, b: number): boolean
}

/** `timeZone` is the computer's unless a test says otherwise. */
export function createFormat(
  t: T,
  { locale, clock, timeZone }: { locale: string; clock: Clock; timeZone?: string }
): Format {
  const zone = timeZone === undefined ? {} : { timeZone }
  const maker = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...zone, ...options })
  const clockFormat = maker(
    clock === '24'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }
  )
  const dayKey = maker({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const yearKey = maker({ year: 'numeric' })
  const date = maker({ day: 'numeric', month: 'long' })
  const dateOfYear = maker({ day: 'numeric', month: 'long', year: 'numeric' })
  const weekday = maker({ weekday: 'long' })
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale)

  const sameDay = (a: number, b: number): boolean => dayKey.format(a) === dayKey.format(b)
  // A noon-to-noon step lands on the day before, however long that day was.
  const dayBefore = (now: number): number => startOf(now) - 12 * 3_600_000
  const startOf = (now: number): number => {
    const parts = Object.fromEntries(
      maker({ hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
        .formatToParts(now)
        .map(part => [part.type, part.value])
    )
    return now - (Number(parts.hour) * 60 + Number(parts.minute)) * 60_000
  }
  const plainDate = (at: number, now: number): string =>
    (yearKey.format(at) === yearKey.format(now) ? date : dateOfYear).format(at)

  return {
    time: at => clockFormat.format(at),
    when(at, now = Date.now()) {
      const time = clockFormat.format(at)
      if (sameDay(at, now)) return time
      if (sameDay(at, dayBefore(now))) return t('time.yesterday', { time })
      return t('time.onDay', { day: plainDate(at, now), time })
    },
    day(at, now = Date.now()) {
      if (sameDay(at, now)) return t('time.today')
      if (sameDay(at, dayBefore(now))) return t('time.dayYesterday')
      return t('time.weekday', { weekday: weekday.format(at), day: plainDate(at, now) })
    },
    number: value => numbers.format(value),
    list: items => lists.format(items),
    sameDay
  }
}

/** How times and numbers are written here, by the language and the clock setting. */
export function useFormat(): Format {
  const t = useT()
  const { i18n } = useLingui()
  const clock = useContext(ClockContext)
  return useMemo(() => createFormat(t, { locale: i18n.locale, clock }), [t, i18n, clock])
}
