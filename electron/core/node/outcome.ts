/** How a dial ended, told from what libp2p and the system throw. */
import type { DialOutcome } from '../../../shared/networkModel.ts'

/** A dial that failed, and how. */
export class DialFailure extends Error {
  override readonly name = 'DialFailure'
  readonly outcome: DialOutcome

  constructor(outcome: DialOutcome, options?: ErrorOptions) {
    super(`dial: ${outcome}`, options)
    this.outcome = outcome
  }
}

/** How far a dial had come. */
export interface Progress {
  readonly self: string
  /** Its time was over. */
  readonly late: boolean
  /** There was a TCP connection. */
  readonly accepted: boolean
  /** Something came over it. */
  readonly spoke: boolean
}

const UNREACHABLE = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EINVAL',
  'EACCES'
])
/** What the Noise handshake says where another key answers; pinned by a test, since no type vouches for it. */
const OTHER_KEY = /identity key (\S+) does not match/

export function outcomeOf(err: unknown, { self, late, accepted, spoke }: Progress): DialOutcome {
  if (err instanceof DialFailure) return err.outcome
  const { name = '', message = '', code } = err as { name?: string; message?: string; code?: unknown }
  const other = OTHER_KEY.exec(message)?.[1]
  if (other !== undefined) return other === self ? 'self' : 'wrong-peer'
  if (name === 'InvalidPeerIdError') return 'self'
  if (name === 'UnexpectedPeerError') return 'wrong-peer'
  if (accepted) return spoke ? 'not-earshot' : late ? 'timeout' : 'refused'
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'refused'
  if (typeof code === 'string' && UNREACHABLE.has(code)) return 'unreachable'
  return code === 'ETIMEDOUT' || late ? 'timeout' : 'unreachable'
}

/** Of several addresses of one peer, what says most about it. */
const TELLING: readonly DialOutcome[] = [
  'self',
  'wrong-peer',
  'not-earshot',
  'refused',
  'timeout',
  'unreachable',
  'outside'
]

export function mostTelling(outcomes: readonly DialOutcome[]): DialOutcome {
  return TELLING.find(outcome => outcomes.includes(outcome)) ?? 'unreachable'
}
