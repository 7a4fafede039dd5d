/** The lock and the quick wipe: what is left open, on the disk and in memory, and that it begins again. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eraseKey } from '../../electron/core/dataFolder.ts'
import { openStore } from '../../electron/core/store/store.ts'
import type { CoreState } from '../../shared/model.ts'
import { haveKeys, say, shows } from '../support/directs.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bodies, createTalk, EVERYONE, send, type Talk } from '../support/talk.ts'

const PASSPHRASE = 'correct horse battery'
let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const protect = (copy: Copy): Promise<CoreState> => copy.bridge.call('core.passphrase', { next: PASSPHRASE })
const unlock = (copy: Copy): Promise<CoreState> => copy.bridge.call('core.unlock', { passphrase: PASSPHRASE })
const nearness = async (copy: Copy) => (await copy.bridge.call('people.list', {})).map(({ nearness }) => nearness)
const files = (copy: Copy): string[] => readdirSync(copy.dataDir).sort()

test('locked: nothing answers and nobody is heard; unlocked: everything is back, with what was said meanwhile', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await protect(ann)
  await send(ann, 'before')
  await eventually(async () => expect(await bodies(bo)).toEqual(['before']))
  const states: CoreState['stage'][] = []
  ann.bridge.on('core.changed', ({ stage }) => states.push(stage))

  expect(await ann.bridge.call('core.lock', {})).toMatchObject({ stage: 'locked', me: null, keyKeeper: 'passphrase' })
  for (const call of ['rooms.list', 'people.list', 'settings.get', 'threads.list'] as const)
    await expect(ann.bridge.call(call, {})).rejects.toMatchObject({ code: 'store.locked' })
  await expect(send(ann, 'x')).rejects.toMatchObject({ code: 'store.locked' })
  await expect(ann.bridge.call('core.wipe', { name: 'Ann' })).rejects.toMatchObject({ code: 'store.locked' })
  expect(await ann.bridge.call('network.state', {})).toMatchObject({ online: false })
  await vi.waitFor(async () => expect(await nearness(bo)).toEqual(['out']), { timeout: 5_000 })
  await send(bo, 'while you were away')

  const wrong = ann.bridge.call('core.unlock', { passphrase: 'wrong horse' })
  await expect(wrong).rejects.toMatchObject({ code: 'store.passphrase' })
  expect(await unlock(ann)).toMatchObject({ stage: 'open', me: { name: 'Ann' } })
  await eventually(async () => expect(await bodies(ann)).toEqual(['before', 'while you were away']))
  await send(ann, 'after')
  await eventually(async () => expect(await bodies(bo)).toEqual(['before', 'while you were away', 'after']))
  expect(states).toEqual(['locked', 'open'])
})

test('a conversation of two goes on after the lock, and is not readable in between', async () => {
  const [ann, bob] = [await talk.start('Ann'), await talk.start('Bob')]
  await protect(ann)
  const roomId = await haveKeys(ann, bob)
  await haveKeys(bob, ann)
  await say(ann, roomId, 'one')
  await shows(bob, roomId, ['one'])
  await ann.bridge.call('core.lock', {})
  const page = { roomId, from: { at: 'newest' }, limit: 9 } as const
  await expect(ann.bridge.call('timeline.page', page)).rejects.toMatchObject({ code: 'store.locked' })
  await say(bob, roomId, 'two')
  await unlock(ann)
  await shows(ann, roomId, ['one', 'two'])
  await say(ann, roomId, 'three')
  await shows(bob, roomId, ['one', 'two', 'three'])
})

test('what was handed in before the lock is stored', async () => {
  const ann = await talk.start('Ann')
  await protect(ann)
  const sending = Promise.all(Array.from({ length: 200 }, (_, n) => send(ann, `${n}`)))
  const locking = ann.bridge.call('core.lock', {})
  expect(await sending).toHaveLength(200)
  expect((await locking).stage).toBe('locked')
  await unlock(ann)
  const newest = { roomId: EVERYONE, from: { at: 'newest' }, limit: 1 } as const
  expect(await ann.bridge.call('timeline.page', newest)).toMatchObject({ older: 199 })
})

test('locking twice, and many times in a row, ends as one would think', async () => {
  const ann = await talk.start('Ann')
  await protect(ann)
  const calls = [unlock(ann), ann.bridge.call('core.lock', {}), ann.bridge.call('core.lock', {}), unlock(ann)]
  calls.push(ann.bridge.call('core.lock', {}))
  expect((await Promise.all(calls)).map(state => state.stage)).toEqual(['open', 'locked', 'locked', 'open', 'locked'])
})

test('without a passphrase there is nothing to lock with, now or after a while', async () => {
  const ann = await talk.start('Ann')
  await expect(ann.bridge.call('core.lock', {})).rejects.toMatchObject({ code: 'store.no-passphrase' })
  await expect(ann.bridge.call('settings.set', { lockAfter: 5 })).rejects.toMatchObject({ code: 'store.no-passphrase' })
  await send(ann, 'still open')
  await protect(ann)
  expect(await ann.bridge.call('settings.set', { lockAfter: 5 })).toMatchObject({ lockAfter: 5 })
  await ann.bridge.call('core.passphrase', { current: PASSPHRASE, next: null })
  expect(await ann.bridge.call('settings.get', {})).toMatchObject({ lockAfter: null })
})

test('wiped: the key first, then the store; the first screen is there with other keys, and the folder works again', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  await send(ann, 'a very particular sentence')
  const key = readFileSync(join(ann.dataDir, 'key.json'))
  writeFileSync(join(ann.dataDir, 'key.json.123.new'), key)
  writeFileSync(join(ann.dataDir, 'notes of mine.txt'), 'not of Earshot')
  const before = await ann.bridge.call('core.state', {})

  await expect(ann.bridge.call('core.wipe', { name: 'Anna' })).rejects.toMatchObject({ code: 'wipe.name' })
  expect(await bodies(ann)).toEqual(['a very particular sentence'])

  const after = await ann.bridge.call('core.wipe', { name: ' Ann ' })
  expect(after).toMatchObject({ stage: 'new', me: null, keyKeeper: 'file' })
  expect(after.suggested.keyprint).not.toBe(before.me?.keyprint)
  expect(files(ann)).toEqual(expect.arrayContaining(['earshot.db', 'key.json', 'notes of mine.txt']))
  expect(files(ann).filter(name => name.startsWith('key.json'))).toEqual(['key.json'])
  expect(readFileSync(join(ann.dataDir, 'key.json')).equals(key)).toBe(false)
  await vi.waitFor(async () => expect(await nearness(bo)).toEqual(['out']), { timeout: 5_000 })

  const me = await ann.bridge.call('account.create', { name: 'Ann', hue: 155, deviceName: 'Laptop' })
  expect(me.account).not.toBe(before.me?.account)
  await eventually(async () => expect(await nearness(ann)).toEqual(['direct']))
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect((await again.bridge.call('core.state', {})).me).toMatchObject({ account: me.account })
})

test('with a passphrase too: then none protects what begins anew', async () => {
  const ann = await talk.start('Ann')
  await protect(ann)
  expect(await ann.bridge.call('core.wipe', { name: 'Ann' })).toMatchObject({ stage: 'new', keyKeeper: 'file' })
  await expect(ann.bridge.call('core.wipe', { name: 'Ann' })).rejects.toMatchObject({ code: 'account.none' })
})

test('killed while wiping: the next start goes on with it', async () => {
  const ann = await talk.start('Ann')
  await send(ann, 'a very particular sentence')
  const key = Buffer.from(JSON.parse(readFileSync(join(ann.dataDir, 'key.json'), 'utf8')).key, 'base64')
  await ann.stop()
  eraseKey(ann.dataDir)
  expect(existsSync(join(ann.dataDir, 'key.json'))).toBe(false)
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect((await again.bridge.call('core.state', {})).stage).toBe('new')
  await again.stop()
  expect(files(again)).not.toContain('erasing')
  expect(() => openStore(join(ann.dataDir, 'earshot.db'), key)).toThrow(expect.objectContaining({ code: 'db.damaged' }))
})
