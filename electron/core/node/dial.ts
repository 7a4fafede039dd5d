/** Adds a peer by its address, as a person typed it, and says in the person's terms what went wrong. */
import type { Connection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { ErrorCode } from '../../../shared/errors.ts'
import { ChatError } from '../../../shared/errors.ts'
import type { DeviceId } from '../../../shared/model.ts'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import { parseAddress, peerIn } from './addresses.ts'
import type { Greeter } from './greeter.ts'
import { DialFailure } from './outcome.ts'

export interface DialInit {
  readonly greeter: Greeter
  readonly timeoutMs: number
  readonly standardPort: number
  /** A connection to this peer that works. */
  connectionTo(peer: string): Connection | undefined
  dial(address: Multiaddr, signal: AbortSignal): Promise<Connection>
  /** Dial it again when it is lost. */
  remember(peer: string, address: Multiaddr): void
}

// Somebody was there and it was not Earshot; a refused port or an absent host has not answered.
const CODES: Record<Exclude<DialOutcome, 'reached'>, ErrorCode> = {
  self: 'peer.self',
  'wrong-peer': 'peer.wrong',
  'not-earshot': 'peer.refused',
  outside: 'net.outside',
  refused: 'peer.timeout',
  unreachable: 'peer.timeout',
  timeout: 'peer.timeout'
}

/** Dials and greets. Throws ChatError peer.address, peer.self, peer.wrong, peer.refused, peer.timeout or net.outside. */
export async function dialAddress(text: string, init: DialInit): Promise<DeviceId> {
  const address = parseAddress(text, init.standardPort)
  if (address === undefined) throw new ChatError('peer.address')
  const signal = AbortSignal.timeout(init.timeoutMs)
  const connection = init.connectionTo(peerIn(address) ?? '') ?? (await dial(address, signal, init))
  const peer = connection.remotePeer.toString()
  const outcome = await init.greeter.outcome(peer, signal).catch(err => {
    throw new ChatError('peer.timeout', 'peer.timeout', { cause: err })
  })
  if (outcome !== 'greeted') throw new ChatError('peer.refused')
  init.remember(peer, address)
  return peer as DeviceId
}

async function dial(address: Multiaddr, signal: AbortSignal, init: DialInit): Promise<Connection> {
  try {
    return await init.dial(address, signal)
  } catch (err) {
    throw refusal(err)
  }
}

function refusal(err: unknown): ChatError {
  const outcome = err instanceof DialFailure ? err.outcome : 'timeout'
  const code = outcome === 'reached' ? 'peer.timeout' : CODES[outcome]
  return new ChatError(code, code, { cause: err })
}
