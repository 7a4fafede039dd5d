/** Somebody on the LAN who tells lies by multicast: other people's addresses, addresses elsewhere, thousands of peers. */
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { createInterface } from 'node:readline'
import { peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import { announcement } from '../../electron/core/node/discovery/packets.ts'
import { tell } from './otherPrograms.ts'

const newPeer = (): string => peerOfSeed(randomBytes(32)).toString()

/** @param victim PeerId of somebody honest. A line "lies" sends one of each, "flood N" so many invented peers. */
export async function forger(victim: string): Promise<void> {
  const own = networkInterfaces().eth0?.find(({ family }) => family === 'IPv4')?.address ?? ''
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  socket.bind(0, own)
  await once(socket, 'listening')
  socket.setMulticastInterface(own)
  const send = (bytes: Buffer) =>
    new Promise<void>((resolve, reject) =>
      socket.send(bytes, 5353, '224.0.0.251', err => (err === null ? resolve() : reject(err)))
    )
  const claim = (host: string, port: number, peer: string): Buffer =>
    announcement({ name: 'x', addresses: [`/ip4/${host}/tcp/${port}/p2p/${peer}`] })

  tell({ ready: 'forger', addresses: [] })
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, count = 1] = line.split(' ')
    if (what === 'lies') {
      await send(claim('10.77.0.2', 22, newPeer())) // somebody else's address
      await send(claim('192.0.2.1', 80, newPeer())) // an address elsewhere
      await send(claim(own, 80, victim)) // the listener's own name
      const nonsense = Buffer.concat([Buffer.alloc(12), Buffer.from('_p2p, and no DNS at all')])
      nonsense.writeUInt16BE(1, 4) // one question, it says
      await send(nonsense)
      await send(Buffer.concat([claim(own, 80, newPeer()), Buffer.alloc(5_000)]))
      const crowded = claim(own, 80, newPeer())
      crowded.writeUInt16BE(1_000, 6)
      await send(crowded)
    }
    for (let i = 0; what === 'flood' && i < Number(count); i++) await send(claim(own, 1 + (i % 60_000), newPeer()))
    tell({ done: line })
  }
}
