/** One line to type, and below it what it leads to. The focus stays in the line, arrows go through the rest. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef, useState } from 'react'
import type { Person, Room, RoomId, SearchHit } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import type { Command } from './entries.ts'
import styles from './Palette.module.css'
import { PaletteBody } from './PaletteBody.tsx'

export interface PaletteProps {
  open: boolean
  /** What stands in its line when it opens: '@' for people. */
  begin?: string
  rooms: readonly Room[]
  people: readonly Person[]
  recent: readonly RoomId[]
  here: RoomId | undefined
  /** Places that are neither channels nor people. */
  pages: readonly Command[]
  /** What can be done; the first three stand there before anything is typed. */
  actions: readonly Command[]
  onRoom: (roomId: RoomId) => void
  onPerson: (person: Person) => void
  onMessage: (hit: SearchHit) => void
  /** Joins a channel, or creates it. */
  onJoin: (name: string) => void
  onSearch: (text: string) => void
  /** Closed without choosing: the focus goes back where it was. */
  onClose: () => void
}

export function Palette({ open, onClose, ...offered }: PaletteProps) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [left, setLeft] = useState(false)
  const before = useRef<Element>(null)
  /** Opened again while it still goes, it begins anew all the same. */
  const [times, setTimes] = useState(0)
  const [was, setWas] = useState(open)
  if (was !== open) {
    setWas(open)
    if (open) setTimes(times + 1)
  }
  /** What was chosen has a place of its own for the focus. */
  const leave = (go: () => void): void => {
    setLeft(true)
    onClose()
    go()
  }
  return (
    <Base.Root
      open={open}
      onOpenChange={next => !next && onClose()}
      onOpenChangeComplete={next => next || setLeft(false)}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            className={styles.palette}
            aria-modal='true'
            initialFocus={field}
            finalFocus={() => (left ? false : before.current instanceof HTMLElement ? before.current : true)}
          >
            <VisuallyHidden>
              <Base.Title>{t('palette.title')}</Base.Title>
            </VisuallyHidden>
            <PaletteBody key={times} {...offered} field={field} before={before} onLeave={leave} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
