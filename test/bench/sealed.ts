/** What waits sealed for somebody who was away: how fast it opens, and whether the interface feels it. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Peer, startPeer } from './pairs.ts'

export interface Backlog {
  /** From the first that was opened to the last. */
  perSecond: number
  /** p99 of the calls that were made meanwhile. */
  callMs: number
  arrived: number
}

const WARM = 20

export async function measureBacklog(script: string, count: number): Promise<Backlog> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
  const [from, first] = [startPeer(script), startPeer(script, [folder])]
  const peers: Peer[] = [from, first]
  try {
    const [{ address }] = await Promise.all([from.next('ready'), first.next('ready')])
    first.order({ order: 'dial', address })
    await Promise.all([from.next('meshed'), first.next('meshed')])
    first.order({ order: 'expect', count: WARM })
    from.order({ order: 'paced', count: WARM, gapMs: 5 })
    await Promise.all([first.next('arrived'), from.next('sent')])
    await end(first)

    from.order({ order: 'flood', count })
    await from.next('sent')
    const again = startPeer(script, [folder])
    peers.push(again)
    await again.next('ready')
    again.order({ order: 'expect', count, watched: true })
    again.order({ order: 'dial', address })
    const { latenciesMs, openedFor, callsMs } = await again.next('arrived')
    const sorted = callsMs.toSorted((a, b) => a - b)
    return {
      perSecond: count / (openedFor / 1_000),
      callMs: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
      arrived: latenciesMs.length
    }
  } finally {
    await Promise.all(peers.map(end))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function end({ child, order }: Peer): Promise<void> {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  if (child.connected) order({ order: 'end' })
  await exit
}
