/** Who stands where in Nearby, and who is found. */
import { expect, test } from 'vitest'
import { grouped, matches, ordered } from '../../renderer/features/nearby/groups.ts'
import { isNew, NEW_FOR_MS } from '../../renderer/features/nearby/newcomers.ts'
import { greetingRoom, withGreeting } from '../../renderer/features/nearby/useSayHello.ts'
import { makePerson } from '../support/makePerson.ts'

const names = (people: readonly { name: string }[]): string[] => people.map(person => person.name)
const mara = makePerson(1, { name: 'Mara', nearness: 'direct' })
const aiko = makePerson(2, { name: 'Aiko', nearness: 'direct' })
const jonas = makePerson(3, { name: 'Jonas', nearness: 'via' })
const wei = makePerson(4, { name: 'Wei', nearness: 'far' })
const tomas = makePerson(5, { name: 'Tomás', nearness: 'out' })

test('nearest first, then by name, in three groups', () => {
  const groups = grouped(ordered([tomas, wei, mara, jonas, aiko], null))
  expect(groups.map(group => [group.name, names(group.people)])).toEqual([
    ['within', ['Aiko', 'Mara']],
    ['further', ['Jonas', 'Wei']],
    ['out', ['Tomás']]
  ])
})

test('a group with nobody in it is not shown', () => {
  expect(grouped([mara]).map(group => group.name)).toEqual(['within'])
})

test('while the order is held nobody moves, and somebody new comes last', () => {
  const held = [mara.account, tomas.account]
  expect(names(ordered([aiko, { ...tomas, nearness: 'direct' }, mara], held))).toEqual(['Mara', 'Tomás', 'Aiko'])
})

test.each([
  ['mar', true],
  ['chief', true],
  ['mara lap', true],
  ['tomas', false],
  ['', true]
])('looking for %j finds Mara: %s', (text, found) => {
  const person = makePerson(1, { name: 'Mara Lindqvist', status: 'Chief scientist', deviceName: 'Laptop' })
  expect(matches(person, text)).toBe(found)
})

test('accents need not be typed', () => expect(matches(tomas, 'tomas')).toBe(true))

test('somebody is new for an hour, and not when out of earshot', () => {
  const person = makePerson(1, { firstHeardAt: 1000 })
  expect(isNew(person, 1000)).toBe(true)
  expect(isNew(person, 1000 + NEW_FOR_MS)).toBe(false)
  expect(isNew({ ...person, nearness: 'out' }, 1000)).toBe(false)
})

test('a greeting needs a channel both are in, and leaves what is being written', () => {
  expect(greetingRoom([], mara)).toBeUndefined()
  expect(withGreeting('', 'Mara')).toBe('@Mara ')
  expect(withGreeting('Good morning', 'Mara')).toBe('Good morning @Mara ')
  expect(withGreeting('@Mara hi', 'Mara')).toBe('@Mara hi')
})
