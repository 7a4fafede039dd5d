/** What the doctor may have found, with everything filled in: a healthy network, to be spoilt by each test. */
import type { Findings, Neighbour, Subject, Tie } from '../../electron/core/chat/doctor/findings.ts'
import type { Testimony } from '../../electron/core/chat/doctor/looking.ts'
import type { Link } from '../../electron/core/chat/ports.ts'
import type { AccountId, DeviceId } from '../../shared/model.ts'
import type { Attempt, LanInterface } from '../../shared/networkModel.ts'

export const NOW = 1_767_225_600_000
export const accountNamed = (name: string): AccountId =>
  Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64) as AccountId
const deviceNamed = (name: string): DeviceId => name.padEnd(52, '.') as DeviceId

export const makeLan = (over: Partial<LanInterface> = {}): LanInterface => ({
  name: 'eth0',
  kind: 'ethernet',
  addresses: [
    { address: '10.20.4.17', prefix: 22 },
    { address: 'fe80::17', prefix: 64 }
  ],
  rule: null,
  fixed: false,
  used: true,
  multicast: 'works',
  broadcast: 'works',
  people: 1,
  sent: 7,
  heard: 5,
  heardAt: NOW - 4_000,
  dialled: 1,
  failed: 0,
  ...over
})

export const makeTie = (name: string, over: Partial<Link> = {}): Tie => ({
  account: accountNamed(name),
  name,
  link: {
    peer: deviceNamed(name),
    address: '/ip4/10.20.5.9/tcp/47100',
    interface: 'eth0',
    direction: 'out',
    since: NOW - 60_000,
    relay: null,
    found: 'multicast',
    agent: 'earshot/1.2.0',
    ...over
  }
})

export const makeTestimony = (over: Partial<Testimony> = {}): Testimony => ({
  dial: 'reached',
  multicastMs: 9_400,
  broadcastMs: undefined,
  sight: undefined,
  ...over
})

export const makeNeighbour = (
  name: string,
  testimony: Partial<Testimony> | null = {},
  link: Partial<Link> = {}
): Neighbour => ({
  ...makeTie(name, link),
  testimony: testimony === null ? undefined : makeTestimony(testimony)
})

/** Somebody out of earshot, whose last address is on this network and silent. */
export const makeSubject = (over: Partial<Subject> = {}): Subject => ({
  account: accountNamed('Tomás'),
  name: 'Tomás',
  nearness: 'out',
  via: [],
  addresses: ['/ip4/10.20.4.31/tcp/47100'],
  dials: [{ address: '/ip4/10.20.4.31/tcp/47100', outcome: 'timeout' }],
  version: null,
  heard: undefined,
  ...over
})

export const makeAttempt = (address: string, outcome: Attempt['outcome']) => ({
  at: NOW,
  peer: deviceNamed(address),
  address,
  outcome
})

export interface Spoilt extends Partial<Omit<Findings, 'status' | 'facts'>> {
  status?: Partial<Findings['status']>
  facts?: Partial<Findings['facts']>
}

/** Ines is near, answers, and has no trouble with us. */
export function makeFindings({ status, facts, ...over }: Spoilt = {}): Findings {
  return {
    at: NOW,
    platform: 'linux',
    version: '1.2.0',
    settings: { beHeard: true },
    status: {
      online: true,
      port: 47_100,
      portTaken: null,
      addresses: [],
      interfaces: [{ name: 'eth0', address: '10.20.4.17' }],
      discovery: true,
      beingHeard: true,
      bridging: false,
      ...status
    },
    facts: { interfaces: [makeLan()], links: [], attempts: [], ignored: [], ...facts },
    ties: [makeTie('Ines')],
    near: [{ name: 'Ines', via: [], nearness: 'direct' }],
    clock: { offMs: null },
    neighbours: [makeNeighbour('Ines')],
    routes: { multicast: 'eth0', elsewhere: ['eth0'], caught: [] },
    permission: null,
    subject: undefined,
    ...over
  }
}

/** Nobody near. */
export const ALONE: Spoilt = { ties: [], near: [], neighbours: [], clock: null }
