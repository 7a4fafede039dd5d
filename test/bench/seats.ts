/** Real headless hosts on a LAN of network namespaces, whom each of them sees, and what they spend. */
import { readFileSync } from 'node:fs'
import { type Connection, openBridge } from '../../electron/headless/client.ts'
import type { Nearness } from '../../shared/model.ts'
import type { Lan } from '../network/lan.ts'
import { type Host, makeFolder, startHost } from '../support/headless.ts'

const DEADLINE_MS = 60_000
/** How long the next one waits for those before it to be together: a machine that is busy with their meeting measures itself. */
const GATHER_MS = 15_000
/** From /proc/PID/stat; the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
const ESTABLISHED = '01'

export interface Seat {
  index: number
  host: Host
  connection: Connection
  /** Who is near, by account. */
  near: Set<string>
}

export type Seats = Map<number, Seat>

export interface Spent {
  /** Sent and received on the wire, headers and all. */
  bytes: number
  cpuMs: number
}

/** Whether this machine can make a LAN. */
export const canMeasureLan = (): boolean => process.platform === 'linux' && process.getuid?.() === 0

/** Hosts 1 to `count`, one after the other, until all see all. */
export async function gather(lan: Lan, seats: Seats, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    await sit(lan, seats, index)
    await allSee(seats, GATHER_MS).catch(() => {}) // those who are late are waited for below
  }
  await allSee(seats)
}

/** Starts a host and follows whom it sees. */
export async function sit(lan: Lan, seats: Seats, index: number): Promise<Seat> {
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

export async function allSee(seats: Seats, withinMs = DEADLINE_MS): Promise<void> {
  const deadline = performance.now() + withinMs
  const lacking = (): number => [...seats.values()].filter(({ near }) => near.size < seats.size - 1).length
  while (lacking() > 0) {
    if (performance.now() > deadline) throw new Error(`${lacking()} of ${seats.size} do not see everybody`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

const proc = (host: Host, file: string): string => readFileSync(`/proc/${host.process.pid}/${file}`, 'utf8')

/** Since it was started. */
export function spentBy({ host }: Seat): Spent {
  const eth0 = /eth0:\s*(\d+)(?:\s+\d+){7}\s+(\d+)/.exec(proc(host, 'net/dev'))
  const [, ...fields] = proc(host, 'stat').split(') ')
  const stat = fields.join(') ').split(' ')
  const ticks = Number(stat[11]) + Number(stat[12])
  return { bytes: Number(eth0?.[1]) + Number(eth0?.[2]), cpuMs: (ticks * 1_000) / TICKS_PER_SECOND }
}

/** TCP connections to other hosts, as the kernel has them. */
export function connectionsOf({ host }: Seat): number {
  try {
    return ['net/tcp', 'net/tcp6']
      .flatMap(file => proc(host, file).split('\n').slice(1))
      .filter(line => line.trim().split(/\s+/)[3] === ESTABLISHED).length
  } catch {
    return 0 // it has just ended
  }
}

export const rssMbOf = ({ host }: Seat): number => Number(/VmRSS:\s+(\d+) kB/.exec(proc(host, 'status'))?.[1]) / 1024
