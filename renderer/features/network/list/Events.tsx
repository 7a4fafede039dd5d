/** What was tried lately and how it ended; what was heard and not heeded, and why. */
import type { NetworkDetail } from '../../../../shared/networkModel.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/useT.ts'
import { classNames } from '../../../ui/classNames.ts'
import { useWays } from '../useWays.ts'
import styles from './Lists.module.css'

/** More are there, but nobody reads them. */
const MOST = 50

export function Attempts({ attempts }: Pick<NetworkDetail, 'attempts'>) {
  const t = useT()
  const ways = useWays()
  const format = useFormat()
  if (attempts.length === 0) return <p className={styles.quiet}>{t('network.attempts.none')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
    <div className={styles.sideways} tabIndex={0} role='group' aria-label={t('network.attempts')}>
      <table className={styles.table}>
        <caption className={styles.caption}>{t('network.attempts')}</caption>
        <thead>
          <tr>
            {(['when', 'who', 'address', 'outcome'] as const).map(column => (
              <th key={column} scope='col'>
                {t(`network.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attempts.slice(0, MOST).map(attempt => (
            <tr key={`${attempt.at} ${attempt.address}`}>
              <td className={styles.number}>{format.when(attempt.at)}</td>
              <td>{ways.meant(attempt)}</td>
              <td>
                <code className={styles.address}>{attempt.address}</code>
              </td>
              <td className={classNames(attempt.outcome !== 'reached' && styles.failed)}>{ways.outcome(attempt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Ignored({ ignored }: Pick<NetworkDetail, 'ignored'>) {
  const t = useT()
  const format = useFormat()
  if (ignored.length === 0) return <p className={styles.quiet}>{t('network.ignored.none')}</p>
  return (
    <ul className={styles.ignored}>
      {ignored.map(one => (
        <li key={`${one.reason} ${one.interface}`}>
          <b>{format.number(one.count)}</b>
          <span>
            {t(`network.ignored.${one.reason}`)}{' '}
            <small>
              {one.interface === null
                ? t('network.ignored.last', { when: format.when(one.lastAt) })
                : t('network.ignored.lastOn', { when: format.when(one.lastAt), network: one.interface })}
            </small>
          </span>
        </li>
      ))}
    </ul>
  )
}
