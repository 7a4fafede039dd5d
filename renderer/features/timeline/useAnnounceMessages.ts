/** Says new messages, and that a waiting one was delivered, to those who listen. Nothing else is announced. */
import { useEffect, useMemo, useRef } from 'react'
import type { AccountId, EventId, TimelineEvent } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { createAnnouncer } from './announce.ts'
import { plainText } from './plainText.ts'
import type { Unsent } from './rows.ts'

export interface AnnounceMessages {
  arrived(events: readonly TimelineEvent[]): void
  /** Call with what is shown: notices when a message that had been waiting is delivered. */
  progressed(events: readonly TimelineEvent[]): void
  /** Call with what could not be sent: a new one interrupts. */
  refused(unsent: readonly Unsent[]): void
}

/** What those in `blocked` write is not said. */
export function useAnnounceMessages(blocked: ReadonlySet<AccountId>): AnnounceMessages {
  const muted = useRef(blocked)
  muted.current = blocked
  const t = useT()
  const announce = useAnnounce()
  const say = useRef({ t, announce })
  say.current = { t, announce }
  const announcer = useMemo(
    () =>
      createAnnouncer(what => {
        const { t, announce } = say.current
        announce(
          'one' in what ? t('timeline.said.one', { ...what.one }) : t('timeline.said.many', { count: what.many })
        )
      }),
    []
  )
  useEffect(() => announcer.stop, [announcer])
  const waiting = useRef(new Set<EventId>())
  const refusals = useRef(Number.POSITIVE_INFINITY)

  return useMemo(
    () => ({
      arrived(events) {
        for (const event of events) {
          if (event.kind === 'message' && !muted.current.has(event.sender.account))
            announcer.heard({ name: event.sender.name, text: plainText(say.current.t, event.body) })
        }
      },
      progressed(events) {
        for (const { eventId, delivery, body } of events) {
          if (delivery === 'waiting') waiting.current.add(eventId)
          else if ((delivery === 'delivered' || delivery === 'read') && waiting.current.delete(eventId)) {
            say.current.announce(
              say.current.t('timeline.delivered', { text: plainText(say.current.t, body).slice(0, 80) })
            )
          }
        }
      },
      refused(unsent) {
        const last = unsent.at(-1)
        if (last !== undefined && unsent.length > refusals.current) {
          say.current.announce(
            say.current.t('timeline.notSent', { text: plainText(say.current.t, last.body).slice(0, 80) }),
            'assertive'
          )
        }
        refusals.current = unsent.length
      }
    }),
    [announcer]
  )
}
