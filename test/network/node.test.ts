/** The network between hosts of a LAN without a default route: real sockets, real multicast, nobody told an address. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { buildHosts, type Kind, startHost, within } from './hosts.ts'
import { Lan } from './lan.ts'

let lan: Lan

buildHosts()
beforeEach(async () => {
  lan = await Lan.up(3)
})
afterEach(() => lan?.down())

const start = (host: number, name: string, kind?: Kind) => startHost(lan, host, name, kind)

test('three hosts see each other within 5 s of the last start, and a message is at both others within 1 s', async () => {
  const ann = await start(1, 'ann')
  const bob = await start(2, 'bob')
  const cleo = await start(3, 'cleo')
  expect(ann.addresses).toEqual([`/ip4/10.77.0.1/tcp/47100/p2p/${ann.id}`])
  await vi.waitFor(() => {
    expect(ann.greeted()).toEqual(['bob', 'cleo'])
    expect(bob.greeted()).toEqual(['ann', 'cleo'])
    expect(cleo.greeted()).toEqual(['ann', 'bob'])
  }, within(5_000))
  await vi.waitFor(() => expect(new Set(ann.all('subscribed')).size).toBe(2), within(2_000))
  ann.say('hello')
  await vi.waitFor(() => {
    expect(bob.all('heard')).toEqual(['hello'])
    expect(cleo.all('heard')).toEqual(['hello'])
  }, within(1_000))
  expect(ann.all('published')).toEqual([2])
})

test('who only listens sees who is there, and is seen by nobody', async () => {
  const ann = await start(1, 'ann')
  const cleo = await start(3, 'cleo', 'browsing')
  await vi.waitFor(() => expect(cleo.greeted()).toEqual(['ann']), within(5_000))
  expect(cleo.addresses).toEqual([])
  expect(ann.greeted()).toEqual([])
})

test('a split that outlasts the heartbeat heals within seconds of joining again', async () => {
  const ann = await start(1, 'ann')
  const bob = await start(2, 'bob')
  await vi.waitFor(() => expect(ann.all('subscribed')).toContain(bob.id), within(5_000))
  await lan.split([2])
  await vi.waitFor(() => {
    expect(ann.all('parted')).toContain(bob.id)
    expect(bob.all('parted')).toContain(ann.id)
  }, within(40_000))
  const before = ann.all('greeted').length
  await lan.join([2])
  await vi.waitFor(() => expect(ann.all('greeted').length).toBeGreaterThan(before), within(5_000))
  await vi.waitFor(() => expect(ann.all('subscribed').length).toBeGreaterThan(1), within(3_000))
  ann.say('together again')
  await vi.waitFor(() => expect(bob.all('heard')).toContain('together again'), within(1_000))
})

test('a split of a moment loses nobody', async () => {
  const ann = await start(1, 'ann')
  const bob = await start(2, 'bob')
  await vi.waitFor(() => expect(ann.all('subscribed')).toContain(bob.id), within(5_000))
  await lan.split([2])
  ann.say('said while apart')
  await new Promise(resolve => setTimeout(resolve, 2_000)) // the length of the split is what is tested
  await lan.join([2])
  await vi.waitFor(() => expect(bob.all('heard')).toEqual(['said while apart']), within(5_000))
  expect(ann.all('parted')).toEqual([])
})

test('an interface that goes down and comes up again is noticed', async () => {
  const ann = await start(1, 'ann')
  const bob = await start(2, 'bob')
  await vi.waitFor(() => expect(ann.greeted()).toEqual(['bob']), within(5_000))
  await lan.link(1, 'down')
  await vi.waitFor(
    () => expect(ann.all('status').at(-1)).toMatchObject({ online: false, discovery: false }),
    within(5_000)
  )
  await lan.link(1, 'up')
  await vi.waitFor(
    () => expect(ann.all('status').at(-1)).toMatchObject({ online: true, discovery: true }),
    within(5_000)
  )
  bob.kill()
  const cleo = await start(3, 'cleo')
  await vi.waitFor(() => expect(cleo.greeted()).toContain('ann'), within(5_000))
})
