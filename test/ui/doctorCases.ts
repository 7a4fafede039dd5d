/** What the scripted doctor finds: a few whole reports, and every single outcome there are words for. */
import { type AccountId, type Person } from '../../shared/model.ts'
import { DoctorCheck, type DoctorReport } from '../../shared/networkModel.ts'
import words from '../../shared/words/doctor.json' with { type: 'json' }
import { NOW } from './scenarios.ts'

type Check = DoctorCheck
type Id = Check['id']

/** The outcomes of checks, or of the answer, that have words. */
export const outcomesOf = (id: Id | 'answer'): string[] =>
  Object.keys(words).flatMap(key => {
    const outcome = key.startsWith(`doctor.${id}.`) ? /^doctor\.[a-z]+\.(.+)\.title$/.exec(key)?.[1] : undefined
    return outcome ?? []
  })

export const OUTCOMES: readonly { id: Id; outcome: string }[] = DoctorCheck.shape.id.options.flatMap(id =>
  outcomesOf(id).map(outcome => ({ id, outcome }))
)

const SAMPLES: Record<string, string | number> = {
  port: '47100',
  asked: '47100',
  count: 2,
  people: 8,
  seconds: 4,
  sent: 12,
  minutes: 9,
  direction: 'ahead',
  name: 'Femi',
  other: 'Ines',
  witness: 'Femi',
  via: 'Femi',
  vpn: 'tun0',
  network: 'wlan0',
  networks: 'eth0 10.20.4.17 and wlan0 10.20.8.52',
  address: '10.66.0.31',
  own: '0.1.0',
  version: '0.0.9'
}

/** Something for whatever the sentences of an outcome are filled with. */
function sampleValues(id: string, outcome: string): Check['values'] {
  const texts = Object.entries(words).flatMap(([key, text]) => (key.startsWith(`doctor.${id}.${outcome}.`) ? text : []))
  const names = [...texts.join(' ').matchAll(/\{(\w+)(?=[,}])/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map(name => [name, SAMPLES[name] ?? name]))
}

const GOOD: Partial<Record<Id, readonly string[]>> = {
  interfaces: ['found'],
  permission: ['granted'],
  announcements: ['heard'],
  firewall: ['open', 'came'],
  port: ['open'],
  vpn: ['clear'],
  address: ['here', 'through', 'moved'],
  isolation: ['together'],
  subnet: ['same', 'bridged', 'own', 'some'],
  clock: ['fine'],
  version: ['same', 'alike']
}

function stateOf(id: Id, outcome: string): Check['state'] {
  if (outcome === 'checking') return 'checking'
  const title = Object.entries(words).find(([key]) => key === `doctor.${id}.${outcome}.title`)?.[1] ?? ''
  if (title.startsWith('Not checked')) return 'unchecked'
  return GOOD[id]?.includes(outcome) === true ? 'ok' : 'bad'
}

export const checkOf = (id: Id, outcome: string, over: Partial<Check> = {}): Check => ({
  id,
  state: stateOf(id, outcome),
  outcome,
  values: sampleValues(id, outcome),
  action: null,
  ...over
})

export const answerOf = (outcome: string, check: Id | null): DoctorReport['answer'] => ({
  check,
  outcome,
  values: sampleValues('answer', outcome)
})

export const DOCTOR_CASES = ['fine', 'away', 'firewall', 'alone'] as const
export type DoctorCase = (typeof DOCTOR_CASES)[number]

export function reportOf(which: DoctorCase, account: AccountId | null, people: readonly Person[]): DoctorReport {
  const name = people.find(person => person.account === account)?.name.split(' ')[0]
  const about = <T extends { values: Check['values'] }>(of: T): T =>
    name === undefined || of.values.name === undefined ? of : { ...of, values: { ...of.values, name } }
  const { checks, answer } = CASES[which]
  const named = (check: Check): Check =>
    /^(?:address|subnet|isolation|version)$/.test(check.id) ? about(check) : check
  return { at: NOW, account, running: false, checks: checks.map(named), answer: about(answer) }
}

const THIS_SIDE = [
  checkOf('interfaces', 'found'),
  checkOf('announcements', 'heard'),
  checkOf('firewall', 'open'),
  checkOf('port', 'open'),
  checkOf('vpn', 'clear')
]
const AROUND = [
  checkOf('isolation', 'together'),
  checkOf('subnet', 'own'),
  checkOf('clock', 'fine'),
  checkOf('version', 'alike')
]

const CASES: Record<DoctorCase, Pick<DoctorReport, 'checks' | 'answer'>> = {
  fine: { checks: [...THIS_SIDE, ...AROUND], answer: answerOf('fine', null) },
  away: {
    checks: [
      ...THIS_SIDE,
      checkOf('address', 'changed', { action: 'probe' }),
      checkOf('isolation', 'elsewhere'),
      checkOf('subnet', 'other', { state: 'caution' }),
      checkOf('clock', 'fine'),
      checkOf('version', 'unknown')
    ],
    answer: answerOf('address-changed', 'address')
  },
  firewall: {
    checks: [
      ...THIS_SIDE.map(check =>
        check.id === 'firewall' ? checkOf('firewall', 'closed', { action: 'allow-firewall' }) : check
      ),
      ...AROUND
    ],
    answer: answerOf('firewall-closed', 'firewall')
  },
  alone: {
    checks: [
      checkOf('interfaces', 'found'),
      checkOf('announcements', 'alone'),
      checkOf('firewall', 'alone'),
      checkOf('port', 'open'),
      checkOf('vpn', 'clear'),
      checkOf('isolation', 'alone'),
      checkOf('clock', 'alone')
    ],
    answer: answerOf('alone', null)
  }
}
