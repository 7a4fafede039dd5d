/** The edge of the sidebar: drag it, or move it by the arrow keys; a double click sets it back. */
import type { KeyboardEvent, PointerEvent } from 'react'
import { useT } from '../../i18n/useT.ts'
import styles from './Resizer.module.css'
import { SIDEBAR_LEAST, SIDEBAR_MOST } from './useLayout.ts'

const STEP = 8
const USUAL = 268

export function Resizer({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const t = useT()
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const grow = isRtl(event.currentTarget) ? 'ArrowLeft' : 'ArrowRight'
    const to = {
      ArrowLeft: width - STEP,
      ArrowRight: width - STEP,
      [grow]: width + STEP,
      Home: SIDEBAR_LEAST,
      End: SIDEBAR_MOST
    }[event.key]
    if (to === undefined || event.altKey) return
    event.preventDefault()
    onResize(to)
  }
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const x = isRtl(event.currentTarget) ? window.innerWidth - event.clientX : event.clientX
    onResize((x * 16) / rem)
  }
  return (
    <div
      className={styles.edge}
      role='separator'
      tabIndex={0}
      aria-orientation='vertical'
      aria-label={t('shell.resize')}
      aria-valuenow={width}
      aria-valuemin={SIDEBAR_LEAST}
      aria-valuemax={SIDEBAR_MOST}
      aria-valuetext={t('shell.resizeValue', { width })}
      onKeyDown={keys}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onResize(USUAL)}
    />
  )
}

const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl'
