/** The network of the invented ship: its interfaces, the ways to its people, what was tried and what was ignored. */
import type { AccountId, Person } from '../../shared/model.ts'
import type { Attempt, Ignored, LanInterface, NetworkDetail, PersonPath } from '../../shared/networkModel.ts'
import { createHash } from './hash.ts'
import { NOW } from './scenarios.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

export const INTERFACES: readonly LanInterface[] = [
  {
    name: 'eth0',
    kind: 'ethernet',
    addresses: [
      { address: '10.20.4.17', prefix: 16 },
      { address: 'fe80::4ed9:8fff:fe21:17', prefix: 64 }
    ],
    rule: null,
    fixed: false,
    used: true,
    multicast: 'works',
    broadcast: 'works',
    people: 0,
    sent: 214,
    heard: 1_932,
    heardAt: NOW - 4 * SECOND,
    dialled: 11,
    failed: 2
  },
  {
    name: 'wlan0',
    kind: 'wifi',
    addresses: [{ address: '10.20.8.52', prefix: 22 }],
    rule: 'use',
    fixed: false,
    used: true,
    multicast: 'held',
    broadcast: 'works',
    people: 0,
    sent: 207,
    heard: 814,
    heardAt: NOW - 11 * SECOND,
    dialled: 6,
    failed: 4
  },
  {
    name: 'tun0',
    kind: 'vpn',
    addresses: [{ address: '172.16.0.2', prefix: 24 }],
    rule: 'never',
    fixed: true,
    used: false,
    multicast: 'off',
    broadcast: 'off',
    people: 0,
    sent: 0,
    heard: 0,
    heardAt: null,
    dialled: 0,
    failed: 0
  }
]

export const IGNORED: readonly Ignored[] = [
  { reason: 'elsewhere', interface: 'wlan0', count: 41, lastAt: NOW - 3 * MINUTE },
  { reason: 'malformed', interface: 'eth0', count: 3, lastAt: NOW - 48 * MINUTE },
  { reason: 'self', interface: null, count: 2, lastAt: NOW - 90 * MINUTE }
]

/** A number that is always the same for somebody. */
const numberOf = (person: Person): number => Number.parseInt(createHash(person.account).slice(0, 6), 16)
const onWifi = (person: Person): boolean => numberOf(person) % 3 === 0

export function detailOf(people: readonly Person[]): NetworkDetail {
  const attempts = attemptsOf(people)
  const paths = people.map(person => pathOf(person, people, attempts))
  const count = (name: string): number =>
    paths.filter(path => path.transport === 'tcp' && path.interface === name).length
  return {
    interfaces: INTERFACES.map(lan => ({ ...lan, people: count(lan.name) })),
    paths,
    attempts,
    ignored: [...IGNORED]
  }
}

function pathOf(person: Person, people: readonly Person[], attempts: readonly Attempt[]): PersonPath {
  const { account, peerId, nearness, via, latencyMs } = person
  const passer = people.find(one => one.account === via[0])
  const base = { account, peerId, nearness, via, latencyMs }
  const lastAttempt = attempts.find(one => one.account === account) ?? null
  if (nearness === 'out') return { ...base, ...NO_LINK, version: '0.1.0', lastAttempt }
  if (nearness === 'far') return { ...base, ...NO_LINK, transport: 'gossip', found: 'told', lastAttempt }
  const direct = nearness === 'direct'
  const wifi = onWifi(passer ?? person)
  return {
    ...base,
    since: NOW - (numberOf(person) % 200) * MINUTE,
    transport: direct ? 'tcp' : 'relay',
    address: direct ? addressOf(person) : `${passer === undefined ? '' : addressOf(passer)}/p2p-circuit`,
    interface: wifi ? 'wlan0' : 'eth0',
    direction: numberOf(person) % 2 === 0 ? 'in' : 'out',
    found: direct ? 'multicast' : 'told',
    version: '0.1.0',
    lastAttempt
  }
}

const NO_LINK = {
  since: null,
  transport: null,
  address: null,
  interface: null,
  direction: null,
  found: null,
  version: null
}

function addressOf(person: Person): string {
  const host = `${onWifi(person) ? '10.20.8' : '10.20.4'}.${20 + (numberOf(person) % 200)}`
  return `/ip4/${host}/tcp/47100`
}

function attemptsOf(people: readonly Person[]): Attempt[] {
  const to = (
    person: Person,
    secondsAgo: number,
    outcome: Attempt['outcome'],
    address = addressOf(person)
  ): Attempt => ({
    at: NOW - secondsAgo * SECOND,
    peerId: person.peerId,
    account: person.account,
    address,
    outcome
  })
  const outs = people.filter(person => person.nearness === 'out').slice(0, 3)
  const near = people.filter(person => person.nearness === 'direct').slice(0, 3)
  return [
    ...outs.flatMap((person, i) => [
      to(person, 600 + i, 'timeout', '/ip4/10.66.0.31/tcp/47100'),
      to(person, 660 + i, 'refused')
    ]),
    { at: NOW - 720 * SECOND, peerId: null, account: null, address: '/ip4/10.20.4.9/tcp/80', outcome: 'not-earshot' },
    ...near.map((person, i) => to(person, 1_800 + i * 7, 'reached'))
  ]
}

/** Those who reach others only through this computer. */
export const dependentsOf = (people: readonly Person[]): AccountId[] =>
  people
    .filter(person => person.nearness === 'direct')
    .slice(2, 4)
    .map(person => person.account)
