import { expect, test } from 'vitest'
import type { Part, SignedEntry } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { createProof, LyingPeerError } from '../../electron/core/chat/sync/proof.ts'
import { type Entry, KIND } from '../../electron/core/crypto/event.ts'
import { hlcAt, makeLog, makeStranger, type StrangersLog } from '../support/stranger.ts'

const zoe = makeStranger('Zoe')
const yan = makeStranger('Yan')
const ROOM = publicRoomId('everyone')
const AT = 1_800_000_000_000

function logOf(count: number, who = zoe): StrangersLog {
  const log = makeLog(who)
  log.introduce(AT)
  for (let n = 1; n < count; n++) log.say(`line ${n}`, AT + n)
  return log
}

/** Another history of the same device. */
function makeLogApart(): StrangersLog {
  const log = makeLog(zoe)
  log.introduce(AT)
  for (let n = 1; n < 6; n++) log.say(`apart ${n}`, AT + n)
  return log
}

const part = (first: number, last: number, who = zoe): Part => ({ device: who.device.publicKey, first, last })
const newestFirst = (entries: readonly Entry[]): SignedEntry[] => [...entries].reverse()

/** Checks frames as they come. Answers the seqs that hold, and how many signatures were looked at. */
function prove(parts: Part[], frames: SignedEntry[][], held = new Map<number, Uint8Array>()) {
  let verified = 0
  const proof = createProof({
    roomId: ROOM,
    parts,
    above: (_, seq) => held.get(seq),
    onVerify: () => void verified++
  })
  const runs = frames.flatMap(frame => proof.frame(frame))
  return { verified, runs: runs.map(run => run.map(({ entry }) => entry.seq)), proved: runs.flat().map(p => p.proved) }
}

test('one signature vouches for everything chained below it, over frames', () => {
  const entries = newestFirst(logOf(10).entries)
  const { verified, runs, proved } = prove([part(0, 9)], [entries.slice(0, 4), entries.slice(4)])
  expect(verified).toBe(1)
  expect(runs).toEqual([
    [9, 8, 7, 6],
    [5, 4, 3, 2, 1, 0]
  ])
  expect(proved).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('below an entry that is held no signature is needed', () => {
  const { entries } = logOf(10)
  const above = new Map([[4, (entries[5] as Entry).prev as Uint8Array]])
  expect(prove([part(0, 4)], [newestFirst(entries.slice(0, 5))], above)).toMatchObject({ verified: 0 })
})

test('a signature that is none is not looked at where the chain vouches, and leaves out what nothing else vouches for', () => {
  const entries = newestFirst(logOf(6).entries)
  const spoil = (...which: number[]) =>
    entries.map((entry, n) => (which.includes(n) ? { ...entry, signature: new Uint8Array(64) } : entry))
  expect(prove([part(0, 5)], [spoil(2)]).verified).toBe(1)
  // whoever gives it may have been given it so: what is below is taken again from the first good signature on
  expect(prove([part(0, 3)], [spoil(2, 3).slice(2)]).runs).toEqual([[1, 0]])
  expect(prove([part(0, 3)], [spoil(2, 3).slice(2)]).proved).toEqual([1, 0])
})

test('an entry below one that is here, chained to another one and signed by nobody, ends it', () => {
  const entries = newestFirst(logOf(6).entries)
  const forged = { ...(makeLogApart().entries[2] as Entry), signature: new Uint8Array(64) }
  expect(() => prove([part(0, 5)], [[...entries.slice(0, 3), forged]])).toThrow('neither chained nor signed')
})

test('signatures that are none are not looked at without end', () => {
  const entries = newestFirst(logOf(400).entries).map(entry => ({ ...entry, signature: new Uint8Array(64) }))
  expect(() => prove([part(0, 399)], [entries])).toThrow(LyingPeerError)
})

test('a part that has holes is proved piece by piece', () => {
  const entries = newestFirst(logOf(8).entries).filter((_, n) => n !== 3)
  expect(prove([part(0, 7)], [entries]).verified).toBe(2)
})

test('several logs in one frame are cut apart', () => {
  const [one, other] = [logOf(3), logOf(3, yan)]
  const frame = [...newestFirst(one.entries), ...newestFirst(other.entries)]
  expect(prove([part(0, 2), part(0, 2, yan)], [frame]).runs).toEqual([
    [2, 1, 0],
    [2, 1, 0]
  ])
})

test('nothing that was not asked for, no part before its turn, nothing twice, nothing from below first', () => {
  const entries = newestFirst(logOf(6).entries)
  const [one, other] = [logOf(2), logOf(2, yan)]
  expect(() => prove([part(0, 3)], [entries.slice(0, 1)])).toThrow('not asked for')
  expect(() => prove([part(0, 5)], [[...entries.slice(0, 1), ...entries.slice(0, 1)]])).toThrow('not asked for')
  expect(() => prove([part(0, 5)], [[...entries].reverse()])).toThrow('not asked for')
  const swapped = [...newestFirst(other.entries), ...newestFirst(one.entries)]
  expect(() => prove([part(0, 1), part(0, 1, yan)], [swapped])).toThrow('not asked for')
})

test('a frame of another room, of garbage, of a changed body ends it', () => {
  const elsewhere = makeLog(zoe, 'elsewhere')
  elsewhere.introduce(AT)
  expect(() => prove([part(0, 9)], [elsewhere.entries])).toThrow('another room')
  const garbage = { header: new Uint8Array(40), body: new Uint8Array(), signature: new Uint8Array(64) }
  expect(() => prove([part(0, 9)], [[garbage]])).toThrow(LyingPeerError)
  const entries = newestFirst(logOf(4).entries)
  const changed = entries.map(entry => ({ ...entry, body: Uint8Array.from(entry.body, byte => byte ^ 1) }))
  expect(() => prove([part(0, 9)], [changed])).toThrow('body hash')
})

test('time goes on in a log, but for where its clock was set right', () => {
  const backwards = makeLog(zoe)
  backwards.introduce(AT)
  backwards.say('later', AT + 1_000)
  backwards.say('earlier', AT + 500)
  expect(() => prove([part(0, 2)], [newestFirst(backwards.entries)])).toThrow('time runs backwards')
  const reset = makeLog(zoe)
  reset.introduce(AT + 1_000_000)
  reset.add(KIND.clock, new Uint8Array(), hlcAt(AT))
  expect(prove([part(0, 1)], [newestFirst(reset.entries)]).verified).toBe(1)
})

test('a body that is left out is told apart from one that is there', () => {
  const entries = newestFirst(logOf(3).entries).map((entry, n) =>
    n === 1 ? { ...entry, body: new Uint8Array() } : entry
  )
  const proof = createProof({ roomId: ROOM, parts: [part(0, 2)], above: () => undefined })
  expect(
    proof
      .frame(entries)
      .flat()
      .map(({ erased }) => erased)
  ).toEqual([false, true, false])
})
