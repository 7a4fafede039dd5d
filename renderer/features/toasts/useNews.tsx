/** The few things that are worth a toast: somebody one was waiting for is back; the port had to be another one. */
import { useEffect, useRef } from 'react'
import type { EventId, NetworkState, Person } from '../../../shared/model.ts'
import { useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useToasts } from '../../ui/Toasts.tsx'

export function useNews(people: readonly Person[], network: NetworkState | undefined): void {
  useReturnNews(people)
  usePortNews(network)
}

function useReturnNews(people: readonly Person[]): void {
  const t = useT()
  const { show } = useToasts()
  const waiting = useWaiting()
  const wasIn = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const isIn = new Set(people.filter(person => person.nearness !== 'out').map(person => person.account))
    const back = people.find(person => isIn.has(person.account) && !wasIn.current.has(person.account))
    const wasAlone = wasIn.current.size === 0
    wasIn.current = isIn
    // Messages wait only while nobody is there, so whoever comes first sets them on their way.
    if (back === undefined || !wasAlone || waiting.current.size === 0) return
    show({
      id: 'back',
      picture: <Avatar name={back.name} hue={back.hue} />,
      title: t('toast.backTitle', { name: back.name }),
      detail: t('toast.backText', { count: waiting.current.size })
    })
    waiting.current.clear()
  }, [people, show, t, waiting])
}

/** Own messages that nobody was there to hear. */
function useWaiting(): { readonly current: Set<EventId> } {
  const bridge = useBridge()
  const epoch = useEpoch()
  const waiting = useRef(new Set<EventId>())
  useEffect(() => {
    if (epoch > 1) waiting.current.clear() // what was missed may have gone out meanwhile
    return bridge.on('timeline.changed', events => {
      for (const event of events) {
        if (event.mine && event.delivery === 'waiting') waiting.current.add(event.eventId)
        // One already on its way leaves by the toast that says so, or because it was held.
        else if (event.delivery !== 'sending') waiting.current.delete(event.eventId)
      }
    })
  }, [bridge, epoch])
  return waiting
}

function usePortNews(network: NetworkState | undefined): void {
  const t = useT()
  const { show } = useToasts()
  const taken = network?.portTaken ?? null
  const used = network?.port ?? null
  useEffect(() => {
    if (taken === null || used === null) return
    // Ports are names, not amounts: no digit grouping.
    show({
      id: 'port',
      title: t('toast.portTitle', { port: String(taken) }),
      detail: t('toast.portText', { used: String(used) })
    })
  }, [taken, used, show, t])
}
