/**
 * A private channel of many devices beside a public one of the same: real headless hosts in network namespaces, one device each.
 * Needs root on Linux.
 */
import type { RoomId } from '../../shared/model.ts'
import { Lan } from '../network/lan.ts'
import { stopAll } from '../support/headless.ts'
import { gather, type Seat, type Seats, spentBy } from './seats.ts'

const MESSAGES = 30
const PAUSE_MS = 250
const LOOK_MS = 100
const PATIENCE_MS = 180_000
/** What follows a joining, or a meeting, is over by then. */
const SETTLED_MS = 10_000

export interface Crowd {
  /** Until everybody was told of a message, the median. */
  publicMs: number
  privateMs: number
  /** Of all devices together, until one more is in and has read what the owner says; the others let them in as they speak next. */
  addingCpuMs: number
  /** The same, for that: each of the others says something. */
  speakingCpuMs: number
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

export async function measureCrowd(count: number): Promise<Crowd> {
  const lan = await Lan.up(count + 1)
  const seats: Seats = new Map()
  try {
    await gather(lan, seats, count + 1)
    const all = [...seats.values()]
    const [newcomer, ...members] = all.toReversed()
    const owner = members.at(-1)
    if (newcomer === undefined || owner === undefined) throw new Error('nobody there')
    const publicId = (await owner.connection.bridge.call('rooms.list', {}))[0]?.roomId
    if (publicId === undefined) throw new Error('no room')
    const { roomId, link } = await makeChannel(owner, members)
    await sayAll(members, roomId) // each group is open now
    const publicMs = await spread(owner, members, publicId)
    const privateMs = await spread(owner, members, roomId)
    await pause(SETTLED_MS)
    const addingCpuMs = await beyondIdle(all, () => add(newcomer, owner, members, roomId, link))
    const speakingCpuMs = await beyondIdle(all, () => sayAll(members, roomId))
    return { publicMs, privateMs, addingCpuMs, speakingCpuMs }
  } finally {
    for (const { connection } of seats.values()) connection.close()
    await stopAll()
    await lan.down()
  }
}

async function makeChannel(owner: Seat, members: readonly Seat[]): Promise<{ roomId: RoomId; link: string }> {
  const { bridge } = owner.connection
  const { roomId } = await bridge.call('rooms.create', { name: 'bench', people: [], newcomers: 'since-joining' })
  const { link } = await bridge.call('rooms.invite', { roomId, hours: 1, once: false })
  if (link === null) throw new Error('an own invite has a link')
  for (const { connection } of members.filter(one => one !== owner))
    await connection.bridge.call('rooms.joinInvite', { link })
  await until('everybody is in', members, roomId, members.length)
  return { roomId, link }
}

/** How long until everybody else was told of a message: the median of some. */
async function spread(from: Seat, members: readonly Seat[], roomId: RoomId): Promise<number> {
  const tookMs: number[] = []
  for (let sent = 0; sent < MESSAGES; sent++) {
    const body = `${roomId.slice(0, 8)} ${sent}`
    const told = members.filter(one => one !== from).map(seat => hears(seat, body))
    const begun = performance.now()
    await from.connection.bridge.call('timeline.send', { roomId, body })
    await Promise.all(told)
    tookMs.push(performance.now() - begun)
    await pause(PAUSE_MS)
  }
  return tookMs.toSorted((a, b) => a - b)[MESSAGES >> 1] ?? Number.NaN
}

function hears({ connection }: Seat, body: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = connection.bridge.on('timeline.changed', events => {
    if (!events.some(event => event.body === body)) return
    stop()
    resolve()
  })
  return promise
}

async function sayAll(members: readonly Seat[], roomId: RoomId): Promise<void> {
  for (const { connection } of members) await connection.bridge.call('timeline.send', { roomId, body: 'here' })
  await pause(SETTLED_MS)
}

async function add(newcomer: Seat, owner: Seat, members: readonly Seat[], roomId: RoomId, link: string): Promise<void> {
  await newcomer.connection.bridge.call('rooms.joinInvite', { link })
  await until('the newcomer is in', [owner, newcomer], roomId, members.length + 1)
  const welcomed = hears(newcomer, 'welcome')
  await owner.connection.bridge.call('timeline.send', { roomId, body: 'welcome' })
  await welcomed
  await pause(SETTLED_MS)
}

/** Those who are asked see so many members, and can seal for all of them. */
async function until(what: string, seats: readonly Seat[], roomId: RoomId, count: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  const waiting = new Set(seats)
  while (waiting.size > 0) {
    for (const seat of waiting) if (await isIn(seat, roomId, count)) waiting.delete(seat)
    if (performance.now() > end) throw new Error(`not in time: ${what}`)
    await pause(LOOK_MS)
  }
}

async function isIn({ connection: { bridge } }: Seat, roomId: RoomId, count: number): Promise<boolean> {
  const room = (await bridge.call('rooms.list', {})).find(each => each.roomId === roomId)
  if (room === undefined || room.closed !== null) return false
  const members = await bridge.call('rooms.roles', { roomId })
  return members.length === count && members.every(({ waiting }) => !waiting)
}

/** CPU of all of them for some work, without what they spend in the same time doing nothing. */
async function beyondIdle(seats: readonly Seat[], work: () => Promise<void>): Promise<number> {
  const idle = await spentIn(seats, () => pause(SETTLED_MS))
  const busy = await spentIn(seats, work)
  return busy.cpuMs - (idle.cpuMs / idle.tookMs) * busy.tookMs
}

async function spentIn(seats: readonly Seat[], work: () => Promise<void>): Promise<{ cpuMs: number; tookMs: number }> {
  const cpuMs = (): number => seats.reduce((sum, seat) => sum + spentBy(seat).cpuMs, 0)
  const [before, begun] = [cpuMs(), performance.now()]
  await work()
  return { cpuMs: cpuMs() - before, tookMs: performance.now() - begun }
}
