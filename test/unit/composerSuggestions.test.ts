/** The list while a name is typed: where it opens, whom it offers, and who is meant in the end. A caret is written as |. */
import { afterEach, expect, test } from 'vitest'
import { choicesOf, type Offer } from '../../renderer/features/timeline/composer/choices.ts'
import { choose, chosenIn, forget } from '../../renderer/features/timeline/composer/mentions.ts'
import { namesMatch, suggestPeople, suggestRooms } from '../../renderer/features/timeline/composer/suggestions.ts'
import { tokenAt } from '../../renderer/features/timeline/composer/tokens.ts'
import { MAX_MENTIONS } from '../../shared/limits.ts'
import type { Person } from '../../shared/model.ts'
import { accountOf } from '../support/makeEvent.ts'
import { busyRooms, ship } from '../ui/scenarios.ts'

afterEach(() => forget('here'))

const people = ship()
const named = (name: string, over: Partial<Person> = {}): Person => ({ ...(people[0] as Person), name, ...over })
const token = (marked: string) => tokenAt(marked.replace('|', ''), marked.indexOf('|'))

test.each([
  ['@m|', 'person', 'm', 0],
  ['ask @Mara Li|', 'person', 'Mara Li', 4],
  ['(@s|', 'person', 's', 1],
  ['see #ctd-c|', 'channel', 'ctd-c', 4],
  ['fine :ta|', 'emoji', 'ta', 5],
  ['@Mara :wa|', 'emoji', 'wa', 6],
  ['@m|ara', 'person', 'm', 0]
])('in %j a list opens', (marked, kind, query, start) => {
  expect(token(marked)).toEqual({ kind, query, start, end: marked.indexOf('|') })
})

test.each([
  '@|',
  '@ m|',
  'elin@ship|',
  'a/@m|',
  '# head|',
  'page#top|',
  ':t|',
  'at 12:30|',
  'https://x|',
  'b::ta|',
  '@Mara\nLi|',
  '```\n@m|',
  'nothing|'
])('in %j none opens', marked => expect(token(marked)).toBeUndefined())

test('a name is found by the beginning of any of its words, without case and marks', () => {
  expect(namesMatch('Tomás Arriaga', 'tomas')).toBe(true)
  expect(namesMatch('Elin Sørby', 'SØ')).toBe(true)
  expect(namesMatch('Mara Lindqvist', 'mara l')).toBe(true)
  expect(namesMatch('Mara Lindqvist', 'ara')).toBe(false)
  expect(namesMatch('Mara Lindqvist', 'mara  l')).toBe(false)
  expect(namesMatch('佐藤 花子', '花')).toBe(true)
})

test('those near come first, then who wrote last, then the others by name', () => {
  const [out, via, quiet, wrote, old] = [
    named('Anna Out', { account: accountOf(1), nearness: 'out' }),
    named('Anna Via', { account: accountOf(2), nearness: 'via' }),
    named('Anna Direct', { account: accountOf(3), nearness: 'direct' }),
    named('Anna Wrote', { account: accountOf(4), nearness: 'direct' }),
    named('Anna Old', { account: accountOf(5), nearness: 'direct' })
  ]
  const found = suggestPeople([out, via, quiet, wrote, old], 'anna', [accountOf(1), accountOf(4), accountOf(5)])
  expect(found.map(person => person.name)).toEqual(['Anna Wrote', 'Anna Old', 'Anna Direct', 'Anna Via', 'Anna Out'])
})

test('a list has eight rows at most', () => {
  const many = Array.from({ length: 30 }, (_, n) => named(`Ann ${n}`, { account: accountOf(n) }))
  expect(suggestPeople(many, 'ann', [])).toHaveLength(8)
  const offer: Offer = { members: many, rooms: busyRooms(), recent: () => [] }
  expect(choicesOf({ kind: 'emoji', query: 'fa', start: 0, end: 3 }, offer)).toHaveLength(8)
})

test('of channels those that begin with it come before those with a word that does', () => {
  const rooms = busyRooms()
  expect(suggestRooms(rooms, 'r').map(room => room.name)).toEqual([
    'a-channel-with-a-rather-long-name-that-must-be-cut',
    'engine-room'
  ])
  expect(suggestRooms(rooms, 'e')[0]?.name).toBe('engine-room')
})

test('what is chosen takes the place of the token, with a space behind it', () => {
  const offer: Offer = { members: people, rooms: busyRooms(), recent: () => [] }
  const text = (query: string, kind: 'person' | 'channel' | 'emoji') =>
    choicesOf({ kind, query, start: 0, end: 0 }, offer)[0]?.text
  expect(text('lind', 'person')).toBe('@Mara Lindqvist ')
  expect(text('ctd', 'channel')).toBe('#ctd-casts ')
  expect(text('tada', 'emoji')).toBe('🎉 ')
})

test('of two people of one name the one who was chosen is meant, while the name still stands there', () => {
  choose('here', { account: accountOf(7), name: 'Sofia Rossi' })
  expect(chosenIn('here', 'ask @Sofia Rossi about it')).toEqual([accountOf(7)])
  expect(chosenIn('here', 'ask Sofia')).toBeUndefined()
  expect(chosenIn('elsewhere', '@Sofia Rossi')).toBeUndefined()
  choose('here', { account: accountOf(8), name: 'Sofia Rossi' })
  expect(chosenIn('here', '@Sofia Rossi and @Sofia Rossi')).toEqual([accountOf(7), accountOf(8)])
})

test('no more are remembered than one message may call', () => {
  for (let n = 0; n < MAX_MENTIONS + 5; n++) choose('here', { account: accountOf(n), name: 'A' })
  const kept = chosenIn('here', '@A')
  expect(kept).toHaveLength(MAX_MENTIONS)
  expect(kept?.at(-1)).toBe(accountOf(MAX_MENTIONS + 4))
})
