/** Where one writes, in a room or in a thread: a new message, an answer, or an own message that is changed. */
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Person, TimelineEvent } from '../../../../shared/model.ts'
import { useRooms } from '../../../bridge/queries.ts'
import { useT } from '../../../i18n/useT.ts'
import { DeleteDialog } from '../DeleteDialog.tsx'
import type { Composing } from '../roomContext.ts'
import styles from './Composer.module.css'
import type { Offer } from './choices.ts'
import { EditingBox } from './EditingBox.tsx'
import type { DraftPlace } from './useDraft.ts'
import type { Sending } from './useSend.ts'
import { WritingBox } from './WritingBox.tsx'

export interface ComposerProps {
  /** Names the field. */
  label: string
  draft: DraftPlace
  sending: Sending
  members: readonly Person[]
  /** The messages that are loaded here, newest last: whose newest own one ↑ changes, and who wrote last. */
  loaded: readonly TimelineEvent[]
  composing: Composing | null
  onComposing: (composing: Composing | null) => void
  enterSends: boolean
  autoFocus?: boolean
  /** The field that is in use. */
  field: RefObject<HTMLTextAreaElement | null>
  alsoInRoom?: boolean
  /** Below the field. */
  foot?: ReactNode
  /** Above it: what is to be known before one writes. */
  banner?: ReactNode
}

export function Composer({ composing, onComposing, field, enterSends, ...props }: ComposerProps) {
  const t = useT()
  const offer = useOffer(props)
  const [emptied, setEmptied] = useState<TimelineEvent | null>(null)
  const writing = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    field.current = writing.current
  }, [field])
  const edited = composing?.kind === 'edit' ? composing.event : null
  useFocusBack(edited, writing)
  const editLast = (): boolean => {
    const event = lastOwn(props.loaded)
    if (event !== undefined) onComposing({ kind: 'edit', event })
    return event !== undefined
  }
  const done = (): void => onComposing(null)
  return (
    <div className={styles.wrap} role='group' aria-label={t('composer.group')} data-region='composer'>
      <div hidden={edited !== null}>
        <WritingBox
          field={writing}
          draft={props.draft}
          label={props.label}
          sending={props.sending}
          offer={offer}
          enterSends={enterSends}
          autoFocus={props.autoFocus ?? false}
          replyTo={composing?.kind === 'reply' ? composing.event : null}
          alsoInRoom={props.alsoInRoom ?? false}
          foot={props.foot}
          banner={props.banner}
          onReplied={() => composing !== null && done()}
          onEditLast={editLast}
        />
      </div>
      {edited !== null && (
        <EditingBox
          key={edited.eventId}
          event={edited}
          field={field}
          enterSends={enterSends}
          offer={offer}
          onLeave={done}
          onEmptied={() => setEmptied(edited)}
        />
      )}
      {emptied !== null && <DeleteDialog event={emptied} onClose={() => setEmptied(null)} onDeleted={done} />}
    </div>
  )
}

const lastOwn = (loaded: readonly TimelineEvent[]): TimelineEvent | undefined =>
  loaded.findLast(event => event.mine && event.kind === 'message' && !event.deleted)

function useOffer({ members, loaded }: Pick<ComposerProps, 'members' | 'loaded'>): Offer {
  const rooms = useRooms().data
  const latest = useRef(loaded)
  latest.current = loaded
  return useMemo(
    () => ({
      members,
      rooms: rooms ?? [],
      recent: () => [...new Set(latest.current.toReversed().map(event => event.sender.account))]
    }),
    [members, rooms]
  )
}

/** When a change is left, the focus goes back to where it began: the field, or the message. */
function useFocusBack(edited: TimelineEvent | null, writing: RefObject<HTMLTextAreaElement | null>): void {
  const before = useRef(edited)
  const fromField = useRef(false)
  useLayoutEffect(() => {
    const left = before.current
    before.current = edited
    if (left === null && edited !== null) fromField.current = document.activeElement === writing.current
    if (left === null || edited !== null) return
    const around = writing.current?.closest('aside, section')
    const row = fromField.current ? null : around?.querySelector<HTMLElement>(`[data-row="${left.eventId}"]`)
    ;(row ?? writing.current)?.focus({ preventScroll: true })
  }, [edited, writing])
}
