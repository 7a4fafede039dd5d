/** Hosts of a test LAN that run programs: built once, started on a host, and read line by line. */
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import type { NetworkFacts } from '../../electron/core/chat/ports.ts'
import type { Settings } from '../../shared/model.ts'
import type { Lan } from './lan.ts'

export interface Line {
  ready?: string
  addresses?: string[]
  greeted?: string
  parted?: string
  subscribed?: string
  heard?: string
  /** Whom a dial led to, or why it led to nobody. */
  met?: string
  published?: number
  discovered?: string
  dialable?: string[]
  connected?: string
  done?: string
  goodbye?: string
  answered?: { id: number; text: string }
  facts?: NetworkFacts
  status?: { discovery: boolean; online: boolean; beingHeard: boolean; port: number | null; portTaken: number | null }
}

export type Kind = 'earshot' | 'browsing' | 'stock' | 'holder' | 'responder' | 'forger' | 'asker' | 'crowd'

const root = fileURLToPath(new URL('../../', import.meta.url))
const outDir = `${root}out/test-network-${process.pid}`

export const within = (ms: number) => ({ timeout: ms, interval: 20 })

/** Builds what hosts run, for all tests of a file. */
export function buildHosts(): void {
  beforeAll(async () => {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: { ssr: `${root}test/network/hostProgram.ts`, outDir, target: 'node24' }
    })
  }, 60_000)
  afterAll(() => rm(outDir, { recursive: true, force: true }))
}

export type RunningHost = Awaited<ReturnType<typeof startHost>>

/** Starts a program on a host and waits until it is up. @param more what the kind of program wants to know */
export async function startHost(lan: Lan, host: number, name: string, kind: Kind = 'earshot', more: string[] = []) {
  const lines: Line[] = []
  const child = lan.start(host, [`${outDir}/hostProgram.js`, name, kind, ...more], line => lines.push(JSON.parse(line)))
  await vi.waitFor(() => expect(lines[0]?.ready).toBeDefined(), within(30_000))
  const all = <K extends keyof Line>(key: K) => lines.flatMap(line => (line[key] === undefined ? [] : [line[key]]))
  const say = (text: string): void => void child.stdin?.write(`${text}\n`)
  return {
    name,
    id: lines[0]?.ready ?? '',
    addresses: lines[0]?.addresses ?? [],
    all,
    greeted: () => [...new Set(all('greeted'))].sort(),
    say,
    /** Changes the settings that the rules follow. */
    set: (settings: Partial<Settings>): void => say(`/set ${JSON.stringify(settings)}`),
    async facts(): Promise<NetworkFacts> {
      const before = all('facts').length
      say('/facts')
      return await vi.waitFor(() => {
        const facts = all('facts')[before]
        if (facts === undefined) throw new Error('not told yet')
        return facts as NetworkFacts
      }, within(5_000))
    },
    /** Ends it in order, as a person does. */
    async leave(): Promise<void> {
      const ended = new Promise(resolve => child.once('exit', resolve))
      say('/leave')
      await ended
    },
    /** Lets it stand still, as a computer that sleeps, and go on. */
    sleep: () => child.kill('SIGSTOP'),
    wake: () => child.kill('SIGCONT'),
    kill: () => child.kill('SIGKILL')
  }
}
