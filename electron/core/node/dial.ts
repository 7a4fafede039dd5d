/** Adds a peer by its address, as a person typed it, and says in the person's terms what went wrong. */
import type { Connection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { ChatError } from '../../../shared/errors.ts'
import type { DeviceId } from '../../../shared/model.ts'
import type { HostPort } from './addresses.ts'
import { hostPort, parseAddress, peerIn } from './addresses.ts'
import type { Greeter } from './greeter.ts'

export interface DialInit {
  readonly self: string
  readonly greeter: Greeter
  readonly timeoutMs: number
  readonly standardPort: number
  /** Hosts and ports that are this very node. */
  ours(): HostPort[]
  dial(address: Multiaddr, signal: AbortSignal): Promise<Connection>
  /** Dial it again when it is lost. */
  remember(peer: string, address: Multiaddr): void
}

// What libp2p throws when something answered that is not who or what was meant.
const ANSWERED = new Set([
  'EncryptionFailedError',
  'UnexpectedPeerError',
  'InvalidCryptoExchangeError',
  'MuxerUnavailableError',
  'UnsupportedProtocolError',
  'ConnectionClosedError',
  'ConnectionFailedError',
  'UnexpectedEOFError',
  'InvalidMessageError',
  'InvalidDataLengthError',
  'InvalidDataLengthLengthError',
  'StreamClosedError',
  'StreamResetError',
  'DialDeniedError'
])

/** Dials and greets. Throws ChatError peer.address, peer.self, peer.refused or peer.timeout. */
export async function dialAddress(text: string, init: DialInit): Promise<DeviceId> {
  const address = parseAddress(text, init.standardPort)
  if (address === undefined) throw new ChatError('peer.address')
  if (isSelf(address, init)) throw new ChatError('peer.self')
  const signal = AbortSignal.timeout(init.timeoutMs)
  const connection = await init.dial(address, signal).catch(err => {
    throw refusal(err, signal)
  })
  const peer = connection.remotePeer.toString()
  if (peer === init.self) {
    connection.abort(new Error('that is this node'))
    throw new ChatError('peer.self')
  }
  const outcome = await init.greeter.outcome(peer, signal).catch(err => {
    throw new ChatError('peer.timeout', 'peer.timeout', { cause: err })
  })
  if (outcome !== 'greeted') throw new ChatError('peer.refused')
  init.remember(peer, address)
  return peer as DeviceId
}

function isSelf(address: Multiaddr, { self, ours }: DialInit): boolean {
  if (peerIn(address) === self) return true
  const place = hostPort(address)
  return place !== undefined && ours().some(({ host, port }) => host === place.host && port === place.port)
}

function refusal(err: unknown, signal: AbortSignal): ChatError {
  const code = !signal.aborted && hasAnswered(err) ? 'peer.refused' : 'peer.timeout'
  return new ChatError(code, code, { cause: err })
}

/** Whether somebody was there: a refused port or an absent host has not answered. */
function hasAnswered(err: unknown): boolean {
  if (err instanceof AggregateError) return err.errors.some(hasAnswered)
  return err instanceof Error && (ANSWERED.has(err.name) || hasAnswered(err.cause))
}
