/** Whose word counts for what time it is. */
import { beforeEach, expect, test } from 'vitest'
import { createTrustedTime } from '../../electron/core/chat/trustedTime.ts'

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR
const NOW = Date.UTC(2027, 4, 1)
let wall: number
let elapsed: number
let agreed: { offMs: number; people: number } | undefined

beforeEach(() => {
  wall = NOW
  elapsed = 1_000
  agreed = undefined
})
const make = (heardAt = 0, writtenAt = 0) =>
  createTrustedTime({ wall: () => wall, elapsed: () => elapsed, watch: { agreed: () => agreed }, heardAt, writtenAt })
const pass = (ms: number): void => {
  wall += ms
  elapsed += ms
}

test('alone, the clock of this computer counts', () => {
  expect(make()()).toBe(NOW)
})

test('two people who agree are right, whichever way the clock is wrong', () => {
  const time = make()
  agreed = { offMs: 3 * YEAR, people: 2 }
  expect(time()).toBe(NOW - 3 * YEAR)
  agreed = { offMs: -5 * HOUR, people: 3 }
  expect(time()).toBe(NOW + 5 * HOUR)
})

test('one person alone is not, and neither is a difference of seconds', () => {
  const time = make()
  agreed = { offMs: -3 * YEAR, people: 1 }
  expect(time()).toBe(NOW)
  agreed = { offMs: 30_000, people: 5 }
  expect(time()).toBe(NOW)
})

test('what they said stays true when they leave, until the clock is set', () => {
  const time = make()
  agreed = { offMs: 3 * YEAR, people: 2 }
  time()
  agreed = undefined
  pass(HOUR)
  expect(time()).toBe(NOW + HOUR - 3 * YEAR)
  wall -= 3 * YEAR
  expect(time()).toBe(NOW + HOUR - 3 * YEAR)
  pass(HOUR)
  expect(time()).toBe(NOW + 2 * HOUR - 3 * YEAR)
})

test('a clock from before there was an Earshot is behind: then one person is enough', () => {
  wall = Date.UTC(2000, 0, 1)
  const time = make()
  expect(time()).toBe(wall)
  agreed = { offMs: wall - NOW, people: 1 }
  expect(time()).toBe(NOW)
})

test('a clock that shows a time before what others had said here is behind', () => {
  wall = NOW - YEAR
  const time = make(NOW)
  expect(time()).toBe(NOW)
  agreed = { offMs: wall - (NOW + HOUR), people: 1 }
  expect(time()).toBe(NOW + HOUR)
})

test('alone with an impossible clock, it is no earlier than what was written here', () => {
  wall = Date.UTC(1970, 0, 1)
  expect(make(0, NOW)()).toBe(NOW)
  expect(make(NOW + HOUR, NOW)()).toBe(NOW + HOUR)
})

test('where others say that the clock is right, what was heard while it was wrong does not count', () => {
  const time = make(NOW + 2 * 24 * HOUR)
  expect(time()).toBe(NOW + 2 * 24 * HOUR)
  agreed = { offMs: 5, people: 1 }
  expect(time()).toBe(NOW)
  agreed = { offMs: -5, people: 2 }
  expect(time()).toBe(NOW)
})

test('nobody sets a clock back by less than what others had said: a day is let pass', () => {
  const time = make(NOW + 23 * HOUR)
  expect(time()).toBe(NOW)
})
