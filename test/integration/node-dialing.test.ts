/** How dials end and what is told of them: outcomes by name, connections with their way, addresses worth remembering. */
import { randomBytes } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import { afterEach, expect, test, vi } from 'vitest'
import { peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import type { DeviceId } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { TestNode } from '../support/makeNode.ts'
import { makeNode, meet, stopNodes } from '../support/makeNode.ts'
import { rules } from '../support/rules.ts'

const SOON = { timeout: 10_000, interval: 20 }
const closers: Array<() => void> = []

afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await stopNodes()
})

/** Something that listens and is not Earshot. */
async function listener(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket.on('error', () => {}))
    onSocket(socket)
  }).listen(0, '0.0.0.0')
  closers.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  await eventually(() => expect(server.listening).toBe(true))
  return `/ip4/127.0.0.1/tcp/${(server.address() as AddressInfo).port}`
}

const tcp = (name: string, init: Parameters<typeof makeNode>[1] = {}): Promise<TestNode> =>
  makeNode(name, { transport: 'tcp', ...init, timings: { reachMs: 1_000, dialMs: 400, ...init?.timings } })

const placeOf = (node: TestNode): string =>
  multiaddr(node.network.addresses()[0] ?? '')
    .decapsulate('/p2p')
    .toString()

const signal = () => AbortSignal.timeout(10_000)

test('each way a dial can end has its name, and is written down', async () => {
  const [ann, bob, cleo] = await Promise.all([tcp('ann'), tcp('bob'), tcp('cleo')])
  const silent = await listener(() => {})
  const web = await listener(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const shell = await listener(socket => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'))
  const shut = await listener(socket => void socket.end())
  const cases: Array<[string, DeviceId | undefined, string]> = [
    [placeOf(bob), undefined, 'reached'],
    [placeOf(bob), bob.id, 'reached'],
    [placeOf(bob), cleo.id, 'wrong-peer'],
    [placeOf(ann), undefined, 'self'],
    [placeOf(ann).replace('127.0.0.1', '127.0.0.2'), bob.id, 'refused'],
    ['/ip4/127.0.0.1/tcp/1', undefined, 'refused'],
    [shut, bob.id, 'refused'],
    [web, undefined, 'not-earshot'],
    [shell, bob.id, 'not-earshot'],
    [silent, bob.id, 'timeout'],
    ['/ip4/255.255.255.255/tcp/1', undefined, 'unreachable']
  ]
  for (const [address, expected, outcome] of cases) {
    expect([address, await ann.network.attempt(address, expected, signal())]).toEqual([address, outcome])
    const [last] = ann.network.facts().attempts
    expect(last?.outcome).toBe(outcome)
    expect(last?.address.startsWith(address)).toBe(true)
  }
  expect(ann.network.facts().attempts.find(({ outcome }) => outcome === 'reached')?.peer).toBe(bob.id)
  await expect(ann.network.attempt('nonsense', undefined, signal())).rejects.toMatchObject({ code: 'peer.address' })
})

test('our own key behind somebody else’s address is known as ourselves', async () => {
  const devicePrivateKey = randomBytes(32)
  const bob = await tcp('bob')
  const ann = await tcp('ann', { devicePrivateKey })
  const twin = await tcp('twin', { devicePrivateKey })
  expect(await ann.network.attempt(placeOf(twin), undefined, signal())).toBe('self')
  expect(await ann.network.attempt(placeOf(twin), bob.id, signal())).toBe('self')
})

test('no more than 200 attempts are remembered, the newest first', async () => {
  const ann = await tcp('ann')
  for (let port = 1; port <= 210; port++) await ann.network.attempt(`/ip4/127.0.0.1/tcp/${port}`, undefined, signal())
  const { attempts } = ann.network.facts()
  expect(attempts).toHaveLength(200)
  expect(attempts[0]?.address).toBe('/ip4/127.0.0.1/tcp/210')
})

test('a dead address of somebody does not keep us from the one that works', async () => {
  const bob = await tcp('bob')
  const silent = await listener(() => {})
  const ann = await tcp('ann', {
    met: [{ peer: bob.id, addresses: [`${silent}/p2p/${bob.id}`, `${placeOf(bob)}/p2p/${bob.id}`] }]
  })
  await vi.waitFor(() => expect(ann.told.greeted.map(({ peer }) => peer)).toEqual([bob.id]), SOON)
  expect(ann.network.facts().links[0]?.found).toBe('met')
})

test('a connection is told with its way: address, direction, interface, how it was found, what runs there', async () => {
  const bob = await tcp('bob', { agent: 'earshot/9.9.9' })
  const ann = await tcp('ann', { interfaces: () => [{ name: 'lo7', address: '127.0.0.1', prefix: 8 }] })
  const before = Date.now()
  await meet(ann, bob)
  await vi.waitFor(() => expect(ann.network.facts().links[0]?.agent).toBe('earshot/9.9.9'), SOON)
  const { links } = ann.network.facts()
  expect(links).toHaveLength(1)
  expect(links[0]).toMatchObject({
    peer: bob.id,
    address: bob.network.addresses()[0],
    direction: 'out',
    interface: 'lo7',
    relay: null,
    found: 'typed'
  })
  expect(links[0]?.since).toBeGreaterThanOrEqual(before)
  expect(bob.network.facts().links[0]).toMatchObject({ peer: ann.id, direction: 'in', found: 'came' })
})

test('where somebody was reached is told, by whoever dialled, and by who was dialled as well', async () => {
  const [ann, bob] = await Promise.all([tcp('ann'), tcp('bob')])
  await meet(ann, bob)
  await vi.waitFor(() => {
    expect(ann.told.proved).toContainEqual({ peer: bob.id, address: bob.network.addresses()[0] })
    expect(bob.told.proved).toContainEqual({ peer: ann.id, address: ann.network.addresses()[0] })
  }, SOON)
})

test('a seed without a PeerId is dialled, and again when whoever was there has gone', async () => {
  const listen = [await listener(() => {})]
  for (const close of closers.splice(0)) close()
  const bob = await tcp('bob', { listen })
  const ann = await tcp('ann', { seeds: listen, timings: { redialLaterMs: 200, redialSeldomMs: 200 } })
  await vi.waitFor(() => expect(ann.told.greeted.map(({ peer }) => peer)).toEqual([bob.id]), SOON)
  expect(ann.network.facts().links[0]?.found).toBe('seed')
  await bob.stop()
  await vi.waitFor(() => expect(ann.told.parted).toEqual([bob.id]), SOON)
  const other = await tcp('other', { listen })
  await vi.waitFor(() => expect(ann.told.greeted.map(({ peer }) => peer)).toContain(other.id), SOON)
})

test('a seed with a PeerId is dialled until it is there', async () => {
  const devicePrivateKey = randomBytes(32)
  const place = await listener(() => {})
  for (const close of closers.splice(0)) close()
  const id = peerOfSeed(devicePrivateKey).toString()
  const ann = await tcp('ann', { seeds: [`${place}/p2p/${id}`], timings: { redialLaterMs: 100, redialSeldomMs: 200 } })
  await vi.waitFor(() => expect(ann.network.facts().attempts[0]?.outcome).toBe('refused'), SOON)
  await tcp('bob', { devicePrivateKey, listen: [place] })
  await vi.waitFor(() => expect(ann.told.greeted.map(({ peer }) => peer)).toEqual([id]), SOON)
})

test('what the rules forbid while it runs is ended at once, and not dialled again', async () => {
  const [ann, bob] = await Promise.all([tcp('ann'), tcp('bob')])
  const lans = [{ name: 'eth0', address: '127.9.9.9', prefix: 8 }]
  const cleo = await tcp('cleo', { interfaces: () => lans })
  await meet(cleo, bob)
  await meet(ann, cleo)
  cleo.network.configure(rules({ interfaces: { eth0: 'never' } }))
  await vi.waitFor(() => expect(cleo.inside().getConnections()).toEqual([]), SOON)
  await expect(cleo.network.connect(placeOf(bob))).rejects.toMatchObject({ code: 'net.outside' })
  expect(cleo.network.facts().attempts[0]?.outcome).toBe('outside')
  await expect(ann.network.connect(placeOf(cleo))).rejects.toMatchObject({ code: 'peer.timeout' })
})

test('a peer that takes its time to answer is dialled at one address, not at all of them', async () => {
  const slow = new Set<Socket>()
  const address = await listener(socket => void slow.add(socket))
  const bob = await tcp('bob')
  const places = Array.from(
    { length: 4 },
    (_, i) => `${address.replace('127.0.0.1', `127.0.0.${i + 1}`)}/p2p/${bob.id}`
  )
  await tcp('ann', { met: [{ peer: bob.id, addresses: places }], timings: { besideMs: 20, dialMs: 2_000 } })
  await vi.waitFor(() => expect(slow.size).toBe(1), SOON)
  await new Promise(resolve => setTimeout(resolve, 500)) // several times as long as the next dial would wait
  expect(slow.size).toBe(1)
})
