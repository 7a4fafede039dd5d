/** Sends texts one after the other, so that fast ones keep their order. What is refused stays, with its reason. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EventId, RoomId, TimelineEvent } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { errorCode } from '../../../i18n/errorText.tsx'
import { SHOW_SENDING_AFTER_MS } from '../delivery.ts'
import type { SendOptions, Unsent } from '../rows.ts'
import { dropUnsent, keepUnsent } from './unsent.ts'

export interface Sending {
  /** Resolves once the core has answered, whatever the answer: the text may leave the draft. */
  send(body: string, options?: SendOptions): Promise<void>
  retry(unsent: Unsent): void
  discard(unsent: Unsent): void
  /** A send has been under way for so long that it is worth showing. */
  readonly slow: boolean
}

/** `thread`: the root of the thread that is written in. */
export function useSend(roomId: RoomId, onSent: (event: TimelineEvent) => void, thread?: EventId): Sending {
  const bridge = useBridge()
  const place = thread ?? roomId
  const [slow, setSlow] = useState(false)
  const queue = useRef(Promise.resolve())
  const underWay = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(onSent)
  sent.current = onSent
  useEffect(() => () => clearTimeout(timer.current), [])

  const send = useCallback(
    (body: string, options?: SendOptions) => {
      const inThread = thread === undefined ? {} : { thread }
      if (underWay.current++ === 0) timer.current = setTimeout(() => setSlow(true), SHOW_SENDING_AFTER_MS)
      queue.current = queue.current.then(async () => {
        try {
          sent.current(await bridge.call('timeline.send', { roomId, body, ...options, ...inThread }))
        } catch (err) {
          keepUnsent(place, body, errorCode(err), options)
        }
        if (--underWay.current > 0) return
        clearTimeout(timer.current)
        setSlow(false)
      })
      return queue.current
    },
    [bridge, roomId, thread, place]
  )

  const discard = useCallback((unsent: Unsent) => dropUnsent(place, unsent.key), [place])
  const retry = useCallback(
    (unsent: Unsent) => {
      dropUnsent(place, unsent.key)
      void send(unsent.body, unsent.options)
    },
    [place, send]
  )
  return { send, retry, discard, slow }
}
