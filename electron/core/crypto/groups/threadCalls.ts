/** What travels between the core and the thread of its send groups. */
import type { GroupPort } from './engine.ts'

export interface ThreadData {
  deviceKey: Uint8Array
  mlsSeed: Uint8Array
}

export interface Asked {
  id: number
  call: keyof GroupPort
  args: unknown[]
}

export type Answered = { id: number; value: unknown } | { id: number; failed: string }

export async function answerOf(id: number, work: () => Promise<unknown>): Promise<Answered> {
  try {
    return { id, value: await work() }
  } catch (err) {
    return { id, failed: err instanceof Error ? (err.stack ?? err.message) : 'unknown' }
  }
}

/** Every buffer in plain data, once, where it can be moved whole: a view into something larger is copied. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  eachBytes(value, ({ buffer, byteLength }) => {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) found.add(buffer)
  })
  return [...found]
}

export const wipeAll = (value: unknown): void => eachBytes(value, bytes => bytes.fill(0))

function eachBytes(value: unknown, visit: (bytes: Uint8Array) => void): void {
  if (value instanceof Uint8Array) {
    if (value.byteLength > 0) visit(value)
  } else if (Array.isArray(value)) {
    for (const item of value) eachBytes(item, visit)
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) eachBytes(item, visit)
  }
}
