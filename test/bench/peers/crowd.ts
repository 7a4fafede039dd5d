/** Many whole Earshots in one process, all connected with each other: one says something in a public and in a private channel. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../electron/core/app.ts'
import { connect } from '../../../shared/bridge/connect.ts'
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Bridge } from '../../../shared/bridge/rpc.ts'
import type { RoomId } from '../../../shared/model.ts'
import { directPair } from '../../support/directPair.ts'
import type { Crowd } from '../crowd.ts'

const MESSAGES = 30
const PAUSE_MS = 250
const LOOK_MS = 50
const PATIENCE_MS = 180_000
/** What follows a joining is over by then; and how long the same crowd is watched doing nothing, to take that off. */
const SETTLED_MS = 5_000

interface Seat {
  bridge: Bridge<Contract>
  addresses: string[]
  stop(): Promise<void>
}

const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

async function sit(number: number, others: readonly Seat[]): Promise<Seat> {
  const app = createApp({
    dataDir: join(folder, String(number)),
    host: 'headless',
    version: '0.0.0',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    keyKeeper: { kind: 'file', protect: key => key, unprotect: bytes => bytes },
    name: `Bench ${number}`,
    suggested: { name: 'Bench', deviceName: 'Bench' }
  })
  await app.start()
  const [core, view] = directPair()
  app.attach(core)
  const bridge = connect<Contract>(view)
  for (const { addresses } of others) await bridge.call('people.connect', { address: addresses[0] ?? '' })
  return { bridge, addresses: app.addresses(), stop: () => app.stop() }
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`)
    await new Promise(resolve => setTimeout(resolve, LOOK_MS))
  }
}

const everyIs = async (seats: readonly Seat[], isSo: (seat: Seat) => Promise<boolean>): Promise<boolean> =>
  (await Promise.all(seats.map(isSo))).every(Boolean)

/** How long until everybody else was told of a message: the median of some. */
async function spread(seats: readonly Seat[], roomId: RoomId): Promise<number> {
  const [first, ...others] = seats
  const tookMs: number[] = []
  for (let sent = 0; sent < MESSAGES; sent++) {
    const body = `${roomId.slice(0, 8)} ${sent}`
    const told = others.map(({ bridge }) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const stop = bridge.on('timeline.changed', events => {
        if (!events.some(event => event.body === body)) return
        stop()
        resolve()
      })
      return promise
    })
    const begun = performance.now()
    await first?.bridge.call('timeline.send', { roomId, body })
    await Promise.all(told)
    tookMs.push(performance.now() - begun)
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
  return tookMs.toSorted((a, b) => a - b)[MESSAGES >> 1] ?? Number.NaN
}

/** Whether somebody is in, and can seal for all the others. */
const isIn =
  (roomId: RoomId, count: number) =>
  async ({ bridge }: Seat): Promise<boolean> => {
    const room = (await bridge.call('rooms.list', {})).find(each => each.roomId === roomId)
    if (room === undefined || room.closed !== null) return false
    const members = await bridge.call('rooms.roles', { roomId })
    return members.length === count && members.every(({ waiting }) => !waiting)
  }

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = cpuMs()
  await work()
  await new Promise(resolve => setTimeout(resolve, SETTLED_MS))
  return cpuMs() - before
}

const count = Number(process.argv[2])
const seats: Seat[] = []
for (let number = 0; number < count; number++) seats.push(await sit(number, seats))
const newcomer = await sit(count, seats)
const [owner] = seats
if (owner === undefined) throw new Error('nobody there')
await until('everybody hears everybody', () =>
  everyIs(seats, async ({ bridge }) => {
    const people = await bridge.call('people.list', {})
    return people.filter(({ nearness }) => nearness === 'direct').length === count
  })
)
const publicId = (await owner.bridge.call('rooms.list', {}))[0]?.roomId
const { roomId } = await owner.bridge.call('rooms.create', { name: 'bench', people: [], newcomers: 'since-joining' })
const { link } = await owner.bridge.call('rooms.invite', { roomId, hours: 1, once: false })
if (publicId === undefined || link === null) throw new Error('no room')
for (const { bridge } of seats.slice(1)) await bridge.call('rooms.joinInvite', { link })
await until('everybody is in', () => everyIs(seats, isIn(roomId, count)))
for (const { bridge } of seats) await bridge.call('timeline.send', { roomId, body: 'here' }) // each group is open now
await new Promise(resolve => setTimeout(resolve, SETTLED_MS))

const publicMs = await spread(seats, publicId)
const privateMs = await spread(seats, roomId)
const idleMs = await cpuOf(() => new Promise(resolve => setTimeout(resolve, SETTLED_MS)))
const joiningMs = await cpuOf(async () => {
  const begun = performance.now()
  await newcomer.bridge.call('rooms.joinInvite', { link })
  await until('the newcomer is in', () => everyIs([...seats, newcomer], isIn(roomId, count + 1)))
  const read = new Promise<void>(resolve =>
    newcomer.bridge.on('timeline.changed', events => events.some(({ body }) => body === 'welcome') && resolve())
  )
  await owner.bridge.call('timeline.send', { roomId, body: 'welcome' }) // the others add them when they speak next
  await read
  await new Promise(resolve => setTimeout(resolve, Math.max(0, SETTLED_MS - (performance.now() - begun))))
})
const crowd: Crowd = { publicMs, privateMs, addingCpuMs: joiningMs - idleMs }
process.send?.(crowd)
await Promise.all([...seats, newcomer].map(seat => seat.stop()))
process.exit(0)
