/** One dot of the map: a person, or a count of people that stand together. */
import type { Ref } from 'react'
import { useNames } from '../../../i18n/names.ts'
import { useNearWords } from '../../../i18n/useNearWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { classNames } from '../../../ui/classNames.ts'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import type { Dot } from './gather.ts'
import styles from './NetworkMap.module.css'

export interface MapDotProps {
  ref?: Ref<HTMLButtonElement>
  dot: Dot
  x: number
  y: number
  dense: boolean
  on: boolean
  /** Not what is looked for. */
  dim: boolean
  stop: boolean
  onFocus: () => void
  onOpen: () => void
}

export function MapDot({ dot, x, y, dense, on, dim, stop, onFocus, onOpen }: MapDotProps) {
  const t = useT()
  const words = useNearWords()
  const names = useNames()
  const [first] = dot.people
  if (first === undefined) return null
  const { person } = first
  const alone = dot.people.length === 1
  const label = alone
    ? t('network.map.person', { name: person.name, near: words.spoken(person) })
    : t(dot.network === null ? 'network.map.group' : 'network.map.groupOn', {
        count: dot.people.length,
        near: t(`network.map.ring${dot.ring}`),
        network: dot.network ?? ''
      })
  return (
    <button
      type='button'
      data-dot={dot.id}
      className={classNames(
        styles.dot,
        dot.ring === 0 && !dense && styles.near,
        dense && styles.dense,
        on && styles.on,
        dim && styles.dim
      )}
      style={{ transform: `translate(-50%, 0) translate(${x}px, ${y}px)` }}
      aria-expanded={on}
      tabIndex={stop ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <VisuallyHidden>{label}</VisuallyHidden>
      {alone ? (
        <span className={styles.picture}>
          <Avatar name={person.name} hue={person.hue} size={dot.ring === 0 && !dense ? 'md' : 'sm'} />
        </span>
      ) : (
        <span
          aria-hidden='true'
          className={classNames(styles.picture, styles.count)}
          style={{ inlineSize: sizeOf(dot), blockSize: sizeOf(dot) }}
        >
          {dot.people.length}
        </span>
      )}
      <span className={styles.label} aria-hidden='true'>
        <b>
          {alone ? (names.short(person.account) ?? person.name) : (dot.network ?? t(`network.map.ring${dot.ring}`))}
        </b>
        {alone && person.latencyMs !== null && <small>{words.latency(person.latencyMs)}</small>}
      </span>
    </button>
  )
}

/** In rem: a hundred people are twice as wide as ten. */
const sizeOf = (dot: Dot): string => `${Math.min(4.5, 1.75 + Math.log10(dot.people.length) * 0.9).toFixed(2)}rem`
