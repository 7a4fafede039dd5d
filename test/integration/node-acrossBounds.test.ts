/** What a bridge gives and what it refuses, and what others may not do to those who use one. */

import { noise } from '@chainsafe/libp2p-noise'
import { RELAY_V2_HOP_CODEC, RELAY_V2_STOP_CODEC } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { peerIdFromString } from '@libp2p/peer-id'
import { tcp } from '@libp2p/tcp'
import { lpStream } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { afterEach, expect, test, vi } from 'vitest'
import { RELAYED_GRACE_MS } from '../../electron/core/chat/presence.ts'
import type { RelayLimits } from '../../electron/core/node/across/relay.ts'
import { RELAY_LIMITS } from '../../electron/core/node/constants.ts'
import { bridged, heardOf, makeBridge, makePerson, relaysTo, untilCrossed, waysTo, within } from '../support/across.ts'
import { eventually } from '../support/eventually.ts'
import type { TestNode } from '../support/makeNode.ts'
import { ACCEPT, meet, stopNodes } from '../support/makeNode.ts'
import { rules } from '../support/rules.ts'

const running: Array<{ stop(): unknown }> = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(node => node.stop()))
  await stopNodes()
})

const limited = (limits: Partial<RelayLimits>) => ({
  relayLimits: { ...RELAY_LIMITS, always: { ...RELAY_LIMITS.always, ...limits } }
})

/** A stock node, connected with one of ours. It greets nobody. */
async function makeStock(to: TestNode) {
  const node = await createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() }
  })
  running.push(node)
  return await node.dial(multiaddr(to.network.addresses()[0] ?? ''))
}

/** Ways from one to another that were there, by when they were opened. */
const openedAt = (from: TestNode, to: TestNode): number[] => waysTo(from, to).map(({ timeline }) => timeline.open)

test('a connection that has lasted as long as it may ends, and is back before anybody is out', async () => {
  const { ann, ray, cleo } = await bridged({ ray: limited({ circuitMs: 1_500 }) })
  await untilCrossed(ann, cleo, ray)
  const before = openedAt(ann, cleo)
  let partedAt = 0
  await vi.waitFor(() => {
    if (partedAt === 0 && ann.told.parted.includes(cleo.id)) partedAt = performance.now()
    expect(openedAt(ann, cleo).some(at => !before.includes(at))).toBe(true)
  }, within(8_000))
  expect(performance.now() - partedAt).toBeLessThan(RELAYED_GRACE_MS)
  await untilCrossed(ann, cleo, ray)
  expect([ann.told.parted.includes(ray.id), cleo.told.parted.includes(ray.id)]).toEqual([false, false])
})

test('a connection over which too much was sent ends, and nothing else does', async () => {
  const { ann, ray, cleo } = await bridged({ ray: limited({ circuitBytes: 100_000 }) })
  ann.network.join('room', async () => ACCEPT)
  cleo.network.join('room', async () => ACCEPT)
  await untilCrossed(ann, cleo, ray)
  await vi.waitFor(() => expect(ann.network.subscribers('room')).toEqual([cleo.id]), within(5_000))
  const before = openedAt(ann, cleo)
  for (let n = 0; n < 4; n++) await ann.network.publish('room', new Uint8Array(60_000).fill(n))
  await vi.waitFor(() => {
    expect(openedAt(ann, cleo).some(at => before.includes(at))).toBe(false)
    expect(relaysTo(ann, cleo)).toEqual([ray.id])
  }, within(8_000))
  expect([ann.told.parted.includes(ray.id), cleo.told.parted.includes(ray.id)]).toEqual([false, false])
})

test('where all places are taken, those who have one keep it, and others reach them by dialling', async () => {
  const { ann, ray, cleo } = await bridged({ ray: limited({ reservations: 2 }) })
  await untilCrossed(ann, cleo, ray)
  const [dee, eve] = [await makePerson('dee'), await makePerson('eve')]
  await meet(dee, ray)
  await meet(eve, ray)
  await untilCrossed(dee, ann, ray)
  await untilCrossed(eve, cleo, ray)
  expect(relaysTo(ann, cleo)).toEqual([ray.id])
  // neither has a place: nobody reaches either
  await vi.waitFor(
    () => expect(dee.told.told.get(ray.id)).toContainEqual({ device: eve.id, relay: null }),
    within(5_000)
  )
  expect(relaysTo(dee, eve)).toEqual([])
})

test('no more connections are passed on than there may be', async () => {
  const { ann, ray, cleo } = await bridged({ ray: limited({ circuits: 1 }) })
  await untilCrossed(ann, cleo, ray)
  const dee = await makePerson('dee')
  await meet(dee, ray)
  await vi.waitFor(async () => {
    const { tags } = await ray.inside().peerStore.get(peerIdFromString(dee.id))
    expect([...tags.keys()]).toContain('circuit-relay-source') // it has a place, and dials next
  }, within(5_000))
  expect([relaysTo(dee, ann), relaysTo(dee, cleo)]).toEqual([[], []])
  expect(ray.network.dependents().sort()).toEqual([ann.id, cleo.id].sort())
  await ann.stop()
  await untilCrossed(dee, cleo, ray)
  expect(dee.told.reached).toEqual([{ peer: cleo.id, relay: ray.id }])
})

test('who has not greeted gets no reservation, and is connected to nobody', async () => {
  const ray = await makeBridge('ray')
  await meet(await makePerson('ann'), ray)
  const connection = await makeStock(ray)
  const hop = lpStream(await eventually(() => connection.newStream(RELAY_V2_HOP_CODEC))) // it offers that a moment after its start
  await hop.write(Uint8Array.of(0x08, 0)) // RESERVE
  expect(statusOf((await hop.read()).subarray())).toBe(202) // PERMISSION_DENIED
  expect(ray.network.dependents()).toEqual([])
})

test('nobody is let in through somebody with whom there is no reservation', async () => {
  const ann = await makePerson('ann')
  const connection = await makeStock(ann)
  const stop = lpStream(await connection.newStream(RELAY_V2_STOP_CODEC))
  const peer = connection.remotePeer.toMultihash().bytes
  await stop.write(Uint8Array.of(0x08, 0, 0x12, peer.length + 2, 0x0a, peer.length, ...peer)) // CONNECT
  expect(statusOf((await stop.read()).subarray(), 4)).toBe(202)
  expect(ann.inside().getConnections()).toHaveLength(1)
  expect(ann.inside().services.inside.transportManager.getListeners()).toHaveLength(1) // and it listens at nobody's
})

test('who does not want to be heard, and who only listens, is told of to nobody', async () => {
  const ray = await makePerson('ray')
  const ann = await makePerson('ann')
  const quiet = await makePerson('quiet', { rules: rules({ beHeard: false }) })
  const listener = await makePerson('listener')
  listener.greeting = undefined
  await Promise.all([quiet, listener].map(node => meet(node, ray)))
  const cleo = await makePerson('cleo')
  await meet(cleo, ray)
  await meet(ann, ray)
  await vi.waitFor(() => expect(ann.told.told.get(ray.id)).toEqual([{ device: cleo.id, relay: null }]), within(5_000))
  quiet.network.configure(rules({ beHeard: true }))
  await vi.waitFor(() => expect(ann.told.told.get(ray.id)).toHaveLength(2), within(5_000))
  quiet.network.configure(rules({ beHeard: false }))
  await vi.waitFor(() => expect(ann.told.told.get(ray.id)).toHaveLength(1), within(5_000))
  expect(heardOf(ann)).toEqual(['ray'])
})

test('with two bridges in a row each hears of those behind the second, and by whom they are reached', async () => {
  const [ann, ray, sam, cleo] = await Promise.all([
    makePerson('ann'),
    makeBridge('ray'),
    makeBridge('sam'),
    makePerson('cleo')
  ])
  await meet(ann, ray)
  await meet(ray, sam)
  await meet(cleo, sam)
  await untilCrossed(ann, sam, ray)
  await untilCrossed(ray, cleo, sam)
  await vi.waitFor(() => {
    expect(ann.told.told.get(ray.id)).toContainEqual({ device: cleo.id, relay: sam.id })
    expect(ann.told.told.get(sam.id)).toContainEqual({ device: cleo.id, relay: null })
    expect(cleo.told.told.get(sam.id)).toContainEqual({ device: ann.id, relay: ray.id })
  }, within(5_000))
  // a relayed connection is not relayed again
  expect([relaysTo(ann, cleo), relaysTo(cleo, ann)]).toEqual([[], []])
})

/** The status in a hop (field 5) or stop (field 4) message. */
function statusOf(bytes: Uint8Array, field = 5): number | undefined {
  const at = bytes.indexOf(field << 3)
  return at === -1 ? undefined : ((bytes[at + 1] ?? 0) & 0x7f) | ((bytes[at + 2] ?? 0) << 7)
}
