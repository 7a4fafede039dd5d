/** Runs pairs of peers as processes of their own and measures one hop between the two of each pair. */
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

export interface Peer {
  child: ChildProcess
  order(order: Order): void
  next<K extends Report['report']>(kind: K): Promise<Extract<Report, { report: K }>>
}

const DEADLINE_MS = 60_000
const ROUND = 100
const ROUNDS = 8

export function startPeer(script: string, args: readonly string[] = []): Peer {
  const child = fork(script, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const reports: Report[] = []
  child.setMaxListeners(100)
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

interface Pair {
  from: Peer
  to: Peer
}

async function startPair(script: string): Promise<Pair> {
  const [from, to] = [startPeer(script), startPeer(script)]
  const [{ address }] = await Promise.all([to.next('ready'), from.next('ready')])
  from.order({ order: 'dial', address })
  await Promise.all([from.next('meshed'), to.next('meshed')])
  return { from, to }
}

async function endPair({ from, to }: Pair): Promise<void> {
  for (const { child } of [from, to]) if (child.connected) child.send({ order: 'end' } satisfies Order)
  await Promise.all([from, to].map(({ child }) => (child.exitCode === null ? once(child, 'exit') : undefined)))
}

/**
 * Latency of single messages, the kinds taking turns so that a busy moment of the machine hits both, and then the rate
 * of many, one kind after the other. Answers in the order of the scripts.
 */
export async function measurePairs(
  scripts: readonly string[],
  count: number
): Promise<Array<{ hop: Hop; flood: Flood }>> {
  const pairs = await Promise.all(scripts.map(startPair))
  try {
    for (const pair of pairs) await paced(pair, ROUND)
    const latencies: number[][] = pairs.map(() => [])
    for (let round = 0; round < ROUNDS; round++) {
      for (const [kind, pair] of pairs.entries()) latencies[kind]?.push(...(await paced(pair, ROUND)))
    }
    const floods: Flood[] = []
    for (const pair of pairs) floods.push(await flood(pair, count))
    return floods.map((flooded, kind) => ({ hop: quantiles(latencies[kind] ?? []), flood: flooded }))
  } finally {
    await Promise.all(pairs.map(endPair))
  }
}

async function flood({ from, to }: Pair, count: number): Promise<Flood> {
  to.order({ order: 'expect', count })
  from.order({ order: 'flood', count })
  const arrived = await to.next('arrived')
  await from.next('sent')
  const seconds = Number(BigInt(arrived.lastAt) - BigInt(arrived.firstAt)) / 1e9
  return { perSecond: count / seconds, arrived: arrived.latenciesMs.length }
}

async function paced({ from, to }: Pair, count: number): Promise<number[]> {
  to.order({ order: 'expect', count })
  from.order({ order: 'paced', count, gapMs: 5 })
  const { latenciesMs } = await to.next('arrived')
  await from.next('sent')
  return latenciesMs
}

function quantiles(values: readonly number[]): Hop {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}
