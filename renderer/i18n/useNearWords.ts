/** How near somebody is, in words: a few for a sidebar, short for a row, whole for a profile and for those who listen. */
import { useMemo } from 'react'
import type { Person } from '../../shared/model.ts'
import { type Format, useFormat } from './format.ts'
import { type Names, useNames } from './names.ts'
import { type T, useT } from './useT.ts'

/** What the words are made of. */
export type Near = Pick<Person, 'nearness' | 'via' | 'latencyMs' | 'lastHeardAt'>

export interface NearWords {
  /** Exceptions only: '', 'via Femi', '2 h'. */
  brief(person: Near, now: number): string
  /** '3 ms', 'via Femi', 'Out of earshot since 08:47' */
  short(person: Near): string
  /** 'Direct link on wlan0, 3 ms', 'Through Femi, 19 ms' */
  whole(person: Near, network?: string | null): string
  /** For those who listen: 'within earshot, 3 ms' */
  spoken(person: Near): string
  /** '3 ms' */
  latency(ms: number): string
  /** Those in between: 'Femi and Jonas'; empty where none of them is known. */
  via(person: Pick<Near, 'via'>): string
}

export function useNearWords(): NearWords {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  return useMemo(() => createNearWords(t, format, names), [t, format, names])
}

export function createNearWords(t: T, format: Pick<Format, 'when' | 'list'>, names: Names): NearWords {
  const latency = (ms: number): string => (ms < 1 ? t('near.msUnder') : t('near.ms', { ms: Math.round(ms) }))
  const since = (person: Near): string => t('near.outSince', { when: format.when(person.lastHeardAt) })
  const between = ({ via }: Pick<Near, 'via'>): string[] => via.flatMap(account => names.short(account) ?? [])
  const timed = (words: string, { latencyMs }: Near): string =>
    latencyMs === null ? words : t('near.timed', { words, latency: latency(latencyMs) })
  const passedOn = (person: Near, how: 'short' | 'whole' | 'spoken'): string => {
    const known = between(person)
    const who = how === 'short' ? known.join(', ') : format.list(known)
    const { nearness } = person
    if (nearness === 'direct' || nearness === 'out') return ''
    return who === '' ? t(`near.${nearness}.unknown`) : t(`near.${nearness}.${how}`, { who })
  }
  return {
    latency,
    via: person => format.list(between(person)),
    brief(person, now) {
      if (person.nearness === 'direct') return ''
      return person.nearness === 'out' ? ago(t, now - person.lastHeardAt) : passedOn(person, 'short')
    },
    short(person) {
      if (person.nearness === 'out') return since(person)
      if (person.nearness !== 'direct') return passedOn(person, 'short')
      return person.latencyMs === null ? t('near.direct') : latency(person.latencyMs)
    },
    whole(person, network) {
      if (person.nearness === 'out') return since(person)
      if (person.nearness !== 'direct') return timed(passedOn(person, 'whole'), person)
      return timed(network ? t('near.linkOn', { network }) : t('near.link'), person)
    },
    spoken(person) {
      if (person.nearness === 'out') return since(person)
      return timed(person.nearness === 'direct' ? t('near.within') : passedOn(person, 'spoken'), person)
    }
  }
}

const MINUTE_MS = 60_000

/** '5 min', '2 h', '3 d' */
function ago(t: T, ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / MINUTE_MS))
  if (minutes < 60) return t('near.ago.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? t('near.ago.hours', { count: hours }) : t('near.ago.days', { count: Math.floor(hours / 24) })
}
