/** What a sync costs in signatures and questions: none where nothing has changed, few for much. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Network } from '../../electron/core/chat/ports.ts'
import type * as Ed25519 from '../../electron/core/crypto/ed25519.ts'
import type { Room } from '../../shared/model.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bytesOf, makeLog, makeStranger } from '../support/stranger.ts'
import { createTalk, EVERYONE, send, type Talk } from '../support/talk.ts'

/** Signatures that were looked at: the real check, counted. */
const checks = vi.hoisted(() => ({ count: 0 }))
vi.mock('../../electron/core/crypto/ed25519.ts', async original => {
  const actual = await original<typeof Ed25519>()
  return {
    ...actual,
    verify(...args: Parameters<typeof actual.verify>) {
      checks.count++
      return actual.verify(...args)
    }
  }
})

let talk: Talk
/** Questions asked, by everybody. */
let asked: { compare: number; fetch: number }
beforeEach(() => {
  talk = createTalk()
  asked = { compare: 0, fetch: 0 }
  const makeNetwork = talk.lan.makeNetwork
  talk.lan.makeNetwork = init => counted(makeNetwork(init))
})
afterEach(() => talk.end())

function counted(network: Network): Network {
  return {
    ...network,
    async sync(peer) {
      const session = await network.sync(peer)
      return {
        close: () => session.close(),
        compare(ours) {
          asked.compare++
          return session.compare(ours)
        },
        fetch(tag, parts) {
          asked.fetch++
          return session.fetch(tag, parts)
        }
      }
    }
  }
}

const fill = (copy: Copy): Promise<Room> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })

test('a round that changes nothing asks once, fetches nothing and looks at no signature', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  for (let n = 0; n < 20; n++) await send(n % 2 === 0 ? ann : bo, `line ${n}`)
  for (const copy of [ann, bo, ann, bo]) await fill(copy)
  checks.count = 0
  asked = { compare: 0, fetch: 0 }
  await fill(ann)
  await fill(bo)
  expect(asked).toEqual({ compare: 2, fetch: 0 })
  expect(checks.count).toBe(0)
})

test('a thousand entries of one log are proved by a few signatures', async () => {
  const zoe = makeStranger('Zoe')
  const log = makeLog(zoe)
  const at = Date.now() - 3_600_000
  log.introduce(at)
  for (let n = 1; n < 1_000; n++) log.say(`line ${n}`, at + n)
  await talk.start('Ann')
  for (const entry of log.entries) await talk.inject(bytesOf(entry))
  checks.count = 0
  const bo = await talk.start('Bo')
  const history = (await fill(bo)).history
  expect(history).toMatchObject({ state: 'whole', held: 1_002 })
  // certificates and profiles are signed too; a block of 512 costs one more
  expect(checks.count).toBeLessThan(60)
})

test('little that is missing of much is two questions', async () => {
  const zoe = makeStranger('Zoe')
  const log = makeLog(zoe)
  const at = Date.now() - 3_600_000
  log.introduce(at)
  for (let n = 1; n < 1_500; n++) log.say(`line ${n}`, at + n)
  const bo = await talk.start('Bo')
  for (const entry of log.entries.filter(({ seq }) => seq % 10 !== 5)) await talk.inject(bytesOf(entry))
  await bo.stop()
  const ann = await talk.start('Ann')
  for (const entry of log.entries) await talk.inject(bytesOf(entry))
  talk.lan.trouble({ gossip: async () => undefined })
  const again = await talk.start(undefined, { dataDir: bo.dataDir })
  asked = { compare: 0, fetch: 0 }
  expect((await fill(again)).history).toMatchObject({ state: 'whole', held: 1_502 })
  expect((await fill(ann)).history).toMatchObject({ state: 'whole' })
  // Bo's: the missing ones and Ann's own entry; Ann's: Bo's own entry, at most
  expect(asked.fetch).toBeLessThanOrEqual(2)
})
