/** What Earshot is compared with: libp2p and gossipsub as they come (StrictSign), nothing stored. */
import { noise } from '@chainsafe/libp2p-noise'
import { type GossipSub, gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { createTally, obey, report, stamped } from './talk.ts'

const TOPIC = 'bench'
const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  services: { identify: identify(), pubsub: gossipsub({ allowPublishToZeroTopicPeers: true }) }
})
const pubsub = node.services.pubsub as GossipSub
const mesh = pubsub as GossipSub & { getMeshPeers(topic: string): string[] } // of its class, not of its interface
const tally = createTally()
let count = 0

pubsub.subscribe(TOPIC)
pubsub.addEventListener('message', ({ detail }) => {
  if (detail.topic === TOPIC) tally.arrived(new TextDecoder().decode(detail.data), String(++count))
})
const meshed = setInterval(() => {
  if (mesh.getMeshPeers(TOPIC).length === 0) return
  clearInterval(meshed)
  report({ report: 'meshed' })
}, 20)

const publish = () => pubsub.publish(TOPIC, new TextEncoder().encode(stamped()))

obey(async order => {
  if (order.order === 'dial') await node.dial(multiaddr(order.address))
  if (order.order === 'expect') tally.expect(order.count)
  if (order.order === 'end') process.exit(0)
  if (order.order === 'paced') {
    for (let sent = 0; sent < order.count; sent++) {
      await publish()
      await new Promise(resolve => setTimeout(resolve, order.gapMs))
    }
    report({ report: 'sent' })
  }
  if (order.order === 'flood') {
    for (let sent = 0; sent < order.count; sent++) {
      await publish()
      if (sent % 64 === 0) await new Promise(resolve => setImmediate(resolve)) // or nothing leaves before the end
    }
    report({ report: 'sent' })
  }
})

report({ report: 'ready', address: String(node.getMultiaddrs()[0]) })
