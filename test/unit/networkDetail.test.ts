/** What the network page shows of everybody, from what the network knows of devices. */
import { expect, test } from 'vitest'
import { networkDetail, versionOf } from '../../electron/core/chat/network/detail.ts'
import type { DialAttempt, Link, NetworkFacts } from '../../electron/core/chat/ports.ts'
import type { AccountId, DeviceId, Person } from '../../shared/model.ts'
import type { LanInterface } from '../../shared/networkModel.ts'
import { makePerson } from '../support/makePerson.ts'

const device = (name: string): DeviceId => name.padEnd(52, '.') as DeviceId
const account = (name: string): AccountId => Buffer.from(name).toString('hex').padEnd(64, '0') as AccountId
const person = (name: string, over: Partial<Person> = {}): Person =>
  makePerson(1, { name, account: account(name), peerId: device(name), ...over })
const accountOf = (peer: DeviceId): AccountId | undefined =>
  peer.startsWith('?') ? undefined : account(peer.replace(/[.\d]+$/, ''))

const link = (peer: string, over: Partial<Link> = {}): Link => ({
  peer: device(peer),
  address: '/ip4/10.0.0.2/tcp/47100',
  interface: 'eth0',
  direction: 'in',
  since: 100,
  relay: null,
  found: 'multicast',
  agent: 'earshot/0.1.0',
  ...over
})
const attempt = (peer: string | null, at: number, outcome: DialAttempt['outcome'] = 'timeout'): DialAttempt => ({
  at,
  peer: peer === null ? null : device(peer),
  address: '/ip4/10.0.0.9/tcp/47100',
  outcome
})
const lan: LanInterface = {
  name: 'eth0',
  kind: 'ethernet',
  addresses: [{ address: '10.0.0.1', prefix: 24 }],
  rule: null,
  fixed: false,
  used: true,
  multicast: 'works',
  broadcast: 'works',
  people: 0,
  sent: 1,
  heard: 2,
  heardAt: 3,
  dialled: 4,
  failed: 5
}
const facts = (over: Partial<NetworkFacts>): NetworkFacts => ({
  interfaces: [],
  links: [],
  attempts: [],
  ignored: [],
  ...over
})

test('somebody near is shown with the connection that is used', () => {
  const { paths } = networkDetail(facts({ links: [link('ann')] }), [person('ann', { latencyMs: 3 })], accountOf)
  expect(paths).toEqual([
    {
      ...{ account: account('ann'), peerId: device('ann'), nearness: 'direct', via: [], latencyMs: 3, since: 100 },
      ...{ transport: 'tcp', address: '/ip4/10.0.0.2/tcp/47100', interface: 'eth0', direction: 'in' },
      ...{ found: 'multicast', version: '0.1.0', lastAttempt: null }
    }
  ])
})

test('of several connections a direct one is shown before one through somebody, and then the oldest', () => {
  const links = [
    link('ann1', { relay: device('bo'), since: 1, interface: null }),
    link('ann2', { since: 30, interface: 'wlan0' }),
    link('ann3', { since: 20, interface: 'eth1' })
  ]
  const [path] = networkDetail(facts({ links }), [person('ann')], accountOf).paths
  expect(path).toMatchObject({ peerId: device('ann3'), transport: 'tcp', since: 20, interface: 'eth1' })
})

test('who is reached through others is shown as that', () => {
  const people = [
    person('ann', { nearness: 'via', via: [account('bo')] }),
    person('cleo', { nearness: 'far', via: [] }),
    person('dov', { nearness: 'out' })
  ]
  const links = [link('ann', { relay: device('bo'), interface: null })]
  const { paths } = networkDetail(facts({ links }), people, accountOf)
  expect(paths.map(({ transport }) => transport)).toEqual(['relay', 'gossip', null])
  expect(paths[0]?.via).toEqual([account('bo')])
})

test('the newest attempt to reach somebody stands with them; attempts on nobody in particular stand alone', () => {
  const attempts = [attempt('ann', 30, 'refused'), attempt(null, 25), attempt('?', 22), attempt('ann', 20)]
  const detail = networkDetail(facts({ attempts }), [person('ann', { nearness: 'out' })], accountOf)
  expect(detail.paths[0]?.lastAttempt).toMatchObject({ at: 30, outcome: 'refused', account: account('ann') })
  expect(detail.attempts.map(({ at, account: whose }) => [at, whose])).toEqual([
    [30, account('ann')],
    [25, null],
    [22, null],
    [20, account('ann')]
  ])
})

test('an interface counts people, not connections, and only those who are reached directly', () => {
  const links = [
    link('ann1'),
    link('ann2'),
    link('bo'),
    link('cleo', { relay: device('bo') }),
    link('dov', { interface: 'wlan0' }),
    link('?')
  ]
  expect(networkDetail(facts({ interfaces: [lan], links }), [], accountOf).interfaces).toEqual([{ ...lan, people: 2 }])
})

test('a version is only what looks like one', () => {
  expect(versionOf('earshot/1.20.3')).toBe('1.20.3')
  for (const agent of [
    null,
    '',
    'earshot',
    'earshot/1',
    'kubo/0.1.0',
    'earshot/1.2.3.4',
    `earshot/${'9'.repeat(99)}.0.0`
  ])
    expect(versionOf(agent)).toBeNull()
})
