/** What the guarantee costs: a late joiner against storing bare rows, rounds that find nothing, and little missing of much. */
import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type SyncOrder =
  | { order: 'follow'; address: string; wanted: number; newest: string }
  | { order: 'idle'; rounds: number }
  | { order: 'end' }

export type SyncReport =
  | { report: 'ready'; address: string }
  | ({ report: 'whole' } & Whole)
  | { report: 'idle'; wireBytes: number; trips: number }

export interface Whole {
  tookMs: number
  firstPageMs: number
  /** On the sockets, both ways, encryption and all. */
  wireBytes: number
  rssMb: number
  /** p99 of the calls that were answered meanwhile. */
  callMs: number
  /** Questions that were asked. */
  trips: number
}

/** Folders to make of one history. rows: put in bare, for comparison; most: one entry in a hundred is left out. */
export interface Prepare {
  count: number
  folders: Array<{ dataDir: string; name: string; holds: 'all' | 'most' | 'rows' | 'nothing'; channels?: string[] }>
}

export interface Prepared {
  entries: number
  bytes: number
  lackingBytes: number
  bareMs: number
}

export interface Joined extends Whole {
  bareMs: number
  storedBytes: number
}

export interface Mended {
  trips: number
  /** Beyond the entries that were missing. */
  extraBytes: number
}

interface Scripts {
  prepare: string
  sync: string
}

const DEADLINE_MS = 5 * 60_000
const IDLE_ROUNDS = 5
const IDLE_ROOMS = 20

async function prepare({ prepare: script }: Scripts, wanted: Prepare): Promise<Prepared> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(wanted)])
  return JSON.parse(stdout) as Prepared
}

function startPeer({ sync }: Scripts, dataDir: string) {
  const child: ChildProcess = fork(sync, [dataDir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return {
    order: (order: SyncOrder) => void child.send(order),
    async next<K extends SyncReport['report']>(kind: K): Promise<Extract<SyncReport, { report: K }>> {
      const signal = AbortSignal.timeout(DEADLINE_MS)
      for (;;) {
        const [message] = (await Promise.race([
          once(child, 'message', { signal }),
          once(child, 'exit', { signal }).then(([code]) => Promise.reject(new Error(`a peer ended with ${code}`)))
        ])) as [SyncReport]
        if (message.report === kind) return message as never
      }
    },
    async end() {
      if (child.exitCode !== null || !child.connected) return
      const ended = once(child, 'exit')
      child.send({ order: 'end' } satisfies SyncOrder)
      await ended
    }
  }
}

/** Two peers on two folders, and the second one is told of the first. */
async function withPair<T>(
  scripts: Scripts,
  [from, to]: [string, string],
  work: (to: ReturnType<typeof startPeer>, address: string) => Promise<T>
): Promise<T> {
  const peers = [startPeer(scripts, from), startPeer(scripts, to)] as const
  try {
    const [{ address }] = await Promise.all([peers[0].next('ready'), peers[1].next('ready')])
    return await work(peers[1], address)
  } finally {
    await Promise.all(peers.map(peer => peer.end()))
  }
}

async function inFolder<T>(work: (at: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
  try {
    return await work(name => join(folder, name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Somebody new beside somebody who has heard `count` messages. */
export const measureJoining = (scripts: Scripts, count: number): Promise<Joined> =>
  inFolder(async at => {
    const made = await prepare(scripts, {
      count,
      folders: [
        { dataDir: at('old'), name: 'Old', holds: 'all' },
        { dataDir: at('new'), name: 'New', holds: 'nothing' },
        { dataDir: at('rows'), name: 'Rows', holds: 'rows' }
      ]
    })
    return withPair(scripts, [at('old'), at('new')], async (to, address) => {
      to.order({ order: 'follow', address, wanted: made.entries + 2, newest: `${count - 1} ` })
      return { ...(await to.next('whole')), bareMs: made.bareMs, storedBytes: made.bytes }
    })
  })

/** Two who hold the same: what it costs to find that out, for each of many rooms. */
export const measureIdle = (scripts: Scripts): Promise<{ bytesPerRoom: number; trips: number }> =>
  inFolder(async at => {
    const channels = Array.from({ length: IDLE_ROOMS - 1 }, (_, n) => `room-${n}`)
    const made = await prepare(scripts, {
      count: 100,
      folders: [
        { dataDir: at('one'), name: 'One', holds: 'all', channels },
        { dataDir: at('two'), name: 'Two', holds: 'all', channels }
      ]
    })
    return withPair(scripts, [at('one'), at('two')], async (to, address) => {
      to.order({ order: 'follow', address, wanted: made.entries + 2, newest: '' })
      await to.next('whole')
      to.order({ order: 'idle', rounds: IDLE_ROUNDS })
      const { wireBytes, trips } = await to.next('idle')
      return { bytesPerRoom: wireBytes / IDLE_ROOMS, trips }
    })
  })

/** Somebody who lacks one in a hundred. */
export const measureMending = (scripts: Scripts, count: number): Promise<Mended> =>
  inFolder(async at => {
    const made = await prepare(scripts, {
      count,
      folders: [
        { dataDir: at('all'), name: 'All', holds: 'all' },
        { dataDir: at('most'), name: 'Most', holds: 'most' }
      ]
    })
    const meet = () =>
      withPair(scripts, [at('all'), at('most')], (to, address) => {
        to.order({ order: 'follow', address, wanted: made.entries + 2, newest: '' })
        return to.next('whole')
      })
    const [first, again] = [await meet(), await meet()]
    // the second time nothing is missing: what it takes to connect, greet and find that out
    return { trips: first.trips, extraBytes: first.wireBytes - again.wireBytes - made.lackingBytes }
  })
