/** A screen for the window: the one there is, or an Xvfb of our own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Display {
  name: string
  stop(): void
}

/** Rejects where there is no display and no Xvfb. */
export async function startDisplay(): Promise<Display> {
  if (process.platform !== 'linux') return { name: '', stop() {} }
  if (process.env.DISPLAY !== undefined) return { name: process.env.DISPLAY, stop() {} }
  // It picks a free number itself and writes it to the pipe when it is ready. Without access control: it is ours alone.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  const failed = once(server, 'error').then(([err]) => Promise.reject(err as Error))
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended at once')))
  const pipe = server.stdio[3]
  if (pipe == null) throw new Error('no pipe to Xvfb')
  const [number] = (await Promise.race([once(pipe, 'data'), failed, ended])) as [Buffer]
  ended.catch(() => {}) // later it ends because we say so
  failed.catch(() => {})
  return { name: `:${String(number).trim()}`, stop: () => server.kill() }
}
