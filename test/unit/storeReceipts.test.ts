/** What others hold and have read, and what was read here: as sets of seq, whatever order it is told in. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { hlcAt, orderKey } from '../../electron/core/chat/clock.ts'
import type { Run } from '../../electron/core/store/runs.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'

const stores: Store[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  removeFolders()
})

const ROOM = new Uint8Array(32).fill(1)
const DEVICE = new Uint8Array(32).fill(2)

function open() {
  const store = openStore(`${makeFolder()}/earshot.db`, new Uint8Array(32))
  stores.push(store)
  const room = store.rooms.prepare(ROOM, 'everyone')
  const person = store.people.introduce(
    {
      account: DEVICE,
      device: DEVICE,
      certificate: new Uint8Array(1),
      profile: new Uint8Array(1),
      deviceName: 'Lab laptop',
      name: 'Yan',
      hue: 20,
      status: '',
      profileAt: 1
    },
    1
  )
  return { store, room, person }
}

const seqs = (runs: readonly Run[]): number[] =>
  runs.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n))
const run = fc.tuple(fc.nat(40), fc.nat(6)).map(([first, more]) => ({ first, last: first + more }))

test('holders are those who said so, and each thing said is news once', () => {
  const { store, room, person } = open()
  let known = new Set<number>()
  fc.assert(
    fc.property(fc.array(run, { maxLength: 5 }), said => {
      const fresh = store.transaction(() => store.held.add(room, person, said))
      const all = new Set([...known, ...seqs(said)])
      expect(seqs(fresh)).toEqual([...all.difference(known)].sort((a, b) => a - b))
      known = all
      for (let seq = 0; seq < 50; seq++) expect(store.held.holders(room, seq)).toEqual(known.has(seq) ? [person] : [])
      expect(store.readBy.readers(room, 3)).toEqual([])
    })
  )
})

test('the times of the newest two hundred are kept, the first telling of each', () => {
  const { store, room, person } = open()
  const told = (seq: number, at: number): void =>
    store.transaction(() => store.receiptTimes.put(room, person, 'held', [{ first: seq, last: seq }], at))
  for (let seq = 0; seq < 300; seq++) told(seq, 1_000 + seq)
  const at = (seq: number) => store.receiptTimes.at(room, person, 'held', seq)
  expect([at(99), at(100), at(299)]).toEqual([undefined, 1_100, 1_299])
  expect(store.receiptTimes.at(room, person, 'read', 299)).toBeUndefined()
})

/** One log of these kinds, all of it held. */
function log(kinds: readonly number[]) {
  const { store, room } = open()
  const device = store.people.device(DEVICE)?.num ?? 0
  const num = store.transaction(() => {
    let log = 0
    for (const [seq, kind] of kinds.entries()) {
      const id = new Uint8Array(32).fill(seq + 1)
      log = store.logs.advance(room, device, seq, id).num
      store.entries.insert({
        room,
        log,
        seq,
        orderKey: orderKey(hlcAt(1_000 + seq), id),
        kind,
        shown: kind === 1 ? 1 : 0,
        unread: kind === 1 ? 1 : 0,
        thread: null,
        inRoom: 1,
        erased: 0,
        proved: 1,
        receivedAt: 1_000,
        header: new Uint8Array(1),
        body: new Uint8Array(1),
        signature: new Uint8Array(1)
      })
    }
    return log
  })
  return { store, num }
}

test('reactions between messages that were read do not cut the run; a message that was not read does', () => {
  const { store, num } = log([7, 1, 4, 4, 1, 1, 2, 1])
  const read = (...seqs: number[]) => store.transaction(() => store.seen.read(num, seqs))
  read(1, 4)
  expect(store.seen.newest(num, 9)).toEqual([{ first: 1, last: 4 }])
  read(7)
  expect(store.seen.newest(num, 9)).toEqual([
    { first: 7, last: 7 },
    { first: 1, last: 4 }
  ])
  read(5)
  expect(store.seen.newest(num, 1)).toEqual([{ first: 7, last: 7 }])
  expect(read(5)).toEqual([])
})
