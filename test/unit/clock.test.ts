import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClock, hlcOf, horizonAt, idOf, msOf, orderKey, timeBeside } from '../../electron/core/chat/clock.ts'
import { MAX_CLOCK_AHEAD_MS } from '../../shared/limits.ts'

const at = (ms: number): bigint => BigInt(ms) << 16n

test('times only ever grow, whatever the wall clock does and others say', () => {
  const step = fc.record({ wall: fc.nat(10_000), seen: fc.option(fc.nat(20_000), { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(step), steps => {
      let wall = 0
      const clock = createClock(() => wall)
      let last = -1n
      for (const { wall: next, seen } of steps) {
        wall = next
        if (seen !== undefined) clock.see(at(seen))
        const time = clock.next()
        expect(time).toBeGreaterThan(last)
        expect(time).toBeGreaterThanOrEqual(at(wall))
        last = time
      }
    })
  )
})

test('a time more than 24 h ahead is not followed', () => {
  const clock = createClock(() => 1_000)
  clock.see(at(1_000 + MAX_CLOCK_AHEAD_MS) + 1n)
  expect(clock.next()).toBe(at(1_000))
  clock.see(at(1_000 + MAX_CLOCK_AHEAD_MS))
  expect(clock.next()).toBe(at(1_000 + MAX_CLOCK_AHEAD_MS) + 1n)
  expect(clock.isAhead(at(1_000 + MAX_CLOCK_AHEAD_MS) + 1n)).toBe(true)
})

test('it goes on from the last time it gave before a restart', () => {
  expect(createClock(() => 5, at(1_000)).next()).toBe(at(1_000) + 1n)
})

test('order keys sort as (time, id), and give both back', () => {
  const entry = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  fc.assert(
    fc.property(entry, entry, ([hlcA, idA], [hlcB, idB]) => {
      const [a, b] = [orderKey(hlcA, idA), orderKey(hlcB, idB)]
      expect([hlcOf(a), Buffer.from(idOf(a))]).toEqual([hlcA, Buffer.from(idA)])
      const expected = hlcA === hlcB ? Buffer.compare(idA, idB) : hlcA < hlcB ? -1 : 1
      expect(Buffer.compare(a, b)).toBe(expected)
    })
  )
})

test('the horizon is behind everything of its millisecond, and before the next', () => {
  const key = horizonAt(1_000)
  expect(msOf(key)).toBe(1_000 + MAX_CLOCK_AHEAD_MS)
  expect(Buffer.compare(orderKey(at(1_000 + MAX_CLOCK_AHEAD_MS), new Uint8Array(32).fill(0xff)), key)).toBe(0)
})

test('what a log said before its clock was set right stands before that, in the order it was written', () => {
  const step = fc.record({ ahead: fc.nat(5_000), isReset: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      let last = 0n
      const log = steps.map(({ ahead, isReset }, seq) => {
        last = isReset ? at(1_000_000 + ahead) : last + at(1 + ahead)
        return { seq, hlc: last, isReset }
      })
      const stands = log.map(entry =>
        timeBeside(
          entry,
          log.slice(entry.seq + 1).filter(({ isReset }) => isReset)
        )
      )
      for (const [seq, time] of stands.entries()) {
        const next = stands[seq + 1]
        if (next !== undefined) expect(time).toBeLessThan(next)
      }
    })
  )
})

test('what stands before the moment anyhow is not moved', () => {
  expect(timeBeside({ seq: 1, hlc: at(5) }, [{ seq: 9, hlc: at(6) }])).toBe(at(5))
  expect(timeBeside({ seq: 1, hlc: at(50) }, [{ seq: 9, hlc: at(6) }])).toBe(at(6) - 8n)
})

test('twice set to the same moment, nothing stands in one place with something else', () => {
  const resets = [
    { seq: 1, hlc: at(6) },
    { seq: 2, hlc: at(6) }
  ]
  expect(timeBeside({ seq: 0, hlc: at(50) }, resets)).toBe(at(6) - 2n)
  expect(timeBeside({ seq: 1, hlc: at(6) }, resets.slice(1))).toBe(at(6) - 1n)
})

test('only the ten thousand numbers before it stand where it says', () => {
  const reset = { seq: 10_001, hlc: at(6) }
  expect(timeBeside({ seq: 1, hlc: at(50) }, [reset])).toBe(at(6) - 10_000n)
  expect(timeBeside({ seq: 0, hlc: at(50) }, [reset])).toBe(at(50))
})
