/** Everybody as a table that can be sorted: the equal of the map. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { AccountId, Person } from '../../../../shared/model.ts'
import type { NetworkDetail } from '../../../../shared/networkModel.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { classNames } from '../../../ui/classNames.ts'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useWays } from '../useWays.ts'
import styles from './Lists.module.css'
import { COLUMNS, type Column, type Row, rows, type Sort } from './rows.ts'

export interface PeopleTableProps {
  people: readonly Person[]
  detail: NetworkDetail
  onProfile: (account: AccountId) => void
  onWhy: (account: AccountId) => void
}

export function PeopleTable({ people, detail, onProfile, onWhy }: PeopleTableProps) {
  const t = useT()
  const [sort, setSort] = useState<Sort>({ column: 'way', down: false })
  const sorted = useMemo(() => rows(people, detail.paths, sort), [people, detail.paths, sort])
  const choose = (column: Column): void => setSort(now => ({ column, down: now.column === column ? !now.down : false }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
    <div className={styles.sideways} tabIndex={0} role='group' aria-label={t('network.list.people')}>
      <table className={styles.table}>
        <caption className={styles.caption}>{t('network.list.people')}</caption>
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <Head key={column} column={column} sort={sort} onChoose={() => choose(column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(row => (
            <PersonLine key={row.person.account} row={row} onProfile={onProfile} onWhy={onWhy} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({ column, sort, onChoose }: { column: Column; sort: Sort; onChoose: () => void }) {
  const t = useT()
  const on = sort.column === column
  return (
    <th scope='col' aria-sort={on ? (sort.down ? 'descending' : 'ascending') : 'none'} className={styles[column]}>
      <button type='button' className={classNames(styles.sort, on && styles.sorted)} onClick={onChoose}>
        {t(`network.column.${column}`)}
        {on && <Icon icon={sort.down ? ArrowDown : ArrowUp} size={13} />}
      </button>
    </th>
  )
}

function PersonLine({
  row: { person, path },
  onProfile,
  onWhy
}: { row: Row } & Pick<PeopleTableProps, 'onProfile' | 'onWhy'>) {
  const t = useT()
  const ways = useWays()
  const format = useFormat()
  const out = person.nearness === 'out'
  return (
    <tr data-person={person.account} data-nearness={person.nearness}>
      <th scope='row' className={styles.person}>
        <button type='button' className={styles.who} onClick={() => onProfile(person.account)}>
          <Avatar name={person.name} hue={person.hue} size='sm' nearness={person.nearness} />
          <span>{person.name}</span>
        </button>
      </th>
      <td className={styles.way}>
        <span className={styles.near}>
          <EarshotMark nearness={person.nearness} size={15} />
          {person.nearness === 'direct' ? t('near.link') : ways.near.short(person)}
        </span>
        {out && (
          <small>
            {path?.lastAttempt && t('network.attempt.last', { said: ways.attempt(path.lastAttempt) })}
            <button
              type='button'
              className={styles.why}
              aria-label={t('network.whyNot', { name: person.name })}
              onClick={() => onWhy(person.account)}
            >
              {t('network.why')}
            </button>
          </small>
        )}
      </td>
      <td className={styles.number}>
        {path?.transport == null ? t('network.none') : t(`network.short.${path.transport}`)}
      </td>
      <td className={styles.number}>
        {person.latencyMs === null ? t('network.none') : ways.near.latency(person.latencyMs)}
      </td>
      <td className={styles.number}>{path?.since == null ? t('network.none') : format.when(path.since)}</td>
      <td>{path?.interface ?? t('network.none')}</td>
      <td className={styles.number}>{path?.version ?? t('network.none')}</td>
    </tr>
  )
}
