/** Who may begin to write with this account, and what happens until that is accepted: nothing that could be noticed. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepIntroduction, openIntroduction } from '../../electron/core/chat/introduction.ts'
import { createRequests, type Requests } from '../../electron/core/chat/trust/requests.ts'
import { createTrust, type Trust } from '../../electron/core/chat/trust/trust.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import type { RoomRow } from '../../electron/core/store/rooms.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { AccountId, Person, Settings } from '../../shared/model.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { makeStranger, type Stranger, seedOf } from '../support/stranger.ts'

const NOW = 1_800_000_000_000
const me = makeStranger('Ann')
const zoe = makeStranger('Zoe')
const yan = makeStranger('Yan')

let store: Store
let trust: Trust
let requests: Requests
let whoMayWrite: Settings['whoMayWrite']

beforeEach(() => {
  whoMayWrite = 'everybody'
  store = openStore(join(makeFolder(), 'earshot.db'), seedOf('store'))
  trust = createTrust({
    store,
    self: me.account.publicKey,
    people: accounts => [...accounts].map(account => ({ account }) as Person),
    safetyNumber: async () => ({ digits: '', words: '' }),
    now: () => NOW,
    onChanged() {}
  })
  requests = createRequests({ store, trust, whoMayWrite: () => whoMayWrite })
  for (const who of [zoe, yan]) meets(who)
})
afterEach(async () => {
  await store.close()
  removeFolders()
})

function meets(who: Stranger): number {
  const introduced = openIntroduction(who)
  if (introduced === undefined) throw new Error('does not hold')
  const keeping = { now: NOW, near: new Set<number>(), self: me.account.publicKey, effects: () => [] }
  return store.transaction(() => keepIntroduction(store, introduced, keeping)).person
}
const keyOf = (who: Stranger): Uint8Array => who.account.publicKey
const idOf = (who: Stranger) => toHex(keyOf(who)) as AccountId

function begins(other: Uint8Array): RoomRow {
  const [roomId, secret] = [seedOf(`room ${toHex(other)}`), seedOf('secret')]
  store.transaction(() => store.rooms.joinSecret({ roomId, kind: 'direct', secret, other, name: '' }, NOW))
  const row = store.rooms.byId(roomId)
  if (row === undefined) throw new Error('no room')
  return row
}
function holds(room: RoomRow, who: Stranger, entries: number): void {
  store.transaction(() => {
    const device = store.people.deviceNum(who.device.publicKey, NOW)
    const log = store.logs.advance(room.num, device, entries - 1, seedOf('head'))
    store.logs.addHave(log.num, [{ first: 0, last: entries - 1 }], entries - 1)
  })
}

test('who is no contact is a request: nothing can be written there, and nothing goes out', () => {
  const room = begins(keyOf(zoe))
  expect([requests.isRequest(room), requests.isQuiet(room)]).toEqual([true, true])
  expect(() => requests.mayWrite(room)).toThrow(expect.objectContaining({ code: 'room.request' }))
  store.transaction(() => trust.contact(keyOf(zoe)))
  expect([requests.isRequest(room), requests.isQuiet(room)]).toEqual([false, false])
  expect(() => requests.mayWrite(room)).not.toThrow()
})

test('whoever was verified is no stranger', () => {
  const room = begins(keyOf(zoe))
  trust.verify(idOf(zoe), 'code')
  expect([requests.isRequest(room), requests.mayBegin(keyOf(zoe))]).toEqual([false, true])
})

test('blocked: quiet again, and not written to, contact or not', () => {
  const room = begins(keyOf(zoe))
  store.transaction(() => trust.contact(keyOf(zoe)))
  trust.block(idOf(zoe), true)
  expect([requests.isQuiet(room), requests.mayTake(room), requests.mayOpen(room)]).toEqual([true, false, 'none'])
  expect([requests.mayBegin(keyOf(zoe)), requests.closed(room)]).toEqual([false, 'blocked'])
  expect(() => requests.mayWrite(room)).toThrow(expect.objectContaining({ code: 'person.blocked' }))
})

test('a public channel is nobody’s request', () => {
  const room = { kind: 'public', other: null } as const
  expect([requests.isRequest(room), requests.isQuiet(room), requests.closed(room)]).toEqual([false, false, null])
  expect(() => requests.mayWrite(room)).not.toThrow()
})

test('who may begin at all: everybody, those of a private room and contacts, or contacts only', () => {
  const may = () => [zoe, yan].map(who => requests.mayBegin(keyOf(who)))
  store.transaction(() => {
    const room = { roomId: seedOf('plans'), kind: 'private', secret: seedOf('s'), other: null, name: 'plans' } as const
    store.rooms.addMember(store.rooms.joinSecret(room, NOW), store.people.byAccount(keyOf(yan))?.num ?? 0)
  })
  expect(may()).toEqual([true, true])
  whoMayWrite = 'shared'
  expect(may()).toEqual([false, true])
  whoMayWrite = 'contacts'
  expect(may()).toEqual([false, false])
  store.transaction(() => trust.contact(keyOf(zoe)))
  expect(may()).toEqual([true, false])
})

test('of a room that was left nobody has anything in common', () => {
  whoMayWrite = 'shared'
  const roomId = seedOf('plans')
  store.transaction(() => {
    const room = { roomId, kind: 'private', secret: seedOf('s'), other: null, name: 'plans' } as const
    store.rooms.addMember(store.rooms.joinSecret(room, NOW), store.people.byAccount(keyOf(yan))?.num ?? 0)
    store.rooms.leave(roomId, NOW)
  })
  expect(requests.mayBegin(keyOf(yan))).toBe(false)
})

test('so many may wait, and no more; contacts get through', () => {
  for (let n = 0; n < 100; n++) begins(seedOf(`stranger ${n}`))
  expect(requests.mayBegin(keyOf(zoe))).toBe(false)
  store.transaction(() => trust.contact(keyOf(zoe)))
  expect(requests.mayBegin(keyOf(zoe))).toBe(true)
})

test('of one who waits so many entries are kept; of a contact all', () => {
  const room = begins(keyOf(zoe))
  holds(room, zoe, 63)
  expect(requests.mayTake(room)).toBe(true)
  holds(room, zoe, 64)
  expect(requests.mayTake(room)).toBe(false)
  store.transaction(() => trust.contact(keyOf(zoe)))
  expect(requests.mayTake(room)).toBe(true)
})
