/** Which names a text calls: whole, the longest that fits, and those chosen where several have one. */
import { describe, expect, test } from 'vitest'
import { findMentions } from '../../electron/core/chat/mentions.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { seedOf } from '../support/stranger.ts'

const person = (name: string, seed = name) => ({ account: seedOf(seed), name })
const people = [
  person('Ann'),
  person('Ann Lee'),
  person('Anna'),
  person('Zoë'),
  person('Max', 'one Max'),
  person('max', 'another Max'),
  person('李明'),
  person('C-3PO'),
  person('O’Neil 🚀')
]
const nameOf = (account: Uint8Array) => people.find(one => toHex(one.account) === toHex(account))?.name
const called = (text: string) => findMentions(text, people).map(({ account, name }) => [nameOf(account), name])

describe('a text', () => {
  test.each<[string, Array<[string, string]>]>([
    ['hello', []],
    ['hello @Ann', [['Ann', 'Ann']]],
    ['@ann: look', [['Ann', 'ann']]],
    [
      '@Ann Lee and @Ann',
      [
        ['Ann Lee', 'Ann Lee'],
        ['Ann', 'Ann']
      ]
    ],
    ['@ANN LEE', [['Ann Lee', 'ANN LEE']]],
    ['@Anna', [['Anna', 'Anna']]],
    ['@Annabel', []],
    ['@Ann_', []],
    ['ann@Ann.example', []],
    ['(@Zoë) @zoë', [['Zoë', 'Zoë']]],
    ['@Zoe', []],
    [
      '@Max',
      [
        ['Max', 'Max'],
        ['max', 'Max']
      ]
    ],
    ['问@李明。', []],
    ['问 @李明。', [['李明', '李明']]],
    ['@C-3PO!', [['C-3PO', 'C-3PO']]],
    ['@O’Neil 🚀🚀', [['O’Neil 🚀', 'O’Neil 🚀']]],
    ['@@Ann', [['Ann', 'Ann']]],
    ['@ Ann', []],
    ['@Ann  Lee', [['Ann', 'Ann']]]
  ])('%s', (text, expected) => {
    expect(called(text)).toEqual(expected)
  })

  test('calls those who were chosen, where several have the name', () => {
    const [, another] = people.filter(({ name }) => name.toLowerCase() === 'max')
    const chosen = another === undefined ? [] : [toHex(another.account)]
    expect(findMentions('@Max', people, chosen)).toEqual([{ account: another?.account, name: 'Max' }])
    expect(findMentions('@Ann', people, chosen).map(({ name }) => name)).toEqual(['Ann'])
  })

  test('calls at most 64 people', () => {
    const crowd = Array.from({ length: 80 }, (_, n) => person('Bo', `Bo ${n}`))
    expect(findMentions('@Bo @Bo', crowd)).toHaveLength(64)
  })

  test('of four thousand calls in a room of five thousand is read in a moment', () => {
    const crowd = Array.from({ length: 5_000 }, (_, n) => person(`Person ${n}`))
    const started = performance.now()
    expect(findMentions('@'.repeat(4_000), crowd)).toEqual([])
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
