/** Own entries as parcels, and who is still to be given what: each entry once, none too large, as many copies as there shall be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOf, pack, sharedBy, toGive } from '../../electron/core/chat/courier/packing.ts'
import { MAX_PARCEL_ENTRIES } from '../../electron/core/crypto/courier/content.ts'
import { makeParcel, ROOM_FOR_ENTRIES } from '../../electron/core/crypto/courier/parcel.ts'
import { openEntry } from '../../electron/core/crypto/event.ts'
import { contains, type Run, runsOf } from '../../electron/core/store/runs.ts'
import { MAX_EVENT_BYTES, MAX_PARCEL_BYTES } from '../../shared/limits.ts'
import { AT, maker, reader } from '../support/courierVectors.ts'

const entryOf = (seq: number, bytes: number) => ({
  seq,
  header: new Uint8Array(200).fill(1),
  body: new Uint8Array(bytes).fill(2),
  signature: new Uint8Array(64).fill(seq % 251)
})

test('every entry is in one parcel, in the order of their numbers, and each parcel may be put at a courier', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 62_000 }), { minLength: 1, maxLength: 150 })
  fc.assert(
    fc.property(sizes, bodies => {
      const rows = bodies.map((bytes, seq) => entryOf(seq, bytes))
      const packs = pack(rows.toReversed())
      expect(packs.flatMap(({ seqs }) => seqs)).toEqual(rows.map(({ seq }) => seq))
      for (const { seqs, entries } of packs) {
        expect(entries).toHaveLength(seqs.length)
        expect(entries.length).toBeLessThanOrEqual(MAX_PARCEL_ENTRIES)
        expect(entries.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(ROOM_FOR_ENTRIES)
      }
    }),
    { numRuns: 100 }
  )
})

test('several small ones are one parcel, and the largest there may be is one by itself', () => {
  expect(pack([1, 2, 3].map(seq => entryOf(seq, 300)))).toHaveLength(1)
  const largest = new Uint8Array(MAX_EVENT_BYTES).fill(7)
  const made = makeParcel('room', reader, { is: 'entries', entries: [largest] }, maker, AT)
  if ('refusal' in made) throw new Error(made.refusal)
  expect(made.parcel.byteLength).toBeLessThanOrEqual(MAX_PARCEL_BYTES)
  expect(openEntry(largest)).toEqual({ malformed: 'not an event' })
})

const seqs = fc.uniqueArray(fc.nat(30), { maxLength: 30 })
const carriedBy = fc.array(fc.record({ person: fc.integer({ min: 1, max: 5 }), seqs }), { maxLength: 8 })
const within = (runs: readonly Run[], seq: number): boolean => contains(runs, seq)

test('what enough people carry is given to nobody else, and nobody is given what they carry', () => {
  fc.assert(
    fc.property(seqs, carriedBy, fc.integer({ min: 1, max: 3 }), (lacking, carrying, copies) => {
      const byPerson = Map.groupBy(carrying, one => one.person)
      const carried = [...byPerson].flatMap(([person, all]) =>
        runsOf(all.flatMap(one => one.seqs)).map(run => ({ ...run, person }))
      )
      const shared = sharedBy(carried, copies)
      for (let seq = 0; seq <= 30; seq++) {
        const people = new Set(carried.filter(run => run.first <= seq && seq <= run.last).map(run => run.person))
        expect(within(shared, seq)).toBe(people.size >= copies)
        for (let person = 1; person <= 5; person++) {
          const wanted = lacking.includes(seq) && people.size < copies && !people.has(person)
          expect(within(toGive(runsOf(lacking), carried, person, copies), seq)).toBe(wanted)
        }
      }
    }),
    { numRuns: 500 }
  )
})

test('the first so many of what is in runs', () => {
  const runs = [
    { first: 2, last: 4 },
    { first: 8, last: 20 }
  ]
  expect(firstOf(runs, 2)).toEqual([{ first: 2, last: 3 }])
  expect(firstOf(runs, 5)).toEqual([
    { first: 2, last: 4 },
    { first: 8, last: 9 }
  ])
  expect(firstOf(runs, 0)).toEqual([])
})
