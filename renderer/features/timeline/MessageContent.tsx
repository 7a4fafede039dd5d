/** What a message says, the marks behind its last word, and what hangs on it: reactions, its thread, how far it has come. */
import { Ban, GitFork, Pin } from 'lucide-react'
import { useMemo } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { DeliverySentence, DeliveryTrail } from './DeliveryState.tsx'
import styles from './Message.module.css'
import bodyStyles from './MessageBody.module.css'
import { MessageBody } from './MessageBody.tsx'
import { Reactions } from './Reactions.tsx'
import { useRoomActions, useRoomContext } from './roomContext.ts'
import type { EventRow } from './rows.ts'
import { ThreadRow } from './ThreadRow.tsx'
import type { Deeds } from './useDeeds.ts'

export interface MessageContentProps {
  row: EventRow
  deeds: Deeds
  /** Whether the message is the list's tab stop. */
  active: boolean
  /** Whether its delivery is worth showing. */
  shown: boolean
}

export function MessageContent({ row, deeds, active, shown }: MessageContentProps) {
  const { event } = row
  const { me } = useRoomContext()
  const { replies } = event
  const trail = useMarks(event, active, event.mine && shown && !row.sentence)
  return (
    <>
      {event.deleted ? (
        <DeletedLine event={event} />
      ) : (
        <MessageBody body={event.body} mentions={event.mentions} me={me.account} trail={trail} />
      )}
      {event.forked && !row.grouped && <ForkedLine />}
      {event.reactions.length > 0 && <Reactions event={event} deeds={deeds} active={active} />}
      {replies !== null && replies.count > 0 && <ThreadRow root={event.eventId} replies={replies} active={active} />}
      {row.sentence && shown && <DeliverySentence event={event} />}
    </>
  )
}

/** The same element while nothing changes: the text before it is not parsed again. */
function useMarks(event: TimelineEvent, active: boolean, delivery: boolean) {
  const any = event.editedAt !== null || event.pinned !== null || delivery
  return useMemo(
    () => (any ? <Marks event={event} active={active} delivery={delivery} /> : undefined),
    [any, event, active, delivery]
  )
}

/** Glued to the last word. */
function Marks({ event, active, delivery }: { event: TimelineEvent; active: boolean; delivery: boolean }) {
  const t = useT()
  const { pinned, editedAt } = event
  return (
    <span className={bodyStyles.marks}>
      {editedAt !== null && <EditedMark event={event} at={editedAt} active={active} />}
      {pinned !== null && (
        <Tooltip label={pinnedBy(t, event)} side='top'>
          <span role='img' aria-label={pinnedBy(t, event)} className={bodyStyles.pin}>
            <Icon icon={Pin} size={13} />
          </span>
        </Tooltip>
      )}
      {delivery && <DeliveryTrail event={event} />}
    </span>
  )
}

function EditedMark({ event, at, active }: { event: TimelineEvent; at: number; active: boolean }) {
  const t = useT()
  const format = useFormat()
  const { showVersions } = useRoomActions()
  const label = t('message.editedName', { when: format.when(at) })
  return (
    <Tooltip label={label} side='top'>
      <button
        type='button'
        className={bodyStyles.edited}
        tabIndex={active ? 0 : -1}
        aria-label={label}
        onClick={() => showVersions(event)}
      >
        {t('message.edited')}
      </button>
    </Tooltip>
  )
}

function pinnedBy(t: ReturnType<typeof useT>, { pinned }: TimelineEvent): string {
  return t('message.pinnedBy', { name: pinned?.by.name ?? '' })
}

function DeletedLine({ event }: { event: TimelineEvent }) {
  const t = useT()
  return (
    <p className={styles.deleted}>
      <Icon icon={Ban} size={15} />
      <span>{event.mine ? t('message.deletedMine') : t('message.deleted', { name: event.sender.name })}</span>
    </p>
  )
}

/** A device that told two stories: nobody can say which was meant. */
function ForkedLine() {
  const t = useT()
  return (
    <p className={classNames(styles.state, styles.waiting)}>
      <Icon icon={GitFork} size={14} />
      <span>{t('message.forked')}</span>
    </p>
  )
}
