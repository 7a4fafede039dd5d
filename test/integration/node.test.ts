/** Nodes of one process over the memory transport: who greets whom, and what a dial is answered. */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import { afterEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { greetingOf, makeNode, meet, prepareNode, stopNodes } from '../support/makeNode.ts'
import { makeStranger, stopStrangers } from '../support/makeStranger.ts'

afterEach(async () => {
  await stopNodes()
  await stopStrangers()
})

test('two nodes that connect learn each other’s greeting', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  expect(await meet(ann, bob)).toBe(bob.id)
  await eventually(() => {
    expect(ann.told.greeted).toEqual([{ peer: bob.id, greeting: bob.greeting }])
    expect(bob.told.greeted).toEqual([{ peer: ann.id, greeting: ann.greeting }])
  })
})

test('who greeted has their turn with the chat, on both sides', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  await meet(ann, bob)
  await eventually(() => {
    expect(ann.told.welcomed).toEqual([bob.id])
    expect(bob.told.welcomed).toEqual([ann.id])
  })
})

test('a round trip is measured soon after two connect', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  await meet(ann, bob)
  await eventually(() => expect(ann.told.measured).toContain(bob.id))
})

test('somebody who only listens learns who is there, and tells nothing', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  bob.greeting = undefined
  expect(await meet(ann, bob)).toBe(bob.id)
  await eventually(() => expect(bob.told.greeted).toEqual([{ peer: ann.id, greeting: ann.greeting }]))
  expect(ann.told.greeted).toEqual([])
})

test('a greeting that does not hold closes the connection', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  bob.accepts = () => false
  await meet(ann, bob).catch(() => {})
  await eventually(() => expect(bob.told.parted).toEqual([ann.id]))
  expect(bob.inside().getConnections()).toEqual([])
  expect(bob.told.welcomed).toEqual([])
})

test('a changed profile is greeted again', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  await meet(ann, bob)
  await eventually(() => expect(ann.told.greeted).toHaveLength(1))
  bob.greeting = greetingOf('robert')
  bob.network.greetAll()
  await eventually(() => expect(ann.told.greeted.at(-1)?.greeting).toEqual(greetingOf('robert')))
})

test('introductions and receipts cross between two that are connected', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  const { certificate, profile } = greetingOf('cleo')
  bob.knows = devices => devices.map(() => ({ certificate, profile }))
  await expect(ann.network.askIntroductions(bob.id, [ann.id])).rejects.toThrow('no connection')
  await meet(ann, bob)
  const [introduction] = await ann.network.askIntroductions(bob.id, [ann.id])
  expect(Buffer.from(introduction?.profile ?? [])).toEqual(profile)
  const receipts = [{ roomId: randomBytes(32), ranges: [{ first: 0, last: 4 }], read: [{ first: 0, last: 1 }] }]
  await ann.network.sendReceipts(bob.id, receipts)
  await eventually(() => expect(bob.told.receipts).toHaveLength(1))
  expect(bob.told.receipts[0]?.peer).toBe(ann.id)
  const [told] = bob.told.receipts[0]?.receipts ?? []
  expect([told?.ranges, told?.read]).toEqual([[{ first: 0, last: 4 }], [{ first: 0, last: 1 }]])
})

test('who goes has parted', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  await meet(ann, bob)
  await bob.stop()
  await eventually(() => expect(ann.told.parted).toEqual([bob.id]))
})

test('nonsense is no address', async () => {
  const ann = await makeNode('ann')
  for (const text of [
    '',
    'hello',
    '/ip4/10.0.0.1',
    '/ip4/999.0.0.1/tcp/1',
    '999.1.1.1:80',
    'x'.repeat(9_999),
    '/dns4/a/tcp/1'
  ]) {
    await expect(ann.network.connect(text), text.slice(0, 40)).rejects.toMatchObject({ code: 'peer.address' })
  }
})

test('one’s own address is oneself', async () => {
  const ann = await makeNode('ann', { transport: 'tcp' })
  const [address = ''] = ann.network.addresses()
  await expect(ann.network.connect(address)).rejects.toMatchObject({ code: 'peer.self' })
  await expect(ann.network.connect(address.split('/p2p/')[0] ?? '')).rejects.toMatchObject({ code: 'peer.self' })
})

test('a libp2p node that is not Earshot is refused, and stays a mere gossip peer', async () => {
  const ann = await makeNode('ann')
  const stranger = await makeStranger()
  await expect(ann.network.connect(stranger.address)).rejects.toMatchObject({ code: 'peer.refused' })
  expect(stranger.node.getConnections()).toHaveLength(1)
})

test('a program that does not speak libp2p is refused', async () => {
  const server = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
  await eventually(() => expect(server.listening).toBe(true))
  const { port } = server.address() as AddressInfo
  const ann = await makeNode('ann', { transport: 'tcp' })
  await expect(ann.network.connect(`127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'peer.refused' })
  server.close()
})

test('a host that says nothing, or a port that nothing listens on, is no answer', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await eventually(() => expect(silent.listening).toBe(true))
  const { port } = silent.address() as AddressInfo
  const ann = await makeNode('ann', { transport: 'tcp', timings: { connectMs: 300 } })
  await expect(ann.network.connect(`127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'peer.timeout' })
  silent.close()
  await expect(ann.network.connect('127.0.0.1:1')).rejects.toMatchObject({ code: 'peer.timeout' })
})

test('another device behind an address is named, and not connected', async () => {
  const ann = await makeNode('ann', { transport: 'tcp' })
  const bob = await makeNode('bob', { transport: 'tcp' })
  const cleo = await makeNode('cleo', { transport: 'tcp' })
  const address = multiaddr(bob.network.addresses()[0] ?? '').decapsulate('/p2p')
  await expect(ann.network.connect(`${address}/p2p/${cleo.id}`)).rejects.toMatchObject({ code: 'peer.wrong' })
  expect(ann.inside().getConnections()).toEqual([])
})

test('a taken port is replaced by a free one, and said', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await eventually(() => expect(server.listening).toBe(true))
  const { port } = server.address() as AddressInfo
  const ann = await makeNode('ann', { transport: 'tcp', listen: [`/ip4/127.0.0.1/tcp/${port}`] })
  const status = ann.network.status()
  expect(status.portTaken).toBe(port)
  expect(status.port).not.toBe(port)
  expect(status.addresses).toEqual([`/ip4/127.0.0.1/tcp/${status.port}/p2p/${ann.id}`])
  server.close()
})

test('coming off the network and back is told', async () => {
  let interfaces = [{ name: 'eth0', address: '10.1.2.3', prefix: 24 }]
  const ann = await makeNode('ann', { interfaces: () => interfaces, timings: { interfacesMs: 10 } })
  expect(ann.network.status().online).toBe(true)
  interfaces = []
  await eventually(() => expect(ann.told.statuses).toBe(1))
  expect(ann.network.status()).toMatchObject({ online: false, interfaces: [] })
})

test('a network can be stopped and another started with the same key', async () => {
  const devicePrivateKey = randomBytes(32)
  const first = await makeNode('ann', { devicePrivateKey })
  await first.stop()
  const second = await makeNode('ann', { devicePrivateKey })
  expect(second.id).toBe(first.id)
})

test('a network that is not started answers calmly', async () => {
  const ann = prepareNode('ann')
  ann.network.join('room', async () => ({ verdict: 'accept' }))
  expect(await ann.network.publish('room', randomBytes(8))).toBe(0)
  expect(ann.network.addresses()).toEqual([])
  expect(ann.network.subscribers('room')).toEqual([])
  ann.network.leave('room')
  ann.network.greetAll()
})
