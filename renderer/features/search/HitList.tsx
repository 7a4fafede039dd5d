/** The messages found, newest first; more of them as one comes to the end. */
import { type RefObject, useEffect, useRef } from 'react'
import type { EventId, Room, SearchHit } from '../../../shared/model.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Hit } from './Hit.tsx'
import styles from './HitList.module.css'

export interface HitListProps {
  id: string
  hits: readonly SearchHit[]
  /** How many there are, loaded or not. */
  found: number
  rooms: readonly Room[]
  chosen: EventId | undefined
  complete: boolean
  onMore: () => void
  onPress: (hit: SearchHit) => void
  onOpen: (hit: SearchHit) => void
}

export const hitId = (list: string, event: EventId): string => `${list}-${event}`

export function HitList({ id, hits, found, rooms, chosen, complete, onMore, onPress, onOpen }: HitListProps) {
  const t = useT()
  const list = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLDivElement>(null)
  useReached(list, end, onMore, complete ? undefined : hits.length)
  const words = useRoomWords()
  const names = new Map(rooms.map(room => [room.roomId, words.title(room)]))
  return (
    <div ref={list} id={id} role='listbox' aria-label={t('search.results')} className={styles.list}>
      {hits.map((hit, i) => (
        <Hit
          key={hit.event.eventId}
          id={hitId(id, hit.event.eventId)}
          hit={hit}
          room={names.get(hit.event.roomId)}
          on={hit.event.eventId === chosen}
          position={i + 1}
          of={Math.max(found, hits.length)}
          onPress={onPress}
          onOpen={onOpen}
        />
      ))}
      <div ref={end} role='presentation' className={styles.end} />
    </div>
  )
}

/** Calls when the end comes near the view. `again` changes once there is a new end; undefined: there is nothing behind it. */
function useReached(
  list: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
  reached: () => void,
  again: number | undefined
): void {
  const latest = useRef(reached)
  latest.current = reached
  useEffect(() => {
    if (again === undefined || end.current === null || !('IntersectionObserver' in window)) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && latest.current(), {
      root: list.current,
      rootMargin: '400px 0px'
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [list, end, again])
}
