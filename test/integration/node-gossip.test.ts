/** Topics: verdicts, relay, rejoining, and what a peer that sends or takes too much does to others. */
import { afterEach, expect, test, vi } from 'vitest'
import type { Verdict } from '../../electron/core/chat/ports.ts'
import { MAX_EVENT_BYTES } from '../../shared/limits.ts'
import type { TestNode } from '../support/makeNode.ts'
import { ACCEPT, makeNode, meet, stopNodes } from '../support/makeNode.ts'
import { makeStranger, stopStrangers } from '../support/makeStranger.ts'

afterEach(async () => {
  await stopNodes()
  await stopStrangers()
})

const bytes = (text: string): Uint8Array => Buffer.from(text)
const SOON = { timeout: 10_000, interval: 20 }

/** Joins and keeps what is heard, as text. */
function listen(node: TestNode, verdict: Verdict = ACCEPT): string[] {
  const heard: string[] = []
  node.network.join('room', async data => {
    heard.push(Buffer.from(data).toString())
    return verdict
  })
  return heard
}

const inTopic = (node: TestNode, count: number) =>
  vi.waitFor(() => expect(node.network.subscribers('room')).toHaveLength(count), SOON)

/** Subscribed, and a stream to each of them is open. */
const heardFrom = (node: TestNode, peers: string[]) =>
  vi.waitFor(() => expect(node.told.subscribed.map(({ peer }) => peer)).toEqual(expect.arrayContaining(peers)), SOON)

/** How many the node passes everything on to. */
function meshOf(node: TestNode): number | undefined {
  const mesh: unknown = Reflect.get(node.inside().services.pubsub, 'mesh')
  const peers: unknown = mesh instanceof Map ? mesh.get('room') : undefined
  return peers instanceof Set ? peers.size : undefined
}

test('an event reaches who is in the topic, once, and publishing says to how many it was handed', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  listen(ann)
  const heard = listen(bob)
  expect(await ann.network.publish('room', bytes('nobody is there'))).toBe(0)
  await meet(ann, bob)
  await heardFrom(ann, [bob.id])
  expect(await ann.network.publish('room', bytes('hello'))).toBe(1)
  await vi.waitFor(() => expect(heard).toEqual(['hello']), SOON)
})

test('what was published to nobody can be published again', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  listen(ann)
  const heard = listen(bob)
  expect(await ann.network.publish('room', bytes('early'))).toBe(0)
  await meet(ann, bob)
  await heardFrom(ann, [bob.id])
  expect(await ann.network.publish('room', bytes('early'))).toBe(1)
  await vi.waitFor(() => expect(heard).toEqual(['early']), SOON)
})

test('a stranger in the middle relays nothing that was rejected, and everything that was accepted', async () => {
  const [ann, bob, cleo] = await Promise.all(['ann', 'bob', 'cleo'].map(name => makeNode(name)))
  if (!ann || !bob || !cleo) throw new Error('three nodes')
  listen(ann)
  bob.network.join('room', async data =>
    Buffer.from(data).toString().startsWith('good') ? ACCEPT : { verdict: 'reject', reason: 'test' }
  )
  const heard = listen(cleo)
  await meet(ann, bob)
  await meet(bob, cleo)
  await heardFrom(bob, [ann.id, cleo.id])
  await heardFrom(ann, [bob.id])
  for (const text of ['bad', 'good']) await ann.network.publish('room', bytes(text))
  await vi.waitFor(() => expect(heard).toEqual(['good']), SOON)
})

test('ignoring an event is not held against who sent it; rejecting is, until nothing of it is heard', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob', { timings: { tickMs: 1_000_000 } })
  listen(ann)
  let verdict: Verdict = { verdict: 'ignore', reason: 'test' }
  const heard: string[] = []
  bob.network.join('room', async data => {
    heard.push(Buffer.from(data).toString())
    return verdict
  })
  await meet(ann, bob)
  await heardFrom(ann, [bob.id])
  for (let i = 0; i < 20; i++) await ann.network.publish('room', bytes(`ignored ${i}`))
  await vi.waitFor(() => expect(heard).toHaveLength(20), SOON)
  verdict = { verdict: 'reject', reason: 'test' }
  for (let i = 0; i < 5; i++) await ann.network.publish('room', bytes(`forged ${i}`))
  await vi.waitFor(() => expect(heard).toHaveLength(25), SOON)
  // gossipsub keeps a score for as long as a heartbeat before it counts again
  await vi.waitFor(async () => {
    const before = heard.length
    await ann.network.publish('room', bytes(`after ${Math.random()}`))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(heard.length).toBe(before)
  }, SOON)
})

test('a receiver that throws costs the sender nothing and stops nothing', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  listen(ann)
  const heard: string[] = []
  bob.network.join('room', async data => {
    heard.push(Buffer.from(data).toString())
    throw new Error('the disk is full')
  })
  await meet(ann, bob)
  await heardFrom(ann, [bob.id])
  await ann.network.publish('room', bytes('one'))
  await ann.network.publish('room', bytes('two'))
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two']), SOON)
})

test('who leaves hears no more, and who comes back at once hears again', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  listen(ann)
  const first = listen(bob)
  await meet(ann, bob)
  await inTopic(ann, 1)
  bob.network.leave('room')
  await inTopic(ann, 0)
  await ann.network.publish('room', bytes('while away'))
  const second = listen(bob)
  await inTopic(ann, 1)
  await ann.network.publish('room', bytes('back'))
  await vi.waitFor(() => expect(second).toContain('back'), SOON)
  expect(first).toEqual([])
})

test('an event over the limit is refused here, and rejected where it comes in', async () => {
  const ann = await makeNode('ann')
  const stranger = await makeStranger()
  const heard = listen(ann)
  await expect(ann.network.publish('room', new Uint8Array(MAX_EVENT_BYTES + 1))).rejects.toThrow(RangeError)
  stranger.router.subscribe('room')
  await stranger.dial(ann)
  await heardFrom(ann, [stranger.id])
  await vi.waitFor(() => expect(stranger.router.getSubscribers('room')).toHaveLength(1), SOON)
  await stranger.router.publish('room', new Uint8Array(MAX_EVENT_BYTES + 1))
  await stranger.router.publish('room', bytes('small'))
  await vi.waitFor(() => expect(heard).toEqual(['small']), SOON)
})

test('garbage on the gossip stream ends nothing but itself', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  const stranger = await makeStranger()
  const heard = listen(ann)
  listen(bob)
  await meet(bob, ann)
  await heardFrom(bob, [ann.id])
  await stranger.dial(ann)
  await vi.waitFor(() => expect(stranger.router.streamsOutbound.size).toBe(1), SOON)
  const [pipe] = stranger.router.streamsOutbound.values()
  for (const junk of [Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff), new Uint8Array(1_000).fill(0x12)])
    pipe?.push(junk)
  await bob.network.publish('room', bytes('still here'))
  await vi.waitFor(() => expect(heard).toEqual(['still here']), SOON)
})

test('a frozen peer holds up a flood for a bounded time and with bounded memory, then the others go on', async () => {
  const ann = await makeNode('ann', { timings: { stalledMs: 500 } })
  const bob = await makeNode('bob')
  const stranger = await makeStranger()
  listen(ann)
  const heard: number[] = []
  bob.network.join('room', async data => {
    heard.push(data.length)
    return ACCEPT
  })
  stranger.router.subscribe('room')
  await meet(ann, bob)
  await stranger.dial(ann)
  await heardFrom(ann, [bob.id, stranger.id])
  await vi.waitFor(() => expect(stranger.router.streamsInbound.size).toBe(1), SOON)
  for (const { rawStream } of stranger.router.streamsInbound.values()) rawStream.pause()

  let most = 0
  const COUNT = 400
  for (let i = 0; i < COUNT; i++) {
    const data = Buffer.alloc(60_000, i)
    data.writeUInt32BE(i)
    await ann.network.publish('room', data)
    const waiting = ann
      .inside()
      .getConnections()
      .flatMap(({ streams }) => streams.map(stream => stream.writeBufferLength))
    most = Math.max(most, ...waiting)
  }
  expect(most).toBeLessThan(2 * 1024 * 1024)
  expect(ann.told.parted).toContain(stranger.id)
  await vi.waitFor(() => expect(heard).toHaveLength(COUNT), SOON)
}, 60_000)

test('who sends faster than we store is slowed down, and nothing is lost', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  listen(ann)
  let underWay = 0
  let most = 0
  let stored = 0
  bob.network.join('room', async () => {
    most = Math.max(most, ++underWay)
    await new Promise(resolve => setTimeout(resolve, 5))
    underWay--
    stored++
    return ACCEPT
  })
  await meet(ann, bob)
  await heardFrom(ann, [bob.id])
  const COUNT = 5_000
  for (let i = 0; i < COUNT; i++)
    await ann.network.publish('room', Buffer.concat([bytes(`${i} `), Buffer.alloc(2_000)]))
  await vi.waitFor(() => expect(stored).toBe(COUNT), { timeout: 25_000, interval: 50 })
  expect(most).toBeLessThan(2_500)
}, 40_000)

test('thirty nodes on one address all hear everybody', async () => {
  const nodes = await Promise.all(Array.from({ length: 30 }, (_, i) => makeNode(`n${i}`, { transport: 'tcp' })))
  const heard = nodes.map(node => listen(node))
  const [first, ...others] = nodes
  if (first === undefined) throw new Error('thirty nodes')
  await Promise.all(others.map(node => meet(node, first)))
  await inTopic(first, 29)
  await heardFrom(
    first,
    others.map(({ id }) => id)
  )
  await Promise.all(others.map(node => heardFrom(node, [first.id])))
  // until all are in its mesh, gossip alone promises nothing: outbox and sync do
  await vi.waitFor(() => expect(meshOf(first)).toBe(29), { timeout: 20_000, interval: 100 })
  await Promise.all(nodes.map((node, i) => node.network.publish('room', bytes(`from ${i}`))))
  await vi.waitFor(
    () => {
      for (const [i, texts] of heard.entries()) {
        expect(new Set(texts).size, `node ${i}`).toBe(29)
      }
    },
    { timeout: 20_000, interval: 200 }
  )
}, 60_000)
