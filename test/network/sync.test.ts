/** What the guarantee withstands, on a LAN with real hosts: a split, kill -9 in the middle, a wire that loses one packet in five. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Connection, openBridge } from '../../electron/headless/client.ts'
import type { RoomId, TimelineEvent } from '../../shared/model.ts'
import { type Host, makeFolder, startHost, stopAll } from '../support/headless.ts'
import { EVERYONE } from '../support/talk.ts'
import { Lan } from './lan.ts'

const run = promisify(execFile)
const within = (ms: number) => ({ timeout: ms, interval: 50 })
const long = process.env.EARSHOT_LONG !== undefined
const SPLIT_MS = long ? 60_000 : 20_000
const KILLS = Number(process.env.EARSHOT_KILLS ?? 50)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const PAGE = 200

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
}

async function start(at: number, name?: string, data = makeFolder()): Promise<Somebody> {
  const host = await startHost({ ...(name === undefined ? {} : { name }), data, args: [], within: lan.inside(at) })
  const client = await openBridge(data) // the local socket is a file: it reaches into a namespace
  clients.push(client)
  return { host, client }
}

const send = ({ client }: Somebody, body: string): Promise<TimelineEvent> =>
  client.bridge.call('timeline.send', { roomId: EVERYONE, body })

async function heldBy({ client }: Somebody): Promise<number> {
  const rooms = await client.bridge.call('rooms.list', {})
  return rooms.find(({ roomId }) => roomId === EVERYONE)?.history.held ?? 0
}

/** Ids of everything in #everyone, in order. */
async function all({ client }: Somebody, roomId: RoomId = EVERYONE): Promise<string[]> {
  const ids: string[] = []
  let page = await client.bridge.call('timeline.page', { roomId, from: { at: 'oldest' }, limit: PAGE })
  for (;;) {
    ids.push(...page.events.map(({ eventId }) => eventId))
    const last = page.events.at(-1)
    if (last === undefined || page.newer === 0) return ids
    const from = { at: 'after', orderKey: last.orderKey } as const
    page = await client.bridge.call('timeline.page', { roomId, from, limit: PAGE })
  }
}

async function nearOf({ client }: Somebody): Promise<number> {
  const people = await client.bridge.call('people.list', {})
  return people.filter(({ nearness }) => nearness === 'direct').length
}

async function write(who: Somebody, count: number, what: string): Promise<string[]> {
  const said: string[] = []
  for (let from = 0; from < count; from += 500) {
    const some = Array.from({ length: Math.min(500, count - from) }, (_, n) => send(who, `${what} ${from + n}`))
    said.push(...(await Promise.all(some)).map(({ eventId }) => eventId))
  }
  return said
}

test('a split in two while both sides write: everything is everywhere within 10 s of their being together again', async () => {
  const people = [await start(1, 'Ann'), await start(2, 'Bo'), await start(3, 'Cleo'), await start(4, 'Dee')]
  await vi.waitFor(async () => expect(await Promise.all(people.map(nearOf))).toEqual([3, 3, 3, 3]), within(15_000))
  await lan.split([3, 4])
  const said: string[] = []
  const until = performance.now() + SPLIT_MS
  for (let n = 0; performance.now() < until; n++) {
    for (const [who, each] of people.entries()) said.push((await send(each, `${who}, ${n}`)).eventId)
    await new Promise(resolve => setTimeout(resolve, 50)) // the pace of the writing is part of the test
  }
  expect((await all(people[0] as Somebody)).length).toBeLessThan(said.length)
  await lan.join([3, 4])
  const parted = performance.now()
  await vi.waitFor(
    async () => {
      for (const each of people) expect(new Set(await all(each))).toEqual(new Set(said))
    },
    within(10_000 + SPLIT_MS)
  )
  expect(performance.now() - parted).toBeLessThan(10_000)
  const [first, ...rest] = await Promise.all(people.map(each => all(each)))
  for (const each of rest) expect(each).toEqual(first)
  expect(first).toHaveLength(said.length)
}, 180_000)

/** Bytes in the log of a folder's store. */
test(`kill -9 of who receives, ${KILLS} times in the middle of a sync: nothing lost, nothing twice`, async () => {
  console.log(`seed ${seed}`)
  const ann = await start(1, 'Ann')
  const said = await write(ann, 20_000, 'line')
  const data = makeFolder()
  let state = seed
  const chance = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 2 ** 31
  }
  let [held, during] = [0, 0]
  for (let kill = 0; kill < KILLS; kill++) {
    const host = await startHost({ ...(kill === 0 ? { name: 'Bo' } : {}), data, args: [], within: lan.inside(2) })
    const client = await openBridge(data)
    const now = await heldBy({ host, client })
    expect(now).toBeGreaterThanOrEqual(held) // what was on the disk is there
    held = now
    await host.ask('connect', ann.host.addresses[0] ?? '')
    // what is stored may be written over what the log of the store had before: its size says nothing
    const more = async (): Promise<void> => expect(await heldBy({ host, client })).toBeGreaterThan(held)
    if (held < said.length) await vi.waitFor(more, { timeout: 10_000, interval: 20 })
    await new Promise(resolve => setTimeout(resolve, chance() * 60)) // a random moment is what is tested
    if (held < said.length) during++
    await host.stop('SIGKILL')
    client.close()
  }
  const bo = await start(2, undefined, data)
  await vi.waitFor(async () => expect(await heldBy(bo)).toBe(said.length + 2), within(30_000))
  const there = await all(bo)
  expect(there).toEqual(said)
  console.log(`${during} of ${KILLS} in the middle of it`)
  expect(during).toBeGreaterThan(KILLS / 4)
}, 300_000)

test('a wire that loses one packet in five loses nothing that was said', async () => {
  const [ann, bo] = [await start(1, 'Ann'), await start(2, 'Bo')]
  await vi.waitFor(async () => expect(await nearOf(bo)).toBe(1), within(15_000))
  const rules = join(makeFolder(), 'loss.nft')
  writeFileSync(
    rules,
    `table inet loss {
  chain in {
    type filter hook input priority 0; policy accept;
    iifname "eth0" numgen random mod 100 < 20 counter drop
  }
}
`
  )
  for (const host of [1, 2]) {
    await run('ip', [...lan.inside(host).slice(1), 'nft', '-f', rules])
  }
  const said = [...(await write(ann, 200, 'ann')), ...(await write(bo, 200, 'bo'))]
  const cleo = await start(3, 'Cleo')
  await vi.waitFor(async () => {
    for (const each of [ann, bo, cleo]) expect(new Set(await all(each))).toEqual(new Set(said))
  }, within(75_000))
}, 150_000)

test('whoever comes late reads the newest page within a second of being greeted', async () => {
  const [ann, cleo] = [await start(1, 'Ann'), await start(3, 'Cleo')]
  await vi.waitFor(async () => expect(await nearOf(cleo)).toBe(1), within(15_000))
  await write(ann, 5_000, 'line')
  const last = (await ann.client.bridge.call('timeline.page', { roomId: EVERYONE, from: { at: 'newest' }, limit: 1 }))
    .events[0]
  await vi.waitFor(async () => {
    const event = await ann.client.bridge.call('timeline.get', { eventId: last?.eventId ?? ('' as never) })
    expect(event.heldBy).toBe(1)
  }, within(20_000))
  const bo = await start(2, 'Bo')
  await vi.waitFor(async () => expect(await nearOf(bo)).toBeGreaterThan(0), { timeout: 15_000, interval: 5 })
  const from = { at: 'newest' } as const
  await vi.waitFor(async () => {
    const { events } = await bo.client.bridge.call('timeline.page', { roomId: EVERYONE, from, limit: 50 })
    expect(events.map(({ body }) => body)).toEqual(Array.from({ length: 50 }, (_, n) => `line ${4_950 + n}`))
  }, within(1_000))
  await vi.waitFor(async () => expect(await all(bo)).toHaveLength(5_000), within(20_000))
})
