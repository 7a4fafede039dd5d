/** Whether something listens at a place: a TCP connection that is opened and closed, and nothing said over it. */
import { connect } from 'node:net'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import type { HostPort } from './addresses.ts'

/** Never rejects. */
export function reach({ host, port }: HostPort, signal: AbortSignal): Promise<DialOutcome> {
  return new Promise(resolve => {
    const socket = connect({ host, port })
    const end = (outcome: DialOutcome): void => {
      signal.removeEventListener('abort', late)
      socket.destroy()
      resolve(outcome)
    }
    const late = (): void => end('timeout')
    socket.once('connect', () => end('reached'))
    socket.once('error', err => end('code' in err ? outcomeOf(err.code) : 'unreachable'))
    signal.addEventListener('abort', late, { once: true })
    if (signal.aborted) late()
  })
}

function outcomeOf(code: unknown): DialOutcome {
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'refused'
  return code === 'ETIMEDOUT' ? 'timeout' : 'unreachable'
}
