/** Full text of everything this computer holds: the words, the filters, what was found, and the talk around it. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react'
import type { EventId, Me, Person, Room, RoomId, SearchHit, TimelineEvent } from '../../../shared/model.ts'
import { usePeople, useRooms } from '../../bridge/queries.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { ContextPanel } from './ContextPanel.tsx'
import { FilterBar } from './FilterBar.tsx'
import { HitList, hitId } from './HitList.tsx'
import type { Known } from './query.ts'
import { SearchField } from './SearchField.tsx'
import { SearchResults } from './SearchResults.tsx'
import styles from './SearchView.module.css'
import { useAround } from './useAround.ts'
import { countOf, useSayCount } from './useCount.ts'
import { useHits } from './useHits.ts'
import { useQueryState } from './useQueryState.ts'
import { useSearch } from './useSearch.ts'
import { useSteps } from './useSteps.ts'

export interface SearchViewProps {
  me: Me
  /** Words and filters as they would be typed. */
  text: string
  /** The hit one stood on when one left. */
  chosen: EventId | undefined
  /** The place keeps this from now on. */
  onKeep: (text: string, chosen?: EventId) => void
  onOpen: (roomId: RoomId, event: EventId, thread?: EventId) => void
  /** To where one came from. */
  onLeave: () => void
  /** The text of a message as it stands in its room. */
  renderBody: (event: TimelineEvent) => ReactNode
}

const NOBODY: Person[] = []
const NOWHERE: Room[] = []

export function SearchView({ me, text, chosen, onKeep, onOpen, onLeave, renderBody }: SearchViewProps) {
  const t = useT()
  const people = usePeople().data ?? NOBODY
  const rooms = useRooms().data ?? NOWHERE
  const known = useMemo<Known>(() => ({ me, people, rooms }), [me, people, rooms])
  const state = useQueryState(text, known, onKeep)
  const { query, question } = state
  const search = useSearch(question)
  const hits = useHits(search.found?.hits ?? [], chosen)
  const around = useAround(hits.hit?.event)
  useSayCount(search.found)
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => field.current?.focus(), [])

  const { open, press, change, onKeyDown } = useSteps({ list, panel, rooms, state, search, hits, onKeep, onOpen })
  const leave = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return // a list lies on top
    event.preventDefault()
    onLeave()
  }
  const words = useRoomWords()
  const roomOf = (hit: SearchHit): string | undefined => {
    const room = rooms.find(one => one.roomId === hit.event.roomId)
    return room && words.title(room)
  }
  const someHits = search.found !== undefined && search.found.hits.length > 0
  return (
    <div
      className={classNames(styles.frame, hits.hit !== undefined && styles.withPanel)}
      data-passing
      onKeyDown={leave}
    >
      <section className={styles.view} aria-label={t('search.title')}>
        <header className={styles.head} data-region='header'>
          <VisuallyHidden>
            <h1>{t('search.title')}</h1>
          </VisuallyHidden>
          <SearchField
            field={field}
            words={query.words}
            onType={(words, caret, composing) => {
              hits.reset()
              return state.type(words, caret, composing)
            }}
            list={{
              id: list,
              shown: someHits,
              active: hits.hit !== undefined && hits.chosen ? hitId(list, hits.hit.event.eventId) : undefined
            }}
            onKeyDown={onKeyDown}
          />
        </header>
        <FilterBar
          filters={query.filters}
          me={me}
          people={people}
          rooms={rooms}
          count={search.found === undefined ? '' : countOf(t, search.found)}
          onChange={change}
        />
        <SearchResults search={search} state={state} rooms={rooms}>
          {someHits && (
            <HitList
              id={list}
              hits={search.found?.hits ?? []}
              found={search.found?.found ?? 0}
              rooms={rooms}
              chosen={hits.hit?.event.eventId}
              complete={search.complete}
              onMore={search.loadMore}
              onPress={press}
              onOpen={open}
            />
          )}
        </SearchResults>
      </section>
      {hits.hit !== undefined && (
        <ContextPanel
          panel={panel}
          hit={hits.hit}
          around={around}
          room={roomOf(hits.hit)}
          onOpen={() => hits.hit && open(hits.hit)}
          renderBody={renderBody}
        />
      )}
    </div>
  )
}
