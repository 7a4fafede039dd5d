/** What a thread hangs on, kept as it changes, and what one was about to say in it. */
import { useEffect, useState } from 'react'
import type { EventId, TimelineEvent } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { useAsked } from '../../../bridge/useAsked.ts'
import { errorCode } from '../../../i18n/errorText.tsx'

export type OpenThread =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; retry(): void }
  /** `root` is null where the message is not on this computer; `draft` is read once. */
  | { readonly status: 'open'; readonly root: TimelineEvent | null; readonly draft: string }

export function useThread(eventId: EventId): OpenThread {
  const draft = useDraftOf(eventId)
  const { data, error, retry } = useAsked('timeline.get', { eventId }, (bridge, again) => {
    const stops = [
      bridge.on('timeline.changed', events => events.some(event => event.eventId === eventId) && again()),
      bridge.on('timeline.stale', again),
      bridge.on('threads.changed', again)
    ]
    return () => {
      for (const stop of stops) stop()
    }
  })
  const missing = error !== undefined && errorCode(error) === 'not-found'
  const root = data?.eventId === eventId ? data : undefined
  if (root === undefined && error !== undefined && !missing) return { status: 'failed', retry }
  if (draft === null || (root === undefined && !missing)) return { status: 'loading' }
  return { status: 'open', root: root ?? null, draft }
}

/** Null until the core has answered. Without an answer one begins anew. */
function useDraftOf(eventId: EventId): string | null {
  const bridge = useBridge()
  const [draft, setDraft] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    bridge.call('threads.drafts', { eventId }).then(
      text => current && setDraft(text),
      () => current && setDraft('')
    )
    return () => {
      current = false
    }
  }, [bridge, eventId])
  return draft
}
