import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { makeCopy, removeFolders } from '../support/makeCopy.ts'
import { createMemoryLan, type MemoryLan } from '../support/memoryLan.ts'

let lan: MemoryLan
let copies: Copy[]

beforeEach(() => {
  lan = createMemoryLan()
  copies = []
})
afterEach(async () => {
  for (const copy of copies) await copy.stop()
  expect(copies.flatMap(copy => copy.internal)).toEqual([])
  removeFolders()
})

async function start(name?: string, dataDir?: string): Promise<Copy> {
  const copy = await makeCopy({
    lan,
    ...(name === undefined ? {} : { name }),
    ...(dataDir === undefined ? {} : { dataDir })
  })
  copies.push(copy)
  return copy
}

async function everyone(copy: Copy) {
  const room = (await copy.bridge.call('rooms.list', {})).find(({ name }) => name === 'everyone')
  if (room === undefined) throw new Error('not in #everyone')
  return room
}
const send = async (copy: Copy, body: string) =>
  copy.bridge.call('timeline.send', { roomId: (await everyone(copy)).roomId, body })
const bodies = async (copy: Copy): Promise<string[]> =>
  (
    await copy.bridge.call('timeline.page', {
      roomId: (await everyone(copy)).roomId,
      from: { at: 'newest' },
      limit: 100
    })
  ).events.map(e => e.body)

test('two people see each other and talk in #everyone', async () => {
  const [ann, bo] = [await start('Ann'), await start('Bo')]
  expect(await ann.bridge.call('people.list', {})).toMatchObject([{ name: 'Bo', nearness: 'direct' }])
  await send(ann, 'hello')
  await eventually(async () => expect(await bodies(bo)).toEqual(['hello']))
  await send(bo, 'hi')
  await eventually(async () => expect(await bodies(ann)).toEqual(['hello', 'hi']))
})

test('a message is delivered once everybody has acknowledged it', async () => {
  const [ann, bo] = [await start('Ann'), await start('Bo')]
  const { eventId } = await send(ann, 'hello')
  await eventually(async () =>
    expect(await ann.bridge.call('timeline.get', { eventId })).toMatchObject({
      delivery: 'delivered',
      heldBy: 1,
      heldOf: 1
    })
  )
  expect(await bodies(bo)).toEqual(['hello'])
})

test('what was written alone waits, and goes out when somebody comes, also after a restart', async () => {
  const ann = await start('Ann')
  const { eventId, delivery } = await send(ann, 'is anybody here?')
  expect(delivery).toBe('waiting')
  await ann.stop()
  const again = await start(undefined, ann.dataDir)
  const bo = await start('Bo')
  await eventually(async () => expect(await bodies(bo)).toEqual(['is anybody here?']))
  await eventually(async () =>
    expect((await again.bridge.call('timeline.get', { eventId })).delivery).toBe('delivered')
  )
})
