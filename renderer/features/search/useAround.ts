/** The conversation around a message: in its thread if it stands only there, else in its room. */
import { useEffect, useRef, useState } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { type CoreBridge, useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'

const AROUND = 15
/** Running through the hits with an arrow key held down asks for the one it rests on. */
const REST_MS = 100

export interface Around {
  readonly of: TimelineEvent
  /** In reading order, the message itself among them. */
  readonly events: readonly TimelineEvent[]
}

/** What was around the message before is kept until it is known what is around this one. */
export function useAround(event: TimelineEvent | undefined): Around | undefined {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [around, setAround] = useState<Around>()
  const id = event?.eventId
  const latest = useRef({ event, first: true })
  latest.current = { event, first: around === undefined }
  // by its id: a message that was only changed stands where it stood
  useEffect(() => {
    void epoch // a new connection, or one that missed events, asks again
    if (id === undefined) return setAround(undefined)
    let current = true
    const ask = (): void => {
      const { event: of } = latest.current
      if (of === undefined) return
      eventsAround(bridge, of).then(
        events => current && setAround({ of, events }),
        () => current && setAround({ of, events: [of] }) // the message itself is here
      )
    }
    const timer = setTimeout(ask, latest.current.first ? 0 : REST_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [bridge, epoch, id])
  useEffect(
    () =>
      bridge.on('timeline.changed', changed => {
        const now = new Map(changed.map(one => [one.eventId, one]))
        setAround(shown => {
          if (shown === undefined || !shown.events.some(one => now.has(one.eventId))) return shown
          return { ...shown, events: shown.events.map(one => now.get(one.eventId) ?? one) }
        })
      }),
    [bridge]
  )
  return around
}

async function eventsAround(bridge: CoreBridge, event: TimelineEvent): Promise<readonly TimelineEvent[]> {
  const from = { at: 'around', orderKey: event.orderKey } as const
  if (event.thread === null || event.alsoInRoom) {
    return (await bridge.call('timeline.page', { roomId: event.roomId, from, limit: AROUND })).events
  }
  const [root, answers] = await Promise.allSettled([
    bridge.call('timeline.get', { eventId: event.thread }),
    bridge.call('threads.page', { eventId: event.thread, from, limit: AROUND })
  ])
  if (answers.status === 'rejected') throw answers.reason
  // the message a thread hangs on may not be on this computer
  return [...(root.status === 'fulfilled' && answers.value.older === 0 ? [root.value] : []), ...answers.value.events]
}
