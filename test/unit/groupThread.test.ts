/** Send groups on their own thread: the same answers, and this thread stays free. */
import { afterEach, expect, test } from 'vitest'
import { utf8 } from '../../electron/core/crypto/bytes.ts'
import type { GroupThread } from '../../electron/core/crypto/groups/thread.ts'
import { pairAcross, talkAcross, threadOf } from '../support/groupThreads.ts'
import { AT, Log, makeDevice, must, onePackage, recipient } from '../support/sendGroups.ts'

const begun: GroupThread[] = []
const thread = (name: string, file?: URL): GroupThread => {
  const one = threadOf(name, file)
  begun.push(one)
  return one
}

afterEach(async () => {
  await Promise.all(begun.splice(0).map(one => one.stop()))
})

test('a conversation across two threads is the same as on this one', { timeout: 30_000 }, async () => {
  await talkAcross(thread('ada'), thread('brin'))
})

test('a group of 32 is opened without holding up this thread', { timeout: 60_000 }, async () => {
  const ada = thread('ada')
  await ada.port.makePackages(1)
  const others = Array.from({ length: 31 }, (_, at) => makeDevice(`device ${at}`))
  const recipients = await Promise.all(others.map(async device => recipient(device, await onePackage(device))))
  const position = new Log(makeDevice('ada').keys.deviceKey).at(0)
  const turns = { count: 0 }
  const turning = setInterval(() => turns.count++, 1)
  must(await ada.port.open({ position, recipients, content: utf8('hello, all'), now: AT }))
  clearInterval(turning)
  // Opening takes tens of ms; while it went on, this thread went round and round.
  expect(turns.count).toBeGreaterThan(5)
})

test('one message alone is sealed and read at once, whatever the thread is busy with', {
  timeout: 60_000
}, async () => {
  const [ada, brin] = [thread('ada'), thread('brin')]
  const { write, read } = await pairAcross(ada, brin)
  const busy = Promise.all([ada, brin].map(({ port }) => port.makePackages(64).then(() => 'busy')))
  const talking = (async () => {
    for (const text of ['one', 'two', 'three']) expect(await read(await write(text))).toStrictEqual([text])
    return 'talked'
  })()
  expect(await Promise.race([talking, busy])).toBe('talked')
  await busy
})

test('what fails inside is said, and the next call has a thread again', { timeout: 30_000 }, async () => {
  const broken = thread('ada', new URL('data:text/javascript,throw new Error("broken")'))
  await expect(broken.port.makePackages(1)).rejects.toThrow()
  await expect(broken.port.makePackages(1)).rejects.toThrow()
  const ada = thread('ada')
  const wrong = ada.port.open({} as Parameters<typeof ada.port.open>[0])
  await expect(wrong).rejects.toThrow('in the thread of send groups')
  expect(await ada.port.makePackages(2)).toHaveLength(2)
})

test('a thread that is stopped answers nothing of what was asked, and takes nothing more', {
  timeout: 30_000
}, async () => {
  const ada = thread('ada')
  const asked = ada.port.makePackages(64)
  const failed = expect(asked).rejects.toThrow('stopped')
  await ada.stop()
  await failed
  await expect(ada.port.makePackages(1)).rejects.toThrow('stopped')
})
