/** Above the oldest message that is here: how the channel began, or why what lies before it is not here, and what can be done. */
import { HardDrive, History as Past } from 'lucide-react'
import { type ReactNode, useContext } from 'react'
import type { Room } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon, type LucideIcon } from '../../../ui/Icon.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { DirectStart } from '../direct/DirectStart.tsx'
import { HistoryContext } from './historyContext.ts'
import styles from './RoomTop.module.css'
import { type Fill, useFill } from './useFill.ts'

export function RoomTop() {
  const context = useContext(HistoryContext)
  if (context === null) return null
  return <Top {...context} />
}

function Top({ room, onKeep }: { room: Room; onKeep: () => void }) {
  const fill = useFill(room)
  const { state, pruned } = room.history
  if (fill.busy || state === 'filling') return <Filling room={room} asking={fill.busy && state !== 'filling'} />
  if (state === 'missing') return <Missing room={room} fill={fill} />
  if (pruned > 0) return <Pruned room={room} onKeep={onKeep} />
  return room.kind === 'direct' ? <DirectStart room={room} as='p' /> : <Start room={room} />
}

/** The words a channel begins with. */
export function Start({ room: { kind, name } }: { room: Room }) {
  const t = useT()
  return (
    <div className={styles.start}>
      <p className={styles.startTitle}>{t('timeline.start.title', { name })}</p>
      <p>{t(kind === 'private' ? 'timeline.start.private' : 'timeline.start.text')}</p>
    </div>
  )
}

function Filling({ room, asking }: { room: Room; asking: boolean }) {
  const t = useT()
  const { held, known } = room.history
  const counts = { held, known: Math.max(held, known) }
  const label = asking ? t('history.asking') : t('history.filling', counts)
  return (
    <div className={styles.top}>
      <p className={styles.says} aria-hidden='true'>
        {label}
      </p>
      <Progress
        label={asking ? label : t('history.fillingName')}
        value={asking ? null : counts.held / Math.max(1, counts.known)}
        valueText={asking ? label : t('history.fillingValue', counts)}
      />
    </div>
  )
}

function Missing({ room, fill }: { room: Room; fill: Fill }) {
  const t = useT()
  const alone = room.reachable <= 1
  const says = (): string => {
    if (fill.brought !== null) return t('history.asked', { count: fill.brought })
    return t(alone ? 'history.alone' : 'history.missingText')
  }
  return (
    <Said
      icon={Past}
      title={t('history.missing')}
      text={says()}
      action={
        <Button size='sm' onClick={fill.ask}>
          {t('history.ask')}
        </Button>
      }
    />
  )
}

function Pruned({ room, onKeep }: { room: Room; onKeep: () => void }) {
  const t = useT()
  const { days } = room.keep
  return (
    <Said
      icon={HardDrive}
      title={days === null ? t('history.prunedSize') : t('history.prunedDays', { days })}
      text={t('history.prunedText', { count: room.history.pruned })}
      action={
        <Button size='sm' onClick={onKeep}>
          {t('history.keep')}
        </Button>
      }
    />
  )
}

interface SaidProps {
  icon: LucideIcon
  title: string
  text: string
  action: ReactNode
}

function Said({ icon, title, text, action }: SaidProps) {
  return (
    <div className={styles.top}>
      <span className={styles.icon}>
        <Icon icon={icon} size={18} />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.text} role='status'>
          {text}
        </p>
      </div>
      {action}
    </div>
  )
}
