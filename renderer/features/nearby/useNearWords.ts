/** How near somebody is, in words: short for a row, whole for a profile and for those who listen. */
import { useMemo } from 'react'
import type { Person } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'

export interface NearWords {
  /** '3 ms', 'Through someone', 'Out of earshot since 08:47' */
  short(person: Person): string
  /** 'Direct link, 3 ms' */
  whole(person: Person): string
  /** For those who listen: 'within earshot, 3 ms' */
  spoken(person: Person): string
}

export function useNearWords(): NearWords {
  const t = useT()
  const format = useFormat()
  return useMemo(() => {
    const since = (person: Person): string => format.when(person.lastHeardAt)
    const latency = (ms: number): string => (ms < 1 ? t('nearby.msUnder') : t('nearby.ms', { ms: Math.round(ms) }))
    const short = (person: Person): string => {
      const { nearness, latencyMs } = person
      if (nearness === 'direct') return latencyMs === null ? t('nearby.direct') : latency(latencyMs)
      return nearness === 'out' ? t('nearby.outSince', { when: since(person) }) : t(`nearby.${nearness}`)
    }
    return {
      short,
      whole(person) {
        const { nearness, latencyMs } = person
        if (nearness === 'direct') {
          return latencyMs === null
            ? t('nearby.profile.link')
            : t('nearby.profile.linkMs', { latency: latency(latencyMs) })
        }
        return nearness === 'out' ? t('nearby.outSince', { when: since(person) }) : t(`nearby.${nearness}`)
      },
      spoken(person) {
        const { nearness, latencyMs } = person
        if (nearness !== 'direct') return short(person)
        if (latencyMs === null) return t('nearby.spokenDirect')
        return t('nearby.spokenDirectMs', { latency: latency(latencyMs) })
      }
    }
  }, [t, format])
}
