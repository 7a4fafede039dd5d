import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryOf } from '../../electron/core/chat/delivery.ts'

const of = (others: number[], nearby: number[], holders: number[], reached = 0) =>
  deliveryOf({ reached, others: new Set(others), nearby: new Set(nearby), holders })

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
  expect(of([...others], [...nearby], [...holders])).toMatchObject({ delivery, heldBy })
})

test('never a step back, whoever comes or goes', () => {
  const set = fc.uniqueArray(fc.nat(5))
  fc.assert(
    fc.property(set, set, set, fc.nat(3), (others, nearby, holders, reached) => {
      const { rank } = of(others, nearby, holders, reached)
      expect(rank).toBeGreaterThanOrEqual(reached)
      expect(of([...others, 7], [...nearby, 7], holders, rank).rank).toBeGreaterThanOrEqual(rank)
    })
  )
})
