/** A person as initials on their colour, with how near they are. */
import type { CSSProperties } from 'react'
import styles from './Avatar.module.css'
import { classNames } from './classNames.ts'
import { initials } from './initials.ts'

export interface AvatarProps {
  name: string
  /** OKLCH degrees, as the person chose. */
  hue: number
  size?: 'xs' | 'sm' | 'md' | 'lg' | 'xl'
  /** direct: dot; via: thick ring; far: thin ring; out: grey. */
  nearness?: 'direct' | 'via' | 'far' | 'out'
  grey?: boolean
  /** What readers hear; without it the avatar is silent, since the name stands beside it. */
  label?: string
  className?: string
}

export function Avatar({ name, hue, size = 'md', nearness, grey = false, label, className }: AvatarProps) {
  const style = { '--h': hue } as CSSProperties
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <span
      {...named}
      className={classNames(styles.avatar, styles[size], (grey || nearness === 'out') && styles.grey, className)}
      style={style}
    >
      <span aria-hidden='true'>{initials(name)}</span>
      {nearness !== undefined && nearness !== 'out' && <i className={classNames(styles.near, styles[nearness])} />}
    </span>
  )
}
