/** A log whose end is gone from the disk, though others hold it: it is gone on with behind what they hold, never twice. */
import { cpSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceId } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import { type Copy, makeFolder } from '../support/makeCopy.ts'
import { bodies, createTalk, deliveryOf, send, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const idOf = async (copy: Copy): Promise<DeviceId> =>
  (await copy.bridge.call('core.state', {})).me?.peerId ?? expect.fail('no account')
const forkedSeenBy = async (copy: Copy): Promise<boolean[]> =>
  (await copy.bridge.call('people.list', {})).map(({ forked }) => forked)

/** Ann says three things; the folder is then as it was after the first of them. */
async function restored(bo: Copy): Promise<{ dataDir: string; peerId: DeviceId }> {
  const ann = await talk.start('Ann')
  const { dataDir } = ann
  const peerId = await idOf(ann)
  await send(ann, 'one')
  await ann.stop()
  const backup = makeFolder()
  cpSync(dataDir, backup, { recursive: true })
  const again = await talk.start(undefined, { dataDir })
  await send(again, 'two')
  const three = await send(again, 'three')
  await eventually(async () => expect(await deliveryOf(again, three)).toBe('delivered'))
  await again.stop()
  rmSync(dataDir, { recursive: true, force: true })
  cpSync(backup, dataDir, { recursive: true })
  expect(await bodies(bo)).toEqual(['one', 'two', 'three'])
  return { dataDir, peerId }
}

test('who writes at once after the start goes on behind what others hold', async () => {
  const bo = await talk.start('Bo')
  const ann = await talk.start(undefined, { dataDir: (await restored(bo)).dataDir })
  await Promise.all([send(ann, 'four'), send(ann, 'five')])
  const all = ['one', 'two', 'three', 'four', 'five']
  await eventually(async () => expect([await bodies(ann), await bodies(bo)]).toEqual([all, all]))
  expect(await forkedSeenBy(bo)).toEqual([false])
})

test('somebody who comes a moment after the start is still waited for', async () => {
  const bo = await talk.start('Bo')
  const { dataDir, peerId } = await restored(bo)
  const near = await idOf(bo)
  talk.lan.cut(peerId, near)
  const ann = await talk.start(undefined, { dataDir })
  const sent = send(ann, 'four')
  talk.lan.mend(peerId, near)
  await sent
  await eventually(async () => expect(await bodies(bo)).toEqual(['one', 'two', 'three', 'four']))
  expect(await forkedSeenBy(bo)).toEqual([false])
})

test('with nobody near it is written all the same, a moment after the start', async () => {
  const ann = await talk.start('Ann')
  await send(ann, 'one')
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  await send(again, 'two')
  expect(await bodies(again)).toEqual(['one', 'two'])
})
