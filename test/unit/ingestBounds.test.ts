/** Strangers can invent authors; a room keeps so many logs and no more, and those it has go on. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAccount, newKeys } from '../../electron/core/chat/account.ts'
import type { IntoRoom } from '../../electron/core/chat/batch.ts'
import { createClock } from '../../electron/core/chat/clock.ts'
import { createIngest, type Ingest } from '../../electron/core/chat/ingest.ts'
import { createProjection } from '../../electron/core/chat/projection.ts'
import { asPublic, publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { bytesOf, makeLog, makeStranger, seedOf } from '../support/stranger.ts'

const MAX_LOGS = 4_096
const NOW = 1_800_000_000_000
const roomId = publicRoomId('everyone')
let store: Store
let ingest: Ingest
let room: IntoRoom

beforeEach(() => {
  store = openStore(join(makeFolder(), 'earshot.db'), seedOf('store'))
  const account = createAccount(store, newKeys(), { name: 'Ann', hue: 20, deviceName: 'Lab' }, () => NOW)
  store.rooms.join(roomId, 'everyone', NOW)
  room = { num: store.rooms.byId(roomId)?.num ?? 0, ...asPublic(roomId), joinedAt: NOW }
  const clock = createClock(() => NOW)
  ingest = createIngest({
    store,
    account,
    clock,
    projection: createProjection({ store, account, clock }),
    now: () => NOW,
    nearby: () => new Set(),
    onStored() {},
    onFailed(err) {
      throw err
    }
  })
})
afterEach(async () => {
  await store.close()
  removeFolders()
})

function invent(authors: number): void {
  store.transaction(() => {
    for (let n = 0; n < authors; n++) {
      const device = seedOf(`device ${n}`)
      store.logs.advance(room.num, store.people.deviceNum(device, NOW), 0, seedOf(`entry ${n}`))
    }
  })
}

test('the last author there is room for is taken, the next is not, and the one who is in goes on', async () => {
  invent(MAX_LOGS - 1)
  const zoe = makeLog(makeStranger('Zoe', NOW))
  expect(await ingest.receive(bytesOf(zoe.introduce(NOW)), room)).toEqual({ verdict: 'accept' })
  const yan = makeLog(makeStranger('Yan', NOW))
  expect(await ingest.receive(bytesOf(yan.introduce(NOW)), room)).toEqual({
    verdict: 'ignore',
    reason: 'too many authors'
  })
  expect(store.people.device(makeStranger('Yan', NOW).device.publicKey)).toBeUndefined()
  expect(await ingest.receive(bytesOf(zoe.say('still here', NOW + 1)), room)).toEqual({ verdict: 'accept' })
})
