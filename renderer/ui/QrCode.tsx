/** A text as a QR code: dark on white in every theme, since cameras want it so. */
import { encodeQR } from 'qr'
import { useMemo } from 'react'
import styles from './QrCode.module.css'

export interface QrCodeProps {
  text: string
  /** What readers hear. */
  label: string
}

/** Modules of white around, which readers of codes need: one is the code's own. */
const QUIET = 2

export function QrCode({ text, label }: QrCodeProps) {
  const drawn = useMemo(() => draw(text), [text])
  if (drawn === undefined) return null
  const { path, side } = drawn
  return (
    <svg
      className={styles.code}
      viewBox={`${-QUIET} ${-QUIET} ${side + 2 * QUIET} ${side + 2 * QUIET}`}
      shapeRendering='crispEdges'
      role='img'
      aria-label={label}
    >
      <path d={path} />
    </svg>
  )
}

/** Rows of dark modules, each as one bar. Undefined for what is too long for any code. */
function draw(text: string): { path: string; side: number } | undefined {
  const modules = encoded(text)
  if (modules === undefined) return undefined
  const bars = modules.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1] === true) return []
      const end = row.indexOf(false, x)
      return [`M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`]
    })
  )
  return { path: bars.join(''), side: modules.length }
}

function encoded(text: string): boolean[][] | undefined {
  try {
    return encodeQR(text, 'raw', { border: 1, ecc: 'low' })
  } catch {
    return undefined // it says so by throwing
  }
}
