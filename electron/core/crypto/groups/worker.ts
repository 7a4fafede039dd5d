/** The thread that send groups run on: a commit for 32 members takes longer than a frame of the interface. */
import { parentPort, workerData } from 'node:worker_threads'
import { signingKey } from '../ed25519.ts'
import { createEngine, type GroupPort } from './engine.ts'
import { type Asked, answerOf, buffersIn, type ThreadData, wipeAll } from './threadCalls.ts'

const { deviceKey, mlsSeed } = workerData as ThreadData
const engine = createEngine(deviceKey, signingKey(mlsSeed))
mlsSeed.fill(0)

parentPort?.on('message', (asked: Asked) => {
  void answer(asked)
})

/** What was handed in are copies of this thread's own: they are wiped, and what goes back is moved, not copied. */
async function answer({ id, call, args }: Asked): Promise<void> {
  const work = engine[call] as (...args: unknown[]) => ReturnType<GroupPort[typeof call]>
  const answered = await answerOf(id, () => work(...args))
  parentPort?.postMessage(answered, buffersIn(answered))
  wipeAll(args)
}
