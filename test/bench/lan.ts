/**
 * How soon people see each other, and what it costs to stay in sight: real headless hosts in network namespaces, on a LAN
 * without a default route. Needs root on Linux.
 */
import { Lan } from '../network/lan.ts'
import { stopAll } from '../support/headless.ts'
import { allSee, connectionsOf, gather, rssMbOf, type Seat, type Seats, sit, spentBy } from './seats.ts'

const LOOK_MS = 250
/** What follows a meeting is over by then: the last word of whoever came is said 27 s after it. */
const SETTLED_MS = 45_000
/** Between two meetings: who came and went before is not part of the next one. */
const APART_MS = 3_000

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

/**
 * @param rounds how often the last one leaves and somebody new comes
 * @param idleMs how long they are watched doing nothing
 */
export async function measureGathering(count: number, rounds: number, idleMs: number): Promise<Gathering> {
  // where somebody just left they are still looked for: whoever comes sits down elsewhere
  const lan = await Lan.up(count + rounds - 1)
  const seats: Seats = new Map()
  let crossing = 0
  const most = (): number => Math.max(...[...seats.values()].map(connectionsOf))
  const looking = setInterval(() => {
    crossing = Math.max(crossing, most())
  }, LOOK_MS)
  try {
    await gather(lan, seats, count - 1)
    await new Promise(resolve => setTimeout(resolve, APART_MS))
    const tookMs: number[] = []
    for (let round = 0; round < rounds; round++) {
      const startedAt = performance.now()
      const last = await sit(lan, seats, count + round)
      await allSee(seats)
      tookMs.push(performance.now() - startedAt)
      if (round === rounds - 1) break
      seats.delete(count + round)
      last.connection.close()
      await last.host.stop()
      for (const { near } of seats.values()) near.delete(last.host.account ?? '')
      await new Promise(resolve => setTimeout(resolve, APART_MS))
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

async function watchIdle(seats: readonly Seat[], forMs: number): Promise<Idle> {
  await new Promise(resolve => setTimeout(resolve, SETTLED_MS))
  const before = seats.map(spentBy)
  const startedAt = performance.now()
  await new Promise(resolve => setTimeout(resolve, forMs))
  const tookMs = performance.now() - startedAt
  const spent = seats.map((seat, index) => {
    const now = spentBy(seat)
    return { bytes: now.bytes - (before[index]?.bytes ?? 0), cpuMs: now.cpuMs - (before[index]?.cpuMs ?? 0) }
  })
  return {
    bytesPerSecond: mean(spent.map(({ bytes }) => bytes)) / (tookMs / 1_000),
    cpuPercent: (mean(spent.map(({ cpuMs }) => cpuMs)) / tookMs) * 100,
    rssMb: mean(seats.map(rssMbOf))
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
