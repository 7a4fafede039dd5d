/** What breaks mends by itself: double dials, cut connections, reset streams, peers that come back. */
import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import type { Timings } from '../../electron/core/node/constants.ts'
import { routerOf } from '../../electron/core/node/gossip.ts'
import type { TestNode } from '../support/makeNode.ts'
import { ACCEPT, makeNode, meet, stopNodes } from '../support/makeNode.ts'

afterEach(stopNodes)

const SOON = { timeout: 10_000, interval: 20 }
const open = (node: TestNode) =>
  node
    .inside()
    .getConnections()
    .filter(({ status }) => status === 'open')
const router = (node: TestNode) => routerOf(node.inside().services.pubsub)

function listen(node: TestNode): string[] {
  const heard: string[] = []
  node.network.join('room', async data => {
    heard.push(Buffer.from(data).toString())
    return ACCEPT
  })
  return heard
}

/** Two that are connected and in one topic, both ways. */
async function pair(timings: Partial<Timings> = {}): Promise<{ ann: TestNode; bob: TestNode; heard: string[] }> {
  const [ann, bob] = await Promise.all([makeNode('ann', { timings }), makeNode('bob', { timings })])
  listen(ann)
  const heard = listen(bob)
  await meet(ann, bob)
  await vi.waitFor(() => {
    expect(ann.told.subscribed).not.toEqual([])
    expect(bob.told.subscribed).not.toEqual([])
  }, SOON)
  return { ann, bob, heard }
}

/** Publishes until it is heard, as the outbox does. */
const heardAgain = (from: TestNode, heard: string[], text: string) =>
  vi.waitFor(
    async () => {
      await from.network.publish('room', Buffer.from(text))
      expect(heard).toContain(text)
    },
    { timeout: 10_000, interval: 50 }
  )

test('two that dial each other at once keep one connection, the same one, and still hear each other', async () => {
  const [ann, bob] = await Promise.all([makeNode('ann'), makeNode('bob')])
  listen(ann)
  const heard = listen(bob)
  await Promise.all([meet(ann, bob), meet(bob, ann)])
  await vi.waitFor(() => {
    expect(open(ann)).toHaveLength(1)
    expect(open(bob)).toHaveLength(1)
    expect(open(ann)[0]?.direction).not.toBe(open(bob)[0]?.direction)
  }, SOON)
  await heardAgain(ann, heard, 'hello')
  expect(ann.told.parted).toEqual([])
})

test('of a forced double dial, the one of the lower PeerId stays', async () => {
  const { ann, bob } = await pair()
  const [lower, higher] = ann.id < bob.id ? [ann, bob] : [bob, ann]
  const to = (node: TestNode) => node.inside().getMultiaddrs()
  await lower
    .inside()
    .dial(to(higher), { force: true })
    .catch(() => {})
  await higher
    .inside()
    .dial(to(lower), { force: true })
    .catch(() => {})
  await vi.waitFor(() => {
    expect(open(lower).map(({ direction }) => direction)).toEqual(['outbound'])
    expect(open(higher).map(({ direction }) => direction)).toEqual(['inbound'])
  }, SOON)
})

test('a cut connection comes back by itself', async () => {
  const { ann, bob, heard } = await pair()
  for (const connection of open(ann)) connection.abort(new Error('cut'))
  await vi.waitFor(() => expect(bob.told.parted).toEqual([ann.id]), SOON)
  await vi.waitFor(() => expect(ann.told.greeted).toHaveLength(2), SOON)
  await heardAgain(ann, heard, 'after the cut')
})

test('a peer that was away for a while and comes back is found again', async () => {
  const devicePrivateKey = randomBytes(32)
  const listenAt = ['/memory/comes-back']
  const ann = await makeNode('ann')
  const bob = await makeNode('bob', { devicePrivateKey, listen: listenAt })
  await meet(ann, bob)
  await vi.waitFor(() => {
    expect(router(ann).streamsOutbound.has(bob.id)).toBe(true)
    expect(router(bob).streamsOutbound.has(ann.id)).toBe(true)
  }, SOON)
  await bob.stop()
  await vi.waitFor(() => expect(ann.told.parted).toEqual([bob.id]), SOON)
  const again = await makeNode('bob', { devicePrivateKey, listen: listenAt })
  await vi.waitFor(() => expect(again.told.greeted.map(({ peer }) => peer)).toEqual([ann.id]), SOON)
})

test('a gossip stream that is reset is opened again', async () => {
  const { ann, bob, heard } = await pair()
  router(ann).streamsOutbound.get(bob.id)?.rawStream.abort(new Error('reset'))
  await vi.waitFor(() => expect(router(ann).streamsOutbound.has(bob.id)).toBe(false), SOON)
  await heardAgain(ann, heard, 'after the reset')
})

test('a gossip stream that had ended before gossipsub took it for its own is opened again', async () => {
  const { ann, bob, heard } = await pair({ detachedMs: 60_000 })
  const { streamsOutbound } = router(ann)
  const ended = streamsOutbound.get(bob.id)
  ended?.rawStream.abort(new Error('reset'))
  await vi.waitFor(() => expect(ended?.rawStream.status).toBe('aborted'), SOON)
  if (ended !== undefined) streamsOutbound.set(bob.id, ended)
  await heardAgain(ann, heard, 'over a new one')
})

test('a gossip stream that the other end resets is opened again', async () => {
  const { ann, bob, heard } = await pair()
  router(bob).streamsInbound.get(ann.id)?.rawStream.abort(new Error('reset'))
  await heardAgain(ann, heard, 'after the reset')
  await vi.waitFor(() => expect(bob.network.subscribers('room')).toEqual([ann.id]), SOON)
})

test('a connection that answers nothing any more is replaced by one that does, and nobody parts', async () => {
  const quick = { heartbeatEachMs: 100, heartbeatMs: 100, pingMs: 100, missMs: 100, misses: 3 }
  const ann = await makeNode('ann', { timings: quick })
  const bob = await makeNode('bob', { timings: { heartbeatMs: 60_000, heartbeatMostMs: 60_000 } }) // says nothing itself
  listen(ann)
  const heard = listen(bob)
  await meet(ann, bob)
  await vi.waitFor(() => expect(ann.told.measured).toContain(bob.id), SOON)
  const [dead] = open(ann)
  for (const connection of open(bob)) Reflect.get(connection, 'muxer').handlePing = () => {}
  await vi.waitFor(() => {
    expect(dead?.status).toBe('aborted')
    expect(open(ann)).toHaveLength(1)
  }, SOON)
  await heardAgain(ann, heard, 'over the new one')
  expect(ann.told.parted).toEqual([])
})

test('a peer that answers nothing on any connection is parted from, but not at the first miss', async () => {
  const quick = { heartbeatEachMs: 100, heartbeatMs: 100, pingMs: 100, missMs: 100, misses: 3, redialMs: 60_000 }
  const ann = await makeNode('ann', { timings: quick })
  const bob = await makeNode('bob', { timings: { heartbeatMs: 60_000, heartbeatMostMs: 60_000 } })
  await meet(ann, bob)
  await vi.waitFor(() => expect(ann.told.measured).toContain(bob.id), SOON)
  for (const connection of open(bob)) Reflect.get(connection, 'muxer').handlePing = () => {}
  const silentAt = performance.now()
  await vi.waitFor(() => expect(ann.told.parted).toEqual([bob.id]), SOON)
  expect(performance.now() - silentAt).toBeGreaterThan(250)
})

test('a chat that fails at an event breaks nothing', async () => {
  const [ann, bob] = await Promise.all([makeNode('ann'), makeNode('bob')])
  listen(ann)
  const heard = listen(bob)
  ann.knows = () => {
    throw new Error('a fault in the chat')
  }
  await meet(bob, ann)
  expect(await bob.network.askIntroductions(ann.id, [bob.id])).toEqual([])
  await heardAgain(ann, heard, 'still here')
})

test('a stream that is asked for while its connection closes ends nothing but itself', async () => {
  const { ann, bob, heard } = await pair()
  const [connection] = open(ann)
  const asked = connection?.newStream('/ipfs/ping/1.0.0')
  connection?.abort(new Error('cut at this very moment'))
  await expect(asked).rejects.toThrow()
  await heardAgain(ann, heard, 'still here')
  expect(bob.told.parted).toEqual([ann.id])
})
