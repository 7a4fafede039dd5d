/** Folders with a long history in them, signed by many hands, made without a network; and what storing bare rows takes. */
import { join } from 'node:path'
import { openAccount } from '../../../electron/core/chat/account.ts'
import { createClock, orderKey } from '../../../electron/core/chat/clock.ts'
import { indexed } from '../../../electron/core/chat/fold.ts'
import { createIngest } from '../../../electron/core/chat/ingest.ts'
import { createProjection } from '../../../electron/core/chat/projection.ts'
import { publicRoomId } from '../../../electron/core/chat/publicRoom.ts'
import { openMessage } from '../../../electron/core/crypto/bodies.ts'
import { toHex } from '../../../electron/core/crypto/bytes.ts'
import { type Entry, encodeEntry, KIND } from '../../../electron/core/crypto/event.ts'
import { createVault } from '../../../electron/core/crypto/vault.ts'
import { runsOf } from '../../../electron/core/store/runs.ts'
import { openStore, type Store } from '../../../electron/core/store/store.ts'
import { makeCopy, plainKeeper } from '../../support/makeCopy.ts'
import { createMemoryLan } from '../../support/memoryLan.ts'
import { makeLog, makeStranger } from '../../support/stranger.ts'

const WRITERS = 20
/** As many as sync hands over at once. */
const BATCH = 64
const WORDS =
  'the boat comes in at nine and somebody has to be there with the key of the upper shed before it rains'.split(' ')
const FIRST_AT = 1_700_000_000_000

/** What was said, in the order it was said: `count` messages, and an introduction of each writer before them. */
export function makeHistory(count: number): Entry[] {
  const logs = Array.from({ length: WRITERS }, (_, n) => makeLog(makeStranger(`Writer ${n}`)))
  const all = logs.map(log => log.introduce(FIRST_AT))
  for (let n = 0; n < count; n++) {
    const log = logs[Math.floor(n / 5) % WRITERS]
    const text = Array.from({ length: 6 + (n % 20) }, (_, at) => WORDS[(n * 7 + at * 3) % WORDS.length]).join(' ')
    if (log !== undefined) all.push(log.say(`${n} ${text}`, FIRST_AT + (n + 1) * 1_000))
  }
  return all
}

export const bytesOfAll = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { header, body, signature }) => sum + header.length + body.length + signature.length, 0)

/** The same as events travel, alone or in a sync: one by one encoded. */
export const bytesAsSent = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + encodeEntry(entry).length, 0)

/** Somebody new in these channels, who has heard nothing yet. */
export async function makeFolder(dataDir: string, name: string, channels: readonly string[] = []): Promise<void> {
  const copy = await makeCopy({ lan: createMemoryLan(), dataDir, name })
  for (const channel of channels) await copy.bridge.call('rooms.join', { name: channel })
  await copy.stop()
}

function open(dataDir: string): Store {
  return openStore(join(dataDir, 'earshot.db'), createVault(join(dataDir, 'key.json'), plainKeeper).open())
}

function roomOf(store: Store) {
  const room = store.rooms.byId(publicRoomId('everyone'))
  if (room === undefined) throw new Error('not in #everyone')
  return room
}

/** Puts entries into a folder through the door they all come in by, as if a sync had proved them. */
export async function putHistory(dataDir: string, entries: readonly Entry[]): Promise<void> {
  const store = open(dataDir)
  const account = openAccount(store, Date.now)
  if (account === undefined) throw new Error('no account')
  const clock = createClock(Date.now)
  const ingest = createIngest({
    store,
    account,
    clock,
    projection: createProjection({ store, account, clock }),
    now: Date.now,
    nearby: () => new Set(),
    onStored() {},
    onFailed(err) {
      throw err
    }
  })
  const room = roomOf(store)
  for (const log of Map.groupBy(entries, ({ device }) => toHex(device)).values()) {
    const parts = [log.slice(0, 1)] // who it is comes first
    for (let to = log.length; to > 1; to -= BATCH) parts.push(log.slice(Math.max(1, to - BATCH), to).reverse())
    for (const run of parts) {
      await ingest.take(
        room,
        run.map(entry => ({ entry, erased: false, proved: 1 as const }))
      )
    }
  }
  await store.close()
}

/**
 * What it is compared with: the same rows, in transactions of the same size, through the store's own statements. The row
 * with all its indexes, what is held of the log, and its text in the search index; nothing is decoded, hashed or checked
 * meanwhile. Answers ms.
 */
export async function timeBareRows(dataDir: string, entries: readonly Entry[]): Promise<number> {
  const store = open(dataDir)
  const room = roomOf(store)
  const texts = entries.map(entry => (entry.kind === KIND.message ? openMessage(entry.body).text : undefined))
  const startedAt = performance.now()
  for (let from = 0; from < entries.length; from += BATCH) {
    store.transaction(() => {
      const seqs = new Map<number, number[]>()
      for (const [at, entry] of entries.slice(from, from + BATCH).entries()) {
        const device = store.people.deviceNum(entry.device, 0)
        const log = store.logs.advance(room.num, device, entry.seq, entry.id)
        const num = store.entries.insert({
          room: room.num,
          log: log.num,
          seq: entry.seq,
          orderKey: orderKey(entry.hlc, entry.id),
          kind: entry.kind,
          shown: entry.kind === KIND.message ? 1 : 0,
          unread: 0,
          thread: null,
          inRoom: 1,
          erased: 0,
          proved: 1,
          receivedAt: 0,
          header: entry.header,
          body: entry.body,
          signature: entry.signature
        })
        const text = texts[from + at]
        if (text !== undefined) store.search.put(num, indexed(text))
        seqs.set(log.num, [...(seqs.get(log.num) ?? []), entry.seq])
      }
      for (const [log, held] of seqs) store.logs.addHave(log, runsOf(held), Math.max(...held))
    })
  }
  const took = performance.now() - startedAt
  await store.close()
  return took
}
