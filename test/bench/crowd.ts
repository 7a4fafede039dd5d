/** A private channel of many devices beside a public one of the same. */
import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface Crowd {
  /** Until everybody was told of a message, the median. */
  publicMs: number
  privateMs: number
  /** Of all devices together, until one more is in and has read what somebody said. */
  addingCpuMs: number
}

const DEADLINE_MS = 8 * 60_000

export async function measureCrowd(script: string, count: number): Promise<Crowd> {
  const child = fork(script, [String(count)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const signal = AbortSignal.timeout(DEADLINE_MS)
  try {
    const said = once(child, 'message', { signal }).then(([crowd]) => crowd as Crowd)
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('the crowd ended before it was measured')
    })
    return await Promise.race([said, ended])
  } finally {
    child.kill('SIGKILL')
  }
}
