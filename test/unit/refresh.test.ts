/** When a send group heals itself, and with what. */
import { expect, test } from 'vitest'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { epochId } from '../../electron/core/crypto/groups/position.ts'
import {
  importsFor,
  REFRESH_MESSAGES,
  REFRESH_MS,
  REST_MS,
  refreshDue,
  SMALL_GROUP,
  sharesToDrop
} from '../../electron/core/crypto/groups/refresh.ts'
import { AT } from '../support/sendGroups.ts'

const key = (fill: number) => new Uint8Array(32).fill(fill)
const share = (fill: number, ...members: number[]) => ({
  id: new Uint8Array(40).fill(fill),
  secret: key(fill),
  members: members.map(key)
})

test('a refresh is due after so many messages, after a day, and where the clock went back', () => {
  const due = (sent: number, now: number) => refreshDue({ sent, refreshedAt: AT }, 2, false, now)
  expect(due(REFRESH_MESSAGES - 1, AT + REFRESH_MS - 1)).toBe(false)
  expect(due(REFRESH_MESSAGES, AT)).toBe(true)
  expect(due(0, AT + REFRESH_MS)).toBe(true)
  expect(due(0, AT - 1)).toBe(true)
})

test('a new epoch of a peer makes it due at once, in a large room after a minute', () => {
  const due = (members: number, now: number) => refreshDue({ sent: 0, refreshedAt: AT }, members, true, now)
  expect(due(2, AT)).toBe(true)
  expect(due(SMALL_GROUP, AT)).toBe(true)
  expect(due(SMALL_GROUP + 1, AT + REST_MS - 1)).toBe(false)
  expect(due(SMALL_GROUP + 1, AT + REST_MS)).toBe(true)
})

test('what is imported is new, and known to everybody who must follow', () => {
  const own = [1, 2, 3].map(key)
  const both = share(20, 2, 1, 3)
  const larger = share(30, 3, 1, 2, 4)
  expect(importsFor(own, [both, larger], new Set())).toStrictEqual([both, larger])
  expect(importsFor(own, [both, larger], new Set([toHex(both.id)]))).toStrictEqual([larger])
  // The third is not in the second one's epoch: it could not follow.
  expect(importsFor(own, [share(21, 2, 1)], new Set())).toStrictEqual([])
  expect(importsFor(own, [], new Set())).toStrictEqual([])
})

test('of each group the newest 512 exporters are kept', () => {
  const ids = [key(1), key(2)].flatMap(group => Array.from({ length: 513 }, (_, at) => epochId(group, BigInt(at))))
  expect(sharesToDrop(ids.toReversed()).map(toHex).sort()).toStrictEqual(
    [key(1), key(2)].map(group => toHex(epochId(group, 0n)))
  )
  expect(sharesToDrop(ids.slice(0, 512))).toStrictEqual([])
})
