/** What a room holds, as a digest, a frontier and numbers for people; and what two peers remember of having compared. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hlcOf, orderKey } from '../../electron/core/chat/clock.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { createDigests } from '../../electron/core/chat/sync/digest.ts'
import { createHistories } from '../../electron/core/chat/sync/history.ts'
import { createSeen } from '../../electron/core/chat/sync/seen.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import type { Entry } from '../../electron/core/crypto/event.ts'
import { runsOf } from '../../electron/core/store/runs.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import { makeLog, makeStranger, type Stranger, type StrangersLog, seedOf } from '../support/stranger.ts'

const AT = 1_800_000_000_000
const ROOM_ID = publicRoomId('everyone')
const [zoe, yan] = [makeStranger('Zoe'), makeStranger('Yan')]
const folders: string[] = []
const stores: Store[] = []
let store: Store

function newStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-test-'))
  folders.push(folder)
  const opened = openStore(join(folder, 'earshot.db'), seedOf('store'))
  opened.transaction(() => opened.rooms.join(ROOM_ID, 'everyone', 1))
  stores.push(opened)
  return opened
}

beforeEach(() => {
  store = newStore()
})
afterEach(async () => {
  for (const each of stores.splice(0)) await each.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function logOf(count: number, who: Stranger = zoe, word = 'line'): StrangersLog {
  const log = makeLog(who)
  log.introduce(AT)
  for (let n = 1; n < count; n++) log.say(`${word} ${n}`, AT + n)
  return log
}

/** Rows as they would be after a sync. Answers the log's number. */
function put(into: Store, entries: readonly Entry[]): number {
  return into.transaction(() => {
    const room = into.rooms.byId(ROOM_ID)?.num ?? 0
    let num = 0
    let head = 0
    for (const entry of entries) {
      const log = into.logs.advance(room, into.people.deviceNum(entry.device, AT), entry.seq, entry.id)
      ;[num, head] = [log.num, log.headSeq]
      into.entries.insert({
        room,
        log: log.num,
        seq: entry.seq,
        orderKey: orderKey(entry.hlc, entry.id),
        kind: entry.kind,
        shown: 0,
        unread: 0,
        thread: null,
        inRoom: 1,
        erased: 0,
        proved: 1,
        receivedAt: AT,
        header: entry.header,
        body: entry.body,
        signature: entry.signature
      })
    }
    into.logs.addHave(num, runsOf(entries.map(({ seq }) => seq)), head)
    return num
  })
}

const roomNum = (of: Store): number => of.rooms.byId(ROOM_ID)?.num ?? 0
const digest = (of: Store): string => toHex(createDigests(of).of(roomNum(of)))

test('digests are equal where the same is held, in whatever order it came', () => {
  const other = newStore()
  const [one, two] = [logOf(5), logOf(5, yan)]
  expect(digest(store)).toBe(digest(other))
  put(store, one.entries)
  expect(digest(store)).not.toBe(digest(other))
  put(store, two.entries)
  put(other, [...two.entries].reverse())
  put(other, one.entries.slice(3))
  put(other, one.entries.slice(0, 3))
  expect(digest(store)).toBe(digest(other))
})

test('two histories of one length are not the same', () => {
  const other = newStore()
  put(store, logOf(5).entries)
  put(other, logOf(5, zoe, 'another line').entries)
  expect(digest(store)).not.toBe(digest(other))
})

test('what was held and let go of counts as held, and is not offered', () => {
  const other = newStore()
  put(store, logOf(10).entries)
  const log = put(other, logOf(10).entries)
  other.transaction(() => other.logs.prune(log, [{ first: 0, last: 4 }]))
  expect(digest(store)).toBe(digest(other))
  const { logs } = createDigests(other).frontier(roomNum(other), new Uint8Array(16))
  expect(logs.map(({ ranges }) => ranges)).toEqual([[{ first: 5, last: 9 }]])
})

test('a digest is worked out again once anything changes', () => {
  const digests = createDigests(store)
  const before = toHex(digests.of(roomNum(store)))
  const log = put(store, logOf(4).entries)
  const after = toHex(digests.of(roomNum(store)))
  expect(after).not.toBe(before)
  store.transaction(() => store.logs.prune(log, [{ first: 0, last: 1 }]))
  expect(toHex(digests.of(roomNum(store)))).toBe(after)
})

test('from a fork on nothing counts, whatever is held behind it', () => {
  const other = newStore()
  const room = roomNum(store)
  const fork = {
    seq: 3,
    header: new Uint8Array(1),
    signature: new Uint8Array(64),
    header2: new Uint8Array(1),
    signature2: new Uint8Array(64)
  }
  put(store, logOf(5).entries)
  put(other, logOf(9).entries)
  for (const each of [store, other]) {
    const device = each.people.deviceNum(zoe.device.publicKey, AT)
    expect(each.transaction(() => each.logs.fork(room, device, fork))).toBe(true)
    expect(each.transaction(() => each.logs.fork(room, device, { ...fork, seq: 4 }))).toBe(false)
  }
  expect(digest(store)).toBe(digest(other))
  const { logs, forks } = createDigests(other).frontier(room, new Uint8Array(16))
  expect(logs[0]?.ranges).toEqual([{ first: 0, last: 2 }])
  expect(forks).toMatchObject([{ seq: 3 }])
})

test('a frontier says when the newest entry that is held was written', () => {
  const { entries } = logOf(4)
  put(store, entries)
  const { logs } = createDigests(store).frontier(roomNum(store), new Uint8Array(16))
  expect(logs[0]?.headHlc).toBe(entries[3]?.hlc)
  expect(hlcOf(store.logs.ofRoom(roomNum(store))[0]?.headKey ?? new Uint8Array(8))).toBe(entries[3]?.hlc)
})

test('history is whole, filling or missing, by what logs say of themselves', () => {
  const histories = createHistories(store)
  const room = roomNum(store)
  expect(histories.of(room)).toEqual({ state: 'whole', held: 0, known: 0, pruned: 0 })
  const { entries } = logOf(100)
  put(store, entries.slice(90))
  expect(histories.of(room)).toEqual({ state: 'missing', held: 10, known: 100, pruned: 0 })
  histories.fetching(room, 1)
  histories.fetching(room, 1)
  histories.fetching(room, -1)
  expect(histories.of(room).state).toBe('filling')
  histories.fetching(room, -1)
  expect(histories.of(room).state).toBe('missing')
  const log = put(store, entries.slice(40, 90))
  store.transaction(() => store.logs.prune(log, [{ first: 0, last: 39 }]))
  expect(histories.of(room)).toEqual({ state: 'whole', held: 60, known: 100, pruned: 40 })
})

test('a number that nobody can have reached is not believed to the last entry', () => {
  const far = { ...(logOf(2).entries[1] as Entry), seq: Number.MAX_SAFE_INTEGER - 1 }
  put(store, [far])
  expect(createHistories(store).of(roomNum(store)).known).toBeLessThanOrEqual(1_000_001)
})

test('two who compared in vain remember it until one of them changes or goes', () => {
  const seen = createSeen()
  const peer = zoe.deviceId
  const [ours, theirs, changed] = [seedOf('ours'), seedOf('theirs'), seedOf('changed')]
  expect(seen.of(peer, 1, ours)).toBeUndefined()
  seen.note(peer, 1, ours, theirs)
  expect(seen.of(peer, 1, ours)).toEqual(theirs)
  expect(seen.of(peer, 1, changed)).toBeUndefined()
  expect(seen.of(peer, 2, ours)).toBeUndefined()
  expect(seen.of(yan.deviceId, 1, ours)).toBeUndefined()
  seen.forget(peer)
  expect(seen.of(peer, 1, ours)).toBeUndefined()
})
