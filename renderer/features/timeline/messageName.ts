/** A message as one sentence for those who listen: author, time, text, what hangs on it, and its state last. */
import type { TimelineEvent } from '../../../shared/model.ts'
import { type Format, useFormat } from '../../i18n/format.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { deliverySentence } from './delivery.ts'
import { memberText } from './MemberLine.tsx'
import { plainText } from './plainText.ts'
import { quoteName } from './ReplyQuote.tsx'
import { keyHint, type RoomContextValue, useRoomContext } from './roomContext.ts'

type Around = Pick<RoomContextValue, 'online' | 'other' | 'listed' | 'lookalikes' | 'blocked'>

export function useMessageName(event: TimelineEvent): string {
  return messageName(useT(), useFormat(), event, useRoomContext())
}

export function messageName(t: T, format: Format, event: TimelineEvent, around: Around): string {
  const { lookalikes } = around
  const { account, name: plain } = event.sender
  const twin = !event.mine && lookalikes.has(account)
  const name = twin ? t('timeline.messageKey', { name: plain, key: keyHint(account) }) : plain
  const time = format.time(event.sentAt)
  if (event.kind === 'topic') {
    return t(event.body === '' ? 'message.topicGoneName' : 'message.topicName', { name, time, topic: event.body })
  }
  if (event.kind === 'member') return t('member.lineName', { time, line: memberText(t, event) })
  if (event.deleted) return [t('message.deletedName', { name, time }), ...hanging(t, event)].join(', ')
  const said = t('timeline.message', { name, time, text: plainText(t, event.body) })
  const quote = event.replyTo === null ? [] : [quoteName(t, event.replyTo, around.blocked)]
  return [said, ...quote, ...hanging(t, event), ...states(t, event, around)].join(', ')
}

/** Reactions and answers, as counts. */
function hanging(t: T, { reactions, replies }: TimelineEvent): string[] {
  const reacted = reactions.reduce((sum, { count }) => sum + count, 0)
  return [
    ...(reacted > 0 ? [t('message.reactionsState', { count: reacted })] : []),
    ...(replies !== null && replies.count > 0 ? [t('message.replies', { count: replies.count })] : [])
  ]
}

function states(t: T, event: TimelineEvent, around: Around): string[] {
  const sentence = event.delivery === 'sending' ? null : deliverySentence(event, around)
  return [
    ...(event.mentionsMe ? [t('message.mentionsYou')] : []),
    ...(event.editedAt === null ? [] : [t('message.editedState')]),
    ...(event.pinned === null ? [] : [t('message.pinnedBy', { name: event.pinned.by.name })]),
    ...(event.forked ? [t('message.forkedState')] : []),
    ...(sentence === null ? [] : [t(sentence.id, { ...sentence.values })])
  ]
}
