/**
 * How soon people see each other, and what it costs to stay in sight: real headless hosts in network namespaces, on a LAN
 * without a default route. Needs root on Linux.
 */
import { readFileSync } from 'node:fs'
import { type Connection, openBridge } from '../../electron/headless/client.ts'
import type { Nearness } from '../../shared/model.ts'
import { Lan } from '../network/lan.ts'
import { type Host, makeFolder, startHost, stopAll } from '../support/headless.ts'

const DEADLINE_MS = 60_000
const LOOK_MS = 250
/** What follows a meeting is over by then: the last word of whoever came is said 27 s after it. */
const SETTLED_MS = 45_000
/** How long the next one waits for those before it to be together: a machine that is busy with their meeting measures itself. */
const GATHER_MS = 15_000
/** From /proc/PID/stat; the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
const ESTABLISHED = '01'

interface Seat {
  index: number
  host: Host
  connection: Connection
  /** Who is near, by account. */
  near: Set<string>
}

export interface Idle {
  /** Sent and received on the wire by one host, headers and all; the mean of all hosts. */
  bytesPerSecond: number
  /** Of one core, in percent; the mean of all hosts. */
  cpuPercent: number
  rssMb: number
}

export interface Gathering {
  /** From the start of the last process until everybody saw everybody, each time. */
  tookMs: number[]
  /** The most connections that any host has once all are together; and at any look, also of dials that cross. */
  connections: number
  crossing: number
  idle: Idle
}

/** Whether this machine can make a LAN. */
export const canMeasureLan = (): boolean => process.platform === 'linux' && process.getuid?.() === 0

/**
 * @param rounds how often the last one leaves and somebody new comes
 * @param idleMs how long they are watched doing nothing
 */
export async function measureGathering(count: number, rounds: number, idleMs: number): Promise<Gathering> {
  const lan = await Lan.up(count)
  const seats = new Map<number, Seat>()
  let crossing = 0
  const most = (): number => Math.max(...[...seats.values()].map(({ host }) => connectionsOf(host)))
  const looking = setInterval(() => {
    crossing = Math.max(crossing, most())
  }, LOOK_MS)
  try {
    for (let index = 1; index < count; index++) {
      await sit(lan, seats, index)
      await allSee(seats, GATHER_MS).catch(() => {}) // those who are late are waited for below
    }
    await allSee(seats)
    const tookMs: number[] = []
    for (let round = 0; round < rounds; round++) {
      const startedAt = performance.now()
      const last = await sit(lan, seats, count)
      await allSee(seats)
      tookMs.push(performance.now() - startedAt)
      if (round === rounds - 1) break
      seats.delete(count)
      last.connection.close()
      await last.host.stop()
      for (const { near } of seats.values()) near.delete(last.host.account ?? '')
    }
    const idle = await watchIdle([...seats.values()], idleMs)
    return { tookMs, connections: most(), crossing, idle }
  } finally {
    clearInterval(looking)
    for (const { connection } of seats.values()) connection.close()
    await stopAll()
    await lan.down()
  }
}

/** Starts a host and follows whom it sees. */
async function sit(lan: Lan, seats: Map<number, Seat>, index: number): Promise<Seat> {
  const data = makeFolder()
  const host = await startHost({ name: `Person ${index}`, data, args: [], within: lan.inside(index) })
  const connection = await openBridge(data)
  const seat: Seat = { index, host, connection, near: new Set() }
  const note = (people: ReadonlyArray<{ account: string; nearness: Nearness }>): void => {
    for (const { account, nearness } of people) {
      if (nearness === 'direct') seat.near.add(account)
      else seat.near.delete(account)
    }
  }
  connection.bridge.on('people.changed', note)
  note(await connection.bridge.call('people.list', {}))
  seats.set(index, seat)
  return seat
}

async function allSee(seats: Map<number, Seat>, withinMs = DEADLINE_MS): Promise<void> {
  const deadline = performance.now() + withinMs
  const lacking = (): number => [...seats.values()].filter(({ near }) => near.size < seats.size - 1).length
  while (lacking() > 0) {
    if (performance.now() > deadline) throw new Error(`${lacking()} of ${seats.size} do not see everybody`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

async function watchIdle(seats: readonly Seat[], forMs: number): Promise<Idle> {
  await new Promise(resolve => setTimeout(resolve, SETTLED_MS))
  const before = seats.map(spentBy)
  const startedAt = performance.now()
  await new Promise(resolve => setTimeout(resolve, forMs))
  const seconds = (performance.now() - startedAt) / 1_000
  const spent = seats.map((seat, index) => {
    const now = spentBy(seat)
    return { bytes: now.bytes - (before[index]?.bytes ?? 0), ticks: now.ticks - (before[index]?.ticks ?? 0) }
  })
  return {
    bytesPerSecond: mean(spent.map(({ bytes }) => bytes)) / seconds,
    cpuPercent: (mean(spent.map(({ ticks }) => ticks)) / TICKS_PER_SECOND / seconds) * 100,
    rssMb: mean(seats.map(({ host }) => rssMbOf(host)))
  }
}

const proc = (host: Host, file: string): string => readFileSync(`/proc/${host.process.pid}/${file}`, 'utf8')

function spentBy({ host }: Seat): { bytes: number; ticks: number } {
  const eth0 = /eth0:\s*(\d+)(?:\s+\d+){7}\s+(\d+)/.exec(proc(host, 'net/dev'))
  const [, ...fields] = proc(host, 'stat').split(') ')
  const stat = fields.join(') ').split(' ')
  return { bytes: Number(eth0?.[1]) + Number(eth0?.[2]), ticks: Number(stat[11]) + Number(stat[12]) }
}

/** TCP connections to other hosts, as the kernel has them. */
function connectionsOf(host: Host): number {
  try {
    return ['net/tcp', 'net/tcp6']
      .flatMap(file => proc(host, file).split('\n').slice(1))
      .filter(line => line.trim().split(/\s+/)[3] === ESTABLISHED).length
  } catch {
    return 0 // it has just ended
  }
}

const rssMbOf = (host: Host): number => Number(/VmRSS:\s+(\d+) kB/.exec(proc(host, 'status'))?.[1]) / 1024
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
