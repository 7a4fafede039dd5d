/**
 * Finding people on LANs as they are: no default route, two networks at once, IPv6 only, a port that is held, addresses of
 * public ranges. Where the stock @libp2p/mdns fails at it, two stock nodes on a wire of their own show that it does.
 */
import { afterEach, expect, test, vi } from 'vitest'
import { buildHosts, type Kind, type RunningHost, startHost, within } from './hosts.ts'
import { type Addressing, IPV4, IPV6, Lan, LINK_LOCAL } from './lan.ts'

let lan: Lan

buildHosts()
afterEach(() => lan?.down())

const start = (host: number, name: string, kind?: Kind, more?: string[]) => startHost(lan, host, name, kind, more)

const STOCK = [3, 4]

/** Hosts 1 and 2 are for Earshot; 3 and 4, on a wire of their own, for stock nodes on the same kind of network. */
async function twoWires(addressing: Addressing = IPV4): Promise<void> {
  lan = await Lan.up(4, addressing)
  await lan.split(STOCK)
}

/** Two that find each other, and the state that the first tells of its ways of hearing. */
async function findEachOther(within5: number): Promise<[RunningHost, RunningHost]> {
  const ann = await start(1, 'ann')
  const bob = await start(2, 'bob')
  await vi.waitFor(() => {
    expect(ann.greeted()).toEqual(['bob'])
    expect(bob.greeted()).toEqual(['ann'])
  }, within(within5))
  return [ann, bob]
}

/** How long stock nodes get: several of their questions, every 500 ms. */
const STOCK_MS = 3_000

/** Two stock nodes find nobody whom they could dial. The wait is what is tested: nothing can be waited for. */
async function stockFindsNobody(): Promise<void> {
  const nodes = [await start(3, 'stock', 'stock'), await start(4, 'stock', 'stock')]
  await new Promise(resolve => setTimeout(resolve, STOCK_MS))
  const dialable = nodes.flatMap(node => node.all('dialable').flat())
  expect(dialable.filter(address => !/^\/ip4\/127\.|^\/ip6\/::1\//.test(address))).toEqual([])
}

const hears = async (host: RunningHost, name = 'eth0') =>
  (await host.facts()).interfaces.find(one => one.name === name) ?? expect.fail(`${name} is not told of`)

test('without a default route people find each other, where stock nodes do not', async () => {
  await twoWires()
  const [ann, bob] = await findEachOther(5_000)
  expect(ann.addresses).toEqual([`/ip4/10.77.0.1/tcp/47100/p2p/${ann.id}`])
  expect(await hears(bob)).toMatchObject({
    multicast: 'works',
    broadcast: 'works',
    kind: 'ethernet',
    used: true,
    rule: null
  })
  // whoever was dialled first may have heard nothing itself yet
  await vi.waitFor(async () => {
    const { sent, heard } = await hears(bob)
    expect(sent).toBeGreaterThan(0)
    expect(heard).toBeGreaterThan(0)
  }, within(5_000))
  await stockFindsNobody()
})

test('a stock libp2p node finds us and we find it, beside another mDNS responder on the same port', async () => {
  lan = await Lan.up(3)
  await lan.route(2)
  const printers = [await start(1, 'first printer', 'responder', ['10.77.0.1'])]
  printers.push(await start(2, 'second printer', 'responder', ['10.77.0.2']))
  const ann = await start(1, 'ann')
  const stock = await start(2, 'stock', 'stock')
  const cleo = await start(3, 'cleo')
  // it dials nobody by itself, so a connection is our finding it
  await vi.waitFor(
    () => expect(stock.all('connected')).toEqual(expect.arrayContaining([ann.id, cleo.id])),
    within(10_000)
  )
  await vi.waitFor(
    () => expect(stock.all('discovered')).toEqual(expect.arrayContaining([ann.id, cleo.id])),
    within(5_000)
  )
  await vi.waitFor(() => expect(ann.greeted()).toEqual(['cleo']), within(5_000))
  for (const printer of printers) expect(printer.all('heard')).toContain('first printer')
  expect((await ann.facts()).ignored.filter(({ reason }) => reason !== 'elsewhere')).toEqual([])
})

test('on two networks at once both kinds of neighbours are found; a stock node finds one kind only', async () => {
  lan = await Lan.up(6, host => (host === 3 || host === 6 ? LINK_LOCAL(host) : IPV4(host)))
  for (const host of [2, 3]) await lan.plug(host, 'eth1', 'br2', [`10.78.0.${host}/24`])
  await lan.split([4, 5])
  for (const host of [5, 6]) await lan.plug(host, 'eth1', 'br3', [`10.78.0.${host}/24`])
  for (const host of [3, 6]) await lan.link(host, 'down')
  for (const host of [4, 5]) await lan.route(host)

  const [ann, both, cleo] = [await start(1, 'ann'), await start(2, 'both'), await start(3, 'cleo')]
  await vi.waitFor(() => {
    expect(both.greeted()).toEqual(['ann', 'cleo'])
    expect(ann.greeted()).toContain('both')
    expect(cleo.greeted()).toContain('both')
  }, within(8_000))
  const { interfaces } = await both.facts()
  expect(interfaces.map(({ name, multicast }) => [name, multicast])).toEqual([
    ['eth0', 'works'],
    ['eth1', 'works']
  ])

  const stock = [await start(4, 's', 'stock'), await start(5, 's', 'stock'), await start(6, 's', 'stock')] as const
  await vi.waitFor(() => expect(stock[1].all('discovered')).toContain(stock[0].id), within(10_000))
  await new Promise(resolve => setTimeout(resolve, STOCK_MS)) // as above: the wait is what is tested
  expect(stock[1].all('discovered')).not.toContain(stock[2].id)
})

test('people with IPv6 only find each other, where stock nodes do not', async () => {
  await twoWires(IPV6)
  const [ann] = await findEachOther(6_000)
  expect(ann.addresses).toEqual([`/ip6/fd77::1/tcp/47100/p2p/${ann.id}`])
  await stockFindsNobody()
})

test('people with nothing but link-local IPv6 addresses find each other', async () => {
  lan = await Lan.up(2, LINK_LOCAL)
  const [ann] = await findEachOther(8_000)
  expect(ann.addresses[0]).toMatch(/^\/ip6\/fe80::/)
})

test('who has no IPv6 and who has nothing else both find whoever has both', async () => {
  lan = await Lan.up(3, host => (host === 1 ? IPV4(host) : host === 2 ? [...IPV4(host), ...IPV6(host)] : IPV6(host)))
  await lan.withoutIPv6(1)
  const [four, dual, six] = [await start(1, 'four'), await start(2, 'dual'), await start(3, 'six')]
  await vi.waitFor(() => {
    expect(dual.greeted()).toEqual(['four', 'six'])
    expect(four.greeted()).toEqual(['dual'])
    expect(six.greeted()).toEqual(['dual'])
  }, within(8_000))
})

test('with the multicast port held by another program people are found by broadcast, and by multicast once it is free', async () => {
  await twoWires()
  const holders = [await start(1, 'holder', 'holder', ['5353']), await start(3, 'holder', 'holder', ['5353'])]
  const [ann] = await findEachOther(5_000)
  expect(await hears(ann)).toMatchObject({ multicast: 'held', broadcast: 'works' })
  await stockFindsNobody()
  holders[0]?.say('let go')
  await vi.waitFor(async () => expect(await hears(ann)).toMatchObject({ multicast: 'works' }), within(10_000))
})

test('with both ports held people are still found, by asking from another one', async () => {
  lan = await Lan.up(2)
  await start(1, 'holder', 'holder', ['5353', '47100'])
  const [ann] = await findEachOther(8_000)
  expect(await hears(ann)).toMatchObject({ multicast: 'held', broadcast: 'held' })
})

test('addresses of public ranges are a LAN like any other, where stock nodes tell nobody of them', async () => {
  await twoWires(host => [`11.22.33.${host}/24`])
  for (const host of STOCK) await lan.route(host)
  await lan.withoutIPv6(1)
  await findEachOther(5_000)
  await stockFindsNobody()
})

test('two interfaces on one network hear each other, and that is nothing to be told of', async () => {
  lan = await Lan.up(2)
  await lan.plug(1, 'eth1', 'br0', ['10.77.0.101/24'])
  const [ann] = await findEachOther(5_000)
  await vi.waitFor(async () => expect((await hears(ann, 'eth1')).heard).toBeGreaterThan(1), within(5_000))
  const { interfaces, ignored } = await ann.facts()
  expect(interfaces.map(({ name, multicast }) => [name, multicast])).toEqual([
    ['eth0', 'works'],
    ['eth1', 'works']
  ])
  expect(ignored).toEqual([])
})

test('an interface that comes later brings its people, and one that goes is not told of any more', async () => {
  lan = await Lan.up(2, host => (host === 1 ? IPV4(host) : LINK_LOCAL(host)))
  await lan.link(2, 'down')
  await lan.plug(2, 'eth1', 'br2', ['10.78.0.2/24'])
  const [ann, cleo] = [await start(1, 'ann'), await start(2, 'cleo')]
  await vi.waitFor(async () => expect((await hears(ann)).multicast).toBe('works'), within(5_000))
  expect(ann.greeted()).toEqual([])
  await lan.plug(1, 'eth1', 'br2', ['10.78.0.1/24'])
  await vi.waitFor(() => {
    expect(ann.greeted()).toEqual(['cleo'])
    expect(cleo.greeted()).toEqual(['ann'])
  }, within(6_000))
  await lan.unplug(1, 'eth1')
  await vi.waitFor(
    async () => expect((await ann.facts()).interfaces.map(({ name }) => name)).toEqual(['eth0']),
    within(5_000)
  )
})

test('five copies on one computer and one on another all find each other', async () => {
  lan = await Lan.up(2)
  const names = ['a', 'b', 'c', 'd', 'e']
  const here = await Promise.all(names.map(name => start(1, name)))
  const there = await start(2, 'there')
  await vi.waitFor(() => {
    expect(there.greeted()).toEqual(names)
    for (const one of here) expect(one.greeted()).toEqual([...names.filter(name => name !== one.name), 'there'])
  }, within(15_000))
  const ports = here.map(one => one.all('status').at(-1)?.port)
  expect(new Set(ports).size).toBe(5)
  expect(ports).toContain(47_100)
})

test('two copies on one computer hear broadcast both, where multicast is held', async () => {
  lan = await Lan.up(2)
  await start(1, 'holder', 'holder', ['5353'])
  const [a, b] = [await start(1, 'a'), await start(1, 'b')]
  const cleo = await start(2, 'cleo')
  await vi.waitFor(() => {
    expect(cleo.greeted()).toEqual(['a', 'b'])
    expect(a.greeted()).toEqual(['b', 'cleo'])
    expect(b.greeted()).toEqual(['a', 'cleo'])
  }, within(8_000))
})

test('who does not want to be heard announces nothing and answers nobody, and still finds people', async () => {
  lan = await Lan.up(3)
  await lan.route(3)
  const ann = await start(1, 'ann')
  ann.set({ beHeard: false })
  await vi.waitFor(() => expect(ann.all('status').at(-1)?.beingHeard).toBe(false), within(5_000))
  const bob = await start(2, 'bob')
  const stock = await start(3, 'stock', 'stock')
  await vi.waitFor(() => {
    expect(ann.greeted()).toEqual(['bob'])
    expect(stock.all('connected')).toEqual(expect.arrayContaining([ann.id, bob.id]))
    // asked by this stock node many times a minute, as bob was
    expect(stock.all('discovered')).toContain(bob.id)
  }, within(10_000))
  expect(stock.all('discovered')).not.toContain(ann.id)
  ann.set({ beHeard: true })
  await vi.waitFor(() => expect(stock.all('discovered')).toContain(ann.id), within(5_000))
  expect(ann.all('status').at(-1)?.beingHeard).toBe(true)
})

test('whoever leaves, or does not want to be heard any more, takes the announcement back', async () => {
  lan = await Lan.up(2)
  const listener = await start(2, 'printer', 'responder', ['10.77.0.2'])
  const ann = await start(1, 'ann')
  ann.set({ beHeard: false })
  // by multicast in IPv4, which the listener hears
  await vi.waitFor(() => expect(listener.all('goodbye')).toHaveLength(1), within(5_000))
  ann.set({ beHeard: true })
  await vi.waitFor(() => expect(ann.all('status').at(-1)?.beingHeard).toBe(true), within(5_000))
  await ann.leave()
  await vi.waitFor(() => expect(listener.all('goodbye')).toHaveLength(2), within(5_000))
})

test('whoever asks this computer alone is answered alone, also from beyond the network unless only this LAN counts', async () => {
  lan = await Lan.up(3)
  const ann = await start(1, 'ann')
  const mine = { text: `dnsaddr=/ip4/10.77.0.1/tcp/47100/p2p/${ann.id}` }
  const near = await start(2, 'near', 'asker')
  near.say('10.77.0.1 47100 71')
  near.say('10.77.0.1 5353 72')
  await vi.waitFor(
    () =>
      expect(near.all('answered')).toEqual(
        expect.arrayContaining([
          { id: 71, ...mine },
          { id: 72, ...mine }
        ])
      ),
    within(5_000)
  )
  await lan.address(3, 'del', '10.77.0.3/24')
  await lan.address(3, 'add', '10.99.0.3/24')
  for (const host of [1, 3]) await lan.route(host)
  const beyond = await start(3, 'beyond', 'asker')
  beyond.say('10.77.0.1 47100 73')
  await vi.waitFor(() => expect(beyond.all('answered')).toEqual([{ id: 73, ...mine }]), within(5_000))
  ann.set({ onlyThisLan: true })
  beyond.say('10.77.0.1 47100 74')
  await vi.waitFor(
    async () => expect((await ann.facts()).ignored).toMatchObject([{ reason: 'elsewhere', interface: null }]),
    within(5_000)
  )
  expect(beyond.all('answered')).toHaveLength(1)
})

test('an interface that is never to be used is neither spoken on nor told of', async () => {
  lan = await Lan.up(2)
  const ann = await start(1, 'ann')
  ann.set({ interfaces: { eth0: 'never' } })
  await vi.waitFor(() => expect(ann.all('status').at(-1)?.online).toBe(false), within(5_000))
  expect(await hears(ann)).toMatchObject({ used: false, rule: 'never', multicast: 'off', broadcast: 'off' })
  const { sent } = await hears(ann)
  const bob = await start(2, 'bob')
  await vi.waitFor(async () => expect((await hears(bob)).sent).toBeGreaterThan(6), within(8_000))
  expect((await hears(ann)).sent).toBe(sent)
  expect(bob.greeted()).toEqual([])
  ann.set({})
  await vi.waitFor(() => expect(bob.greeted()).toEqual(['ann']), within(6_000))
})

test('lies and a flood of invented people are named, and nobody else is disturbed', async () => {
  lan = await Lan.up(4)
  const [ann, bob] = await findEachOther(5_000)
  const forger = await start(3, 'forger', 'forger', [ann.id])
  forger.say('lies')
  await vi.waitFor(async () => {
    const reasons = (await ann.facts()).ignored.map(({ reason }) => reason)
    expect(reasons).toEqual(
      expect.arrayContaining(['forged', 'elsewhere', 'self', 'malformed', 'too-long', 'too-many'])
    )
  }, within(5_000))
  forger.say('flood 10000')
  await vi.waitFor(() => expect(forger.all('done')).toContain('flood 10000'), within(60_000))
  const flood = (await ann.facts()).ignored.find(({ reason }) => reason === 'flood')
  expect(flood).toMatchObject({ interface: 'eth0' })
  expect(flood?.count).toBeGreaterThan(9_000)
  forger.kill()
  const dora = await start(4, 'dora')
  await vi.waitFor(() => expect(dora.greeted()).toEqual(['ann', 'bob']), within(5_000))
  expect([...ann.all('parted'), ...bob.all('parted')]).toEqual([])
})
