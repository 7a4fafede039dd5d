/** How much is offered, for those who listen, once typing rests. */
import { useEffect } from 'react'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'

const REST_MS = 600

export function useSayCount(typed: string, count: number): void {
  const t = useT()
  const announce = useAnnounce()
  useEffect(() => {
    if (typed === '') return
    const timer = setTimeout(() => announce(t('palette.said', { count })), REST_MS)
    return () => clearTimeout(timer)
  }, [typed, count, announce, t])
}
