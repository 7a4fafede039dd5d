/** Send groups on a thread of their own, behind the same port: but for one message alone, which is done before it got there. */
import { Worker } from 'node:worker_threads'
import { signingKey } from '../ed25519.ts'
import { isSameEpoch } from './chain.ts'
import { createEngine, type GroupPort, guarded } from './engine.ts'
import type { SealedEntry } from './message.ts'
import type { GroupState } from './state.ts'
import type { Answered, Asked, ThreadData } from './threadCalls.ts'

/** From sources the file beside this one; built, the one that the build puts beside every chunk. */
const WORKER = import.meta.url.endsWith('.ts') ? './worker.ts' : './groupWorker.js'

const CALLS = [
  'makePackages',
  'checkPackage',
  'open',
  'write',
  'join',
  'read',
  'export',
  'members',
  'safetyNumber'
] as const

export interface GroupThread {
  readonly port: GroupPort
  /** Ends the thread; what was asked and not answered fails. */
  stop(): Promise<void>
}

type Waiting = ReturnType<typeof Promise.withResolvers<unknown>>

/**
 * @param mlsSeed private half of the MLS signature key in this device's certificate; copied
 * @param file of the thread
 */
export function startGroupThread(
  { deviceKey, mlsSeed }: ThreadData,
  file = new URL(WORKER, import.meta.url)
): GroupThread {
  const kept = Uint8Array.from(mlsSeed)
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let stopped = false
  let next = 0

  const fail = (err: Error): void => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(err)
    waiting.clear()
  }

  /** A thread that has died is started again by the next call: it keeps nothing. */
  const running = (): Worker => {
    if (worker !== undefined) return worker
    const seed = Uint8Array.from(kept)
    const data: ThreadData = { deviceKey, mlsSeed: seed }
    const begun = new Worker(file, { workerData: data, name: 'earshot-groups' })
    seed.fill(0)
    begun.on('message', (answered: Answered) => {
      const asked = waiting.get(answered.id)
      waiting.delete(answered.id)
      if (waiting.size === 0) begun.unref()
      if ('failed' in answered) asked?.reject(new Error(`in the thread of send groups: ${answered.failed}`))
      else asked?.resolve(answered.value)
    })
    const ended = (err: unknown): void => {
      if (worker === begun) fail(new Error('the thread of send groups ended', { cause: err }))
    }
    begun.once('error', ended)
    begun.once('exit', ended)
    begun.unref()
    worker = begun
    return begun
  }

  const ask =
    (call: keyof GroupPort) =>
    (...args: unknown[]): Promise<unknown> => {
      if (stopped) return Promise.reject(new Error('stopped'))
      const answer: Waiting = Promise.withResolvers()
      const asked: Asked = { id: next++, call, args }
      waiting.set(asked.id, answer)
      const thread = running()
      thread.ref() // an answer that is due keeps the process
      thread.postMessage(asked, [])
      return answer.promise
    }

  const there = keepingEpochs(Object.fromEntries(CALLS.map(call => [call, ask(call)])) as unknown as GroupPort)
  const here = createEngine(deviceKey, signingKey(kept))
  const port: GroupPort = {
    ...there,
    write: (state, writing) => (stopped || writing.change !== undefined ? there : here).write(state, writing),
    read: (state, entries, imports) =>
      (stopped || entries.length !== 1 || entries.some(hasCommits) ? there : here).read(state, entries, imports)
  }

  return {
    port: guarded(port),
    async stop() {
      stopped = true
      const ended = worker
      fail(new Error('stopped'))
      kept.fill(0)
      await ended?.terminate()
    }
  }
}

const hasCommits = ({ sealed }: SealedEntry): boolean => sealed.commits.length > 0

/** What comes back from a thread is a copy: where the epoch is the one that was handed in, that object stays. */
const keepingEpochs = (port: GroupPort): GroupPort => ({
  ...port,
  async write(state, writing) {
    const written = await port.write(state, writing)
    return 'refusal' in written ? written : { ...written, state: unlessChanged(state, written.state) }
  },
  async read(state, entries, imports) {
    const result = await port.read(state, entries, imports)
    return { ...result, state: result.state && unlessChanged(state, result.state) }
  }
})

const unlessChanged = (before: GroupState, after: GroupState): GroupState =>
  isSameEpoch(before.chain, after.chain) ? { ...after, epoch: before.epoch } : after
