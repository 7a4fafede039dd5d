/** How much was found, in words: beside the filters, and, once typing rests, for those who listen. */
import { useEffect } from 'react'
import { MAX_FOUND } from '../../../shared/limits.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import type { Found } from './useSearch.ts'

const REST_MS = 600

/** Beyond MAX_FOUND nothing is counted. */
const over = (found: number): boolean => found >= MAX_FOUND

export const countOf = (t: T, { found }: Found): string =>
  over(found) ? t('search.countMost', { count: MAX_FOUND - 1 }) : t('search.count', { count: found })

/** With how much was searched, and what was not. */
export const footOf = (t: T, { found, searched }: Found): string =>
  over(found) ? t('search.footMost', { found: MAX_FOUND - 1, searched }) : t('search.foot', { found, searched })

export function useSayCount(found: Found | undefined): void {
  const t = useT()
  const announce = useAnnounce()
  const said =
    found &&
    (over(found.found) ? t('search.saidMost', { count: MAX_FOUND - 1 }) : t('search.said', { count: found.found }))
  const text = found?.text
  useEffect(() => {
    if (said === undefined) return
    const timer = setTimeout(() => announce(said), REST_MS)
    return () => clearTimeout(timer)
    // the same count for other words is news
  }, [said, text, announce])
}
