/** From process start to ready: the headless host with an empty store against a bare node. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const HOST = fileURLToPath(new URL('../../out/headless/main.js', import.meta.url))
const RUNS = 7

export async function measureStart(bareScript: string): Promise<{ bareMs: number; oursMs: number; rssMb: number }> {
  const bare: number[] = []
  const ours: number[] = []
  const rss: number[] = []
  for (let run = 0; run < RUNS; run++) {
    bare.push(await timeToReady([bareScript], () => {}))
    const dataDir = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
    const args = [
      'serve',
      '--data',
      dataDir,
      '--name',
      'Bench',
      '--no-mdns',
      '--listen',
      '/ip4/127.0.0.1/tcp/0',
      '--json'
    ]
    ours.push(await timeToReady([HOST, ...args], child => rss.push(rssMbOf(child))))
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { bareMs: median(bare), oursMs: median(ours), rssMb: median(rss) }
}

/** Milliseconds until a process printed its first line. */
async function timeToReady(args: string[], whenReady: (child: ChildProcess) => void): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface({ input: child.stdout }), 'line', { signal: AbortSignal.timeout(30_000) })
  const took = performance.now() - startedAt
  whenReady(child)
  child.kill('SIGTERM')
  await once(child, 'exit')
  return took
}

function rssMbOf(child: ChildProcess): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
  return Number(line?.[1] ?? Number.NaN) / 1024
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
