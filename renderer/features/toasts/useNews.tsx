/** The few things that are worth a toast: somebody one was waiting for is back; the port had to be another one. */
import { useEffect, useRef } from 'react'
import type { EventId, NetworkState, Person, Room, RoomId } from '../../../shared/model.ts'
import { useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useToasts } from '../../ui/Toasts.tsx'

export function useNews(people: readonly Person[], rooms: readonly Room[], network: NetworkState | undefined): void {
  useReturnNews(people, rooms)
  usePortNews(network)
}

function useReturnNews(people: readonly Person[], rooms: readonly Room[]): void {
  const t = useT()
  const { show } = useToasts()
  const waiting = useWaiting()
  const wasIn = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const isIn = new Set(people.filter(person => person.nearness !== 'out').map(person => person.account))
    const back = people.filter(person => isIn.has(person.account) && !wasIn.current.has(person.account))
    const wasAlone = wasIn.current.size === 0
    wasIn.current = isIn
    const tell = (person: Person, isTheirs: (room: Room | undefined) => boolean): void => {
      const theirs = [...waiting.current].filter(([, roomId]) => isTheirs(rooms.find(room => room.roomId === roomId)))
      if (theirs.length === 0) return
      for (const [eventId] of theirs) waiting.current.delete(eventId)
      show({
        id: `back ${person.account}`,
        picture: <Avatar name={person.name} hue={person.hue} />,
        title: t('toast.backTitle', { name: person.name }),
        detail: t('toast.backText', { count: theirs.length })
      })
    }
    // What was written to one person waits for that one.
    for (const person of back) tell(person, room => room?.with === person.account)
    // In a channel messages wait only while nobody is there: whoever comes first sets them on their way.
    if (back[0] !== undefined && wasAlone) tell(back[0], room => room?.kind !== 'direct')
  }, [people, rooms, show, t, waiting])
}

/** Own messages that nobody was there to hear, and where they stand. */
function useWaiting(): { readonly current: Map<EventId, RoomId> } {
  const bridge = useBridge()
  const epoch = useEpoch()
  const waiting = useRef(new Map<EventId, RoomId>())
  useEffect(() => {
    if (epoch > 1) waiting.current.clear() // what was missed may have gone out meanwhile
    return bridge.on('timeline.changed', events => {
      for (const event of events) {
        if (event.mine && event.delivery === 'waiting') waiting.current.set(event.eventId, event.roomId)
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
