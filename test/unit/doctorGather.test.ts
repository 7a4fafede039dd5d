/** The doctor against networks that do not answer: it ends in time, says what it could not check, and asks no more than it may. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDoctor } from '../../electron/core/chat/doctor/doctor.ts'
import type { Looking } from '../../electron/core/chat/doctor/looking.ts'
import type { Link, Network } from '../../electron/core/chat/ports.ts'
import type { AccountId, DeviceId } from '../../shared/model.ts'
import type { DialOutcome, DoctorReport } from '../../shared/networkModel.ts'
import { eventually } from '../support/eventually.ts'
import { makeFindings, makeTestimony, makeTie, NOW } from '../support/makeFindings.ts'
import { makePerson } from '../support/makePerson.ts'

const never = (): Promise<never> => new Promise(() => {})
const near = makePerson(1, { name: 'Ines' })
const lost = makePerson(2, { name: 'Tomás', nearness: 'out' })
const linkTo = (peer: DeviceId): Link => ({ ...makeTie('Ines').link, peer })

interface Given {
  looking?: Partial<Looking>
  attempt?: (address: string, expected: DeviceId | undefined, signal: AbortSignal) => Promise<DialOutcome>
  links?: Link[]
  people?: Array<typeof near>
  deadlineMs?: number
}

function makeDoctor({
  looking = {},
  attempt = never,
  links = [linkTo(near.peerId)],
  people = [near, lost],
  deadlineMs = 200
}: Given) {
  const { status, facts } = makeFindings()
  const reports: DoctorReport[] = []
  const network = {
    status: () => status,
    facts: () => ({ ...facts, links }),
    attempt,
    looking: {
      askWitness: never,
      whereabouts: () => ['/ip4/10.20.4.31/tcp/47100'],
      heardFrom: () => ({ multicastMs: undefined, broadcastMs: undefined, interface: undefined }),
      routes: never,
      permission: never,
      probe: never,
      ...looking
    } satisfies Looking
  }
  const accounts = new Map<DeviceId, AccountId>(people.map(({ peerId, account }) => [peerId, account]))
  const doctor = createDoctor({
    network: network as unknown as Network,
    presence: { list: () => people, accountOf: peer => accounts.get(peer) },
    settings: () => ({ beHeard: true }),
    clock: () => null,
    version: '1.2.0',
    platform: 'linux',
    now: () => NOW,
    onReport: report => reports.push(report),
    deadlineMs
  })
  return { doctor, reports }
}

const outcomeOf = (report: DoctorReport | undefined, id: string): string | undefined =>
  report?.checks.find(check => check.id === id)?.outcome

test('where nothing answers, it ends at its deadline and says what was not checked', async () => {
  const { doctor, reports } = makeDoctor({})
  const report = await doctor.run(lost.account)
  expect(['vpn', 'firewall', 'announcements', 'address'].map(id => outcomeOf(report, id))).toEqual([
    'unknown',
    'unanswered',
    'unanswered',
    'silent'
  ])
  expect(report.checks.some(({ state }) => state === 'checking')).toBe(false)
  expect(reports[0]?.answer.outcome).toBe('looking')
  expect(reports.at(-1)).toEqual(report)
})

test('where everything throws, nothing of it reaches the person', async () => {
  const broken = (): Promise<never> => Promise.reject(new Error('broken'))
  const { doctor } = makeDoctor({
    looking: { askWitness: broken, routes: broken, permission: broken },
    attempt: broken
  })
  expect(outcomeOf(await doctor.run(), 'vpn')).toBe('unknown')
})

test('what is found early is told early', async () => {
  const { doctor, reports } = makeDoctor({
    looking: { routes: async () => ({ multicast: null, elsewhere: [], caught: [] }) }
  })
  const done = doctor.run()
  await eventually(() => expect(outcomeOf(reports.at(-1), 'vpn')).toBe('clear'))
  expect(reports.at(-1)?.running).toBe(true)
  await done
})

test('eight people are asked at most, and four addresses tried', async () => {
  const people = Array.from({ length: 20 }, (_, n) => makePerson(n + 10, { name: `Person ${n}` }))
  const asked: DeviceId[] = []
  const tried: string[] = []
  const { doctor } = makeDoctor({
    people: [...people, lost],
    links: people.map(({ peerId }) => linkTo(peerId)),
    looking: {
      async askWitness(peer) {
        asked.push(peer)
        return makeTestimony()
      },
      whereabouts: () => Array.from({ length: 20 }, (_, n) => `/ip4/10.20.4.${n + 1}/tcp/47100`)
    },
    async attempt(address) {
      tried.push(address)
      return 'timeout'
    }
  })
  await doctor.run(lost.account)
  expect([new Set(asked).size, asked.length, tried.length]).toEqual([8, 8, 4])
})

test('where a neighbour has a link to the person is tried as well, and that it answers is told', async () => {
  const elsewhere = '/ip4/10.66.0.31/tcp/47100'
  const tried: string[] = []
  const { doctor } = makeDoctor({
    looking: {
      askWitness: async () =>
        makeTestimony({ sight: { reach: 'direct', address: elsewhere, outcome: 'reached', agoMs: 1 } })
    },
    async attempt(address, expected) {
      tried.push(address)
      expect(expected).toBe(lost.peerId)
      return address === elsewhere ? 'reached' : 'timeout'
    }
  })
  const report = await doctor.run(lost.account)
  expect(tried).toEqual(['/ip4/10.20.4.31/tcp/47100', elsewhere])
  expect(report.checks.find(({ id }) => id === 'address')).toMatchObject({
    outcome: 'moved',
    values: { address: '10.66.0.31' }
  })
})

test('of several addresses the one people can read is named', async () => {
  const { doctor } = makeDoctor({
    looking: {
      askWitness: async () => makeTestimony(),
      whereabouts: () => ['/ip6zone/eth0/ip6/fe80::9/tcp/47100', '/ip4/10.20.4.31/tcp/47100']
    },
    attempt: async () => 'wrong-peer'
  })
  const report = await doctor.run(lost.account)
  expect(report.checks.find(({ id }) => id === 'address')?.values.address).toBe('10.20.4.31')
})

test('who asks while it looks gets the same answer, and four looks at once are enough', async () => {
  const people = Array.from({ length: 6 }, (_, n) => makePerson(n + 10, { nearness: 'out' }))
  const { doctor } = makeDoctor({ people })
  const [first, ...others] = people.map(({ account }) => account)
  const looking = doctor.run(first)
  expect(doctor.run(first)).toBe(looking)
  const more = others.slice(0, 3).map(account => doctor.run(account))
  expect(() => doctor.run(others[3])).toThrow(expect.objectContaining({ code: 'busy' }))
  await Promise.all([looking, ...more])
  await expect(doctor.run(others[3])).resolves.toMatchObject({ running: false })
})

test('stopped, it ends at once and tells nothing more', async () => {
  const { doctor, reports } = makeDoctor({})
  const looking = doctor.run()
  doctor.stop()
  const before = reports.length
  await looking
  expect(reports.length).toBe(before)
})

test('control characters in a name do nothing in a note', async () => {
  const { doctor } = makeDoctor({ people: [near, { ...lost, name: 'To\u001b[2Jmás' }] })
  expect((await doctor.note(lost.account)).text).not.toContain('\u001b')
})

test('an announcement from before the link broke, or of long ago, is no sign that somebody is there now', async () => {
  const parted = { ...lost, lastHeardAt: NOW - 30_000 }
  const heardAgo = async (multicastMs: number, person = parted): Promise<string | undefined> => {
    const { doctor } = makeDoctor({
      people: [near, person],
      attempt: () => Promise.resolve('timeout'),
      looking: { heardFrom: () => ({ multicastMs, broadcastMs: undefined, interface: 'eth0' }) }
    })
    return outcomeOf(await doctor.run(person.account), 'isolation')
  }
  expect(await heardAgo(5_000)).toBe('heard')
  expect(await heardAgo(40_000)).not.toBe('heard')
  expect(await heardAgo(80_000, { ...lost, lastHeardAt: NOW - 300_000 })).not.toBe('heard')
})

test('who was met a moment ago and has not heard us yet is asked again: nothing is called lost that is under way', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const unheard = makeTestimony({ multicastMs: undefined, broadcastMs: undefined })
  const askWitness = vi.fn<Looking['askWitness']>()
  const ask = async (since: number): Promise<string | undefined> => {
    askWitness.mockReset().mockResolvedValueOnce(unheard).mockResolvedValueOnce(unheard)
    askWitness.mockResolvedValue(makeTestimony())
    const heardFrom = () => ({ multicastMs: 10, broadcastMs: undefined, interface: 'eth0' })
    const looking = { askWitness, heardFrom, routes: async () => null, permission: async () => null }
    const looked = makeDoctor({ looking, links: [{ ...linkTo(near.peerId), since }], deadlineMs: 5_000 }).doctor.run()
    await vi.advanceTimersByTimeAsync(3_000)
    return outcomeOf(await looked, 'announcements')
  }
  expect(await ask(NOW - 1_000)).toBe('heard')
  expect(askWitness).toHaveBeenCalledTimes(3)
  expect(await ask(NOW - 60_000)).toBe('lost-out')
  expect(askWitness).toHaveBeenCalledTimes(1)
})
