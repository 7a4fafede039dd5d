/** What can be done with a message, and the key of each while it is focused. Pure. */
import type { TimelineEvent } from '../../../shared/model.ts'

export type Deed =
  | 'reply'
  | 'thread'
  | 'react'
  | 'copy'
  | 'whole'
  | 'link'
  | 'pin'
  | 'unpin'
  | 'follow'
  | 'unfollow'
  | 'unread'
  | 'receipts'
  | 'edit'
  | 'delete'

/** As printed on the key. What takes a thing back has the key of doing it. */
export const DEED_KEYS: Readonly<Partial<Record<Deed, string>>> = {
  reply: 'R',
  thread: 'T',
  react: '+',
  copy: 'C',
  link: 'L',
  pin: 'P',
  unpin: 'P',
  follow: 'F',
  unfollow: 'F',
  unread: 'U',
  receipts: 'I',
  edit: 'E',
  delete: 'Del'
}

/** In the order of the menu. */
export function deedsOf(event: TimelineEvent): Deed[] {
  const { mine, deleted, replies } = event
  const follow: Deed = replies?.followed === true ? 'unfollow' : 'follow'
  if (event.kind === 'member') return []
  if (event.kind === 'topic') return ['copy']
  if (deleted) return replies === null || replies.count === 0 ? [] : ['thread', follow]
  const all: (Deed | false)[] = [
    'reply',
    'thread',
    'react',
    'copy',
    'whole',
    'link',
    event.pinned === null ? 'pin' : 'unpin',
    event.thread === null && follow,
    !mine && 'unread',
    mine && 'receipts',
    mine && 'edit',
    mine && 'delete'
  ]
  return all.filter(deed => deed !== false)
}

/** The deed of a key without modifiers, if this message allows it. */
export function deedOfKey(event: TimelineEvent, key: string): Deed | undefined {
  const printed = key === 'Delete' ? 'Del' : key.toUpperCase()
  return deedsOf(event).find(deed => DEED_KEYS[deed] === printed)
}

/** The message a thread hangs on. */
export const rootOf = ({ thread, eventId }: TimelineEvent): TimelineEvent['eventId'] => thread ?? eventId
