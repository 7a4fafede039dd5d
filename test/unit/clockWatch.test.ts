/** Telling a wrong clock: by what most people near say, never by one of them alone. */
import { expect, test } from 'vitest'
import { createClockWatch } from '../../electron/core/chat/clockWatch.ts'
import type { DeviceId } from '../../shared/model.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000

function watching() {
  const told: Array<number | null> = []
  const watch = createClockWatch({ onChanged: () => told.push(watch.off()), monotonic: () => 1_000 })
  const device = (name: string | number): DeviceId => `12D3KooW${name}`.padEnd(52, 'x') as DeviceId
  return {
    told,
    watch,
    device,
    /** `person` says that this clock is ahead by so many minutes. */
    says: (person: number, minutes: number, from: string | number = person) =>
      watch.heard(device(from), person, NOW - minutes * MINUTE, NOW, 0)
  }
}

test('nobody near says nothing', () => {
  const { watch } = watching()
  expect([watch.off(), watch.offset(NOW)]).toEqual([null, undefined])
})

test('a clock that is as far off as computers are is not spoken of', () => {
  const { says, watch, told } = watching()
  says(1, 2)
  says(2, -1)
  expect([watch.off(), told]).toEqual([null, []])
})

test('everybody says nine minutes: told once, positive where this clock is ahead', () => {
  const { says, watch, told } = watching()
  for (const person of [1, 2, 3]) says(person, 9)
  expect([watch.off(), told]).toEqual([9 * MINUTE, [9 * MINUTE]])
})

test('a clock that is behind is told as negative', () => {
  const { says, watch } = watching()
  says(1, -525_600)
  expect(watch.off()).toBe(-525_600 * MINUTE)
})

test.each([9, -9, 525_600])('one of three lies by %d minutes: nothing is told', lie => {
  const { says, told } = watching()
  says(1, 0)
  says(2, lie)
  says(3, 0)
  says(2, lie)
  expect(told).toEqual([])
})

test('one of three lies the other way while the clock is wrong: it is told all the same', () => {
  const { says, watch } = watching()
  says(1, 9)
  says(2, -9_000)
  says(3, 9)
  expect(watch.off()).toBe(9 * MINUTE)
})

test.each([
  [0, 30],
  [1, -30],
  [-5, 30]
])('of two people who say %d and %d nobody is believed to be right against this clock', (one, other) => {
  const { says, watch } = watching()
  says(1, one)
  says(2, other)
  expect(watch.off()).toBeNull()
})

test('two people who agree are believed, by the smaller of what they say', () => {
  const { says, watch } = watching()
  says(1, 10)
  says(2, 12)
  expect(watch.off()).toBe(10 * MINUTE)
})

test('a person with three computers has one vote', () => {
  const { says, watch } = watching()
  says(1, 0)
  says(3, 0)
  for (const computer of ['a', 'b', 'c', 'd']) says(2, 60, computer)
  expect(watch.off()).toBeNull()
})

test('a clock that was set right is told too, with the next comparison', () => {
  const { says, watch, told } = watching()
  says(1, 9)
  says(2, 9)
  says(1, 0)
  says(2, 0)
  expect([watch.off(), told]).toEqual([null, [9 * MINUTE, null]])
})

test('a drift of seconds is not told again and again', () => {
  const { watch, device, told } = watching()
  for (let second = 0; second < 50; second++) watch.heard(device(1), 1, NOW - 9 * MINUTE - second * 1_000, NOW, 0)
  expect(told).toEqual([9 * MINUTE])
})

test('whoever left has no vote any more', () => {
  const { says, watch, device, told } = watching()
  says(1, 9)
  watch.parted(device(1))
  expect([watch.off(), told]).toEqual([null, [9 * MINUTE, null]])
})

test('half of the way there and back is allowed for; an answer that took too long says nothing', () => {
  const { watch, device } = watching()
  watch.heard(device(1), 1, NOW - 10 * MINUTE, NOW, 20_000)
  expect(watch.offset(NOW)).toBe(10 * MINUTE - 10_000)
  watch.heard(device(2), 2, NOW - 500 * MINUTE, NOW, 61_000)
  expect(watch.offset(NOW)).toBe(10 * MINUTE - 10_000)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 2 ** 60])('a time of %d is no time', theirs => {
  const { watch, device } = watching()
  watch.heard(device(1), 1, theirs, NOW, 0)
  expect(watch.offset(NOW)).toBeUndefined()
})

test('what was said before this clock was set says nothing of what it shows now', () => {
  const { says, watch } = watching()
  says(1, 0)
  expect(watch.offset(NOW + MINUTE)).toBe(0)
  expect(watch.offset(NOW + 525_600 * MINUTE)).toBeUndefined()
})
