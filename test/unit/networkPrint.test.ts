/** What the command line says of the network: keys that scripts rely on, and lines that people read. */
import { expect, test } from 'vitest'
import { networkJson, networkText } from '../../electron/headless/networkPrint.ts'
import type { PersonPath } from '../../shared/networkModel.ts'
import { accountNamed, makeLan } from '../support/makeFindings.ts'

const ines = accountNamed('Ines')
const femi = accountNamed('Femi')
const nameOf = (account: string): string => (account === femi ? 'Femi' : 'Ines\u001b[2J')
const path: PersonPath = {
  account: ines,
  peerId: 'x'.repeat(52) as never,
  nearness: 'direct',
  via: [],
  latencyMs: 3.4,
  since: 5,
  transport: 'tcp',
  address: '/ip4/10.0.0.2/tcp/47100',
  interface: 'eth0',
  direction: 'in',
  found: 'multicast',
  version: '0.1.0',
  lastAttempt: null
}
const tried = { at: 7, peerId: null, account: ines, address: '/ip4/10.0.0.2/tcp/47100', outcome: 'refused' as const }
const keys = (line: string): string[] => Object.keys(JSON.parse(line))

test('the keys of each line stay as they are', () => {
  expect(keys(networkJson.path(path, nameOf))).toEqual([
    ...['account', 'peerId', 'name', 'nearness', 'via', 'latencyMs', 'since', 'transport', 'address', 'interface'],
    ...['direction', 'found', 'version', 'lastAttempt']
  ])
  expect(keys(networkJson.lan(makeLan()))).toEqual([
    ...['name', 'kind', 'addresses', 'rule', 'fixed', 'used', 'multicast', 'broadcast', 'people'],
    ...['sent', 'heard', 'heardAt', 'dialled', 'failed']
  ])
  const so = { cidr: '10.0.0.0/24', done: 2, total: 254, found: [femi], running: false }
  expect(JSON.parse(networkJson.probed(so, nameOf))).toEqual({
    ...{ cidr: '10.0.0.0/24', done: 2, total: 254, found: [{ account: femi, name: 'Femi' }] }
  })
  expect(JSON.parse(networkJson.code('earshot:peer/x'))).toEqual({ code: 'earshot:peer/x' })
  const answer = { check: 'clock' as const, outcome: 'clock-off', values: { minutes: 3 } }
  const check = { id: 'clock' as const, state: 'caution' as const, outcome: 'off', values: {}, action: null }
  expect(JSON.parse(networkJson.report({ at: 1, account: null, running: false, checks: [check], answer }))).toEqual({
    at: 1,
    account: null,
    answer,
    checks: [check]
  })
  expect(JSON.parse(networkJson.path({ ...path, lastAttempt: tried }, nameOf)).lastAttempt).toEqual({
    ...{ at: 7, address: '/ip4/10.0.0.2/tcp/47100', outcome: 'refused' }
  })
})

test('the way to somebody in a line', () => {
  expect(networkText.path(path, () => 'Ines')).toBe('Ines  direct, on eth0, /ip4/10.0.0.2/tcp/47100, 3 ms')
  const via = { ...path, nearness: 'via' as const, transport: 'relay' as const, via: [femi], latencyMs: 0.4 }
  expect(networkText.path(via, account => (account === femi ? 'Femi' : 'Wei'))).toBe('Wei  through Femi, < 1 ms')
  const out = { ...path, nearness: 'out' as const, latencyMs: null, lastAttempt: tried }
  expect(networkText.path(out, () => 'Ines')).toBe(
    'Ines  out of earshot; /ip4/10.0.0.2/tcp/47100: nothing listens there'
  )
})

test('an interface and a probe in lines', () => {
  expect(networkText.lan(makeLan())).toBe(
    [
      'eth0  ethernet, 10.20.4.17/22, fe80::17/64',
      '    1 people; 7 announcements sent, 5 heard; 1 dials, 0 failed',
      '    multicast works, broadcast works'
    ].join('\n')
  )
  expect(networkText.lan(makeLan({ used: false, rule: 'never' }))).toContain('not used: a rule forbids it')
  const so = { cidr: '10.0.0.0/24', done: 254, total: 254, found: [], running: false }
  expect(networkText.probed(so, nameOf)).toMatch(/254 of 254 addresses of 10\.0\.0\.0\/24 asked\nnobody found/)
})

test('what a stranger wrote does nothing to the terminal', () => {
  expect(networkText.path(path, nameOf)).not.toContain('\u001b')
})
