/** The reactions to a message: a press joins or takes one's own back; who reacted on hover, Shift Enter and a long press by touch. */
import { SmilePlus } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { AccountId, Reaction, TimelineEvent } from '../../../shared/model.ts'
import { emojiName } from '../../i18n/emoji.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import styles from './Reactions.module.css'
import { useRoomActions, useRoomContext } from './roomContext.ts'
import type { Deeds } from './useDeeds.ts'

const LONG_PRESS_MS = 500
const NAMED = 6

export interface ReactionsProps {
  event: TimelineEvent
  deeds: Deeds
  /** Whether the message is the list's tab stop: then its parts can be reached by Tab. */
  active: boolean
}

export function Reactions({ event, deeds, active }: ReactionsProps) {
  const t = useT()
  const { pickEmoji } = useRoomActions()
  const tabIndex = active ? 0 : -1
  return (
    <div role='group' aria-label={t('message.reactions')} className={styles.reactions}>
      {event.reactions.map(reaction => (
        <OneReaction
          key={reaction.emoji}
          reaction={reaction}
          tabIndex={tabIndex}
          onToggle={() => deeds.react(event, reaction.emoji, !reaction.mine)}
        />
      ))}
      <Tooltip label={t('message.react')} shortcut='+' side='top'>
        <button
          type='button'
          className={classNames(styles.reaction, styles.add)}
          tabIndex={tabIndex}
          aria-label={t('message.react')}
          onClick={press => pickEmoji(event, press.currentTarget)}
        >
          <Icon icon={SmilePlus} size={15} />
        </button>
      </Tooltip>
    </div>
  )
}

interface OneReactionProps {
  reaction: Reaction
  tabIndex: number
  onToggle: () => void
}

function OneReaction({ reaction, tabIndex, onToggle }: OneReactionProps) {
  const t = useT()
  const { me } = useRoomContext()
  const [asked, setAsked] = useState<Element | null>(null)
  const press = useLongPress(setAsked)
  const { emoji, count, mine } = reaction
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.key !== 'Enter' || !event.shiftKey) return
    event.preventDefault()
    setAsked(event.currentTarget)
  }
  return (
    <>
      <Tooltip label={whoReacted(t, reaction, me.account)} side='top'>
        <button
          type='button'
          className={classNames(styles.reaction, mine && styles.mine)}
          tabIndex={tabIndex}
          aria-pressed={mine}
          aria-label={t('message.reaction', { emoji: emojiName(emoji), count, mine: `${mine}` })}
          aria-keyshortcuts='Shift+Enter'
          onKeyDown={onKeyDown}
          {...press.handlers}
          onClick={() => !press.wasLong() && onToggle()}
        >
          <span>{emoji}</span>
          <b>{count}</b>
        </button>
      </Tooltip>
      <Popover
        anchor={asked}
        onClose={() => setAsked(null)}
        label={t('message.reactedBy', { emoji: emojiName(emoji) })}
        align='start'
      >
        <People reaction={reaction} />
      </Popover>
    </>
  )
}

function People({ reaction: { emoji, count, people } }: { reaction: Reaction }) {
  const t = useT()
  const { me } = useRoomContext()
  const rest = count - people.length
  return (
    <div className={styles.people}>
      <h3>
        <span aria-hidden='true'>{emoji}</span>
        {emojiName(emoji)}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <ul tabIndex={0} aria-label={t('message.reactedBy', { emoji: emojiName(emoji) })}>
        {people.map(person => (
          <li key={person.account}>
            <Avatar name={person.name} hue={person.hue} size='sm' />
            <span>{person.name}</span>
            {person.account === me.account && <small>{t('person.you')}</small>}
          </li>
        ))}
        {rest > 0 && <li className={styles.rest}>{t('message.reactedMore', { count: rest })}</li>}
      </ul>
    </div>
  )
}

/** 'Mara Lindqvist, Ines Okafor, you, and 3 others' */
function whoReacted(t: T, { people, count }: Reaction, me: AccountId): string {
  const names = people.slice(0, NAMED).map(({ account, name }) => (account === me ? t('person.you') : name))
  const rest = count - names.length
  return rest > 0 ? `${names.join(', ')} ${t('message.reactedMore', { count: rest })}` : names.join(', ')
}

/** A finger or a pen that stays asks. A mouse asks by resting on it: its press is a click, however slow the hand. */
function useLongPress(onLong: (pressed: Element) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const long = useRef(false)
  const stop = (): void => clearTimeout(timer.current)
  return {
    wasLong: () => long.current,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>): void {
        const { currentTarget } = event
        long.current = false
        stop()
        if (event.pointerType === 'mouse') return
        timer.current = setTimeout(() => {
          long.current = true
          onLong(currentTarget)
        }, LONG_PRESS_MS)
      },
      onPointerUp: stop,
      onPointerLeave: stop,
      onPointerCancel: stop
    }
  }
}
