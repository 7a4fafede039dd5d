/** Runs two peers of a kind as processes of their own and measures one hop between them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Order, Report } from './peers/talk.ts'

export interface Hop {
  p50Ms: number
  p99Ms: number
}
export interface Flood {
  perSecond: number
  arrived: number
}

interface Peer {
  child: ChildProcess
  order(order: Order): void
  next<K extends Report['report']>(kind: K): Promise<Extract<Report, { report: K }>>
}

const DEADLINE_MS = 60_000

function startPeer(script: string): Peer {
  const child = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const reports: Report[] = []
  child.on('message', (report: Report) => {
    reports.push(report)
    child.emit('report')
  })
  return {
    child,
    order: order => void child.send(order),
    async next(kind) {
      const signal = AbortSignal.timeout(DEADLINE_MS)
      for (;;) {
        const at = reports.findIndex(({ report }) => report === kind)
        if (at >= 0) return reports.splice(at, 1)[0] as never
        if (child.exitCode !== null) throw new Error(`a peer ended with ${child.exitCode}`)
        await Promise.race([once(child, 'report', { signal }), once(child, 'exit', { signal })])
      }
    }
  }
}

async function withPair<T>(script: string, work: (from: Peer, to: Peer) => Promise<T>): Promise<T> {
  const [from, to] = [startPeer(script), startPeer(script)]
  try {
    const [{ address }] = await Promise.all([to.next('ready'), from.next('ready')])
    from.order({ order: 'dial', address })
    await Promise.all([from.next('meshed'), to.next('meshed')])
    return await work(from, to)
  } finally {
    for (const { child } of [from, to]) if (child.connected) child.send({ order: 'end' } satisfies Order)
    await Promise.all([from, to].map(({ child }) => (child.exitCode === null ? once(child, 'exit') : undefined)))
  }
}

/** Latency of single messages and the rate of many, between two processes of a kind. */
export const measurePair = (script: string, count: number): Promise<{ hop: Hop; flood: Flood }> =>
  withPair(script, async (from, to) => {
    await paced(from, to, 100) // warm
    const { latenciesMs } = await paced(from, to, 400)
    to.order({ order: 'expect', count })
    from.order({ order: 'flood', count })
    const arrived = await to.next('arrived')
    await from.next('sent')
    const seconds = Number(BigInt(arrived.lastAt) - BigInt(arrived.firstAt)) / 1e9
    return { hop: quantiles(latenciesMs), flood: { perSecond: count / seconds, arrived: arrived.latenciesMs.length } }
  })

async function paced(from: Peer, to: Peer, count: number): Promise<Extract<Report, { report: 'arrived' }>> {
  to.order({ order: 'expect', count })
  from.order({ order: 'paced', count, gapMs: 5 })
  const arrived = await to.next('arrived')
  await from.next('sent')
  return arrived
}

function quantiles(values: readonly number[]): Hop {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}
