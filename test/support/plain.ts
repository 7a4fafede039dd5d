/** What crossed a wire, to be compared or written down: bytes as hex, whichever view they are, and bigints as text. */
import { toHex } from '../../electron/core/crypto/bytes.ts'

export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]))
}
