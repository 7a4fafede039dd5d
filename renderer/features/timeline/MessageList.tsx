/** The messages of a room as a virtual list: only what is in view, and a little around it, is in the page. */
import { ArrowDown } from 'lucide-react'
import { type ReactNode, type Ref, type RefObject, useContext, useLayoutEffect, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { EventId } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './MessageList.module.css'
import { ListMenu } from './MessageMenu.tsx'
import { MessageRow } from './MessageRow.tsx'
import { PickingContext, useRoomContext } from './roomContext.ts'
import type { Row } from './rows.ts'
import { UnsentRow } from './UnsentRow.tsx'
import { type Deeds, useDeeds } from './useDeeds.ts'
import type { Roving } from './useRoving.ts'
import type { Scroll } from './useScroll.ts'

/** Drawn beyond the view, so that rows are measured before they come into it. */
const BUFFER_PX = 600

export interface MessageListProps {
  rows: readonly Row[]
  /** Messages of the room before the first row, and behind the last. */
  older: number
  newer: number
  list: Ref<VirtualizerHandle>
  scroller: RefObject<HTMLDivElement | null>
  scroll: Scroll
  roving: Roving
  /** How many came while the end was out of view. */
  fresh: number
  /** The message that was gone to a moment ago. */
  found?: EventId | null
  onJump: () => void
}

export function MessageList(props: MessageListProps) {
  const t = useT()
  const { rows, scroller, scroll, roving, fresh, onJump } = props
  const deeds = useDeeds()
  const { inThread = false } = useRoomContext() // a short thread stands below its head, a short room above its composer
  return (
    <div className={styles.frame}>
      <ListMenu rows={rows} deeds={deeds}>
        {onContextMenu => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the rows below, caught in one place
          <div
            ref={scroller}
            className={styles.scroll}
            data-scroller
            tabIndex={-1}
            onContextMenu={onContextMenu}
            onKeyDown={event => {
              scroll.onTouched()
              roving.onKeyDown(event)
            }}
            onWheel={scroll.onTouched}
            onPointerDown={scroll.onTouched}
            onTouchMove={scroll.onTouched}
            onFocus={event => {
              const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null
              if (row?.dataset.row !== undefined) roving.onFocus(row.dataset.row)
            }}
          >
            {!inThread && <div className={styles.filler} />}
            <Rows {...props} deeds={deeds} />
          </div>
        )}
      </ListMenu>
      {!scroll.atEnd && (
        <div className={styles.jump}>
          <Button icon={ArrowDown} onClick={onJump}>
            {fresh > 0 ? t('timeline.jumpNew', { count: fresh }) : t('timeline.jump')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Rows({
  rows,
  older,
  newer,
  list,
  scroller,
  scroll,
  roving,
  found,
  deeds
}: MessageListProps & { deeds: Deeds }) {
  const t = useT()
  const { roomTitle } = useRoomContext()
  const picking = useContext(PickingContext)
  const shift = useStartChanged(rows)
  const setSize = older + rows.length + newer
  return (
    <div role='list' aria-label={t('timeline.list', { name: roomTitle })} className={styles.column}>
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        data={rows as Row[]}
        shift={shift}
        bufferSize={BUFFER_PX}
        keepMounted={roving.activeIndex < 0 ? [] : [roving.activeIndex]}
        onScroll={scroll.onScroll}
        onResize={scroll.onResize}
      >
        {(row, index) => {
          const place = { setSize, posInSet: older + index + 1, active: index === roving.activeIndex }
          return row.kind === 'event' ? (
            <MessageRow
              key={row.key}
              row={row}
              deeds={deeds}
              {...place}
              found={row.key === found}
              picking={row.key === picking}
            />
          ) : (
            <UnsentRow key={row.key} row={row} {...place} />
          )
        }}
      </Virtualizer>
    </div>
  )
}

/** Whether rows were added or removed at the start since the last drawing: then the place is kept from the end. */
function useStartChanged(rows: readonly Row[]): boolean {
  const before = useRef<readonly Row[]>([])
  const first = before.current[0]?.key
  const last = before.current.at(-1)?.key
  const changed =
    first !== undefined && rows.length > 0 && rows[0]?.key !== first && rows.at(-1)?.key === last && last !== undefined
  useLayoutEffect(() => {
    before.current = rows
  }, [rows])
  return changed
}

/** In place of the list: before anything was said, or when it could not be loaded. */
export function ListPlace({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <div className={styles.place}>{children}</div>
    </div>
  )
}
