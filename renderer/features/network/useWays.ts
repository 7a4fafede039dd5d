/** What there is to say about a way: how it goes, who can read along, how it was found, how an attempt ended. */
import { useMemo } from 'react'
import type { Attempt, PersonPath } from '../../../shared/networkModel.ts'
import type { MessageId } from '../../i18n/catalogue.ts'
import { type Format, useFormat } from '../../i18n/format.ts'
import { type Names, useNames } from '../../i18n/names.ts'
import { createNearWords, type NearWords } from '../../i18n/useNearWords.ts'
import { type T, useT } from '../../i18n/useT.ts'

export interface Ways {
  /** 'TCP', 'Relayed by Femi' */
  transport(path: PersonPath): string
  /** Who can read what travels this way. */
  secrecy(path: PersonPath): string
  found(path: PersonPath): string
  /** 'Since 09:12, called from here' */
  since(path: PersonPath): string
  outcome(attempt: Attempt): string
  /** 'No answer, 10:14' */
  attempt(attempt: Attempt): string
  /** 'Femi Adeyemi', or the beginning of a PeerId, or 'Unknown' */
  meant(attempt: Attempt): string
  near: NearWords
}

export function useWays(): Ways {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  return useMemo(() => createWays(t, format, names), [t, format, names])
}

export function createWays(t: T, format: Pick<Format, 'when' | 'list'>, names: Names): Ways {
  const near = createNearWords(t, format, names)
  const named = (path: PersonPath, id: 'transport' | 'secrecy'): string => {
    const { transport } = path
    if (transport === null) return t('network.none')
    const who = near.via(path)
    const known: MessageId = `network.${id}.${transport}`
    return transport === 'tcp' || who !== '' ? t(known, { who }) : t(`network.${id}.${transport}Unknown`)
  }
  const outcome = (attempt: Attempt): string => t(`network.outcome.${attempt.outcome}`)
  return {
    near,
    outcome,
    transport: path => named(path, 'transport'),
    secrecy: path => named(path, 'secrecy'),
    found: ({ found }) => t(found === null ? 'network.none' : `network.found.${found}`),
    since({ since, direction }) {
      if (since === null) return t('network.none')
      return t(direction === null ? 'network.since.plain' : `network.since.${direction}`, { when: format.when(since) })
    },
    attempt: attempt => t('network.attempt.said', { outcome: outcome(attempt), when: format.when(attempt.at) }),
    meant: ({ account, peerId }) =>
      (account === null ? undefined : names.whole(account)) ??
      (peerId === null ? t('network.unknown') : t('network.device', { id: peerId.slice(-8) }))
  }
}
