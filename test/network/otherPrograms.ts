/** Programs beside Earshot on hosts of the test LAN: stock libp2p, whoever holds a port, and another mDNS responder. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { noise } from '@chainsafe/libp2p-noise'
import { identify } from '@libp2p/identify'
import { mdns } from '@libp2p/mdns'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { decode, encode } from 'dns-packet'
import { createLibp2p } from 'libp2p'

export const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

/** What multicast alone found: libp2p's own event also tells of whoever connected. */
const told: ReturnType<typeof mdns> = components => {
  const discovery = mdns({ interval: 500 })(components)
  discovery.addEventListener('peer', ({ detail }) =>
    tell({ discovered: detail.id.toString(), dialable: detail.multiaddrs.map(String) })
  )
  return discovery
}

export async function stock(): Promise<void> {
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/0.0.0.0/tcp/0', '/ip6/::/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    peerDiscovery: [told],
    services: { identify: identify() }
  })
  node.addEventListener('peer:connect', ({ detail }) => tell({ connected: detail.toString() }))
  tell({ ready: node.peerId.toString(), addresses: [] })
  process.stdin.resume()
}

/** Somebody who holds UDP ports for itself, in both families, until a line comes. */
export async function holder(ports: number[]): Promise<void> {
  const sockets = ports.flatMap(port =>
    (['udp4', 'udp6'] as const).map(type => {
      const socket = createSocket({ type, reuseAddr: false, ipv6Only: type === 'udp6' })
      socket.bind(port)
      return socket
    })
  )
  await Promise.all(sockets.map(socket => once(socket, 'listening')))
  tell({ ready: 'holder', addresses: [] })
  for await (const _ of createInterface({ input: process.stdin })) for (const socket of sockets) socket.close()
}

/** Asks single addresses from a port of its own, one a line, and tells who answers. */
export async function asker(): Promise<void> {
  const socket = createSocket('udp4')
  socket.on('message', bytes => {
    const { id, answers = [], additionals = [] } = decode(bytes)
    for (const answer of [...answers, ...additionals])
      if (answer.type === 'TXT') tell({ answered: { id: id ?? 0, text: String([answer.data].flat()[0]) } })
  })
  socket.bind(0)
  await once(socket, 'listening')
  tell({ ready: 'asker', addresses: [] })
  for await (const line of createInterface({ input: process.stdin })) {
    const [address, port, id] = line.split(' ')
    const question = { type: 'PTR', name: '_p2p._udp.local' } as const
    socket.send(encode({ type: 'query', id: Number(id), questions: [question] }), Number(port), address)
  }
}

const PRINTERS = '_ipp._tcp.local'

/** Another mDNS responder, as avahi is: shares the port, asks for printers, tells of its own and of whose it hears. */
export async function responder(name: string): Promise<void> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  const send = (bytes: Buffer): void =>
    socket.send(bytes, 5353, '224.0.0.251', err => err && tell({ failed: String(err) }))
  socket.on('message', bytes => {
    const { type, answers = [] } = decode(bytes)
    if (type === 'query') send(encode({ type: 'response', answers: [{ type: 'PTR', name: PRINTERS, data: name }] }))
    for (const answer of answers) {
      if (answer.type !== 'PTR') continue
      if (answer.name === PRINTERS) tell({ heard: answer.data })
      if (answer.name === '_p2p._udp.local' && answer.ttl === 0) tell({ goodbye: answer.data })
    }
  })
  socket.bind(5353, '0.0.0.0')
  await once(socket, 'listening')
  const [interfaceAddress = ''] = process.argv.slice(4)
  socket.addMembership('224.0.0.251', interfaceAddress)
  socket.setMulticastInterface(interfaceAddress)
  setInterval(() => send(encode({ type: 'query', questions: [{ type: 'PTR', name: PRINTERS }] })), 200)
  tell({ ready: 'responder', addresses: [] })
  process.stdin.resume()
}
