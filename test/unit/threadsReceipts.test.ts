/** In which order those who have read a message are shown. */
import { expect, test } from 'vitest'
import { inOrder } from '../../renderer/features/timeline/receipts/order.ts'
import type { MemberReceipt } from '../../shared/model.ts'
import { accountOf } from '../support/makeEvent.ts'

const receipt = (name: string, state: MemberReceipt['state'], at: number | null, near: boolean): MemberReceipt => ({
  person: { account: accountOf(name.length), name, hue: 20 },
  state,
  at,
  near
})

test('read, then here, then not yet; in each the first to do so, then those near, then by name', () => {
  const shuffled = [
    receipt('Åsa', 'waiting', null, true),
    receipt('Bo', 'held', 20, true),
    receipt('Femi', 'waiting', null, false),
    receipt('Cleo', 'read', 30, false),
    receipt('Dag', 'held', null, true),
    receipt('Ann', 'waiting', null, true),
    receipt('Eve', 'read', 10, true)
  ]
  expect(inOrder(shuffled).map(({ person }) => person.name)).toEqual(['Eve', 'Cleo', 'Bo', 'Dag', 'Ann', 'Åsa', 'Femi'])
})
