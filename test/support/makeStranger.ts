/** A stock libp2p node, without anything of Earshot's: for what others on a LAN may be and do. */
import { randomUUID } from 'node:crypto'
import { noise } from '@chainsafe/libp2p-noise'
import { gossipsub, StrictNoSign } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { memory } from '@libp2p/memory'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { routerOf } from '../../electron/core/node/gossip.ts'
import type { TestNode } from './makeNode.ts'
import { messageId } from './makeNode.ts'

const running = new Set<{ stop(): Promise<void> | void }>()

/** Started, over the memory transport. */
export async function makeStranger() {
  const node = await createLibp2p({
    addresses: { listen: [`/memory/stranger-${randomUUID()}`] },
    transports: [memory()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: {
      identify: identify(),
      pubsub: gossipsub({
        globalSignaturePolicy: StrictNoSign,
        msgIdFn: message => messageId(message.data),
        allowPublishToZeroTopicPeers: true
      })
    }
  })
  running.add(node)
  const heard: string[] = []
  node.services.pubsub.addEventListener('message', ({ detail }) => heard.push(Buffer.from(detail.data).toString()))
  return {
    node,
    heard,
    id: node.peerId.toString(),
    router: routerOf(node.services.pubsub),
    address: String(node.getMultiaddrs()[0]),
    dial: (to: TestNode) => node.dial(multiaddr(to.network.addresses()[0] ?? ''))
  }
}

/** Ends every stranger that a test has made. */
export async function stopStrangers(): Promise<void> {
  const nodes = [...running]
  running.clear()
  await Promise.all(nodes.map(node => node.stop()))
}
