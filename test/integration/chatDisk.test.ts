/** A disk that is full: a named error, nothing half written, nothing lost, no crash; and all goes on when there is room. */
import type Database from 'better-sqlite3-multiple-ciphers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type * as DatabaseModule from '../../electron/core/store/database.ts'
import { eventually } from '../support/eventually.ts'
import { type Copy, makeCopy, makeFolder, removeFolders } from '../support/makeCopy.ts'
import { createMemoryLan } from '../support/memoryLan.ts'
import { bytesOf, deaf, makeLog, makeStranger } from '../support/stranger.ts'
import { bodies, createTalk, EVERYONE, room, send, type Talk } from '../support/talk.ts'

/** Every database that was opened, in that order: the real ones, so that a test may make the disk small. */
const opened = vi.hoisted((): Database.Database[] => [])
vi.mock('../../electron/core/store/database.ts', async original => {
  const actual = await original<typeof DatabaseModule>()
  return {
    ...actual,
    openDatabase(path: string, key: Uint8Array) {
      const db = actual.openDatabase(path, key)
      opened.push(db)
      return db
    }
  }
})

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

/** No page more than there are now; answers the function that makes room again. */
function fill(db = opened.at(-1)): () => void {
  if (db === undefined) throw new Error('no database')
  db.exec('CREATE TABLE IF NOT EXISTS ballast (x)')
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
  // what is free inside the file is used up too
  for (;;) {
    try {
      db.prepare('INSERT INTO ballast VALUES (zeroblob(3000))').run()
    } catch {
      break
    }
  }
  return () => void db.pragma('max_page_count = 1000000')
}

/** Sends until the disk takes no more. */
async function sendUntilFull(copy: Copy): Promise<string[]> {
  const said: string[] = []
  for (let n = 0; n < 500; n++) {
    const body = `${n} ${'x'.repeat(500)}`
    try {
      await send(copy, body)
      said.push(body)
    } catch (err) {
      expect(err).toMatchObject({ code: 'msg.disk' })
      return said
    }
  }
  throw new Error('the disk was never full')
}

describe('full while in use', () => {
  test('sending is refused by name, what was answered stays, and it goes on when there is room', async () => {
    const ann = await talk.start('Ann')
    await send(ann, 'before')
    const makeRoom = fill()
    const said = await sendUntilFull(ann)
    expect(await bodies(ann)).toEqual(['before', ...said])
    expect((await room(ann)).name).toBe('everyone')
    makeRoom()
    await send(ann, 'after')
    expect(await bodies(ann)).toEqual(['before', ...said, 'after'])
    await ann.stop()
    const again = await talk.start(undefined, { dataDir: ann.dataDir })
    expect(await bodies(again)).toEqual(['before', ...said, 'after'])
    const bo = await talk.start('Bo')
    await eventually(async () => expect(await bodies(bo)).toEqual(['before', ...said, 'after'])) // one unbroken chain
  })

  test('what others say is ignored, not rejected, and taken when it comes again', async () => {
    const ann = await talk.start('Ann')
    const log = makeLog(makeStranger('Zoe'))
    const at = Date.now()
    await talk.inject(bytesOf(log.introduce(at)))
    const makeRoom = fill()
    await sendUntilFull(ann)
    const bytes = bytesOf(log.say('y'.repeat(3_900), at + 1))
    expect(await talk.inject(bytes)).toEqual([{ verdict: 'ignore', reason: 'not stored' }])
    makeRoom()
    expect(await talk.inject(bytes)).toEqual([{ verdict: 'accept' }])
  })

  test('joining is refused by name, and works when there is room', async () => {
    const ann = await talk.start('Ann')
    const makeRoom = fill()
    await sendUntilFull(ann)
    const names = Array.from({ length: 60 }, (_, n) => `room-${n}`)
    const results = await Promise.allSettled(names.map(name => ann.bridge.call('rooms.join', { name })))
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'msg.disk' })
    const failed = names.find((_, index) => results[index]?.status === 'rejected')
    if (failed === undefined) throw new Error('all were joined')
    expect((await ann.bridge.call('rooms.list', {})).map(each => each.name)).not.toContain(failed)
    makeRoom()
    const { roomId } = await ann.bridge.call('rooms.join', { name: failed })
    await send(ann, 'hello', roomId)
    const bo = await talk.start('Bo')
    await bo.bridge.call('rooms.join', { name: failed })
    await eventually(async () => expect(await bodies(bo, roomId)).toEqual(['hello']))
  })

  test('acknowledgements, people who come and go and pages do not bring it down', async () => {
    const ann = await talk.start('Ann')
    const zoe = makeStranger('Zoe')
    const events = deaf({ greeting: () => zoe.greeting() })
    const network = talk.lan.makeNetwork({ deviceSeed: zoe.deviceSeed, announce: true, events })
    await network.start()
    const makeRoom = fill()
    await sendUntilFull(ann)
    const db = opened.at(-1)
    db?.exec('PRAGMA query_only = ON') // now every write fails, the small ones too
    const { me } = await ann.bridge.call('core.state', {})
    if (me === null) throw new Error('no account')
    await network
      .sendReceipts(me.peerId, [{ roomId: Buffer.from(EVERYONE, 'hex'), ranges: [{ first: 0, last: 3 }], read: [] }])
      .catch(() => {})
    await network.stop()
    await eventually(async () => expect(await ann.bridge.call('people.list', {})).toMatchObject([{ nearness: 'out' }]))
    expect((await bodies(ann)).length).toBeGreaterThan(0)
    db?.exec('PRAGMA query_only = OFF')
    makeRoom()
    await send(ann, 'after')
    ann.internal.length = 0 // what could not be written was logged
  })
})

test('a transaction that breaks in the middle leaves nothing, and the next message goes on from before', async () => {
  const ann = await talk.start('Ann')
  await send(ann, 'before')
  const db = opened.at(-1)
  db?.exec("CREATE TEMP TRIGGER breaks BEFORE INSERT ON outbox BEGIN SELECT raise(ABORT, 'pulled'); END")
  const results = await Promise.allSettled(['one', 'two'].map(body => send(ann, body)))
  for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'internal' } })
  expect(await bodies(ann)).toEqual(['before'])
  db?.exec('DROP TRIGGER breaks')
  await send(ann, 'after')
  ann.internal.length = 0 // the pulled plug was logged
  const bo = await talk.start('Bo')
  await eventually(async () => expect(await bodies(bo)).toEqual(['before', 'after']))
})

test('a copy that ended in the middle of joining is not in the channel, and introduces itself when it is', async () => {
  const ann = await talk.start('Ann')
  const db = opened.at(-1)
  db?.exec("CREATE TEMP TRIGGER breaks BEFORE UPDATE OF left_at ON rooms BEGIN SELECT raise(ABORT, 'pulled'); END")
  await expect(ann.bridge.call('rooms.join', { name: 'dev' })).rejects.toMatchObject({ code: 'internal' })
  ann.internal.length = 0
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect((await again.bridge.call('rooms.list', {})).map(each => each.name)).toEqual(['everyone'])
  const dev = (await again.bridge.call('rooms.join', { name: 'dev' })).roomId
  await send(again, 'hello', dev)
  const bo = await talk.start('Bo')
  await bo.bridge.call('rooms.join', { name: 'dev' })
  await eventually(async () => expect(await bodies(bo, dev)).toEqual(['hello']))
})

test('an account whose first channel could not be joined joins it at the next start', async () => {
  const lan = createMemoryLan()
  const dataDir = makeFolder()
  const ann = await makeCopy({ lan, dataDir })
  const db = opened.at(-1)
  db?.exec("CREATE TEMP TRIGGER breaks BEFORE INSERT ON rooms BEGIN SELECT raise(ABORT, 'pulled'); END")
  await expect(ann.bridge.call('account.create', { name: 'Ann', hue: 20, deviceName: 'x' })).rejects.toMatchObject({
    code: 'internal'
  })
  await ann.stop()
  const again = await makeCopy({ lan, dataDir })
  expect((await room(again)).name).toBe('everyone')
  await again.stop()
  removeFolders()
})
