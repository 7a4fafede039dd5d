/** Search over a long history, in a process of its own: prints how soon it answers, and what the index costs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orderKey } from '../../../electron/core/chat/clock.ts'
import { createDescribe } from '../../../electron/core/chat/describe.ts'
import { indexed } from '../../../electron/core/chat/fold.ts'
import { createSearch } from '../../../electron/core/chat/search.ts'
import { encodeMessage } from '../../../electron/core/crypto/bodies.ts'
import { sha256 } from '../../../electron/core/crypto/bytes.ts'
import { signingKey } from '../../../electron/core/crypto/ed25519.ts'
import { KIND } from '../../../electron/core/crypto/event.ts'
import { openStore, type Store } from '../../../electron/core/store/store.ts'
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Input } from '../../../shared/bridge/rpc.ts'
import type { AccountId, RoomId } from '../../../shared/model.ts'
import type { SearchNumbers } from '../search.ts'

const SEED = 20_260_521
const WORDS = 40_000
const PEOPLE = 20
const ROOMS = 3
const BATCH = 128
const ROUNDS = 6
const START = 1_750_000_000_000

type Asked = Input<Contract, 'search.find'>

async function measure(stored: number): Promise<SearchNumbers> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
  const store = openStore(join(folder, 'earshot.db'), sha256(new TextEncoder().encode('bench')))
  try {
    const random = seeded(SEED)
    const talk = createTalk(random)
    const fill = fillStore(store, stored, () => talk.say())
    const accountKey = fill.accounts[0] ?? new Uint8Array()
    const account = { accountKey, person: 1, device: signingKey(sha256(accountKey)) }
    const describe = createDescribe({
      store,
      account,
      nearby: () => new Set(),
      readReceipts: () => true,
      now: Date.now
    })
    const search = createSearch({ store, account, describe, onFailed: reject })
    const took = new Map<string, number[]>()
    for (let round = 0; round < ROUNDS; round++) {
      for (const [what, asked] of queries(talk, fill, random)) {
        const startedAt = performance.now()
        search.find({ limit: 50, ...asked })
        took.set(what, [...(took.get(what) ?? []), performance.now() - startedAt])
      }
    }
    const kinds = [...took].map(([what, times]) => ({ what, p95Ms: p95(times) })).sort((a, b) => b.p95Ms - a.p95Ms)
    return {
      p95Ms: p95([...took.values()].flat()),
      worst: kinds[0] ?? { what: '', p95Ms: Number.NaN },
      putUs: fill.putUs
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const reject = (err: unknown): never => {
  throw err
}
const p95 = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Talk as languages have it: few words often, most of them seldom, some put together, some without spaces. */
function createTalk(random: () => number) {
  const below = (n: number): number => Math.floor(random() * n)
  const consonants = 'nrtshdlcmbgpfkwvzj'
  const vowels = 'eaiouäöü'
  const syllable = (): string =>
    `${consonants[below(below(18) + 1)]}${vowels[below(below(8) + 1)]}${random() < 0.4 ? consonants[below(18)] : ''}`
  const stem = (): string => Array.from({ length: 1 + below(3) }, syllable).join('')
  const words = Array.from({ length: WORDS }, (_, rank) =>
    rank > 200 && random() < 0.2 ? stem() + stem() + stem() : stem()
  )
  const word = (): string => words[Math.floor(WORDS ** random()) - 1] ?? 'e'
  const han = (): string => String.fromCodePoint(0x4e00 + Math.floor(3_000 ** random()))
  const line = (length: number, one: () => string, gap: string): string => Array.from({ length }, one).join(gap)
  return {
    word,
    rare: () => words[WORDS - 1 - below(WORDS / 2)] ?? 'e',
    han,
    say(): string {
      const dice = random()
      if (dice < 0.1) return line(4 + below(40), han, '')
      const text = line(3 + below(30), word, ' ')
      return dice < 0.15 ? `${text} https://example.org/${word()}` : dice < 0.18 ? `${text} \`${word()}\`` : text
    }
  }
}

interface Filled {
  accounts: Uint8Array[]
  rooms: Uint8Array[]
  putUs: number
}

/** Everybody's log is stored after the other, as whoever comes late receives them: the order of rows says nothing. */
function fillStore(store: Store, stored: number, say: () => string): Filled {
  const bytes = (text: string): Uint8Array => sha256(new TextEncoder().encode(text))
  const accounts = Array.from({ length: PEOPLE }, (_, person) => bytes(`account ${person}`))
  const rooms = Array.from({ length: ROOMS }, (_, room) => bytes(`room ${room}`))
  for (const [room, id] of rooms.entries()) store.rooms.join(id, `room-${room}`, 1)
  const who = accounts.map((account, person) =>
    introduce(store, account, bytes(`device ${person}`), `Person ${person}`)
  )
  const nums = rooms.map(id => store.rooms.byId(id)?.num ?? 0)
  const texts: Array<[num: number, text: string]> = []
  const perLog = Math.ceil(stored / (PEOPLE * ROOMS))
  for (let n = 0; n < stored; n += BATCH) {
    store.transaction(() => {
      for (let one = n; one < Math.min(stored, n + BATCH); one++) {
        const log = Math.floor(one / perLog)
        const text = say()
        const place = { room: nums[log % ROOMS] ?? 0, device: who[Math.floor(log / ROOMS)] ?? 0, seq: one % perLog }
        texts.push([put(store, place, bytes(`event ${one}`), text), text])
      }
    })
  }
  const startedAt = performance.now()
  for (let n = 0; n < texts.length; n += BATCH)
    store.transaction(() => {
      for (const [num, text] of texts.slice(n, n + BATCH)) store.search.put(num, indexed(text))
    })
  const putUs = ((performance.now() - startedAt) * 1_000) / stored
  return { accounts, rooms, putUs }
}

function introduce(store: Store, account: Uint8Array, device: Uint8Array, name: string): number {
  const none = new Uint8Array()
  const profile = { name, hue: 20, status: '', profileAt: 1, deviceName: '', certificate: none, profile: none }
  store.people.introduce({ account, device, ...profile }, 1)
  return store.people.deviceNum(device, 1)
}

/** A message a minute in every log. Answers its row's number. */
function put(
  store: Store,
  { room, device, seq }: { room: number; device: number; seq: number },
  id: Uint8Array,
  text: string
): number {
  const log = store.logs.advance(room, device, seq, id).num
  return store.entries.insert({
    room,
    log,
    seq,
    orderKey: orderKey(BigInt(START + seq * 60_000 + log * 1_000) << 16n, id),
    kind: KIND.message,
    shown: 1,
    unread: 0,
    thread: null,
    inRoom: 1,
    erased: 0,
    proved: 1,
    receivedAt: START,
    header: new Uint8Array(200),
    body: encodeMessage({ text }),
    signature: new Uint8Array(64)
  })
}

type Typed = Omit<Asked, 'limit'>

/** What people type, from the most to the least frequent, letter by letter, with filters and without. */
function queries(talk: ReturnType<typeof createTalk>, fill: Filled, random: () => number): Array<[string, Typed]> {
  const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')
  const from = hex(fill.accounts[1]) as AccountId
  const roomId = hex(fill.rooms[1]) as RoomId
  const { word, rare, han } = talk
  const letter = String.fromCharCode(97 + Math.floor(random() * 26))
  const typed: Array<[string, string]> = [
    ['one letter', letter],
    ['two letters', word().slice(0, 2)],
    ['a word', `${word()} x`.slice(0, -2)],
    ['three words', `${word()} ${word()} ${word()}`],
    ['a rare word', rare()],
    ['nothing like it', `${rare()}qx`],
    ['part of a compound', rare().slice(3)],
    ['a phrase', `"${word()} ${word()}"`],
    ['one Han character', han()],
    ['three Han characters', han() + han() + han()],
    ['no word', '?!']
  ]
  const month = { after: START, before: START + 200 * 60_000 }
  return [
    ...typed.map(([what, text]): [string, Typed] => [what, { text }]),
    ...typed.map(([what, text]): [string, Typed] => [`${what}, by one person in one room`, { text, from, roomId }]),
    ['a word, at one time', { text: word(), ...month }],
    ['a letter, at one time', { text: letter, ...month }],
    ['by one person', { text: '', from }],
    ['with a link', { text: '', has: ['link'] }],
    ['a word and code', { text: word(), has: ['code'] }],
    ['with a reaction', { text: '', has: ['reaction'] }],
    ['a letter, pinned', { text: letter, has: ['pin'] }],
    ['a letter, calling somebody', { text: letter, has: ['mention'] }]
  ]
}

process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`)
