/**
 * What runs on a host of the test LAN: one network node. Prints what it is told as JSON lines; takes lines to publish.
 * Arguments: name, and what it is: earshot, browsing (not announcing), stock (a libp2p node with @libp2p/mdns), holder (of port 5353).
 */
import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { createInterface } from 'node:readline'
import { noise } from '@chainsafe/libp2p-noise'
import { identify } from '@libp2p/identify'
import { mdns } from '@libp2p/mdns'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { createNetwork } from '../../electron/core/node/node.ts'
import { rules } from '../support/rules.ts'

// whoever started it has gone: nothing may be left running in a namespace
process.stdin.once('close', () => process.exit())

const [, , name = '', kind = 'earshot'] = process.argv
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function earshot(announce: boolean): Promise<void> {
  const network = createNetwork({
    devicePrivateKey: randomBytes(32),
    listen: announce ? ['/ip4/0.0.0.0/tcp/47100'] : [],
    mdns: true,
    announce,
    rules: rules(),
    messageId: data => createHash('sha256').update(data).digest(),
    events: {
      greeting: () =>
        announce ? { certificate: Buffer.from(name), profile: Buffer.from(name), channels: [] } : undefined,
      greeted(peer, { certificate }) {
        tell({ greeted: Buffer.from(certificate).toString(), peer })
        return true
      },
      parted: peer => tell({ parted: peer }),
      measured: () => {},
      reached: () => {},
      told: () => {},
      subscribed: peer => tell({ subscribed: peer }),
      introductions: () => [],
      receipts: () => {},
      syncing: () => undefined,
      statusChanged: () => tell({ status: network.status() })
    }
  })
  network.join('room', async data => {
    tell({ heard: Buffer.from(data).toString() })
    return { verdict: 'accept' }
  })
  await network.start()
  tell({ ready: network.deviceId, addresses: network.addresses() })
  for await (const line of createInterface({ input: process.stdin })) {
    tell({ published: await network.publish('room', Buffer.from(line)) })
  }
}

async function stock(): Promise<void> {
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/0.0.0.0/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    peerDiscovery: [mdns({ interval: 1_000 })],
    services: { identify: identify() }
  })
  node.addEventListener('peer:discovery', ({ detail }) => tell({ discovered: detail.id.toString() }))
  node.addEventListener('peer:connect', ({ detail }) => tell({ connected: detail.toString() }))
  tell({ ready: node.peerId.toString(), addresses: [] })
  process.stdin.resume()
}

/** Somebody who holds the multicast port for itself, until a line comes. */
async function holder(): Promise<void> {
  const socket = createSocket({ type: 'udp4', reuseAddr: false })
  socket.bind(5353, '0.0.0.0', () => tell({ ready: 'holder', addresses: [] }))
  for await (const _ of createInterface({ input: process.stdin })) socket.close()
}

await (kind === 'stock' ? stock() : kind === 'holder' ? holder() : earshot(kind === 'earshot'))
