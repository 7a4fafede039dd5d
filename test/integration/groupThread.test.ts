/** The thread of send groups as it is built, for the headless host and for the desktop. */
import { afterEach, expect, test } from 'vitest'
import type { GroupThread } from '../../electron/core/crypto/groups/thread.ts'
import { talkAcross, threadOf } from '../support/groupThreads.ts'

const begun: GroupThread[] = []

afterEach(async () => {
  await Promise.all(begun.splice(0).map(one => one.stop()))
})

test.each(['headless', 'main'])('the built thread in out/%s talks to one from source', async host => {
  const file = new URL(`../../out/${host}/groupWorker.js`, import.meta.url)
  const [ada, brin] = [threadOf('ada', file), threadOf('brin')]
  begun.push(ada, brin)
  await talkAcross(ada, brin)
  expect(begun).toHaveLength(2)
})
