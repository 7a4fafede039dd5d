/** A copy that is locked, new or open: what each stage answers and what it gives away. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Greeting, Network, Verdict } from '../../electron/core/chat/ports.ts'
import type { MakeNetwork } from '../../electron/core/core.ts'
import type { DeviceId } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import { type Copy, makeFolder } from '../support/makeCopy.ts'
import { bytesOf, deaf, makeLog, makeStranger } from '../support/stranger.ts'
import { bodies, createTalk, EVERYONE, send, type Talk } from '../support/talk.ts'

const PASSPHRASE = 'correct horse battery'
let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const stage = async (copy: Copy) => (await copy.bridge.call('core.state', {})).stage

test('the first screen hears people and says nothing of itself', async () => {
  const heard: Greeting[] = []
  const zoe = makeStranger('Zoe')
  const events = deaf({ greeting: () => zoe.greeting(['dev']), greeted: (_, greeting) => heard.push(greeting) > 0 })
  await talk.lan.makeNetwork({ deviceSeed: zoe.deviceSeed, announce: true, events }).start()
  const ann = await talk.start()
  expect(await stage(ann)).toBe('new')
  expect(await ann.bridge.call('people.list', {})).toMatchObject([
    { name: 'Zoe', nearness: 'direct', channels: ['dev'] }
  ])
  expect(heard).toEqual([])
  for (const call of ['rooms.list', 'rooms.heard'] as const)
    await expect(ann.bridge.call(call, {})).rejects.toMatchObject({ code: 'account.none' })
  await expect(send(ann, 'hello')).rejects.toMatchObject({ code: 'account.none' })
  const { keyprint } = (await ann.bridge.call('core.state', {})).suggested
  const me = await ann.bridge.call('account.create', { name: 'Ann', hue: 155, deviceName: 'Laptop' })
  expect(me).toMatchObject({ name: 'Ann', hue: 155, keyprint })
  await eventually(() => expect(heard.at(-1)?.channels).toEqual(['everyone']))
  await expect(ann.bridge.call('account.create', { name: 'Two', hue: 155, deviceName: '' })).rejects.toMatchObject({
    code: 'account.exists'
  })
})

test.each(['', ' ', 'a\u202Eb', 'x'.repeat(65)])('nobody can be called %j', async name => {
  const ann = await talk.start()
  await expect(ann.bridge.call('account.create', { name, hue: 155, deviceName: 'Laptop' })).rejects.toMatchObject({
    code: 'name.person'
  })
  expect(await stage(ann)).toBe('new')
})

test('with a passphrase the store stays shut until it is given', async () => {
  const ann = await talk.start('Ann')
  await send(ann, 'a secret')
  const weak = ann.bridge.call('core.passphrase', { next: 'short' })
  await expect(weak).rejects.toMatchObject({ code: 'store.passphrase-weak' })
  expect(await ann.bridge.call('core.passphrase', { next: PASSPHRASE })).toMatchObject({ keyKeeper: 'passphrase' })
  await ann.stop()

  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect(await again.bridge.call('core.state', {})).toMatchObject({
    stage: 'locked',
    me: null,
    keyKeeper: 'passphrase'
  })
  for (const call of ['rooms.list', 'people.list', 'settings.get'] as const)
    await expect(again.bridge.call(call, {})).rejects.toMatchObject({ code: 'store.locked' })
  await expect(send(again, 'x')).rejects.toMatchObject({ code: 'store.locked' })
  await expect(again.bridge.call('account.create', { name: 'X', hue: 20, deviceName: '' })).rejects.toMatchObject({
    code: 'store.locked'
  })
  await expect(again.bridge.call('core.passphrase', { next: PASSPHRASE })).rejects.toMatchObject({
    code: 'store.locked'
  })
  await expect(again.bridge.call('core.unlock', { passphrase: 'wrong horse' })).rejects.toMatchObject({
    code: 'store.passphrase'
  })
  expect(await stage(again)).toBe('locked')
  expect(await again.bridge.call('core.unlock', { passphrase: PASSPHRASE })).toMatchObject({
    stage: 'open',
    me: { name: 'Ann' }
  })
  expect(await bodies(again)).toEqual(['a secret'])

  const wrong = again.bridge.call('core.passphrase', { current: 'wrong horse', next: null })
  await expect(wrong).rejects.toMatchObject({ code: 'store.passphrase' })
  expect(await again.bridge.call('core.passphrase', { current: PASSPHRASE, next: null })).toMatchObject({
    keyKeeper: 'file'
  })
  await again.stop()
  expect(await bodies(await talk.start(undefined, { dataDir: ann.dataDir }))).toEqual(['a secret'])
})

test('a host may be given the passphrase', async () => {
  const ann = await talk.start('Ann')
  await ann.bridge.call('core.passphrase', { next: PASSPHRASE })
  await ann.stop()
  await expect(talk.start(undefined, { dataDir: ann.dataDir, passphrase: 'not this one' })).rejects.toMatchObject({
    code: 'store.passphrase'
  })
  expect(await stage(await talk.start(undefined, { dataDir: ann.dataDir, passphrase: PASSPHRASE }))).toBe('open')
})

test('a copy that was stopped stays shut', async () => {
  const ann = await talk.start('Ann')
  await ann.stop()
  await ann.stop()
  expect(await ann.bridge.call('core.unlock', { passphrase: 'anything' })).toMatchObject({ stage: 'locked' })
  await expect(ann.bridge.call('rooms.list', {})).rejects.toMatchObject({ code: 'store.locked' })
})

test('what was handed in before the end is stored', async () => {
  const ann = await talk.start('Ann')
  const sending = Promise.all(Array.from({ length: 600 }, (_, n) => send(ann, `${n}`)))
  await new Promise(resolve => setImmediate(resolve))
  await ann.stop()
  const sent = await sending
  expect(sent).toHaveLength(600)
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect(
    await again.bridge.call('timeline.page', { roomId: EVERYONE, from: { at: 'newest' }, limit: 1 })
  ).toMatchObject({ older: 599, events: [{ body: '599' }] })
})

test('what arrives while it ends does no harm', async () => {
  const first = await talk.start('Ann')
  await first.stop()
  const log = makeLog(makeStranger('Zoe'))
  const bytes = bytesOf(log.introduce(Date.now()))
  let receive: ((data: Uint8Array, from: DeviceId) => Promise<Verdict>) | undefined
  let verdict: Promise<Verdict> | undefined
  const lan = { ...talk.lan, makeNetwork: slow }
  function slow(init: Parameters<MakeNetwork>[0]): Network {
    const network = talk.lan.makeNetwork(init)
    return {
      ...network,
      join: (_, to) => void (receive = to),
      async stop() {
        verdict = receive?.(bytes, network.deviceId)
        await network.stop()
      }
    }
  }
  const ann = await talk.start(undefined, { dataDir: first.dataDir, lan })
  await ann.stop()
  expect(await verdict).toEqual({ verdict: 'accept' })
})

test('nothing that was said or is secret can be read in the folder', async () => {
  const ann = await talk.start('Ann Lindqvist')
  await send(ann, 'a very particular sentence')
  await ann.stop()
  for (const file of ['earshot.db', 'earshot.db-wal']) {
    if (!existsSync(join(ann.dataDir, file))) continue
    const bytes = readFileSync(join(ann.dataDir, file))
    for (const text of ['a very particular sentence', 'Ann Lindqvist', 'SQLite format'])
      expect(bytes.includes(text)).toBe(false)
  }
  expect(statSync(join(ann.dataDir, 'key.json')).mode & 0o777).toBe(0o600)
})

test('a second copy on the same folder is refused, and the first goes on', async () => {
  const ann = await talk.start('Ann')
  await expect(talk.start(undefined, { dataDir: ann.dataDir })).rejects.toMatchObject({ code: 'store.in-use' })
  await send(ann, 'still here')
  expect(await bodies(ann)).toEqual(['still here'])
})

test('a store whose key is gone is not covered by a new one', async () => {
  const ann = await talk.start('Ann')
  await ann.stop()
  const { rmSync } = await import('node:fs')
  rmSync(join(ann.dataDir, 'key.json'))
  await expect(talk.start(undefined, { dataDir: ann.dataDir })).rejects.toMatchObject({ code: 'db.damaged' })
  expect(existsSync(join(ann.dataDir, 'key.json'))).toBe(false)
})

test('a damaged store is named, and not touched', async () => {
  const ann = await talk.start('Ann')
  await Promise.all(Array.from({ length: 300 }, (_, n) => send(ann, `${n} ${'x'.repeat(200)}`)))
  await ann.stop()
  const path = join(ann.dataDir, 'earshot.db')
  const bytes = readFileSync(path)
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 512)
  writeFileSync(path, bytes)
  await expect(talk.start(undefined, { dataDir: ann.dataDir })).rejects.toMatchObject({ code: 'db.damaged' })
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('a folder that is new is made, for its owner only', async () => {
  const dataDir = join(makeFolder(), 'deep', 'down')
  await talk.start('Ann', { dataDir })
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
})
