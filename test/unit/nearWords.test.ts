/** How near somebody is, in words, and what is said of the way to them. */
import { expect, test } from 'vitest'
import { createWays } from '../../renderer/features/network/useWays.ts'
import { shownPeople } from '../../renderer/features/sidebar/shownPeople.ts'
import type { MessageId } from '../../renderer/i18n/catalogue.ts'
import { loadLanguage } from '../../renderer/i18n/language.ts'
import { namesOf } from '../../renderer/i18n/names.ts'
import { createNearWords } from '../../renderer/i18n/useNearWords.ts'
import { Attempt, DialOutcome, Found, Ignored, type PersonPath } from '../../shared/networkModel.ts'
import { makePerson } from '../support/makePerson.ts'

const i18n = loadLanguage('en')
const t = (id: MessageId, values?: Record<string, string | number>): string => i18n._(id, values)
const list = new Intl.ListFormat('en-GB')
const format = { when: () => '08:47', list: (items: readonly string[]) => list.format(items) }

const femi = makePerson(1, { name: 'Femi Adeyemi', latencyMs: 3 })
const jonas = makePerson(2, { name: 'Jonas Weber', nearness: 'via', via: [femi.account], latencyMs: 19 })
const wei = makePerson(3, { name: 'Wei Chen', nearness: 'far', via: [femi.account, jonas.account] })
const tomas = makePerson(4, { name: 'Tomás Arriaga', nearness: 'out', lastHeardAt: 0 })
const names = namesOf([femi, jonas, wei, tomas])
const words = createNearWords(t, format, names)

test.each([
  [femi, '', '3 ms', 'Direct link, 3 ms', 'within earshot, 3 ms'],
  [{ ...femi, latencyMs: 0.4 }, '', '< 1 ms', 'Direct link, < 1 ms', 'within earshot, < 1 ms'],
  [{ ...femi, latencyMs: null }, '', 'Direct', 'Direct link', 'within earshot'],
  [jonas, 'via Femi', 'via Femi', 'Through Femi, 19 ms', 'through Femi, 19 ms'],
  [
    wei,
    'via Femi, Jonas',
    'via Femi, Jonas',
    'Further away, through Femi and Jonas',
    'further away, through Femi and Jonas'
  ],
  [{ ...jonas, via: [] }, 'Through someone', 'Through someone', 'Through someone, 19 ms', 'Through someone, 19 ms'],
  [{ ...wei, via: [] }, 'Further away', 'Further away', 'Further away', 'Further away'],
  [tomas, '2 h', 'Out of earshot since 08:47', 'Out of earshot since 08:47', 'Out of earshot since 08:47']
])('%#: brief, short, whole and spoken', (person, brief, short, whole, spoken) => {
  expect([
    words.brief(person, 2.5 * 3_600_000),
    words.short(person),
    words.whole(person),
    words.spoken(person)
  ]).toEqual([brief, short, whole, spoken])
})

test('the network stands with a direct link', () => {
  expect(words.whole(femi, 'eth0')).toBe('Direct link on eth0, 3 ms')
})

test.each([
  [30_000, '1 min'],
  [59 * 60_000, '59 min'],
  [60 * 60_000, '1 h'],
  [47 * 3_600_000, '1 d'],
  [-5_000, '1 min']
])('%i ms ago is %s', (ms, said) => {
  expect(words.brief(tomas, ms)).toBe(said)
})

test('two people of one first name are called in full', () => {
  const other = namesOf([femi, makePerson(9, { name: 'Femi Falana' })])
  expect(other.short(femi.account)).toBe('Femi Adeyemi')
  expect(names.short(femi.account)).toBe('Femi')
  expect(names.short(makePerson(99).account)).toBeUndefined()
})

const path = (over: Partial<PersonPath>): PersonPath => ({
  account: jonas.account,
  peerId: jonas.peerId,
  nearness: 'via',
  via: [femi.account],
  latencyMs: null,
  since: null,
  transport: null,
  address: null,
  interface: null,
  direction: null,
  found: null,
  version: null,
  lastAttempt: null,
  ...over
})
const ways = createWays(t, format, names)

test.each([
  [path({ transport: 'tcp', via: [] }), 'TCP, Noise', 'from this computer to theirs'],
  [path({ transport: 'relay' }), 'TCP, Noise, relayed by Femi', 'from this computer to theirs, Femi cannot read it'],
  [
    path({ transport: 'relay', via: [] }),
    'TCP, Noise, relayed',
    'from this computer to theirs, whoever relays cannot read it'
  ],
  [
    path({ transport: 'gossip', via: wei.via }),
    'No link, passed on by Femi and Jonas',
    'from computer to computer, Femi and Jonas can read what is passed on'
  ],
  [path({}), '–', '–']
])('%#: only what is true is said of who can read along', (of, transport, secrecy) => {
  expect([ways.transport(of), ways.secrecy(of)]).toEqual([transport, secrecy])
})

test('every way of finding, every end of an attempt and every reason to ignore has words', () => {
  const attempt = (outcome: DialOutcome): Attempt => ({ at: 0, peerId: null, account: null, address: '', outcome })
  const said = [
    ...Found.options.map(found => ways.found(path({ found }))),
    ...DialOutcome.options.map(outcome => ways.outcome(attempt(outcome))),
    ...Ignored.shape.reason.options.map(reason => t(`network.ignored.${reason}`))
  ]
  expect(said.filter(text => text.startsWith('network.'))).toEqual([])
  expect(new Set(said).size).toBe(said.length)
})

test('an attempt at nobody known is told by its device, or as unknown', () => {
  const attempt = Attempt.parse({
    at: 0,
    peerId: femi.peerId,
    account: null,
    address: '/ip4/1.2.3.4/tcp/1',
    outcome: 'timeout'
  })
  expect(ways.meant(attempt)).toBe(`Device …${femi.peerId.slice(-8)}`)
  expect(ways.meant({ ...attempt, peerId: null })).toBe('Somebody unknown')
  expect(ways.meant({ ...attempt, account: femi.account })).toBe('Femi Adeyemi')
})

test('the sidebar has those within earshot by name, then those who left last, and counts the rest', () => {
  const near = Array.from({ length: 14 }, (_, i) => makePerson(i + 10, { name: `N ${String(i).padStart(2, '0')}` }))
  const left = [1, 2, 3].map(n => makePerson(n, { name: `L ${n}`, nearness: 'out', lastHeardAt: n }))
  const many = shownPeople([...left, ...near.toReversed()])
  expect(many.shown.map(({ name }) => name)).toEqual(near.slice(0, 12).map(({ name }) => name))
  expect(many.more).toBe(2)
  const few = shownPeople([...left, ...near.slice(0, 10)])
  expect(few.shown.slice(10).map(({ name }) => name)).toEqual(['L 2', 'L 3'])
  expect(few.more).toBe(0)
})
