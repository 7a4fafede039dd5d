/** The doctor on a LAN where something is wrong: real hosts, real firewalls and routes, asked by the command line only. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DoctorCheck, DoctorReport } from '../../shared/networkModel.ts'
import { type Host, makeFolder, startHost, stopAll } from '../support/headless.ts'
import { Lan } from './lan.ts'

const run = promisify(execFile)
const within = (ms: number) => ({ timeout: ms, interval: 200 })
let lan: Lan

beforeEach(async () => {
  lan = await Lan.up(3)
})
afterEach(async () => {
  await stopAll()
  await lan?.down()
})

const start = (
  host: number,
  name: string,
  init: { data?: string; args?: string[]; env?: Record<string, string> } = {}
) => startHost({ name, data: makeFolder(), args: [], ...init, within: lan.inside(host) })

/** Runs a command on a host, or on the switch. */
async function on(host: number | 'sw', command: string): Promise<void> {
  const [program = '', ...args] = [...lan.inside(host), ...command.split(' ')]
  await run(program, args)
}

/** Rules of nftables, in a table of their own. */
async function filter(host: number | 'sw', family: 'inet' | 'bridge', hook: string, ...rules: string[]): Promise<void> {
  await on(host, `nft add table ${family} ${hook}`)
  await on(host, `nft add chain ${family} ${hook} rules { type filter hook ${hook} priority 0 ; }`)
  for (const rule of rules) await on(host, `nft add rule ${family} ${hook} rules ${rule}`)
}

const near = async (host: Host): Promise<string[]> =>
  (await host.ask<{ name: string; nearness: string }>('people'))
    .filter(person => person.nearness === 'direct')
    .map(person => person.name)
    .sort()

const meet = (host: Host, ...names: string[]): Promise<void> =>
  vi.waitFor(async () => expect(await near(host)).toEqual(names), within(15_000))
const lose = (host: Host, name: string): Promise<void> =>
  vi.waitFor(async () => expect(await near(host)).not.toContain(name), within(40_000))

async function ask(
  host: Host,
  ...person: string[]
): Promise<{ report: DoctorReport; check(id: DoctorCheck['id']): DoctorCheck }> {
  const [report] = await host.ask<DoctorReport>('doctor', ...person)
  if (report === undefined) throw new Error('no report')
  return {
    report,
    check(id) {
      const found = report.checks.find(each => each.id === id)
      if (found === undefined) throw new Error(`no check ${id}`)
      return found
    }
  }
}

test('with nobody there it says so, and what it could not check', async () => {
  const ann = await start(1, 'Ann')
  await vi.waitFor(async () => {
    const { report, check } = await ask(ann)
    expect(report.answer.outcome).toBe('alone')
    expect(check('interfaces')).toMatchObject({ outcome: 'found', values: { count: 1, networks: 'eth0 10.77.0.1' } })
    expect(check('announcements')).toMatchObject({ outcome: 'alone', state: 'unchecked', values: { networks: 'eth0' } })
    expect(check('announcements').values.sent).toBeGreaterThan(0)
  }, within(10_000))
  const { check } = await ask(ann)
  for (const id of ['firewall', 'isolation', 'clock', 'version'] as const) expect(check(id).state).toBe('unchecked')
  expect(check('vpn')).toMatchObject({ outcome: 'clear' })
  expect(check('port')).toMatchObject({ outcome: 'open', values: { port: '47100' } })
})

test('with everything in order a neighbour confirms it, and a note says it in sentences', async () => {
  const ann = await start(1, 'Ann')
  await start(2, 'Bo')
  await meet(ann, 'Bo')
  const { report, check } = await ask(ann, 'Bo')
  expect(report.answer).toMatchObject({ outcome: 'near', values: { name: 'Bo' } })
  expect(check('announcements')).toMatchObject({ outcome: 'heard', values: { people: 1 } })
  expect(check('firewall')).toMatchObject({ outcome: 'open', values: { name: 'Bo', port: 47_100 } })
  expect(check('address')).toMatchObject({ outcome: 'here' })
  expect(check('version')).toMatchObject({ outcome: 'same' })
  const { stdout, code } = await ann.run(['doctor', 'Bo'])
  expect(code).toBe(0)
  expect(stdout).toContain('About Bo')
  expect(stdout).toContain('- Fine: Your firewall lets Earshot in. Port 47100, tried from Bo’s side.')
})

test('a firewall here that drops what comes in is named, from a neighbour’s evidence', async () => {
  await filter(1, 'inet', 'input', 'tcp dport 47100 tcp flags & (syn|ack) == syn drop')
  const ann = await start(1, 'Ann')
  await start(2, 'Bo')
  await meet(ann, 'Bo')
  const { report, check } = await ask(ann)
  expect(check('firewall')).toMatchObject({
    state: 'bad',
    outcome: 'closed',
    values: { name: 'Bo', port: 47_100 },
    action: 'allow-firewall'
  })
  expect(report.answer).toMatchObject({ check: 'firewall', outcome: 'firewall-closed' })
})

test('somebody who moved to another network is named, with the new address and who has a link there', async () => {
  const [ann, , femi] = [await start(1, 'Ann'), await start(2, 'Tomas'), await start(3, 'Femi')]
  await meet(ann, 'Femi', 'Tomas')
  await lan.plug(3, 'eth1', 'br2', ['10.88.0.3/24'])
  await on('sw', 'ip link set p2 master br2')
  await lan.address(2, 'del', '10.77.0.2/24')
  await lan.address(2, 'add', '10.88.0.2/24')
  await lose(ann, 'Tomas')
  await vi.waitFor(async () => expect(await near(femi)).toEqual(['Ann', 'Tomas']), within(30_000))
  await vi.waitFor(async () => {
    const { report, check } = await ask(ann, 'Tomas')
    expect(check('address')).toMatchObject({
      outcome: 'changed',
      values: { name: 'Tomas', address: '10.88.0.2', witness: 'Femi' }
    })
    expect(check('subnet').state).not.toBe('ok')
    expect(['address-changed', 'subnet-other']).toContain(report.answer.outcome)
  }, within(20_000))
})

test('computers that the network keeps apart are named, with the evidence of somebody who reaches both', async () => {
  await filter('sw', 'bridge', 'forward', 'iifname p1 oifname p2 drop', 'iifname p2 oifname p1 drop')
  const [ann, , cleo] = [await start(1, 'Ann'), await start(2, 'Bo'), await start(3, 'Cleo')]
  await meet(cleo, 'Ann', 'Bo')
  await ann.ask('send', '#everyone', 'is anybody there?')
  await vi.waitFor(async () => {
    const people = await ann.ask<{ name: string }>('people')
    expect(people.map(({ name }) => name).sort()).toEqual(['Bo', 'Cleo'])
  }, within(20_000))
  await vi.waitFor(async () => {
    const { report, check } = await ask(ann, 'Bo')
    expect(check('isolation')).toMatchObject({
      state: 'bad',
      outcome: 'apart',
      values: { name: 'Bo', network: 'eth0', witness: 'Cleo' }
    })
    expect(report.answer).toMatchObject({ check: 'isolation', outcome: 'isolation-apart' })
  }, within(30_000))
})

test('a clock that is far off is named', async () => {
  const ahead = `--import=data:text/javascript,${encodeURIComponent('const now = Date.now; Date.now = () => now() + 540000')}`
  const ann = await start(1, 'Ann', { env: { NODE_OPTIONS: ahead } })
  await start(2, 'Bo')
  await start(3, 'Cleo')
  await meet(ann, 'Bo', 'Cleo')
  await vi.waitFor(async () => {
    const { report, check } = await ask(ann)
    expect(check('clock')).toMatchObject({
      outcome: 'off',
      values: { minutes: 9, direction: 'ahead' },
      action: 'date-settings'
    })
    expect(report.answer.outcome).toBe('clock-off')
  }, within(20_000))
})

test('a VPN that takes multicast, other networks, or this very network is named', async () => {
  await lan.plug(1, 'tun9', 'br3', ['10.8.0.2/24'])
  const ann = await start(1, 'Ann', { args: ['--no-interface', 'tun9'] })
  await start(2, 'Bo')
  await meet(ann, 'Bo')
  const vpn = async (): Promise<DoctorCheck> => (await ask(ann)).check('vpn')
  expect(await vpn()).toMatchObject({ outcome: 'clear', values: { networks: 'eth0' } })
  await on(1, 'ip route add 224.0.0.0/4 dev tun9')
  expect(await vpn()).toMatchObject({ state: 'caution', outcome: 'multicast', values: { vpn: 'tun9' } })
  await on(1, 'ip route del 224.0.0.0/4 dev tun9')
  await on(1, 'ip route add 0.0.0.0/1 dev tun9')
  expect(await vpn()).toMatchObject({ state: 'caution', outcome: 'everything', values: { vpn: 'tun9' } })
  await on(1, 'ip route add 10.77.0.0/25 dev tun9')
  expect(await vpn()).toMatchObject({ state: 'bad', outcome: 'local', values: { vpn: 'tun9', network: 'eth0' } })
})

const SILENT = [
  'udp dport 5353 drop',
  'ip daddr 10.77.0.255 drop',
  'ip daddr 255.255.255.255 drop',
  'meta nfproto ipv6 drop'
]

test('a probe finds whom neither multicast nor broadcast brings, and says how far it came', async () => {
  await filter(2, 'inet', 'input', ...SILENT)
  await filter(2, 'inet', 'output', ...SILENT)
  const ann = await start(1, 'Ann')
  const bo = await start(2, 'Bo')
  await start(3, 'Cleo')
  await meet(ann, 'Cleo')
  expect(await near(bo)).toEqual([])
  const [so] = await ann.ask<{ cidr: string; done: number; total: number; found: Array<{ name: string }> }>(
    'probe',
    '10.77.0.0/28'
  )
  expect(so).toMatchObject({ cidr: '10.77.0.0/28', done: 13, total: 13 })
  expect(so?.found.map(({ name }) => name)).toEqual(['Bo'])
  expect(await near(bo)).toContain('Ann')
})

test('networks that are too large, none, or forbidden are not probed', async () => {
  const ann = await start(1, 'Ann', { args: ['--only-this-lan'] })
  for (const [cidr, code] of [
    ['10.0.0.0/8', 'net.cidr'],
    ['127.0.0.0/24', 'net.cidr'],
    ['here', 'net.cidr'],
    ['10.88.0.0/24', 'net.outside']
  ] as const) {
    const { code: exit, stderr } = await ann.run(['probe', cidr])
    expect([cidr, exit, stderr]).toEqual([cidr, 4, expect.stringContaining(code)])
  }
})

test('an address where something else, or somebody else, answers now is named', async () => {
  const ann = await start(1, 'Ann')
  const bo = await start(2, 'Bo')
  await meet(ann, 'Bo')
  await bo.stop()
  await lose(ann, 'Bo')
  expect((await ask(ann, 'Bo')).check('address')).toMatchObject({ outcome: 'closed' })

  const speaksHttp = `require('node:net').createServer(s => s.on('error', () => {}).end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n')).listen(47100, '10.77.0.2')`
  const [ip = 'ip', ...inside] = lan.inside(2)
  const child = execFile(ip, [...inside, process.execPath, '-e', speaksHttp])
  try {
    await vi.waitFor(async () => {
      const { report, check } = await ask(ann, 'Bo')
      expect(check('address')).toMatchObject({ outcome: 'not-earshot', values: { name: 'Bo', address: '10.77.0.2' } })
      expect(report.answer.outcome).toBe('address-not-earshot')
    }, within(20_000))
  } finally {
    child.kill('SIGKILL')
  }
  await start(2, 'Dov')
  await meet(ann, 'Dov')
  const { report, check } = await ask(ann, 'Bo')
  expect(check('address')).toMatchObject({ outcome: 'taken', values: { name: 'Bo', address: '10.77.0.2' } })
  expect(report.answer.outcome).toBe('address-taken')
})

test('a code brings two together who do not hear each other', async () => {
  await filter(2, 'inet', 'input', ...SILENT)
  await filter(2, 'inet', 'output', ...SILENT)
  const ann = await start(1, 'Ann')
  const bo = await start(2, 'Bo')
  const [code] = await bo.ask<{ code: string }>('code')
  const [person] = await ann.ask<{ name: string; nearness: string }>('connect', code?.code ?? '')
  expect(person).toMatchObject({ name: 'Bo', nearness: 'direct' })
  const { stderr } = await bo.run(['connect', code?.code ?? ''])
  expect(stderr).toContain('peer.self')
  const broken = await ann.run(['connect', (code?.code ?? '').slice(0, -5)])
  expect([broken.code, broken.stderr]).toEqual([4, expect.stringContaining('peer.code')])
})

test('interfaces are used as the command line says, and shown with what happened on them', async () => {
  await lan.plug(1, 'eth1', 'br2', ['10.88.0.1/24'])
  const ann = await start(1, 'Ann', { args: ['--interface', 'eth0'] })
  await start(2, 'Bo')
  await meet(ann, 'Bo')
  const shown = await ann.ask<{
    name: string
    used: boolean
    rule: string
    fixed: boolean
    people: number
    heard: number
  }>('interfaces')
  expect(shown.map(({ name, used, rule, fixed }) => [name, used, rule, fixed])).toEqual([
    ['eth0', true, 'use', true],
    ['eth1', false, 'never', true]
  ])
  expect(shown[0]?.heard).toBeGreaterThan(0)
  const [way] = await ann.ask<{ name: string; nearness: string; transport: string; interface: string }>('network')
  expect(way).toMatchObject({ name: 'Bo', nearness: 'direct', transport: 'tcp', interface: 'eth0' })
})
