/** What a message answers, above it: one line. Enter or a press goes there. */
import { MessageSquareText } from 'lucide-react'
import type { AccountId, EventId, Quote, TimelineEvent } from '../../../shared/model.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './Message.module.css'
import { plainText } from './plainText.ts'
import { useRoomActions, useRoomContext } from './roomContext.ts'

/** The quote in words, for the name of the message too. */
export function quoteName(t: T, { state, sender, body }: Quote, blocked: ReadonlySet<AccountId>): string {
  if (sender !== null && blocked.has(sender.account)) return t('message.inReplyBlocked')
  const name = sender?.name ?? ''
  if (state === 'missing') return t('message.inReplyMissing')
  return state === 'deleted'
    ? t('message.inReplyDeleted', { name })
    : t('message.inReply', { name, text: plainText(t, body) })
}

/** Above a message: what it answers, or the thread it comes from where that is not the place one is in. */
export function Answered({ event, active }: { event: TimelineEvent; active: boolean }) {
  const { inThread } = useRoomContext()
  if (event.replyTo !== null) return <ReplyQuote quote={event.replyTo} active={active} />
  if (event.thread === null || inThread) return null
  return <FromThread root={event.thread} active={active} />
}

function FromThread({ root, active }: { root: EventId; active: boolean }) {
  const t = useT()
  const { openThread } = useRoomActions()
  return (
    <button type='button' className={styles.quote} tabIndex={active ? 0 : -1} onClick={() => openThread(root)}>
      <span className={styles.arm} />
      <Icon icon={MessageSquareText} size={14} />
      <span>{t('message.fromThread')}</span>
    </button>
  )
}

function ReplyQuote({ quote, active }: { quote: Quote; active: boolean }) {
  const t = useT()
  const { jumpTo } = useRoomActions()
  const { blocked } = useRoomContext()
  const { state, sender } = quote
  const hidden = sender !== null && blocked.has(sender.account)
  if (state === 'missing') {
    return (
      <p className={styles.quote}>
        <span className={styles.arm} />
        <i>{t('message.quoteMissing')}</i>
      </p>
    )
  }
  return (
    <button type='button' className={styles.quote} tabIndex={active ? 0 : -1} onClick={() => jumpTo(quote.eventId)}>
      <VisuallyHidden>{quoteName(t, quote, blocked)}</VisuallyHidden>
      <span className={styles.arm} />
      {sender !== null && !hidden && <Avatar name={sender.name} hue={sender.hue} size='xs' />}
      {sender !== null && !hidden && <b aria-hidden='true'>{sender.name}</b>}
      {state === 'deleted' || hidden ? (
        <i aria-hidden='true'>{t(hidden ? 'block.quote' : 'message.quoteDeleted')}</i>
      ) : (
        <span aria-hidden='true' dir='auto'>
          {plainText(t, quote.body)}
        </span>
      )}
    </button>
  )
}
