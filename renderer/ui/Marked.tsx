/** A text with what was found in it marked. The marks are part of the line: they neither turn nor break its letters. */
import type { ReactNode } from 'react'
import type { Range } from './fuzzy.ts'
import styles from './Marked.module.css'

export interface MarkedProps {
  text: string
  /** In UTF-16 units; what lies outside the text or overlaps is put right. */
  ranges: readonly Range[]
}

export function Marked({ text, ranges }: MarkedProps) {
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of joined(text, ranges)) {
    const start = Math.max(at, from)
    const end = Math.min(text.length, to)
    if (end <= start) continue
    parts.push(
      text.slice(at, start),
      <mark key={start} className={styles.mark}>
        {text.slice(start, end)}
      </mark>
    )
    at = end
  }
  parts.push(text.slice(at))
  return parts
}

/** In order, and words that follow each other as one. */
function joined(text: string, ranges: readonly Range[]): readonly Range[] {
  const all: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last !== undefined && (from <= last[1] || /^\s$/u.test(text.slice(last[1], from))))
      last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}
