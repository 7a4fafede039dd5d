/**
 * Connections through somebody: libp2p's circuit relay v2. Its transport would listen at whoever sends it a stop, and keep
 * a listener for each; it would find relays by itself, and count reservations by the relay's clock. Here it does none of
 * these: crossing.ts says with whom there is a reservation, and nothing is announced. docs/protocol/11-relay.md
 */
import type { CircuitRelayServerComponents, CircuitRelayTransportComponents } from '@libp2p/circuit-relay-v2'
import { circuitRelayServer, circuitRelayTransport, RELAY_V2_HOP_CODEC } from '@libp2p/circuit-relay-v2'
import type { Connection, ConnectionGater, PeerId, Transport } from '@libp2p/interface'
import { ListenError } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { CODE_P2P, CODE_P2P_CIRCUIT } from '@multiformats/multiaddr'
import { exchange } from '../../protocols/exchange.ts'
import { HopMessage } from './pb/circuit.ts'

/** What one relay gives to others. */
export interface RelayLimits {
  /** Peers that others may reach through it. */
  readonly reservations: number
  /** Connections that it relays at once. */
  readonly circuits: number
  readonly reservationMs: number
  /** Of one connection. Then it ends, and may be made anew. */
  readonly circuitMs: number
  readonly circuitBytes: number
}

const STOP_STREAMS = 64
const MAX_ANSWER_BYTES = 16 * 1024
const HOP_TIMEOUT_MS = 10_000
const OK = 100

/** The PeerId of whoever relays a connection; null for a direct one. */
export function relayOf({ remoteAddr }: { remoteAddr: Multiaddr }): string | null {
  const parts = remoteAddr.getComponents()
  const circuit = parts.findIndex(({ code }) => code === CODE_P2P_CIRCUIT)
  if (circuit === -1) return null
  return parts.slice(0, circuit).findLast(({ code }) => code === CODE_P2P)?.value ?? ''
}

/** @param accepts whether a peer may reach us through this relay */
export function relayTransport(accepts: (relay: string, peer: string) => boolean) {
  return (components: CircuitRelayTransportComponents): Transport => {
    const { peerId, peerStore, connectionManager, registrar, randomWalk, events, logger, addressManager } = components
    const { upgrader } = components
    const connectionGater: ConnectionGater = {
      denyInboundRelayedConnection: (relay, peer) => !accepts(relay.toString(), peer.toString())
    }
    const transportManager = new Proxy(components.transportManager, {
      get: (target, key, receiver): unknown => (key === 'listen' ? notListening : Reflect.get(target, key, receiver))
    })
    return circuitRelayTransport({ maxInboundStopStreams: STOP_STREAMS, maxOutboundStopStreams: STOP_STREAMS })({
      ...{ peerId, peerStore, connectionManager, connectionGater, registrar, randomWalk, events, logger },
      ...{ addressManager, transportManager, upgrader }
    })
  }
}

const notListening = (): Promise<void> => Promise.reject(new ListenError('reservations are made by crossing.ts'))

/** Asks a relay to let others reach us through it. Throws where it does not. */
export async function reserve(connection: Connection, signal: AbortSignal): Promise<void> {
  const stream = await connection.newStream(RELAY_V2_HOP_CODEC, { signal })
  await exchange(stream, { maxBytes: MAX_ANSWER_BYTES, signal }, async ({ messages }) => {
    await messages.write({ type: HopMessage.Type.RESERVE }, HopMessage, { signal })
    const { status } = await messages.read(HopMessage, { signal })
    if (status !== OK) throw new Error(`no reservation: ${status}`)
  })
}

/** Whom a relay serves. */
export interface RelayGate {
  mayReserve(peer: string): boolean
  mayConnect(from: string, to: string): boolean
}

/** A relay for others. One object for each time of relaying: libp2p's cannot be started again. */
export function relayServer(components: CircuitRelayServerComponents, limits: RelayLimits, gate: RelayGate) {
  const connectionGater: ConnectionGater = {
    denyInboundRelayReservation: peer => !gate.mayReserve(peer.toString()),
    denyOutboundRelayedConnection: (from: PeerId, to: PeerId) => !gate.mayConnect(from.toString(), to.toString())
  }
  return circuitRelayServer({
    hopTimeout: HOP_TIMEOUT_MS,
    maxInboundHopStreams: limits.circuits,
    maxOutboundStopStreams: limits.circuits,
    reservations: {
      maxReservations: limits.reservations,
      reservationTtl: limits.reservationMs,
      defaultDurationLimit: limits.circuitMs, // read as ms, whatever its type says
      defaultDataLimit: BigInt(limits.circuitBytes)
    }
  })({ ...components, connectionGater })
}
