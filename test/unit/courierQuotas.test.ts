/** What a courier keeps under floods: quotas hold after every step, contacts are served, and what goes is what strangers left longest ago. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { KEEP_DAYS } from '../../electron/core/chat/courier/days.ts'
import { createKeeping } from '../../electron/core/chat/courier/keeping.ts'
import {
  dedicatedQuotasOf,
  type Quotas,
  quotasOf,
  ROW_BYTES,
  roomFor
} from '../../electron/core/chat/courier/quotas.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { frame, lockOf, parcelHash } from '../../electron/core/crypto/courier/frame.ts'
import { firstContactTag } from '../../electron/core/crypto/courier/tags.ts'
import { MAX_PAGE_PARCELS, MAX_PARCEL_BYTES, PARCEL_PAGE_BYTES } from '../../shared/limits.ts'
import type { DeviceId } from '../../shared/model.ts'
import { AT, DAY } from '../support/courierVectors.ts'
import { makeParcelStore } from '../support/parcelStore.ts'
import { seedOf } from '../support/stranger.ts'

const open: Array<{ close(): void }> = []
afterEach(() => {
  for (const store of open.splice(0)) store.close()
})

const DAY_MS = 24 * 60 * 60 * 1000
const accountOf = (name: string): Uint8Array => seedOf(`account ${name}`)
const tagOf = (name: string): Uint8Array => seedOf(`tag ${name}`)
const keyOf = (name: string): Uint8Array => seedOf(`key ${name}`)
let made = 0

function parcelOf(bytes: number, name = `${made++}`, sort: 'room' | 'first-contact' = 'room'): Uint8Array {
  const sealed = new Uint8Array(Math.max(1, bytes - 33))
  sealed.set(seedOf(name).subarray(0, sealed.byteLength))
  return frame({ sort, lock: lockOf(keyOf(name)), sealed })
}

/** Small, so that floods are quick. */
const SMALL: Quotas = {
  total: 40_000,
  tag: 8_000,
  contact: 20_000,
  stranger: { bytes: 5_000, parcels: 4 },
  strangers: 20_000
}

function courier(quotas: Quotas = SMALL, contacts: readonly string[] = ['Ann', 'Bo']) {
  const store = makeParcelStore()
  open.push(store)
  const at: { now: number; quotas: Quotas | undefined } = { now: AT, quotas }
  const known = new Set(contacts.map(name => toHex(accountOf(name))))
  const keeping = createKeeping({
    store,
    quotas: () => at.quotas,
    dedicated: false,
    accountOf: peer => (peer === 'nobody' ? undefined : accountOf(peer)),
    isContact: account => known.has(toHex(account)),
    now: () => at.now,
    onFailed: err => {
      throw err
    }
  })
  const as = (name: string) => {
    const answers = keeping.answersFor(name as DeviceId)
    if (answers === undefined) throw new Error('not answered')
    return answers
  }
  const kept = (where = '') =>
    store.db.prepare(`SELECT coalesce(sum(size), 0) AS size, count(*) AS n FROM parcels ${where}`).get() as {
      size: number
      n: number
    }
  const bytesHeld = (name: string, tags: string[]) => {
    const page = as(name).take(tags.map(tagOf).sort(Buffer.compare), undefined)
    if (typeof page === 'string') throw new Error(page)
    return page
  }
  return { store, keeping, at, as, kept, take: bytesHeld }
}

describe('room for one more', () => {
  const usage = fc.record({
    total: fc.nat(SMALL.total),
    strangers: fc.nat(SMALL.strangers),
    tag: fc.record({ bytes: fc.nat(SMALL.tag), strangers: fc.nat(SMALL.tag) }),
    own: fc.record({ bytes: fc.nat(SMALL.contact), parcels: fc.nat(8) })
  })
  test('is only ever made of what strangers left, and leaves every quota kept', () => {
    fc.assert(
      fc.property(usage, fc.integer({ min: 1, max: 9_000 }), fc.boolean(), (raw, size, isContact) => {
        const tag = { bytes: raw.tag.bytes, strangers: Math.min(raw.tag.strangers, raw.tag.bytes) }
        const strangers = Math.max(Math.min(raw.strangers, raw.total), tag.strangers)
        const now = { ...raw, tag, strangers, total: Math.max(raw.total, strangers, tag.bytes) }
        const room = roomFor(size, isContact, now, SMALL)
        if ('refusal' in room) return
        expect(room.underTag).toBeLessThanOrEqual(tag.strangers)
        expect(Math.max(room.ofAll, room.underTag)).toBeLessThanOrEqual(strangers)
        const gone = Math.max(room.ofAll, room.underTag)
        expect(now.total + size - gone).toBeLessThanOrEqual(Math.max(SMALL.total, now.total))
        expect(tag.bytes + size - room.underTag).toBeLessThanOrEqual(SMALL.tag)
        if (!isContact) expect(strangers + size - gone).toBeLessThanOrEqual(SMALL.strangers)
      }),
      { numRuns: 5_000 }
    )
  })
})

describe('floods', () => {
  const act = fc.record({
    who: fc.constantFrom('Ann', 'Bo', ...Array.from({ length: 12 }, (_, n) => `stranger ${n}`)),
    tag: fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'),
    bytes: fc.integer({ min: 40, max: 3_000 }),
    drop: fc.boolean(),
    later: fc.integer({ min: 0, max: 3 * DAY_MS })
  })

  test('after every step of any history each quota holds, and what is counted is what is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 120 }), async acts => {
        const { as, kept, at, store } = courier()
        for (const { who, tag, bytes, drop, later } of acts) {
          const name = `${made++}`
          const parcel = parcelOf(bytes, name)
          const said = await as(who).put(tagOf(tag), parcel)
          expect(['stored', 'yours-full', 'tag-full', 'full']).toContain(said)
          if (drop && said === 'stored')
            await as('somebody').drop([{ tag: tagOf(tag), hash: parcelHash(parcel), key: keyOf(name) }])
          at.now += Math.floor(later / 10)
          expect(kept().size).toBeLessThanOrEqual(SMALL.total)
          expect(kept('WHERE known = 0').size).toBeLessThanOrEqual(SMALL.strangers)
          const worst = store.db
            .prepare('SELECT max(bytes) AS bytes FROM (SELECT sum(size) AS bytes FROM parcels GROUP BY tag)')
            .get() as { bytes: number | null }
          expect(worst.bytes ?? 0).toBeLessThanOrEqual(SMALL.tag)
          const each = store.db.prepare(`SELECT max(n) AS n, max(bytes) AS bytes FROM
            (SELECT count(*) AS n, sum(size) AS bytes FROM parcels WHERE known = 0 GROUP BY depositor)`)
          const { n, bytes: most } = each.get() as { n: number | null; bytes: number | null }
          expect(n ?? 0).toBeLessThanOrEqual(SMALL.stranger.parcels)
          expect(most ?? 0).toBeLessThanOrEqual(SMALL.stranger.bytes)
        }
      }),
      { numRuns: 60 }
    )
  })

  test('by two hundred strangers take half at most, and a contact is served all the same, to the last byte', async () => {
    const { as, kept } = courier()
    for (let n = 0; n < 200; n++) await as(`stranger ${n}`).put(tagOf(`of ${n}`), parcelOf(2_000))
    expect(kept().size).toBeLessThanOrEqual(SMALL.strangers)
    const put = async (who: string, tag: string) => await as(who).put(tagOf(tag), parcelOf(2_000 - ROW_BYTES))
    for (let n = 0; n < 10; n++) expect(await put('Ann', `a ${n}`)).toBe('stored')
    for (let n = 0; n < 10; n++) expect(await put('Bo', `b ${n}`)).toBe('stored')
    expect(kept('WHERE known = 1').size).toBe(SMALL.total)
    expect(kept('WHERE known = 0').n).toBe(0)
    expect(await as('stranger 7').put(tagOf('x'), parcelOf(100))).toBe('full')
    expect(await put('Bo', 'one too many')).toBe('yours-full')
  })

  test('of one tag that somebody is to be cut off under: their contacts get through, strangers’ oldest go', async () => {
    const { as, take } = courier()
    for (let n = 0; n < 8; n++) await as(`stranger ${n}`).put(tagOf('of Brin'), parcelOf(2_000 - ROW_BYTES))
    expect(await as('stranger 9').put(tagOf('of Brin'), parcelOf(100))).toBe('tag-full')
    const parcel = parcelOf(2_000 - ROW_BYTES)
    expect(await as('Ann').put(tagOf('of Brin'), parcel)).toBe('stored')
    expect(take('Brin', ['of Brin']).parcels.map(one => toHex(one.parcel))).toContain(toHex(parcel))
  })

  test('what a stranger left the longest ago goes first, and nothing of a contact', async () => {
    const { as, at, take } = courier()
    const names = ['early', 'later', 'last']
    expect(await as('Ann').put(tagOf('of Ann'), parcelOf(2_000))).toBe('stored')
    for (const [n, name] of names.entries()) {
      at.now += 1_000
      expect(await as(`stranger ${n}`).put(tagOf(name), parcelOf(4_500))).toBe('stored')
    }
    at.now += 1_000
    for (let n = 0; n < 2; n++) await as(`more ${n}`).put(tagOf(`more ${n}`), parcelOf(4_500))
    const there = [...names, 'of Ann'].filter(name => take('Brin', [name]).parcels.length > 0)
    expect(there).toEqual(['later', 'last', 'of Ann'])
  })

  test('one stranger gets no more by leaving small ones, and as much again once they were taken', async () => {
    const { as } = courier()
    const parcels = Array.from({ length: 4 }, (_, n) => parcelOf(60, `small ${n}`))
    for (const parcel of parcels) expect(await as('stranger').put(tagOf('x'), parcel)).toBe('stored')
    expect(await as('stranger').put(tagOf('y'), parcelOf(60))).toBe('yours-full')
    const [first = new Uint8Array()] = parcels
    await as('Brin').drop([{ tag: tagOf('x'), hash: parcelHash(first), key: keyOf('small 0') }])
    expect(await as('stranger').put(tagOf('y'), parcelOf(60))).toBe('stored')
  })
})

describe('a courier', () => {
  test('keeps what was left once, however often it is left', async () => {
    const { as, kept } = courier()
    const parcel = parcelOf(500)
    for (let n = 0; n < 3; n++) expect(await as('Ann').put(tagOf('x'), parcel)).toBe('stored')
    expect(kept()).toEqual({ n: 1, size: 500 + ROW_BYTES })
  })

  test('hands out page by page, each parcel once, and nothing that was not asked for', async () => {
    const { as } = courier({ ...SMALL, ...quotasOf(64) }, ['Ann'])
    const tags = ['a', 'b', 'c'].map(tagOf).sort(Buffer.compare)
    const left = new Set<string>()
    for (let n = 0; n < 150; n++) {
      const parcel = parcelOf(n % 50 === 0 ? MAX_PARCEL_BYTES : 300 + n)
      expect(await as('Ann').put(tags[n % 3] as Uint8Array, parcel)).toBe('stored')
      left.add(toHex(parcel))
    }
    await as('Ann').put(tagOf('not asked for'), parcelOf(300))
    const got: string[] = []
    let after: { tag: Uint8Array; hash: Uint8Array } | undefined
    for (let pages = 0, more = true; more; pages++) {
      const page = as('Brin').take(tags, after)
      if (typeof page === 'string') throw new Error(page)
      const bytes = page.parcels.reduce((sum, { parcel }) => sum + parcel.byteLength, 0)
      expect(page.parcels.length).toBeLessThanOrEqual(MAX_PAGE_PARCELS)
      expect(bytes).toBeLessThanOrEqual(PARCEL_PAGE_BYTES)
      expect(pages).toBeLessThan(20)
      got.push(...page.parcels.map(({ parcel }) => toHex(parcel)))
      const last = page.parcels.at(-1)
      after = last && { tag: last.tag, hash: parcelHash(last.parcel) }
      more = page.more
    }
    expect(got).toHaveLength(150)
    expect(new Set(got)).toEqual(left)
  })

  test('lets go of a parcel for the key that lies inside it, and for no other', async () => {
    const { as, kept } = courier()
    const parcel = parcelOf(500, 'mine')
    const place = { tag: tagOf('x'), hash: parcelHash(parcel) }
    await as('Ann').put(place.tag, parcel)
    await as('thief').drop([
      { ...place, key: keyOf('yours') },
      { ...place, key: undefined },
      { ...place, key: lockOf(keyOf('mine')) },
      { tag: tagOf('y'), hash: place.hash, key: keyOf('mine') }
    ])
    expect(kept().n).toBe(1)
    await as('Brin').drop([{ ...place, key: keyOf('mine') }])
    expect(kept().n).toBe(0)
  })

  test('hands a first contact to devices of that account alone, and lets go of it for them, junk included', async () => {
    const { as, kept } = courier()
    const tag = firstContactTag(accountOf('Brin'), DAY)
    const parcel = parcelOf(500, 'first', 'first-contact')
    await as('stranger').put(tag, parcel)
    const hash = parcelHash(parcel)
    const asked = (who: string) => as(who).take([tag], undefined)
    expect(asked('thief')).toEqual({ parcels: [], more: false, carries: 'beside' })
    await as('thief').drop([{ tag, hash, key: undefined }])
    expect(asked('Brin')).toMatchObject({ parcels: [{ parcel: Buffer.from(parcel) }], more: false })
    await as('Brin').drop([{ tag, hash, key: undefined }])
    expect(kept().n).toBe(0)
  })

  test('does nothing for whoever did not greet, takes nothing in when it carries nothing, and hands out what it has', async () => {
    const { as, keeping, at, take } = courier()
    expect(keeping.answersFor('nobody' as DeviceId)).toBeUndefined()
    await as('Ann').put(tagOf('x'), parcelOf(500))
    at.quotas = undefined
    expect(await as('Ann').put(tagOf('x'), parcelOf(500))).toBe('not-a-courier')
    expect(take('Brin', ['x'])).toMatchObject({ parcels: [{}], carries: 'nothing' })
  })

  test('refuses by name what is no parcel and what is too large', async () => {
    const { as } = courier(quotasOf(64))
    const put = async (parcel: Uint8Array) => await as('Ann').put(tagOf('x'), parcel)
    expect(await put(new Uint8Array(33).fill(1))).toBe('malformed')
    expect(await put(new Uint8Array(500).fill(3))).toBe('malformed')
    expect(await put(new Uint8Array())).toBe('malformed')
    expect(await put(parcelOf(MAX_PARCEL_BYTES))).toBe('stored')
    expect(await put(parcelOf(MAX_PARCEL_BYTES + 1))).toBe('too-large')
  })

  test('keeps for 30 days, then neither hands out nor counts', async () => {
    const { as, at, keeping, kept, take } = courier()
    await as('Ann').put(tagOf('x'), parcelOf(500))
    at.now += KEEP_DAYS * DAY_MS - 1
    expect(take('Brin', ['x']).parcels).toHaveLength(1)
    at.now += 1
    expect(take('Brin', ['x']).parcels).toEqual([])
    keeping.start()
    keeping.stop()
    expect(kept().n).toBe(0)
  })

  test('does not write down who left what', async () => {
    const { as, store } = courier()
    await as('Ann').put(tagOf('x'), parcelOf(500))
    const rows = store.db.prepare('SELECT * FROM parcels').all() as Array<Record<string, unknown>>
    const bytes = rows.flatMap(row => Object.values(row)).filter(value => Buffer.isBuffer(value))
    for (const value of bytes) expect(value.includes(Buffer.from(accountOf('Ann')))).toBe(false)
  })
})

test('a dedicated courier takes more of each stranger, and of all as much as there is', () => {
  const [small, large] = [quotasOf(256), dedicatedQuotasOf(1_024)]
  expect(small).toMatchObject({ total: 2 ** 28, strangers: 2 ** 27, stranger: { bytes: 2 ** 20, parcels: 64 } })
  expect(large).toMatchObject({ total: 2 ** 30, strangers: 2 ** 30, tag: 2 ** 22 })
})
