/** Between networks: people who do not hear each other reach each other through whoever hears both, with real hosts. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Connection, openBridge } from '../../electron/headless/client.ts'
import type { AccountId, Person } from '../../shared/model.ts'
import { type Host, makeFolder, startHost, stopAll } from '../support/headless.ts'
import { Lan } from './lan.ts'

const within = (ms: number) => ({ timeout: ms, interval: 100 })

let lan: Lan
let clients: Connection[] = []
beforeEach(async () => {
  lan = await Lan.up(4)
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await stopAll()
  await lan?.down()
})

interface Somebody {
  host: Host
  client: Connection
  account: AccountId
}

async function start(at: number, name: string, args: string[] = []): Promise<Somebody> {
  const data = makeFolder()
  const host = await startHost({ name, data, args, within: lan.inside(at) })
  const client = await openBridge(data) // the local socket is a file: it reaches into a namespace
  clients.push(client)
  return { host, client, account: host.account as AccountId }
}

/** Puts a host on the second network, and takes it off the first where it is not to join the two. */
async function onSecond(host: number, { alone = true } = {}): Promise<void> {
  if (alone) await lan.link(host, 'down')
  await lan.plug(host, 'eth1', 'br2', [`10.78.0.${host}/24`])
}

const people = async ({ client }: Somebody): Promise<Map<string, Person>> =>
  new Map((await client.bridge.call('people.list', {})).map(person => [person.name, person]))

async function ringOf(who: Somebody, name: string): Promise<[Person['nearness'], ...AccountId[]]> {
  const person = (await people(who)).get(name)
  return [person?.nearness ?? 'out', ...(person?.via ?? [])]
}

const historyOf = async ({ host }: Somebody, room: string): Promise<string[]> =>
  (await host.ask<{ body: string }>('history', room)).map(({ body }) => body)

async function deliveryOf({ host }: Somebody, room: string): Promise<string | undefined> {
  return (await host.ask<{ delivery: string }>('history', room)).at(-1)?.delivery
}

test('people of two networks reach each other through whoever sits on both, and what they say and have said crosses', async () => {
  await onSecond(2, { alone: false })
  await onSecond(3)
  const [ann, ray, cleo] = [await start(1, 'Ann'), await start(2, 'Ray'), await start(3, 'Cleo')]
  await ann.host.ask('join', 'night-watch')
  await ann.host.ask('send', '#night-watch', 'before you came')
  await vi.waitFor(async () => {
    expect(await ringOf(ann, 'Cleo')).toEqual(['via', ray.account])
    expect(await ringOf(cleo, 'Ann')).toEqual(['via', ray.account])
    expect([await ringOf(ann, 'Ray'), await ringOf(cleo, 'Ray')]).toEqual([['direct'], ['direct']])
  }, within(20_000))
  // Ray is not in that channel: it comes through him all the same
  await cleo.host.ask('join', 'night-watch')
  await vi.waitFor(
    async () => expect(await historyOf(cleo, '#night-watch')).toEqual(['before you came']),
    within(10_000)
  )
  await cleo.host.ask('send', '#night-watch', 'all quiet here')
  await vi.waitFor(async () => {
    expect(await historyOf(ann, '#night-watch')).toEqual(['before you came', 'all quiet here'])
    expect(await deliveryOf(cleo, '#night-watch')).toBe('delivered')
  }, within(10_000))
  await vi.waitFor(
    async () => expect((await people(ann)).get('Cleo')?.latencyMs).toEqual(expect.any(Number)),
    within(20_000)
  )

  const dependents = await ray.client.bridge.call('network.dependents', {})
  expect(new Set(dependents)).toEqual(new Set([ann.account, cleo.account]))
  expect((await ray.client.bridge.call('network.state', {})).bridging).toBe(true)
  expect((await ann.client.bridge.call('network.state', {})).bridging).toBe(false)

  await ray.host.stop()
  await vi.waitFor(async () => {
    expect([await ringOf(ann, 'Ray'), await ringOf(ann, 'Cleo')]).toEqual([['out'], ['out']])
    expect([await ringOf(cleo, 'Ray'), await ringOf(cleo, 'Ann')]).toEqual([['out'], ['out']])
  }, within(20_000))
  await ann.host.ask('send', '#night-watch', 'still there?')
  expect(await deliveryOf(ann, '#night-watch')).toBe('waiting')
}, 120_000)

test('with bridging turned off nothing passes but what is said in channels that all three are in', async () => {
  await onSecond(2, { alone: false })
  await onSecond(3)
  const ray = await start(2, 'Ray')
  await ray.client.bridge.call('settings.set', { bridge: false })
  const cleo = await start(3, 'Cleo')
  await vi.waitFor(async () => expect(await ringOf(ray, 'Cleo')).toEqual(['direct']), within(10_000))
  const ann = await start(1, 'Ann')
  for (const { host } of [ann, cleo]) await host.ask('join', 'night-watch')
  await vi.waitFor(async () => expect((await ringOf(ann, 'Cleo'))[0]).toBe('via'), within(20_000))
  await ann.host.ask('send', '#night-watch', 'is anybody there?')
  await ann.host.ask('send', '#everyone', 'hello, all of you')
  await vi.waitFor(
    async () => expect(await historyOf(cleo, '#everyone')).toEqual(['hello, all of you']),
    within(20_000)
  )
  expect(await historyOf(cleo, '#night-watch')).toEqual([])
  // nobody of the channel is connected: it is not said to be on its way
  expect(await deliveryOf(ann, '#night-watch')).toBe('waiting')
  await ray.client.bridge.call('settings.set', { bridge: true })
  await vi.waitFor(
    async () => expect(await historyOf(cleo, '#night-watch')).toEqual(['is anybody there?']),
    within(20_000)
  )
}, 120_000)

test('with two bridges in a row people are far, and a channel of all of them reaches all', async () => {
  await onSecond(2, { alone: false })
  await lan.split([3, 4])
  await lan.plug(3, 'eth1', 'br2', ['10.78.0.3/24'])
  const ann = await start(1, 'Ann')
  const [ray, sam] = [await start(2, 'Ray'), await start(3, 'Sam')]
  const dee = await start(4, 'Dee')
  await vi.waitFor(async () => {
    expect(await ringOf(ann, 'Sam')).toEqual(['via', ray.account])
    expect(await ringOf(ann, 'Dee')).toEqual(['far', ray.account, sam.account])
    expect(await ringOf(dee, 'Ann')).toEqual(['far', sam.account, ray.account])
  }, within(30_000))
  await ann.host.ask('send', '#everyone', 'can you hear me?')
  await vi.waitFor(async () => expect(await historyOf(dee, '#everyone')).toEqual(['can you hear me?']), within(20_000))
  // Dee has it, and cannot say so to Ann
  await vi.waitFor(async () => expect(await deliveryOf(ann, '#everyone')).toMatch(/held|partial/), within(10_000))
}, 120_000)

test('where an access point keeps people apart, a host that is told to passes things on, until they are let together', async () => {
  await lan.isolate([1, 3], 'on')
  const [ann, cleo] = [await start(1, 'Ann'), await start(3, 'Cleo')]
  const ray = await start(2, 'Ray', ['--relay'])
  await vi.waitFor(async () => {
    expect(await ringOf(ann, 'Cleo')).toEqual(['via', ray.account])
    expect(await ringOf(cleo, 'Ann')).toEqual(['via', ray.account])
  }, within(20_000))
  await ann.host.ask('join', 'night-watch')
  await cleo.host.ask('join', 'night-watch')
  await ann.host.ask('send', '#night-watch', 'only through Ray')
  await vi.waitFor(
    async () => expect(await historyOf(cleo, '#night-watch')).toEqual(['only through Ray']),
    within(10_000)
  )
  await lan.isolate([1, 3], 'off')
  await vi.waitFor(async () => expect(await ringOf(ann, 'Cleo')).toEqual(['direct']), within(90_000))
  await vi.waitFor(
    async () => expect(await ray.client.bridge.call('network.dependents', {})).toEqual([]),
    within(10_000)
  )
}, 180_000)

test('who stops being heard passes nothing on any more, and says before whom that concerns', async () => {
  await onSecond(2, { alone: false })
  await onSecond(3)
  const [ann, ray, cleo] = [await start(1, 'Ann'), await start(2, 'Ray'), await start(3, 'Cleo')]
  await vi.waitFor(async () => {
    expect(await ringOf(ann, 'Cleo')).toEqual(['via', ray.account])
    const dependents = await ray.client.bridge.call('network.dependents', {})
    expect(new Set(dependents)).toEqual(new Set([ann.account, cleo.account]))
  }, within(20_000))
  await ray.client.bridge.call('settings.set', { beHeard: false })
  await vi.waitFor(async () => {
    expect(await ray.client.bridge.call('network.dependents', {})).toEqual([])
    expect((await ray.client.bridge.call('network.state', {})).bridging).toBe(false)
    const links = await ann.client.bridge.call('network.detail', {})
    expect(links.paths.filter(({ transport }) => transport === 'relay')).toEqual([])
  }, within(10_000))
  expect(await ringOf(ann, 'Ray')).toEqual(['direct'])
}, 120_000)
