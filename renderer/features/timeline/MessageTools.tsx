/** What can be done with a message: on hover, and when it has the focus. Enter goes in, arrows move, Esc goes back. */
import { Ellipsis, MessageSquareText, Reply, SmilePlus } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { emojiName } from '../../i18n/emoji.ts'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { deedsOf } from './deeds.ts'
import { usedOften } from './emojiHabit.ts'
import styles from './Message.module.css'
import { useMessageMenu } from './MessageMenu.tsx'
import type { Deeds } from './useDeeds.ts'

const QUICK = 3

export interface MessageToolsProps {
  event: TimelineEvent
  deeds: Deeds
  /** Whether the list of emoji is open for this message. */
  picking: boolean
  onLeave: () => void
}

export function MessageTools({ event, deeds, picking, onLeave }: MessageToolsProps) {
  const t = useT()
  const menu = useMessageMenu(deeds)
  const [quick] = useState(() => usedOften().slice(0, QUICK))
  const [bar, low] = useLow()
  const can = new Set(deedsOf(event))
  if (can.size === 0 || event.kind !== 'message') return null
  return (
    <div
      ref={bar}
      role='toolbar'
      aria-label={t('timeline.tools')}
      className={classNames(styles.tools, low && styles.toolsLow)}
      onKeyDown={key => moveInside(key, onLeave)}
    >
      {can.has('react') && (
        <>
          {quick.map(emoji => (
            <QuickReaction key={emoji} emoji={emoji} event={event} deeds={deeds} />
          ))}
          <span className={styles.toolLine} />
          <IconButton
            icon={SmilePlus}
            size='sm'
            tabIndex={-1}
            label={t('message.react')}
            shortcut='+'
            aria-haspopup='dialog'
            aria-expanded={picking}
            onClick={press => deeds.run('react', event, press.currentTarget)}
          />
        </>
      )}
      {can.has('reply') && (
        <IconButton
          icon={Reply}
          size='sm'
          tabIndex={-1}
          label={t('message.reply')}
          shortcut='R'
          onClick={() => deeds.run('reply', event, null)}
        />
      )}
      <IconButton
        icon={MessageSquareText}
        size='sm'
        tabIndex={-1}
        label={t('message.thread')}
        shortcut='T'
        onClick={() => deeds.run('thread', event, null)}
      />
      <Menu
        align='end'
        trigger={<IconButton icon={Ellipsis} size='sm' tabIndex={-1} label={t('timeline.more')} />}
        items={menu(event)}
      />
    </div>
  )
}

/** Whether there is no room for them above the message, where the head would hide them. */
function useLow() {
  const bar = useRef<HTMLDivElement>(null)
  const [low, setLow] = useState(false)
  useLayoutEffect(() => {
    const top = bar.current?.closest('[data-scroller]')?.getBoundingClientRect().top
    if (bar.current !== null && top !== undefined) setLow(bar.current.getBoundingClientRect().top < top)
  }, [])
  return [bar, low] as const
}

function QuickReaction({ emoji, event, deeds }: { emoji: string; event: TimelineEvent; deeds: Deeds }) {
  const t = useT()
  const mine = event.reactions.some(one => one.emoji === emoji && one.mine)
  const label = t(mine ? 'message.unreact' : 'message.reactWith', { emoji: emojiName(emoji) })
  return (
    <Tooltip label={label}>
      <button
        type='button'
        className={styles.quick}
        tabIndex={-1}
        aria-label={label}
        aria-pressed={mine}
        onClick={() => deeds.react(event, emoji, !mine)}
      >
        {emoji}
      </button>
    </Tooltip>
  )
}

function moveInside(event: KeyboardEvent<HTMLDivElement>, onLeave: () => void): void {
  if (!(event.target instanceof HTMLButtonElement) || !event.currentTarget.contains(event.target)) return
  if (event.key === 'Escape') onLeave()
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const step = (event.key === 'ArrowRight') === (getComputedStyle(event.currentTarget).direction === 'ltr') ? 1 : -1
    const at = buttons.indexOf(event.target)
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  } else return
  event.preventDefault()
  event.stopPropagation()
}
