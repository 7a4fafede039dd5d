/** How far an own message has come: a table of what was said by whom, and never a step back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeliveryFacts, deliveryOf } from '../../electron/core/chat/delivery.ts'

const of = (others: number[], nearby: number[], holders: number[], over: Partial<DeliveryFacts> = {}) =>
  deliveryOf({
    reached: 0,
    heldOf: null,
    others: new Set(others),
    nearby: new Set(nearby),
    holders,
    readers: [],
    ...over
  })

test.each([
  ['alone in the channel', [], [], [], 'waiting', 0],
  ['others are away', [1, 2], [], [], 'waiting', 0],
  ['somebody else is near, but not in the channel', [1], [9], [], 'waiting', 0],
  ['a member is near', [1, 2], [1], [], 'sending', 0],
  ['one of two near has it', [1, 2], [1, 2], [1], 'held', 1],
  ['all near have it, one is away', [1, 2], [1], [1], 'partial', 1],
  ['who has it went away', [1, 2], [2], [1], 'held', 1],
  ['everybody has it', [1, 2], [1], [1, 2], 'delivered', 2],
  ['somebody who is no member has it', [1], [1, 9], [9], 'sending', 0]
] as const)('%s', (_, others, nearby, holders, delivery, heldBy) => {
  expect(of([...others], [...nearby], [...holders])).toMatchObject({ delivery, heldBy, readBy: 0 })
})

test('read by one of two: whoever has read it has it', () => {
  expect(of([1, 2], [1, 2], [], { readers: [1] })).toMatchObject({ delivery: 'read', readBy: 1, heldBy: 1, heldOf: 2 })
})

test('somebody who is no member reads nothing', () => {
  expect(of([1], [1], [], { readers: [9] })).toMatchObject({ delivery: 'sending', readBy: 0 })
})

test('with receipts off nothing is read, and what it was before is shown', () => {
  const read = of([1, 2], [1], [1, 2], { readers: [1] })
  expect(read).toMatchObject({ delivery: 'read', readBy: 1, deliveredTo: 2 })
  const off = of([1, 2, 3], [1], [1, 2], { reached: read.rank, heldOf: read.deliveredTo, readers: null })
  expect(off).toMatchObject({ delivery: 'delivered', readBy: 0, heldBy: 2, heldOf: 2 })
  expect(of([1, 2, 3], [1], [1, 2], { reached: off.rank, heldOf: 2, readers: [1] }).delivery).toBe('read')
})

test('a member who comes later makes the total of those who read it grow, and takes no delivery back', () => {
  const delivered = of([1, 2], [1], [1, 2])
  const facts = { reached: delivered.rank, heldOf: delivered.deliveredTo }
  expect(of([1, 2, 3], [1, 3], [1, 2], facts)).toMatchObject({ delivery: 'delivered', heldBy: 2, heldOf: 2 })
  expect(of([1, 2, 3], [1, 3], [1, 2], { ...facts, readers: [2] })).toMatchObject({
    delivery: 'read',
    readBy: 1,
    heldOf: 3
  })
})

test('whoever had it and left had it all the same: nothing is held by 0', () => {
  expect(of([2], [2], [1], { reached: of([1, 2], [1, 2], [1]).rank })).toMatchObject({ delivery: 'held', heldBy: 1 })
})

test('never a step back, whoever comes or goes', () => {
  const set = fc.uniqueArray(fc.nat(5))
  fc.assert(
    fc.property(set, set, set, set, fc.nat(7), (others, nearby, holders, readers, reached) => {
      const { rank, deliveredTo, heldBy, readBy, heldOf } = of(others, nearby, holders, { readers, reached })
      expect(rank).toBeGreaterThanOrEqual(reached)
      expect(heldBy).toBeLessThanOrEqual(heldOf)
      expect(readBy).toBeLessThanOrEqual(heldOf)
      const later = { reached: rank, heldOf: deliveredTo, readers }
      const grown = of([...others, 7], [...nearby, 7], holders, later)
      expect(grown.rank).toBeGreaterThanOrEqual(rank)
      expect(grown.heldOf).toBeGreaterThanOrEqual(heldOf)
      expect(of(others, nearby, holders, { ...later, readers: null }).rank).toBe(rank)
    })
  )
})
