/** Every check and every outcome of it, each with its sentences, its evidence and its way out. */
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../electron/core/chat/doctor/diagnose.ts'
import { sentence } from '../../electron/core/chat/doctor/note.ts'
import { type DoctorCheck, DoctorReport } from '../../shared/networkModel.ts'
import words from '../../shared/words/doctor.json' with { type: 'json' }
import {
  ALONE,
  makeAttempt,
  makeFindings,
  makeLan,
  makeNeighbour,
  makeSubject,
  makeTie,
  NOW,
  type Spoilt
} from '../support/makeFindings.ts'

type Id = DoctorCheck['id']
type Case = [id: Id, outcome: string, state: DoctorCheck['state'], spoilt: Spoilt, says?: RegExp]

const here = makeTie('Tomás', { address: '/ip4/10.20.4.31/tcp/47100' })
const dials = (
  outcome: 'timeout' | 'refused' | 'reached' | 'unreachable' | 'not-earshot' | 'wrong-peer' | 'self' | 'outside'
) => [{ address: '/ip4/10.20.4.31/tcp/47100', outcome }]
const answered = (outcome: Parameters<typeof dials>[0]): Spoilt => ({ subject: makeSubject({ dials: dials(outcome) }) })
const seenAt = (address: string) =>
  makeNeighbour('Femi', { sight: { reach: 'direct', address, outcome: 'reached', agoMs: 60_000 } })
const elsewhere = makeSubject({
  addresses: ['/ip4/10.66.0.31/tcp/47100'],
  dials: [{ address: '/ip4/10.66.0.31/tcp/47100', outcome: 'timeout' }]
})
const mac = { platform: 'darwin' } as const
const lans = (...interfaces: ReturnType<typeof makeLan>[]): Spoilt => ({ facts: { interfaces } })
const vpn = makeLan({ name: 'tun0', kind: 'vpn', addresses: [{ address: '10.8.0.2', prefix: 24 }] })
const routes = (over: object): Spoilt => ({
  ...lans(makeLan(), vpn),
  routes: { multicast: 'eth0', elsewhere: ['eth0'], caught: [], ...over }
})
const unheard = { multicastMs: undefined, broadcastMs: undefined }
const deaf = makeLan({ heardAt: null, heard: 0 })

const CASES: Case[] = [
  ['interfaces', 'none', 'bad', lans()],
  ['interfaces', 'unused', 'bad', lans(makeLan({ used: false, rule: 'never' })), /eth0 10\.20\.4\.17/],
  [
    'interfaces',
    'unassigned',
    'caution',
    lans(makeLan({ addresses: [{ address: '169.254.3.9', prefix: 16 }] })),
    /169\.254\.3\.9/
  ],
  ['interfaces', 'found', 'ok', {}, /one network\. eth0 10\.20\.4\.17/],
  ['permission', 'checking', 'checking', { ...mac, permission: undefined }],
  ['permission', 'granted', 'ok', { ...mac, permission: 'granted' }],
  ['permission', 'denied', 'bad', { ...mac, permission: 'denied' }],
  ['permission', 'unknown', 'unchecked', mac],
  ['announcements', 'checking', 'checking', { neighbours: undefined }],
  ['announcements', 'heard', 'ok', {}, /Heard by one person, the last 9 seconds ago/],
  ['announcements', 'silent', 'caution', { settings: { beHeard: false } }],
  ['announcements', 'off', 'unchecked', lans(makeLan({ multicast: 'off', broadcast: 'off' }))],
  ['announcements', 'none', 'unchecked', lans()],
  ['announcements', 'held', 'bad', lans(makeLan({ multicast: 'held', broadcast: 'failed' })), /eth0/],
  ['announcements', 'replaced', 'caution', lans(makeLan({ multicast: 'held' })), /eth0/],
  ['announcements', 'failed', 'bad', lans(makeLan({ multicast: 'failed', broadcast: 'failed' })), /eth0/],
  ['announcements', 'lost-out', 'bad', { neighbours: [makeNeighbour('Ines', unheard)] }, /one person was asked/],
  ['announcements', 'lost-in', 'bad', lans(deaf), /heard by one person/],
  ['announcements', 'lost', 'bad', { ...lans(deaf), neighbours: [makeNeighbour('Ines', unheard)] }, /eth0/],
  ['announcements', 'alone', 'unchecked', ALONE, /7 went out on eth0/],
  ['announcements', 'unanswered', 'unchecked', { neighbours: [makeNeighbour('Ines', null)] }],
  ['firewall', 'checking', 'checking', { neighbours: undefined }],
  ['firewall', 'open', 'ok', {}, /Port 47100, tried from Ines’s side/],
  [
    'firewall',
    'came',
    'ok',
    { ties: [makeTie('Ines', { direction: 'in' })], neighbours: [makeNeighbour('Ines', null, { direction: 'in' })] },
    /Ines opened/
  ],
  ['firewall', 'closed', 'bad', { neighbours: [makeNeighbour('Ines', { dial: 'timeout' })] }, /Ines tried port 47100/],
  ['firewall', 'refused', 'bad', { neighbours: [makeNeighbour('Ines', { dial: 'refused' })] }, /Ines tried port 47100/],
  [
    'firewall',
    'partly',
    'caution',
    { neighbours: [makeNeighbour('Ines', { dial: 'timeout' }), makeNeighbour('Femi')] },
    /Ines got no answer from port 47100, Femi did/
  ],
  ['firewall', 'alone', 'unchecked', ALONE],
  ['firewall', 'unanswered', 'unchecked', { neighbours: [makeNeighbour('Ines', { dial: undefined })] }],
  ['firewall', 'deaf', 'unchecked', { status: { port: null } }],
  ['port', 'open', 'ok', {}, /port 47100\. Others reach it at 10\.20\.4\.17/],
  ['port', 'taken', 'caution', { status: { port: 47_107, portTaken: 47_100 } }, /47100 is taken.* 47107 instead/],
  ['port', 'none', 'bad', { status: { port: null } }],
  ['vpn', 'checking', 'checking', { routes: undefined }],
  ['vpn', 'clear', 'ok', {}, /eth0/],
  [
    'vpn',
    'local',
    'bad',
    routes({ caught: [{ network: 'eth0', by: 'tun0' }] }),
    /tun0 takes what should go out on eth0/
  ],
  ['vpn', 'multicast', 'caution', routes({ multicast: 'tun0' }), /^tun0 takes/],
  ['vpn', 'everything', 'caution', routes({ elsewhere: ['eth0', 'tun0'] }), /^tun0 takes what is not/],
  ['vpn', 'unknown', 'unchecked', { routes: null }],
  ['address', 'checking', 'checking', { subject: makeSubject({ dials: undefined }) }, /Tomás/],
  ['address', 'here', 'ok', { subject: makeSubject({ nearness: 'direct' }), ties: [here] }, /10\.20\.4\.31/],
  [
    'address',
    'through',
    'ok',
    { subject: makeSubject({ nearness: 'via', via: ['Femi'] }) },
    /through Femi.*10\.20\.4\.31/
  ],
  ['address', 'moved', 'ok', answered('reached'), /changed to 10\.20\.4\.31/],
  [
    'address',
    'changed',
    'bad',
    { subject: makeSubject(), neighbours: [seenAt('/ip4/10.66.0.31/tcp/47100')] },
    /changed to 10\.66\.0\.31\. Femi has a link there/
  ],
  ['address', 'silent', 'bad', answered('timeout'), /10\.20\.4\.31.*Tomás/],
  ['address', 'closed', 'bad', answered('refused'), /10\.20\.4\.31.*Tomás/],
  ['address', 'taken', 'bad', answered('wrong-peer'), /10\.20\.4\.31.*Tomás/],
  ['address', 'not-earshot', 'bad', answered('not-earshot'), /10\.20\.4\.31/],
  ['address', 'unreachable', 'bad', answered('unreachable'), /10\.20\.4\.31/],
  ['address', 'outside', 'caution', answered('outside'), /10\.20\.4\.31/],
  ['address', 'self', 'bad', answered('self'), /10\.20\.4\.31/],
  ['address', 'unknown', 'unchecked', { subject: makeSubject({ addresses: [], dials: [] }) }, /Tomás/],
  ['isolation', 'checking', 'checking', { subject: makeSubject({ dials: undefined }) }],
  ['isolation', 'together', 'ok', {}, /One person is reached directly/],
  [
    'isolation',
    'apart',
    'bad',
    { subject: makeSubject(), neighbours: [seenAt('/ip4/10.20.4.31/tcp/47100')] },
    /eth0 keeps this computer and Tomás’s apart\. Femi reaches 10\.20\.4\.31/
  ],
  [
    'isolation',
    'heard',
    'caution',
    { subject: makeSubject({ heard: { agoMs: 5, network: 'eth0' } }) },
    /heard on eth0/
  ],
  [
    'isolation',
    'guest',
    'bad',
    {
      ...ALONE,
      facts: {
        attempts: ['/ip4/10.20.4.40/tcp/47100', '/ip4/10.20.4.41/tcp/47100'].map(place => makeAttempt(place, 'timeout'))
      }
    },
    /2 computers were heard/
  ],
  ['isolation', 'alone', 'unchecked', ALONE],
  ['isolation', 'elsewhere', 'unchecked', { subject: elsewhere }, /Tomás/],
  ['subnet', 'checking', 'checking', { subject: makeSubject(), neighbours: undefined }],
  ['subnet', 'same', 'ok', { subject: makeSubject() }, /10\.20\.4\.31, on eth0/],
  [
    'subnet',
    'bridged',
    'caution',
    { subject: { ...elsewhere, nearness: 'via', via: ['Femi'] } },
    /Femi hears both sides/
  ],
  ['subnet', 'other', 'bad', { subject: elsewhere }, /10\.66\.0\.31/],
  ['subnet', 'unknown', 'unchecked', { subject: makeSubject({ addresses: [], dials: [] }) }],
  ['subnet', 'own', 'ok', {}, /One person/],
  [
    'subnet',
    'some',
    'caution',
    { near: [{ name: 'Wei', via: ['Femi'], nearness: 'via' }] },
    /One person is on another network.*Femi passes/
  ],
  ['subnet', 'alone', 'unchecked', ALONE],
  ['clock', 'fine', 'ok', {}],
  ['clock', 'off', 'caution', { clock: { offMs: -9 * 60_000 } }, /9 minutes off.*behind/],
  ['clock', 'alone', 'unchecked', ALONE],
  ['version', 'same', 'ok', { subject: makeSubject({ version: '1.2.0' }) }, /1\.2\.0/],
  ['version', 'older', 'caution', { subject: makeSubject({ version: '1.1.9' }) }, /1\.1\.9 there, 1\.2\.0 here/],
  ['version', 'newer', 'caution', { subject: makeSubject({ version: '1.10.0' }) }, /1\.10\.0 there/],
  ['version', 'unknown', 'unchecked', { subject: makeSubject() }],
  ['version', 'alike', 'ok', {}],
  ['version', 'mixed', 'caution', { ties: [makeTie('Ines', { agent: 'earshot/0.9.0' })] }, /One person uses another/],
  ['version', 'alone', 'unchecked', { ties: [makeTie('Ines', { agent: 'something else' })] }]
]

const checkOf = (id: Id, spoilt: Spoilt): DoctorCheck => {
  const found = diagnose(makeFindings(spoilt)).checks.find(check => check.id === id)
  if (found === undefined) throw new Error(`no check ${id}`)
  return found
}
/** The title and the text, as people read them. */
const textOf = ({ id, outcome, values }: Pick<DoctorCheck, 'id' | 'outcome' | 'values'>): string =>
  `${sentence(`doctor.${id}.${outcome}.title`, values)}. ${sentence(`doctor.${id}.${outcome}.text`, values)}`

describe.each(CASES)('%s, %s: %s', (id, outcome, state, spoilt, says) => {
  test('is what was found, in whole sentences with the evidence', () => {
    const check = checkOf(id, spoilt)
    expect({ outcome: check.outcome, state: check.state }).toEqual({ outcome, state })
    const text = textOf(check)
    expect(text).not.toMatch(/[{}]|undefined|null|doctor\./)
    if (says !== undefined) expect(text).toMatch(says)
  })
})

describe('the words', () => {
  const idsOf = (pattern: RegExp) => Object.keys(words).flatMap(id => pattern.exec(id)?.slice(1).join(' ') ?? [])

  // what waits for nobody is never shown as being looked at by itself, only at the very beginning
  const ALWAYS_KNOWN = ['interfaces', 'port', 'clock', 'version'].map(id => `${id} checking`)

  test('every outcome that has a sentence is in this file, and every one in this file has both its sentences', () => {
    const told = CASES.map(([id, outcome]) => `${id} ${outcome}`).toSorted()
    const titled = idsOf(/^doctor\.(?!answer\.)(\w+)\.([\w-]+)\.title$/)
    expect(titled.filter(id => !ALWAYS_KNOWN.includes(id)).toSorted()).toEqual(told)
    expect(idsOf(/^doctor\.(?!answer\.)(\w+)\.([\w-]+)\.text$/).toSorted()).toEqual(titled.toSorted())
    expect(idsOf(/^doctor\.(answer)\.([\w-]+)\.text$/)).toEqual(idsOf(/^doctor\.(answer)\.([\w-]+)\.title$/))
  })

  test('a state that means work to do has a way out, or says what to do', () => {
    for (const [id, outcome, state, spoilt] of CASES) {
      const { action } = checkOf(id, spoilt)
      const wordsAlone = ['taken', 'closed', 'multicast', 'bridged', 'some', 'newer', 'none']
      if (state === 'bad')
        expect([id, outcome, action !== null || wordsAlone.includes(outcome)]).toEqual([id, outcome, true])
      if (state === 'ok') expect([id, outcome, action]).toEqual([id, outcome, null])
    }
  })

  test('are plain: no shouting, no please, no word of the trade for people', () => {
    for (const [id, text] of Object.entries(words)) {
      expect(text, id).not.toMatch(/!|\bplease\b|\bpeers?\b|\busers?\b|\bnodes?\b|\boops\b|\bhe\b|\bhis\b/i)
      expect(text, id).not.toContain('·')
    }
  })
})

describe('the answer', () => {
  const answerTo = (spoilt: Spoilt) => diagnose(makeFindings(spoilt)).answer
  const firewalled = makeNeighbour('Ines', { dial: 'timeout' })
  const cases: Array<[string, Spoilt]> = [
    ['looking', { neighbours: undefined }],
    ['near', { subject: makeSubject({ nearness: 'direct' }), ties: [here] }],
    ['through', { subject: makeSubject({ nearness: 'via', via: ['Femi'] }) }],
    ['away', { subject: makeSubject({ addresses: [], dials: [] }) }],
    ['alone', ALONE],
    ['fine', {}],
    ['interfaces-none', { ...ALONE, ...lans() }],
    ['interfaces-unused', { ...ALONE, ...lans(makeLan({ used: false })) }],
    ['interfaces-unassigned', { ...ALONE, ...lans(makeLan({ addresses: [{ address: '169.254.3.9', prefix: 16 }] })) }],
    ['permission-denied', { ...ALONE, ...mac, permission: 'denied' }],
    ['port-none', { status: { port: null } }],
    ['announcements-held', lans(makeLan({ multicast: 'held', broadcast: 'held' }))],
    ['announcements-failed', lans(makeLan({ multicast: 'failed', broadcast: 'failed' }))],
    ['announcements-lost-out', { neighbours: [makeNeighbour('Ines', unheard)] }],
    ['announcements-lost-in', lans(deaf)],
    ['announcements-lost', { ...lans(deaf), neighbours: [makeNeighbour('Ines', unheard)] }],
    ['announcements-silent', { settings: { beHeard: false } }],
    ['firewall-closed', { neighbours: [firewalled] }],
    ['firewall-refused', { neighbours: [makeNeighbour('Ines', { dial: 'refused' })] }],
    ['firewall-partly', { neighbours: [firewalled, makeNeighbour('Femi')] }],
    ['vpn-local', routes({ caught: [{ network: 'eth0', by: 'tun0' }] })],
    ['vpn-everything', routes({ elsewhere: ['eth0', 'tun0'] })],
    ['vpn-multicast', { ...ALONE, ...routes({ multicast: 'tun0' }) }],
    ['address-changed', { subject: makeSubject(), neighbours: [seenAt('/ip4/10.20.4.99/tcp/47100')] }],
    ['address-silent', answered('timeout')],
    ['address-closed', answered('refused')],
    ['address-taken', answered('wrong-peer')],
    ['address-not-earshot', answered('not-earshot')],
    ['address-unreachable', answered('unreachable')],
    ['address-outside', answered('outside')],
    ['address-self', answered('self')],
    ['isolation-apart', { subject: makeSubject(), neighbours: [seenAt('/ip4/10.20.4.31/tcp/47100')] }],
    ['isolation-heard', { subject: makeSubject({ heard: { agoMs: 5, network: 'eth0' } }) }],
    ['isolation-guest', { ...ALONE, facts: { attempts: [makeAttempt('/ip4/10.20.4.40/tcp/47100', 'timeout')] } }],
    ['subnet-other', { subject: elsewhere }],
    ['clock-off', { clock: { offMs: 5 * 60_000 } }]
  ]

  test.each(cases)('%s, with the evidence in it', (outcome, spoilt) => {
    const answer = answerTo(spoilt)
    expect(answer.outcome).toBe(outcome)
    expect(answer.check).toBe(outcome.includes('-') ? outcome.split('-')[0] : null)
    const ids = ['title', 'text'].map(part => sentence(`doctor.answer.${outcome}.${part}`, answer.values))
    for (const text of ids) expect(text).not.toMatch(/[{}]|undefined|doctor\./)
  })

  test('every answer that has a sentence is in this file', () => {
    const told = Object.keys(words).flatMap(id => /^doctor\.answer\.([\w-]+)\.title$/.exec(id)?.[1] ?? [])
    expect(cases.map(([outcome]) => outcome).toSorted()).toEqual(told.toSorted())
  })

  test('the likeliest comes first: being off the network explains everything else', () => {
    const all = { ...ALONE, ...lans(), status: { port: null }, ...answered('timeout') }
    expect(answerTo(all).outcome).toBe('interfaces-none')
  })

  test('what is proved comes before what is only consistent', () => {
    const both = { ...answered('timeout'), neighbours: [firewalled] }
    expect(answerTo(both).outcome).toBe('firewall-closed')
    expect(answerTo({ ...both, neighbours: [seenAt('/ip4/10.20.4.31/tcp/47100'), firewalled] }).outcome).toBe(
      'isolation-apart'
    )
  })

  test('somebody who is heard through others is explained by what stands in the way, and by nothing else', () => {
    const heard = makeSubject({ nearness: 'via', via: ['Femi'] })
    expect(answerTo({ subject: heard, neighbours: [firewalled] }).outcome).toBe('through')
    expect(answerTo({ subject: heard, neighbours: [seenAt('/ip4/10.20.4.31/tcp/47100')] }).outcome).toBe(
      'isolation-apart'
    )
  })

  test('one person not being heard is not laid on the clock', () => {
    expect(answerTo({ ...answered('timeout'), clock: { offMs: 60 * 60_000 } }).outcome).toBe('address-silent')
  })
})

test('permission is a question of macOS only', () => {
  expect(diagnose(makeFindings()).checks.map(({ id }) => id)).toEqual([
    ...['interfaces', 'announcements', 'firewall', 'port', 'vpn', 'isolation', 'subnet', 'clock', 'version']
  ])
})

test('every diagnosis is of the contract’s form', () => {
  for (const [, , , spoilt] of CASES) {
    const report = { at: NOW, account: null, running: false, ...diagnose(makeFindings(spoilt)) }
    expect(() => DoctorReport.parse(report)).not.toThrow()
  }
})

test('what a neighbour on the other side of a router did not hear is no trouble', () => {
  const routed = makeNeighbour('Ines', unheard, { address: '/ip4/192.168.7.7/tcp/47100' })
  expect(checkOf('announcements', { neighbours: [routed] }).outcome).toBe('alone')
})

test('an announcement heard long ago says nothing of now', () => {
  const longAgo = makeNeighbour('Ines', { multicastMs: 3_600_000 })
  expect(checkOf('announcements', { neighbours: [longAgo] }).outcome).toBe('lost-out')
})

test('where a neighbour has a link to the known address, it has not changed, however it is written', () => {
  const known = makeSubject({ addresses: ['/ip4/10.20.4.31/tcp/47100/p2p/12D3KooWx'] })
  const same = seenAt('/ip4/10.20.4.31/tcp/47100')
  expect(checkOf('address', { subject: known, neighbours: [same] }).outcome).toBe('silent')
})

test('a new address that others told of meanwhile is a new one all the same', () => {
  const addresses = ['/ip4/10.66.0.31/tcp/47100', '/ip4/10.20.4.31/tcp/47100', '/ip6zone/eth0/ip6/fe80::9/tcp/47100']
  const spoilt = { subject: makeSubject({ addresses }), neighbours: [seenAt('/ip4/10.66.0.31/tcp/47100')] }
  expect(checkOf('address', spoilt)).toMatchObject({ outcome: 'changed', values: { address: '10.66.0.31' } })
})

test('an address that means something on the neighbour’s own network only is no evidence', () => {
  const linkLocal = seenAt('/ip6zone/eth7/ip6/fe80::9/tcp/47100')
  expect(checkOf('address', { subject: makeSubject(), neighbours: [linkLocal] }).outcome).toBe('silent')
})

test('a witness cannot speak for itself: where a person says it has a link to itself is no evidence', () => {
  const own = { ...seenAt('/ip4/10.66.0.31/tcp/47100'), account: makeSubject().account }
  expect(checkOf('address', { subject: makeSubject(), neighbours: [own] }).outcome).toBe('silent')
})
