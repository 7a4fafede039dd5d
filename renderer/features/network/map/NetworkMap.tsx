/** The dial, full size: oneself in the middle, people around. Arrows move to the nearest, Enter opens, / finds. */
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import type { Me } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { Field } from '../../../ui/Field.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import type { Dot, MapPerson } from './gather.ts'
import { MapDot } from './MapDot.tsx'
import { MapLines, RingNames } from './MapLines.tsx'
import styles from './NetworkMap.module.css'
import { nearest } from './nearest.ts'
import { useStage } from './useStage.ts'

export interface NetworkMapProps {
  me: Me
  people: readonly MapPerson[]
  /** Id of the dot whose card is open. */
  selected: string | null
  onSelect: (dot: Dot) => void
  /** The card. */
  children?: ReactNode
}

export function NetworkMap({ me, people, selected, onSelect, children }: NetworkMapProps) {
  const t = useT()
  const help = useId()
  const stage = useStage(people)
  const [text, setText] = useState('')
  const [stop, setStop] = useState<string | null>(null)
  const find = useRef<HTMLInputElement>(null)
  const { spots, dense } = stage.layout
  const chosen = spots.find(({ dot }) => dot.id === selected)
  const shown = spots.filter(({ dot }) => isMeant(dot, text))
  const active = (shown.find(({ dot }) => dot.id === stop) ?? shown[0])?.dot.id
  const focusDot = (id: string | undefined): void => {
    if (id !== undefined) stage.ref.current?.querySelector<HTMLElement>(`[data-dot="${id}"]`)?.focus()
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return
    const from = event.target.dataset.dot
    if (from === undefined) return
    if (event.key === '/') {
      event.preventDefault()
      return find.current?.focus()
    }
    const points = shown.map(({ dot, x, y }) => ({ id: dot.id, x, y }))
    const to = { Home: points[0]?.id, End: points.at(-1)?.id }[event.key] ?? nearest(points, from, event.key)
    if (to === undefined && !event.key.startsWith('Arrow')) return
    event.preventDefault()
    focusDot(to)
  }
  const findKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault()
      event.stopPropagation()
      setText('')
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault()
      focusDot(shown[0]?.dot.id)
    }
  }
  return (
    <div
      className={styles.map}
      data-region='map'
      // the card keeps clear of whom it is about
      data-card={chosen !== undefined && chosen.x < 0 ? 'right' : 'left'}
      data-card-narrow={chosen !== undefined && chosen.y > 0 ? 'top' : 'bottom'}
    >
      <div className={styles.tools}>
        <Field
          ref={find}
          size='sm'
          type='search'
          data-find
          label={t('network.find')}
          hideLabel
          placeholder={t('network.find')}
          icon={Search}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={findKeys}
        />
      </div>
      <div
        ref={stage.ref}
        className={styles.stage}
        role='group'
        aria-label={t('network.map.name')}
        aria-describedby={help}
        onKeyDown={keys}
      >
        <VisuallyHidden id={help}>{t('network.map.help')}</VisuallyHidden>
        <MapLines stage={stage} selected={selected} />
        <RingNames stage={stage} />
        <span className={styles.me}>
          <Avatar name={me.name} hue={me.hue} size='lg' />
        </span>
        {spots.map(({ dot, x, y }) => {
          const at = stage.at.get(dot.id) ?? { x, y }
          return (
            <MapDot
              key={dot.id}
              dot={dot}
              x={at.x * stage.scale}
              y={at.y * stage.scale}
              dense={dense}
              on={dot.id === selected}
              dim={!isMeant(dot, text)}
              stop={dot.id === active}
              onFocus={() => setStop(dot.id)}
              onOpen={() => onSelect(dot)}
            />
          )
        })}
      </div>
      {children}
      <Legend />
    </div>
  )
}

/** Whether anybody of a dot is called what was typed. */
const isMeant = (dot: Dot, text: string): boolean => {
  const wanted = text.trim().toLowerCase()
  return dot.people.some(({ person }) => `${person.name} ${person.status}`.toLowerCase().includes(wanted))
}

function Legend() {
  const t = useT()
  return (
    <p className={styles.legend} aria-hidden='true'>
      {(['direct', 'via', 'far'] as const).map(nearness => (
        <span key={nearness}>
          <EarshotMark nearness={nearness} size={15} />
          {t(`network.legend.${nearness}`)}
        </span>
      ))}
      <span className={styles.faster}>{t('network.legend.faster')}</span>
    </p>
  )
}
