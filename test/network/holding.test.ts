/** Connections that hold: what a LAN does to them, and how soon everybody is back once the network is. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { buildHosts, type RunningHost, startHost, within } from './hosts.ts'
import { Lan } from './lan.ts'

const long = process.env.EARSHOT_LONG !== undefined
/** What is promised: from the network's return until a message arrives. */
const BACK_MS = 5_000

let lan: Lan
buildHosts()
beforeEach(async () => {
  lan = await Lan.up(3)
})
afterEach(() => lan?.down())

const start = (host: number, name: string) => startHost(lan, host, name)
const passing = (ms: number) => new Promise(resolve => setTimeout(resolve, ms)) // the length of an outage is what is tested

/** Ann on host 1 and Bob on host 2, who can talk. */
async function pair(): Promise<[RunningHost, RunningHost]> {
  const [ann, bob] = [await start(1, 'ann'), await start(2, 'bob')]
  await vi.waitFor(() => {
    expect(ann.all('subscribed')).toContain(bob.id)
    expect(bob.all('subscribed')).toContain(ann.id)
  }, within(10_000))
  return [ann, bob]
}

let said = 0

/** Publishes as the outbox does, until it is heard. Prints how long that took. */
async function backWithin(ms: number, from: RunningHost, to: RunningHost, what: string): Promise<void> {
  const text = `message ${++said}`
  const startedAt = performance.now()
  await vi.waitFor(
    () => {
      from.say(text)
      expect(to.all('heard')).toContain(text)
    },
    { timeout: ms, interval: 100 }
  )
  console.log(`${what}: back after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** One connection for the two, in the end: no double lasts. */
async function settled(host: RunningHost, count = 1): Promise<void> {
  await vi.waitFor(async () => expect((await host.facts()).links).toHaveLength(count), {
    timeout: 10_000,
    interval: 500
  })
}

test.each([5, 25, 90, ...(long ? [600] : [])])(
  'a split of %i s is healed within 5 s of the network’s return',
  async seconds => {
    const [ann, bob] = await pair()
    await lan.split([2])
    ann.say('said while apart') // something that TCP keeps trying to deliver
    await passing(seconds * 1_000)
    await lan.join([2])
    await backWithin(BACK_MS, ann, bob, `split of ${seconds} s`)
    await backWithin(BACK_MS, bob, ann, `split of ${seconds} s, the other way`)
    await settled(ann)
  },
  (long ? 660 : 150) * 1_000
)

test.each([1, 2])('a firewall on host %i that drops what comes in keeps nobody apart', async guarded => {
  await lan.run(guarded, 'nft', 'add table inet wall')
  await lan.run(guarded, 'nft', 'add chain inet wall in { type filter hook input priority 0 ; }')
  await lan.run(guarded, 'nft', 'add rule inet wall in tcp flags & (syn|ack) == syn drop')
  const [ann, bob] = await pair()
  const facts = await (guarded === 1 ? ann : bob).facts()
  expect(facts.links.map(({ direction }) => direction)).toEqual(['out'])
})

test('a wire that loses one packet in five parts nobody', async () => {
  const [ann, bob] = await pair()
  for (const host of [1, 2]) {
    await lan.run(host, 'nft', 'add table inet loss')
    await lan.run(host, 'nft', 'add chain inet loss in { type filter hook input priority 0 ; }')
    await lan.run(host, 'nft', 'add rule inet loss in numgen random mod 100 < 20 drop')
  }
  await passing(40_000)
  await backWithin(BACK_MS, ann, bob, '20 % loss')
  expect([...ann.all('parted'), ...bob.all('parted')]).toEqual([])
}, 90_000)

test('a host that gets another address is back within 5 s', async () => {
  await lan.withoutIPv6(2) // or they would be connected by their link-local addresses
  const [ann, bob] = await pair()
  await lan.address(2, 'del', '10.77.0.2/24')
  await lan.address(2, 'add', '10.77.0.202/24')
  await backWithin(BACK_MS, ann, bob, 'renumbered')
  await settled(ann)
  const facts = await ann.facts()
  expect(facts.links.map(({ address }) => address).join()).not.toContain('/10.77.0.2/')
}, 30_000)

test('an interface that was down for a while is back within 5 s', async () => {
  const [ann, bob] = await pair()
  await lan.link(2, 'down')
  await passing(10_000)
  await lan.link(2, 'up')
  await backWithin(BACK_MS, ann, bob, 'down and up')
  await settled(ann)
}, 40_000)

test('from the cable to Wi-Fi, and back, within 5 s', async () => {
  await lan.plug(2, 'wlan0', 'br0', ['10.77.0.102/24'])
  await lan.withoutIPv6(2)
  const [ann, bob] = await pair()
  await lan.link(2, 'down')
  await backWithin(BACK_MS, ann, bob, 'cable to Wi-Fi')
  await lan.link(2, 'up')
  await passing(2_000)
  await lan.link(2, 'down', 'wlan0')
  await backWithin(BACK_MS, ann, bob, 'Wi-Fi to cable')
  await settled(ann)
}, 60_000)

test('a computer that slept is back within 5 s of waking', async () => {
  const [ann, bob] = await pair()
  bob.sleep()
  await vi.waitFor(() => expect(ann.all('parted')).toContain(bob.id), within(30_000))
  bob.wake()
  await backWithin(BACK_MS, ann, bob, 'slept')
  await settled(ann)
}, 60_000)

test('"only this LAN" refuses who is on another network, both ways, from the moment it is set', async () => {
  await lan.address(2, 'del', '10.77.0.2/24')
  await lan.address(2, 'add', '10.88.0.2/24')
  await lan.run(1, 'ip', 'route', 'add', '10.88.0.0/24', 'dev', 'eth0')
  await lan.run(2, 'ip', 'route', 'add', '10.77.0.0/24', 'dev', 'eth0')
  const [ann, bob] = [await start(1, 'ann'), await start(2, 'bob')]
  ann.say('/connect 10.88.0.2')
  await vi.waitFor(() => expect(ann.all('met')).toEqual([bob.id]), within(10_000))
  ann.set({ onlyThisLan: true })
  await vi.waitFor(() => expect(ann.all('parted')).toEqual([bob.id]), within(5_000))
  ann.say('/connect 10.88.0.2')
  await vi.waitFor(() => expect(ann.all('met')).toEqual([bob.id, 'net.outside']), within(5_000))
  bob.say('/connect 10.77.0.1')
  await vi.waitFor(() => expect(bob.all('met')).toEqual(['peer.timeout']), within(10_000))
  const { links, attempts } = await ann.facts()
  expect(links).toEqual([])
  expect(attempts[0]?.outcome).toBe('outside')
}, 40_000)

test('an interface that is not to be used has no connection, from the moment that is said', async () => {
  const [ann, bob] = await pair()
  bob.set({ interfaces: { eth0: 'never' } })
  await vi.waitFor(() => expect(bob.all('parted')).toEqual([ann.id]), within(5_000))
  ann.say('/connect 10.77.0.2')
  await vi.waitFor(() => expect(ann.all('met')).toEqual(['peer.timeout']), within(10_000))
  expect((await bob.facts()).links).toEqual([])
  bob.set({})
  await backWithin(BACK_MS, ann, bob, 'used again')
}, 40_000)

test('thirty on one address find each other, and each hears everybody', async () => {
  const all: RunningHost = await startHost(lan, 1, 'crowd', 'crowd', ['30'])
  const startedAt = performance.now()
  expect(new Set(all.addresses.map(address => address.split('/')[4])).size).toBe(30)
  await vi.waitFor(() => expect(all.all('done')).toEqual(['30 heard everybody']), within(120_000))
  console.log(`30 on one address heard everybody after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}, 180_000)
