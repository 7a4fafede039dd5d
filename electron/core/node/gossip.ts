/** gossipsub, set for a LAN: what it may cost, whom it trusts, and the parts of it that our watchdog looks at. */
import { createHash } from 'node:crypto'
import type { GossipSub, GossipsubOpts, TopicValidatorResult } from '@libp2p/gossipsub'
import { gossipsub, StrictNoSign } from '@libp2p/gossipsub'
import type { PeerId, Stream } from '@libp2p/interface'
import { MAX_ROOMS } from '../../../shared/limits.ts'
import { PIPE_MAX_BYTES } from './constants.ts'

/** What gossipsub's own class offers beyond its published interface. Checked at start, since no type vouches for it. */
export interface Router extends GossipSub {
  readonly streamsOutbound: Map<string, { readonly rawStream: Stream; push(data: Uint8Array): void }>
  readonly streamsInbound: Map<string, { readonly rawStream: Stream }>
  readonly score: { score(peer: string): number }
  readonly opts: {
    readonly scoreParams: { topics: Record<string, TopicScore> }
    readonly scoreThresholds: { graylistThreshold: number; publishThreshold: number }
  }
  reportMessageValidationResult(id: string, source: string, result: TopicValidatorResult): void
}
type TopicScore = NonNullable<NonNullable<GossipsubOpts['scoreParams']>['topics']>[string]

/** Topics that are joined: of any other, nothing is kept. */
export type JoinedTopics = ReadonlyMap<string, unknown>

const DECODE_LIMITS = {
  maxSubscriptions: 2 * MAX_ROOMS,
  maxMessages: 1_024,
  maxIhaveMessageIDs: 1_024,
  maxIwantMessageIDs: 1_024,
  maxIdontwantMessageIDs: 512,
  maxControlMessages: 2 * MAX_ROOMS,
  maxPeerInfos: 16
}
// An answer to IWANT packs many events into one RPC.
const MAX_RPC_BYTES = 4 * 1024 * 1024

/** The gossipsub service. `messageId` may throw: then the message is known by its hash until it is rejected. */
export function gossip(messageId: (data: Uint8Array) => Uint8Array, joined: JoinedTopics) {
  const idOf = (data: Uint8Array): Uint8Array => {
    try {
      return messageId(data)
    } catch {
      return createHash('sha256').update(data).digest()
    }
  }
  return gossipsub({
    globalSignaturePolicy: StrictNoSign,
    msgIdFn: message => {
      // gossipsub would remember the messages of every topic that a stranger thinks up
      if (!joined.has(message.topic)) throw new Error('not a topic of ours')
      return idOf(message.data)
    },
    asyncValidation: true, // what is relayed may take longer than 100 ms to store
    allowPublishToZeroTopicPeers: true,
    fallbackToFloodsub: false,
    floodPublish: true,
    doPX: false,
    emitSelf: false,
    idontwantMinDataSize: 4_096, // of a smaller one another copy costs less than saying that it is here already
    // Who writes floods all neighbours, and sync closes every gap: the mesh is for those who are not neighbours.
    D: 6,
    Dlo: 4,
    Dhi: 32, // one peer may join two networks: then all of one hear the other through it
    Dout: 2,
    Dlazy: 6,
    gossipFactor: 0.25,
    unsubcribeBackoff: 1_000,
    seenTTL: 30_000, // the store remembers what was said; this only stops loops
    runOnLimitedConnection: true, // through somebody
    maxInboundStreams: 4,
    maxOutboundStreams: 4,
    maxOutboundBufferSize: PIPE_MAX_BYTES,
    maxInboundDataLength: MAX_RPC_BYTES,
    maxTopicBytesPerPeer: 2 * MAX_ROOMS * 1_200,
    decodeRpcLimits: DECODE_LIMITS,
    scoreParams: { IPColocationFactorWeight: 0, behaviourPenaltyWeight: -1, behaviourPenaltyThreshold: 32 }
  })
}

/** A forgery costs its forwarder its score within a few; being slow or quiet costs nothing. */
export const TOPIC_SCORE: TopicScore = {
  topicWeight: 1,
  timeInMeshWeight: 0,
  timeInMeshQuantum: 1_000,
  timeInMeshCap: 1,
  firstMessageDeliveriesWeight: 0,
  firstMessageDeliveriesDecay: 0.5,
  firstMessageDeliveriesCap: 1,
  meshMessageDeliveriesWeight: 0,
  meshMessageDeliveriesDecay: 0.5,
  meshMessageDeliveriesCap: 1,
  meshMessageDeliveriesThreshold: 0.5,
  meshMessageDeliveriesWindow: 10,
  meshMessageDeliveriesActivation: 1_000,
  meshFailurePenaltyWeight: 0,
  meshFailurePenaltyDecay: 0.5,
  invalidMessageDeliveriesWeight: -10,
  invalidMessageDeliveriesDecay: 0.99
}

/** The router behind the published interface. Throws when this version of gossipsub lacks what we rely on. */
export function routerOf(pubsub: GossipSub): Router {
  const router = pubsub as Router
  const whole =
    router.streamsOutbound instanceof Map &&
    router.streamsInbound instanceof Map &&
    typeof router.score?.score === 'function' &&
    typeof router.reportMessageValidationResult === 'function' &&
    router.opts?.scoreParams?.topics !== undefined
  if (!whole) throw new Error('this version of gossipsub is not the one Earshot was built for')
  return router
}

/** Whether both gossip streams of this peer are up. gossipsub keeps an inbound one that has ended. */
export function attached(router: Router, peer: PeerId): boolean {
  const id = peer.toString()
  return isUp(router.streamsOutbound.get(id)) && isUp(router.streamsInbound.get(id))
}

/** A stream that ended while it was being opened is kept by gossipsub, and no other is opened beside it: forgets it. */
export function forgetEnded(router: Router, peer: PeerId): void {
  const id = peer.toString()
  if (!isUp(router.streamsOutbound.get(id))) router.streamsOutbound.delete(id)
}

const isUp = (stream: { readonly rawStream: Stream } | undefined): boolean => stream?.rawStream.status === 'open'
