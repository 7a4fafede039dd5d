/** When a key changed, as it stands in a sentence: 'today at 07:30', 'on 9 June, 06:55'. */
import { useCallback } from 'react'
import { useFormat } from './format.ts'
import { useT } from './useT.ts'

export function useKeyWhen(): (at: number) => string {
  const t = useT()
  const format = useFormat()
  return useCallback(
    at =>
      format.sameDay(at, Date.now())
        ? t('key.today', { time: format.time(at) })
        : t('key.onDay', { when: format.when(at) }),
    [t, format]
  )
}
