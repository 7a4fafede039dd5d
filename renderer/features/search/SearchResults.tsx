/** What stands below the filters: the hits and how honest that is, how to begin, or that there is nothing and what to do. */
import { HardDrive } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Room } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorCode } from '../../i18n/errorText.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { type T, useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { folded } from '../../ui/fuzzy.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { corrected } from './query.ts'
import styles from './SearchView.module.css'
import { footOf } from './useCount.ts'
import type { QueryState } from './useQueryState.ts'
import type { Found, Search } from './useSearch.ts'

export interface SearchResultsProps {
  search: Search
  state: QueryState
  rooms: readonly Room[]
  /** The list of hits, where there are any. */
  children: ReactNode
}

export function SearchResults({ search, state, rooms, children }: SearchResultsProps) {
  const t = useT()
  const { found, error } = search
  // without the core the bar above everything says so, and it is asked again by itself
  if (error !== undefined && errorCode(error) !== 'offline') {
    return (
      <div className={styles.state}>
        <Notice tone='bad' role='alert' action={<Button onClick={search.again}>{t('common.tryAgain')}</Button>}>
          <Trans id='search.failed' />
        </Notice>
      </div>
    )
  }
  if (found === undefined) return state.question === null && <Start />
  if (found.hits.length === 0) return <Nothing found={found} state={state} rooms={rooms} onAsked={search.again} />
  return (
    <>
      {children}
      <p className={styles.foot}>
        <Icon icon={HardDrive} size={16} />
        <span>{footOf(t, found)}</span>
      </p>
    </>
  )
}

const EXAMPLES = (t: T) => [
  ['from:mara', t('search.start.from')],
  ['in:#deck-ops', t('search.start.in')],
  ['after:2026-06-01', t('search.start.after')],
  ['has:link', t('search.start.has')],
  ['"winch brake"', t('search.start.exact')]
]

function Start() {
  const t = useT()
  return (
    <div className={styles.state}>
      <h2>{t('search.start.title')}</h2>
      <p>{t('search.start.text')}</p>
      <dl className={styles.examples}>
        {EXAMPLES(t).map(([typed, words]) => (
          <div key={typed}>
            <dt dir='ltr'>{typed}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface NothingProps {
  found: Found
  state: QueryState
  rooms: readonly Room[]
  onAsked: () => void
}

function Nothing({ found, state, rooms, onAsked }: NothingProps) {
  const t = useT()
  const { text } = found
  // where the filters leave nothing, the word itself may be meant
  const typed = folded(text).split(/\s+/u)
  const suggestion = found.suggestion === null || typed.includes(folded(found.suggestion)) ? null : found.suggestion
  const filtered = Object.keys(state.query.filters).length > 0
  const word = (
    <button
      type='button'
      className={styles.link}
      onClick={() => suggestion !== null && state.setWords(corrected(state.query.words, suggestion))}
    />
  )
  return (
    <div className={styles.state}>
      <h2>
        {text === '' ? t('search.none.filters') : t('search.none.title', { text: text.replace(/^"(.*)"$/u, '$1') })}
      </h2>
      <p>
        {suggestion === null ? (
          t('search.none.text')
        ) : (
          <Trans id='search.none.suggestion' values={{ word: suggestion }} components={{ link: word }} />
        )}
      </p>
      <div className={styles.actions}>
        {filtered && <Button onClick={() => state.setFilters({})}>{t('search.none.clear')}</Button>}
        <AskNearby rooms={rooms} only={state.query.filters.roomId} onAsked={onAsked} />
      </div>
    </div>
  )
}

interface AskProps {
  rooms: readonly Room[]
  only: Room['roomId'] | undefined
  onAsked: () => void
}

/** Where history is missing here, people near may have it. */
function AskNearby({ rooms, only, onAsked }: AskProps) {
  const t = useT()
  const bridge = useBridge()
  const [asking, setAsking] = useState<'no' | 'now' | 'done'>('no')
  const gaps = rooms.filter(room => room.history.state !== 'whole' && (only === undefined || room.roomId === only))
  const ask = async (): Promise<void> => {
    setAsking('now')
    // one that fails is asked again by the next sync: what the others bring is searched
    await Promise.allSettled(gaps.map(({ roomId }) => bridge.call('rooms.fill', { roomId })))
    setAsking('done')
    onAsked()
  }
  if (asking === 'done') return <p role='status'>{t('search.none.asked')}</p>
  if (gaps.length === 0) return null
  return (
    <Button busy={asking === 'now'} onClick={() => void ask()}>
      {t('search.none.ask')}
    </Button>
  )
}
