/** Builds the libp2p node: transports, encryption, gossip and our protocols, with the settings a LAN needs. */
import type { CircuitRelayServerComponents } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import type { ComponentLogger, ConnectionGater, Upgrader } from '@libp2p/interface'
import type { Registrar, TransportManager } from '@libp2p/interface-internal'
import { memory } from '@libp2p/memory'
import { ping } from '@libp2p/ping'
import { createLibp2p } from 'libp2p'
import type { CourierInit } from '../protocols/courier/index.ts'
import { courier } from '../protocols/courier/index.ts'
import type { HelloInit } from '../protocols/hello/index.ts'
import { hello } from '../protocols/hello/index.ts'
import type { HistoryInit } from '../protocols/history/index.ts'
import { history } from '../protocols/history/index.ts'
import type { IntroduceInit } from '../protocols/introduce/index.ts'
import { introduce } from '../protocols/introduce/index.ts'
import type { KeysInit } from '../protocols/keys/index.ts'
import { keys } from '../protocols/keys/index.ts'
import type { PeersInit } from '../protocols/peers/index.ts'
import { peers } from '../protocols/peers/index.ts'
import type { ReceiptsInit } from '../protocols/receipts/index.ts'
import { receipts } from '../protocols/receipts/index.ts'
import type { SyncInit } from '../protocols/sync/index.ts'
import { sync } from '../protocols/sync/index.ts'
import type { WitnessInit } from '../protocols/witness/index.ts'
import { witness } from '../protocols/witness/index.ts'
import { relayTransport } from './across/relay.ts'
import { hostPort, isLoopback } from './addresses.ts'
import { encrypter } from './cipher.ts'
import { MAX_CONNECTIONS, MAX_DIALS, MAX_STREAM_WINDOW_BYTES } from './constants.ts'
import { privateKeyOfSeed } from './deviceKey.ts'
import type { JoinedTopics } from './gossip.ts'
import { gossip } from './gossip.ts'
import { calmYamux } from './muxer.ts'
import { zonedTcp } from './transport.ts'

export interface NodeInit {
  readonly devicePrivateKey: Uint8Array
  readonly listen: readonly string[]
  readonly transport: 'tcp' | 'memory'
  readonly logger: ComponentLogger
  readonly agent: string
  readonly joined: JoinedTopics
  readonly gater: ConnectionGater
  messageId(data: Uint8Array): Uint8Array
  readonly hello: HelloInit
  readonly introduce: IntroduceInit
  readonly receipts: ReceiptsInit
  readonly keys: KeysInit
  readonly courier: CourierInit
  readonly history: HistoryInit
  readonly sync: SyncInit
  readonly witness: WitnessInit
  readonly peers: PeersInit
  /** Whether a peer may reach us through this relay. */
  accepts(relay: string, peer: string): boolean
}

/** Parts of libp2p that it shows to its services only. */
export interface Inside extends CircuitRelayServerComponents {
  readonly registrar: Registrar
  readonly transportManager: TransportManager
  readonly upgrader: Upgrader
}

export type Node = Awaited<ReturnType<typeof createNode>>

/** The node, not yet started. */
export async function createNode(init: NodeInit) {
  const loopbackOnly = init.listen.every(text => text.startsWith('/ip4/127.'))
  const encrypt = await encrypter(init.logger.forComponent('earshot:cipher'))
  return await createLibp2p({
    start: false,
    privateKey: privateKeyOfSeed(init.devicePrivateKey),
    logger: init.logger,
    nodeInfo: { name: 'earshot', version: '1', userAgent: init.agent },
    addresses: {
      listen: [...init.listen],
      // nobody else can reach a loopback address
      announceFilter: addresses =>
        loopbackOnly ? addresses : addresses.filter(address => !isLoopback(hostPort(address)?.host ?? ''))
    },
    transports: [init.transport === 'memory' ? memory() : zonedTcp(), relayTransport(init.accepts)],
    connectionEncrypters: [encrypt],
    streamMuxers: [
      calmYamux({
        maxInboundStreams: 256,
        enableKeepAlive: false, // heartbeat.ts does it, at a fraction of the traffic
        streamOptions: { maxStreamWindowSize: MAX_STREAM_WINDOW_BYTES }
      })
    ],
    connectionGater: init.gater,
    // one slow ping of a busy peer is no reason to part: heartbeat.ts does it
    connectionMonitor: { enabled: false, abortConnectionOnPingFailure: false },
    connectionManager: {
      maxConnections: MAX_CONNECTIONS,
      maxParallelDials: MAX_DIALS + 4,
      maxPeerAddrsToDial: 16,
      inboundConnectionThreshold: 100, // a terminal server is one address for many people
      maxIncomingPendingConnections: 64,
      outboundStreamProtocolNegotiationTimeout: 4_000,
      reconnectRetries: 0
    },
    services: {
      identify: identify({ runOnConnectionOpen: false, maxInboundStreams: 4, maxOutboundStreams: 4 }), // welcome.ts does it
      ping: ping({ maxInboundStreams: 4, maxOutboundStreams: 4 }),
      pubsub: gossip(init.messageId, init.joined),
      hello: hello(init.hello),
      introduce: introduce(init.introduce),
      receipts: receipts(init.receipts),
      keys: keys(init.keys),
      courier: courier(init.courier),
      history: history(init.history),
      sync: sync(init.sync),
      witness: witness(init.witness),
      peers: peers(init.peers),
      inside
    }
  })
}

/** What a service is given are all components; these are taken out. */
function inside(components: Inside): Inside {
  const { registrar, transportManager, peerStore, addressManager, peerId, privateKey } = components
  const { connectionManager, connectionGater, logger, upgrader } = components
  return {
    ...{ registrar, transportManager, peerStore, addressManager, peerId, privateKey },
    ...{ connectionManager, connectionGater, logger, upgrader }
  }
}
