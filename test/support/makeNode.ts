/** A network node for tests: over the memory transport unless told otherwise, with a log of what it told the chat. */
import { createHash, randomBytes } from 'node:crypto'
import type {
  CourierAnswers,
  Greeting,
  HistoryRequest,
  Introduction,
  KeysRequest,
  Network,
  NetworkEvents,
  Told as Reached,
  Receipt,
  SyncAnswers,
  Verdict
} from '../../electron/core/chat/ports.ts'
import type { Node } from '../../electron/core/node/libp2p.ts'
import type { NetworkInit } from '../../electron/core/node/node.ts'
import { createNetwork } from '../../electron/core/node/node.ts'
import type { DeviceId } from '../../shared/model.ts'
import { rules } from './rules.ts'

export interface Told {
  greeted: Array<{ peer: DeviceId; greeting: Greeting }>
  welcomed: DeviceId[]
  parted: DeviceId[]
  measured: DeviceId[]
  /** How a peer is reached, as it changed. */
  reached: Array<{ peer: DeviceId; relay: DeviceId | null }>
  /** Whom each peer last said it reaches. */
  told: Map<DeviceId, Reached[]>
  proved: Array<{ peer: DeviceId; address: string }>
  subscribed: Array<{ peer: DeviceId; topic: string }>
  receipts: Array<{ peer: DeviceId; receipts: Receipt[] }>
  statuses: number
}

export interface TestNode {
  readonly network: Network
  readonly id: DeviceId
  readonly told: Told
  /** What it greets with; undefined: it only listens. */
  greeting: Greeting | undefined
  /** Whether it takes a greeting. */
  accepts: (peer: DeviceId, greeting: Greeting) => boolean
  knows: (devices: DeviceId[]) => Introduction[]
  /** What it answers a peer that syncs with; undefined: not now. */
  keys: (peer: DeviceId, request: KeysRequest) => Uint8Array[]
  history: (peer: DeviceId, request: HistoryRequest) => Uint8Array[] | undefined
  carrying: (peer: DeviceId) => CourierAnswers | undefined
  syncing: (peer: DeviceId) => SyncAnswers | undefined
  /** The libp2p node inside, to cut connections and reset streams. */
  inside(): Node
  stop(): Promise<void>
}

const running = new Set<TestNode>()
let addresses = 0

/** Deadlines short enough for tests, long enough for a busy machine. */
export const SHORT = { graceMs: 100, redialMs: 50, redialSoonMs: 200, tickMs: 25, reattachMs: 100, regreetMs: 200 }

export const greetingOf = (name: string): Greeting => ({
  certificate: Buffer.from(`certificate of ${name}`),
  profile: Buffer.from(`profile of ${name}`),
  channels: ['everyone']
})

export const ACCEPT: Verdict = { verdict: 'accept' }
export const messageId = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

/** Not started yet. `name` is what it says in its greeting. */
export function prepareNode(name: string, init: Partial<NetworkInit> = {}): TestNode {
  const told: Told = {
    greeted: [],
    welcomed: [],
    parted: [],
    measured: [],
    reached: [],
    told: new Map(),
    proved: [],
    subscribed: [],
    receipts: [],
    statuses: 0
  }
  const events: NetworkEvents = {
    greeting: () => node.greeting,
    greeted(peer, greeting) {
      told.greeted.push({ peer, greeting })
      return node.accepts(peer, greeting)
    },
    welcomed: peer => told.welcomed.push(peer),
    parted: peer => told.parted.push(peer),
    reached: (peer, relay) => told.reached.push({ peer, relay }),
    told: (peer, reached) => told.told.set(peer, reached),
    proved: (peer, address) => told.proved.push({ peer, address }),
    measured: peer => told.measured.push(peer),
    subscribed: (peer, topic) => told.subscribed.push({ peer, topic }),
    introductions: devices => node.knows(devices),
    keys: (peer, request) => node.keys(peer, request),
    carrying: peer => node.carrying(peer),
    history: (peer, request) => node.history(peer, request),
    receipts: (peer, receipts) => told.receipts.push({ peer, receipts }),
    syncing: peer => node.syncing(peer),
    statusChanged: () => told.statuses++
  }
  let inside: Node | undefined
  const network = createNetwork({
    devicePrivateKey: randomBytes(32),
    listen: init.transport === 'tcp' ? ['/ip4/127.0.0.1/tcp/0'] : [`/memory/node-${process.pid}-${++addresses}`],
    mdns: false,
    announce: true,
    rules: rules(),
    transport: 'memory',
    messageId,
    ...init,
    events,
    onNode: libp2p => {
      inside = libp2p
    },
    timings: { ...SHORT, ...init.timings }
  })
  const node: TestNode = {
    network,
    id: network.deviceId,
    told,
    greeting: greetingOf(name),
    accepts: () => true,
    knows: () => [],
    keys: () => [],
    history: () => undefined,
    carrying: () => undefined,
    syncing: () => undefined,
    inside() {
      if (inside === undefined) throw new Error('not started')
      return inside
    },
    async stop() {
      running.delete(node)
      await network.stop()
    }
  }
  running.add(node)
  return node
}

/** A started node. */
export async function makeNode(name: string, init: Partial<NetworkInit> = {}): Promise<TestNode> {
  const node = prepareNode(name, init)
  await node.network.start()
  return node
}

/** Ends every node that a test has made. */
export async function stopNodes(): Promise<void> {
  await Promise.all([...running].map(node => node.stop()))
}

/** Connects the first to the second. */
export const meet = (from: TestNode, to: TestNode): Promise<DeviceId> =>
  from.network.connect(to.network.addresses()[0] ?? '')
