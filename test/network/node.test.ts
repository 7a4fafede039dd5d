/** The network between hosts of a LAN without a default route: real sockets, real multicast, nobody told an address. */
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Lan } from './lan.ts'

interface Line {
  ready?: string
  addresses?: string[]
  greeted?: string
  parted?: string
  subscribed?: string
  heard?: string
  published?: number
  discovered?: string
  connected?: string
  status?: { discovery: boolean; online: boolean }
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const outDir = `${root}out/test-network-${process.pid}`
const within = (ms: number) => ({ timeout: ms, interval: 20 })

let lan: Lan

beforeAll(async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: `${root}test/network/hostProgram.ts`, outDir, target: 'node24' }
  })
}, 60_000)
afterAll(() => rm(outDir, { recursive: true, force: true }))
beforeEach(async () => {
  lan = await Lan.up(3)
})
afterEach(() => lan?.down())

/** Starts a node on a host and waits until it is up. */
async function start(host: number, name: string, kind = 'earshot') {
  const lines: Line[] = []
  const child = lan.start(host, [`${outDir}/hostProgram.js`, name, kind], line => lines.push(JSON.parse(line)))
  await vi.waitFor(() => expect(lines[0]?.ready).toBeDefined(), within(15_000))
  const all = <K extends keyof Line>(key: K) => lines.flatMap(line => (line[key] === undefined ? [] : [line[key]]))
  return {
    id: lines[0]?.ready ?? '',
    addresses: lines[0]?.addresses ?? [],
    all,
    greeted: () => [...new Set(all('greeted'))].sort(),
    say: (text: string) => child.stdin?.write(`${text}\n`),
    kill: () => child.kill('SIGKILL')
  }
}

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

test('a stock libp2p node with mDNS finds us, and we find it', async () => {
  await lan.route(2)
  const ann = await start(1, 'ann')
  const stock = await start(2, 'stock', 'stock')
  // it dials nobody by itself, so a connection is our finding it
  await vi.waitFor(() => expect(stock.all('connected')).toContain(ann.id), within(10_000))
  await vi.waitFor(() => expect(stock.all('discovered')).toContain(ann.id), within(10_000))
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

test('a multicast port that somebody else holds is said, and taken as soon as it is free', async () => {
  const holder = await start(1, 'holder', 'holder')
  const ann = await start(1, 'ann')
  const bob = await start(2, 'bob')
  expect(ann.greeted()).toEqual([])
  holder.say('let go')
  await vi.waitFor(() => expect(ann.all('status').at(-1)).toMatchObject({ discovery: true }), within(10_000))
  await vi.waitFor(() => expect(bob.greeted()).toEqual(['ann']), within(5_000))
})
