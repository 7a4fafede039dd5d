import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { orderKey } from '../../electron/core/chat/clock.ts'
import { type Db, openDatabase } from '../../electron/core/store/database.ts'
import { createEntries } from '../../electron/core/store/entries.ts'
import { createHeld } from '../../electron/core/store/held.ts'
import { createLogs } from '../../electron/core/store/logs.ts'
import { MIGRATIONS } from '../../electron/core/store/migrations.ts'
import { createPeople } from '../../electron/core/store/people.ts'
import { createRooms } from '../../electron/core/store/rooms.ts'
import { runsOf } from '../../electron/core/store/runs.ts'
import { createSealed } from '../../electron/core/store/sealed.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { hlcAt, seedOf } from '../support/stranger.ts'

const KEY = seedOf('store')
let folder: string
let path: string
const open: Db[] = []
const stores: Store[] = []
beforeEach(() => {
  folder = makeFolder()
  path = join(folder, 'earshot.db')
})
afterEach(async () => {
  for (const db of open.splice(0)) db.close()
  for (const store of stores.splice(0)) await store.close()
  removeFolders()
})

/** Steps of the schema that 0.1.0 had. */
const BEFORE_PRIVATE = 3

function openDb(at = path, key = KEY): Db {
  const db = openDatabase(at, key)
  open.push(db)
  return db
}
function openOne(): Store {
  const store = openStore(path, KEY)
  stores.push(store)
  return store
}
const coded = (code: string) => expect.objectContaining({ code })

/** A database with a few hundred pages in it. */
function fillDb(db: Db): void {
  const put = db.prepare('INSERT INTO settings VALUES (?, ?)')
  db.transaction(() => {
    for (let n = 0; n < 500; n++) put.run(`name ${n}`, 'x'.repeat(1_000))
  })()
}

/** The files as they are: what must not change. */
const files = (of = folder) =>
  Object.fromEntries(
    readdirSync(of)
      .sort()
      .map(name => [name, readFileSync(join(of, name)).toString('base64')])
  )

/** A copy of the folder as a sudden end leaves it: the write-ahead log is not folded in. */
function killed(): string {
  const other = makeFolder()
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(other, name))
  return other
}

describe('opening', () => {
  test('makes a database and brings it up to date; a second time changes nothing', () => {
    const db = openDb()
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
    open.pop()?.close()
    expect(openDb().pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
  })

  test('brings a database of before private rooms up to date, and loses nothing of it', () => {
    const old = new Database(path)
    old.pragma("cipher = 'chacha20'")
    old.pragma(`key = 'raw:${Buffer.from(KEY).toString('hex')}'`)
    for (const sql of MIGRATIONS.slice(0, BEFORE_PRIVATE)) old.exec(sql)
    old.pragma(`user_version = ${BEFORE_PRIVATE}`)
    old.exec(`
      INSERT INTO people VALUES (1, x'01', 'Ann', 20, '', 0, 0, 0);
      INSERT INTO devices VALUES (1, x'02', 1, NULL, NULL, '', 0);
      INSERT INTO rooms (num, room_id, kind, name, joined_at) VALUES (1, x'03', 'public', 'everyone', 1);
      INSERT INTO logs VALUES (1, 1, 1, 0, x'04');
      INSERT INTO events (room, log, seq, order_key, kind, shown, received_at, header, body, signature)
        VALUES (1, 1, 0, x'05', 1, 1, 1, x'06', x'07', x'08')`)
    old.close()
    const db = openDb()
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
    expect(createEntries(db).between(1, 0, 0)).toMatchObject([{ seq: 0, body: Buffer.of(7) }])
    expect(createRooms(db).joined()).toMatchObject([{ kind: 'public', secret: null, other: null, name: 'everyone' }])
    expect(createSealed(db).lost(1)).toBe(0)
  })

  test('with another key is damage, and changes nothing', () => {
    fillDb(openDb())
    open.pop()?.close()
    const before = files()
    expect(() => openDb(path, seedOf('another'))).toThrowError(coded('db.damaged'))
    expect(files()).toEqual(before)
  })

  test('with another key after a sudden end loses nothing that is only in the log', () => {
    fillDb(openDb())
    const other = killed()
    expect(existsSync(join(other, 'earshot.db-wal'))).toBe(true)
    expect(() => openDb(join(other, 'earshot.db'), seedOf('another'))).toThrowError(coded('db.damaged'))
    expect(openDb(join(other, 'earshot.db')).prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 500 })
  })

  test('after a sudden end has everything that was committed', () => {
    fillDb(openDb())
    const other = killed()
    expect(openDb(join(other, 'earshot.db')).prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 500 })
  })

  test.each([0.1, 0.5, 0.9])('bytes that changed at %d of the file are damage, named at once', part => {
    fillDb(openDb())
    open.pop()?.close()
    const bytes = readFileSync(path)
    const at = Math.floor(bytes.length * part)
    bytes.fill(0x41, at, at + 64)
    writeFileSync(path, bytes)
    const before = files()
    expect(() => openDb()).toThrowError(coded('db.damaged'))
    expect(files()).toEqual(before)
  })

  test('half a file is damage', () => {
    fillDb(openDb())
    open.pop()?.close()
    truncateSync(path, (statSync(path).size >> 13) << 12)
    expect(() => openDb()).toThrowError(coded('db.damaged'))
  })

  test('a file that is something else is damage, and stays', () => {
    writeFileSync(path, 'Dear diary, '.repeat(1_000))
    const before = files()
    expect(() => openDb()).toThrowError(coded('db.damaged'))
    expect(files()).toEqual(before)
  })

  test('one that a newer Earshot wrote is not touched', () => {
    openDb().pragma(`user_version = ${MIGRATIONS.length + 1}`)
    open.pop()?.close()
    const before = files()
    expect(() => openDb()).toThrowError(coded('db.newer'))
    expect(files()).toEqual(before)
  })

  test('one that is open elsewhere is in use', () => {
    openDb()
    expect(() => openDb()).toThrowError(coded('store.in-use'))
  })
})

describe('a transaction', () => {
  test('that breaks leaves nothing, on disk or in memory', () => {
    const store = openOne()
    const room = store.transaction(() => {
      store.rooms.join(seedOf('room'), 'everyone', 1)
      return store.rooms.byId(seedOf('room'))?.num ?? 0
    })
    const device = store.people.deviceNum(seedOf('device'), 1)
    const broken = () =>
      store.transaction(() => {
        store.logs.advance(room, device, 0, seedOf('entry'))
        throw new Error('pulled')
      })
    expect(broken).toThrowError('pulled')
    expect(store.logs.get(room, device)).toBeUndefined()
  })

  test('is named when the disk is full', () => {
    const db = openDb()
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
    expect(() => fillDb(db)).toThrowError(coded('SQLITE_FULL'))
  })
})

/** Some messages of one writer in a room; answers the order keys. */
const inRoom = (_seq: number): { thread: Uint8Array | null; inRoom: 0 | 1 } => ({ thread: null, inRoom: 1 })
function write(store: Store, count: number, shown: 0 | 1 | 2 | 3 = 1, place = inRoom) {
  return store.transaction(() => {
    store.rooms.join(seedOf('room'), 'everyone', 1)
    const room = store.rooms.byId(seedOf('room'))?.num ?? 0
    const person = {
      account: seedOf('account'),
      device: seedOf('device'),
      certificate: seedOf('c'),
      profile: seedOf('p')
    }
    store.people.introduce({ ...person, deviceName: 'x', name: 'Zoe', hue: 20, status: '', profileAt: 1 }, 1)
    const device = store.people.deviceNum(seedOf('device'), 1)
    const keys = Array.from({ length: count }, (_, seq) => {
      const key = orderKey(hlcAt(1_000 + seq), seedOf(`entry ${shown} ${seq}`))
      const log = store.logs.advance(room, device, seq, key.subarray(8))
      const bytes = { header: seedOf('h'), body: seedOf('b'), signature: seedOf('s') }
      const placed = { shown, unread: 1, erased: 0, proved: 1, ...place(seq) } as const
      store.entries.insert({ room, log: log.num, seq, orderKey: key, kind: 1, receivedAt: 1, ...placed, ...bytes })
      return key
    })
    return { room, device, keys }
  })
}

describe('pages', () => {
  const seqs = (rows: Array<{ seq: number }>) => rows.map(row => row.seq)

  test('are in reading order from wherever they are asked for', () => {
    const store = openOne()
    const { room, keys } = write(store, 10)
    const middle = keys[5] ?? new Uint8Array()
    expect(seqs(store.events.newest({ room }, 3))).toEqual([7, 8, 9])
    expect(seqs(store.events.oldest({ room }, 3))).toEqual([0, 1, 2])
    expect(seqs(store.events.before({ room }, middle, 3))).toEqual([2, 3, 4])
    expect(seqs(store.events.after({ room }, middle, 3))).toEqual([6, 7, 8])
    expect([store.events.countBefore({ room }, middle), store.events.countAfter({ room }, middle)]).toEqual([5, 4])
    expect(seqs(store.events.newest({ room: room + 1 }, 3))).toEqual([])
  })

  test('of a room leave out what stands in a thread only, those of a thread have it', () => {
    const store = openOne()
    const thread = seedOf('root')
    const { room, keys } = write(store, 10, 1, seq => ({
      thread: seq % 2 === 0 ? thread : null,
      inRoom: seq === 4 ? 1 : seq % 2 === 0 ? 0 : 1
    }))
    const middle = keys[5] ?? new Uint8Array()
    const hung = { room, thread }
    expect(seqs(store.events.newest({ room }, 9))).toEqual([1, 3, 4, 5, 7, 9])
    expect(seqs(store.events.oldest(hung, 9))).toEqual([0, 2, 4, 6, 8])
    expect([seqs(store.events.before(hung, middle, 2)), seqs(store.events.after(hung, middle, 2))]).toEqual([
      [2, 4],
      [6, 8]
    ])
    expect([store.events.countBefore({ room }, middle), store.events.countAfter({ room }, middle)]).toEqual([3, 2])
    expect([store.events.countBefore(hung, middle), store.events.countAfter(hung, middle)]).toEqual([3, 2])
    expect(store.events.newest({ room: room + 1, thread }, 9)).toEqual([])
  })

  test.each([0, 2, 3] as const)('leave out what is not shown (%d)', shown => {
    const store = openOne()
    const { room, keys } = write(store, 4, shown)
    expect(store.events.newest({ room }, 10)).toEqual([])
    expect(store.events.byId(keys[0]?.subarray(8) ?? new Uint8Array())).toBeUndefined()
    expect(store.unread.count(room, 99)).toEqual({ unread: 0, mentions: 0 })
  })

  test('count what is unread up to a limit', () => {
    const store = openOne()
    const { room } = write(store, 10)
    expect([store.unread.count(room, 99).unread, store.unread.count(room, 4).unread]).toEqual([10, 4])
  })
})

describe('what is held', () => {
  test('of a log is what went in, in whatever order', () => {
    const db = openDb()
    db.exec(
      "INSERT INTO rooms (num, room_id, kind, name, joined_at) VALUES (1, x'01', 'public', 'a', 1); INSERT INTO devices (num, device, last_heard_at) VALUES (1, x'01', 1)"
    )
    let room = 0
    const batches = fc.array(fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 6 }), { maxLength: 10 })
    fc.assert(
      fc.property(batches, all => {
        db.exec(`DELETE FROM have; DELETE FROM logs`)
        const logs = createLogs(db)
        const inside = new Set<number>()
        let log = { num: ++room, headSeq: -1 }
        for (const seqs of all) {
          const fresh = seqs.filter(seq => !inside.has(seq))
          if (fresh.length === 0) continue
          for (const seq of fresh) {
            inside.add(seq)
            log = logs.advance(1, 1, seq, seedOf(`${seq}`))
          }
          logs.addHave(log.num, runsOf(fresh), log.headSeq)
        }
        if (inside.size > 0) expect(logs.have(log.num)).toEqual(runsOf([...inside]))
      })
    )
  })

  test('by others adds up, and tells what is new', () => {
    const db = openDb()
    db.exec(`INSERT INTO rooms (num, room_id, kind, name, joined_at) VALUES (1, x'01', 'public', 'a', 1);
      INSERT INTO people VALUES (1, x'01', 'Zoe', 20, '', 1, 1, 1), (2, x'02', 'Yan', 20, '', 1, 1, 1)`)
    const held = createHeld(db)
    expect(held.add(1, 1, [{ first: 0, last: 3 }])).toEqual([{ first: 0, last: 3 }])
    expect(
      held.add(1, 1, [
        { first: 2, last: 5 },
        { first: 2, last: 2 }
      ])
    ).toEqual([{ first: 4, last: 5 }])
    expect(held.add(1, 1, [{ first: 0, last: 5 }])).toEqual([])
    held.add(1, 2, [{ first: 5, last: 5 }])
    expect([held.holders(1, 5), held.holders(1, 4), held.holders(1, 6), held.holders(2, 5)]).toEqual([
      [1, 2],
      [1],
      [],
      []
    ])
  })
})

describe('people', () => {
  const who = (n: number, over = {}) => ({
    ...{
      account: seedOf(`account ${n}`),
      device: seedOf(`device ${n}`),
      certificate: seedOf('c'),
      profile: seedOf(`p ${n}`)
    },
    ...{ deviceName: 'x', name: `Person ${n}`, hue: 20, status: '', profileAt: 10 },
    ...over
  })

  test('the newest profile counts, whichever comes last', () => {
    const people = createPeople(openDb())
    people.introduce(who(1), 1)
    people.introduce(who(1, { name: 'Newer', profile: seedOf('newer'), profileAt: 20 }), 2)
    people.introduce(who(1, { name: 'Older', profile: seedOf('older'), profileAt: 15 }), 3)
    expect(people.all()).toMatchObject([{ name: 'Newer', firstHeardAt: 1 }])
    expect(Buffer.from(people.device(seedOf('device 1'))?.profile ?? []).equals(seedOf('newer'))).toBe(true)
  })

  test('strangers without end do not fill the store, and do not push out who is near or has written', () => {
    const store = openOne()
    const { device } = write(store, 1)
    expect(device).toBeGreaterThan(0)
    const near = store.people.introduce(who(-1), 1)
    const keep = new Set([near])
    store.transaction(() => {
      for (let n = 0; n < 5_100; n++) store.people.introduce(who(n), 2 + n, keep)
    })
    expect(store.people.all()).toHaveLength(5_000)
    expect(store.people.all().filter(each => ['Zoe', 'Person -1', 'Person 5099'].includes(each.name))).toHaveLength(3)
  })
})

test('somebody who said nothing but what they have read is forgotten too, when there are too many', () => {
  const store = openOne()
  const who = (name: string, n: number) => ({
    account: seedOf(`account ${name}`),
    device: seedOf(`device ${name}`),
    certificate: new Uint8Array(),
    profile: new Uint8Array(),
    deviceName: 'Computer',
    name,
    hue: 20,
    status: '',
    profileAt: n
  })
  store.transaction(() => {
    store.rooms.join(seedOf('room'), 'room', 1)
    const room = store.rooms.byId(seedOf('room'))?.num ?? 0
    const reader = store.people.introduce(who('reader', 0), 0)
    store.held.add(room, reader, [{ first: 0, last: 1 }])
    store.readBy.add(room, reader, [{ first: 0, last: 1 }])
    store.receiptTimes.put(room, reader, 'read', [{ first: 0, last: 1 }], 1)
    for (let n = 1; n <= 5_000; n++) store.people.introduce(who(`${n}`, n), n)
  })
  expect(store.people.all()).toHaveLength(5_000)
  expect(store.people.byAccount(seedOf('account reader'))).toBeUndefined()
})
