/** What became of a message: a drop in water. Every state differs by shape, not only by colour. */
import type { ReactNode } from 'react'
import { classNames } from './classNames.ts'
import styles from './DeliveryGlyph.module.css'

export type DeliveryGlyphState = 'sending' | 'held' | 'partial' | 'delivered' | 'read' | 'waiting' | 'failed'

export interface DeliveryGlyphProps {
  state: DeliveryGlyphState
  /** The whole sentence; without it the glyph is silent, since the sentence stands beside it. */
  label?: string
  size?: number
  /** The state was just reached: its ring grows from the point, once. */
  stepped?: boolean
}

const round = { stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const
const ring = (r: number, width: number, dashes?: string): ReactNode => (
  <circle
    cx='8'
    cy='8'
    r={r}
    stroke='currentColor'
    strokeWidth={width}
    strokeDasharray={dashes}
    className={styles.ring}
  />
)
const point = (r: number): ReactNode => <circle cx='8' cy='8' r={r} fill='currentColor' />

const SHAPES: Record<DeliveryGlyphState, ReactNode> = {
  sending: (
    <>
      {point(1.8)}
      <path className={styles.turning} d='M8 2.4A5.6 5.6 0 1 1 3.6 11.5' {...round} strokeWidth='1.4' />
    </>
  ),
  held: (
    <>
      {point(2.1)}
      {ring(5.3, 1.3)}
    </>
  ),
  partial: (
    <>
      {point(1.9)}
      <circle cx='8' cy='8' r='4.3' stroke='currentColor' strokeWidth='1.3' />
      {ring(7, 1.3, '2.2 2.2')}
    </>
  ),
  delivered: (
    <>
      {point(1.9)}
      <circle cx='8' cy='8' r='4.3' stroke='currentColor' strokeWidth='1.3' />
      {ring(7, 1.3)}
    </>
  ),
  read: (
    <>
      <circle cx='8' cy='8' r='7.4' fill='currentColor' />
      <path d='m4.9 8.2 2.2 2.2 4.1-4.6' {...round} stroke='var(--bg-surface)' strokeWidth='1.6' />
    </>
  ),
  waiting: (
    <>
      {ring(6.6, 1.4, '2.4 2.2')}
      <path d='M8 4.9V8l2 1.4' {...round} strokeWidth='1.4' />
    </>
  ),
  failed: (
    <>
      {ring(6.8, 1.4)}
      <path d='M8 4.8v3.7' {...round} strokeWidth='1.6' />
      <circle cx='8' cy='11' r='.95' fill='currentColor' />
    </>
  )
}

export function DeliveryGlyph({ state, label, size = 15, stepped = false }: DeliveryGlyphProps) {
  const side = `${size / 16}rem`
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg
      {...named}
      className={classNames(styles.glyph, styles[state], stepped && styles.stepped)}
      width={side}
      height={side}
      viewBox='0 0 16 16'
      fill='none'
    >
      {SHAPES[state]}
    </svg>
  )
}
