/** The filters as chips in a row, and how much was found. */
import { AtSign, Calendar, Hash, Link, Lock, MessageSquare, UserRound } from 'lucide-react'
import type { AccountId, Me, Person, Room, RoomId } from '../../../shared/model.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './FilterBar.module.css'
import { FilterChip, ToggleChip } from './FilterChip.tsx'
import { type Filters, HAS, type Has, startOfDay, type When } from './query.ts'
import { useDay } from './useDay.ts'

export interface FilterBarProps {
  filters: Filters
  me: Me
  people: readonly Person[]
  rooms: readonly Room[]
  /** '5 messages' */
  count: string
  onChange: (filters: Filters) => void
}

export function FilterBar({ filters, count, onChange, ...known }: FilterBarProps) {
  const t = useT()
  const chips = { filters, onChange, ...known }
  return (
    <div className={styles.bar}>
      <div role='group' aria-label={t('search.filters')} className={styles.chips}>
        <FromChip {...chips} />
        <InChip {...chips} />
        <WhenChip {...chips} />
        <HasChip {...chips} />
        <ToggleChip
          icon={<Icon icon={AtSign} size={14} />}
          words={t('search.mentionsMe')}
          on={filters.mentionsMe === true}
          onToggle={() =>
            onChange(filters.mentionsMe ? without(filters, 'mentionsMe') : { ...filters, mentionsMe: true })
          }
        />
      </div>
      <small className={styles.count}>{count}</small>
    </div>
  )
}

/** The filters without one of them. */
export function without(filters: Filters, key: keyof Filters): Filters {
  const { [key]: _, ...rest } = filters
  return rest
}

type ChipProps = Omit<FilterBarProps, 'count'>

function FromChip({ filters, me, people, onChange }: ChipProps) {
  const t = useT()
  const all = [...people.filter(person => person.account !== me.account), me].sort((a, b) =>
    collator.compare(a.name, b.name)
  )
  const chosen = all.find(person => person.account === filters.from)
  const name = chosen?.name ?? t('search.unknownPerson')
  return (
    <FilterChip<AccountId>
      icon={
        chosen === undefined ? (
          <Icon icon={UserRound} size={14} />
        ) : (
          <Avatar name={chosen.name} hue={chosen.hue} size='xs' />
        )
      }
      words={filters.from === undefined ? t('search.from') : t('search.fromOne', { name })}
      on={filters.from !== undefined}
      onClear={() => onChange(without(filters, 'from'))}
      label={t('search.from')}
      options={all.map(({ account, name: own, hue }) => ({
        value: account,
        label: account === me.account ? t('search.you', { name: own }) : own,
        icon: <Avatar name={own} hue={hue} size='sm' />,
        chosen: account === filters.from
      }))}
      onToggle={from => onChange(from === filters.from ? without(filters, 'from') : { ...filters, from })}
      find={{ label: t('search.findPerson'), none: text => t('search.nobody', { text }) }}
    />
  )
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

const ICONS = { public: Hash, private: Lock, direct: MessageSquare }

function InChip({ filters, rooms, onChange }: ChipProps) {
  const t = useT()
  const named = useRoomWords()
  const room = rooms.find(one => one.roomId === filters.roomId)
  const words = room === undefined ? t('search.unknownRoom') : t('search.inOne', { name: named.title(room) })
  return (
    <FilterChip<RoomId>
      icon={<Icon icon={ICONS[room?.kind ?? 'public']} size={14} />}
      words={filters.roomId === undefined ? t('search.in') : words}
      on={filters.roomId !== undefined}
      onClear={() => onChange(without(filters, 'roomId'))}
      label={t('search.in')}
      options={rooms.map(one => ({
        value: one.roomId,
        label: named.plain(one),
        icon: <Icon icon={ICONS[one.kind]} size={16} />,
        chosen: one.roomId === filters.roomId
      }))}
      onToggle={roomId => onChange(roomId === filters.roomId ? without(filters, 'roomId') : { ...filters, roomId })}
      find={{ label: t('search.findRoom'), none: text => t('search.noRoom', { text }) }}
    />
  )
}

const DAYS = [1, 7, 30, 365] as const

function WhenChip({ filters, onChange }: ChipProps) {
  const t = useT()
  const day = useDay()
  const { when } = filters
  const chosen = when !== undefined && 'days' in when ? `${when.days}` : undefined
  return (
    <FilterChip
      icon={<Icon icon={Calendar} size={14} />}
      words={when === undefined ? t('search.when') : whenWords(t, day, when)}
      on={when !== undefined}
      onClear={() => onChange(without(filters, 'when'))}
      label={t('search.when')}
      options={DAYS.map(days => ({
        value: `${days}`,
        label: whenWords(t, day, { days }),
        chosen: `${days}` === chosen
      }))}
      onToggle={days =>
        onChange(days === chosen ? without(filters, 'when') : { ...filters, when: { days: Number(days) } })
      }
      hint={t('search.whenHint')}
    />
  )
}

function whenWords(t: T, day: (at: number) => string, when: When): string {
  if ('days' in when) return when.days === 365 ? t('search.year') : t('search.days', { count: when.days })
  const after = when.after === undefined ? undefined : day(startOfDay(when.after) ?? 0)
  const before = when.before === undefined ? undefined : day(startOfDay(when.before) ?? 0)
  if (after !== undefined && before !== undefined) return t('search.between', { after, before })
  return after === undefined ? t('search.before', { day: before ?? '' }) : t('search.after', { day: after })
}

function HasChip({ filters, onChange }: ChipProps) {
  const t = useT()
  const has = filters.has ?? []
  const toggle = (value: Has): void => {
    const next = HAS.filter(one => (one === value ? !has.includes(one) : has.includes(one)))
    onChange(next.length === 0 ? without(filters, 'has') : { ...filters, has: next })
  }
  const what = has.map(one => t(`search.has.${one}`)).join(', ')
  return (
    <FilterChip<Has>
      icon={<Icon icon={Link} size={14} />}
      words={has.length === 0 ? t('search.has') : t('search.hasOne', { what })}
      on={has.length > 0}
      onClear={() => onChange(without(filters, 'has'))}
      label={t('search.has')}
      several
      options={HAS.map(one => ({ value: one, label: t(`search.has.${one}`), chosen: has.includes(one) }))}
      onToggle={toggle}
    />
  )
}
