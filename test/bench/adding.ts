/** What letting in one member more costs the send groups of a private channel, when each of its devices has done it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface Adding {
  /** CPU of all devices for the entries that let the newcomer in, one of each. */
  sendersMs: number
  /** CPU of all devices for reading all of these. */
  readersMs: number
  /** CPU of the newcomer for joining all of these groups. */
  joinerMs: number
}

export async function measureAdding(script: string, count: number): Promise<Adding> {
  const child = fork(script, [String(count)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [adding] = await once(child, 'message', { signal: AbortSignal.timeout(8 * 60_000) })
  return adding as Adding
}
