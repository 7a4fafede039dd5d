/** What is counted of the network, and that counting never grows without end; what rules say of interfaces. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Facts } from '../../electron/core/node/facts.ts'
import { interfaceTo, isOn, kindOf } from '../../electron/core/node/interfaces.ts'
import { rules } from '../support/rules.ts'

test('what happens on an interface is counted for it alone', () => {
  let now = 5
  const facts = new Facts(() => now++)
  facts.sent('eth0')
  facts.heard('eth0')
  facts.dialled('eth0', true)
  facts.dialled('eth0', false)
  facts.dialled(null, false)
  expect(facts.counts('eth0')).toEqual({ sent: 1, heard: 1, heardAt: 5, dialled: 2, failed: 1 })
  expect(facts.counts('wlan0')).toEqual({ sent: 0, heard: 0, heardAt: null, dialled: 0, failed: 0 })
})

test('what was ignored is counted by reason and interface, with when it was last', () => {
  let now = 5
  const facts = new Facts(() => now++)
  facts.ignored('flood', 'eth0')
  facts.ignored('flood', 'eth0')
  facts.ignored('flood', null)
  expect(facts.allIgnored()).toEqual([
    { reason: 'flood', interface: 'eth0', count: 2, lastAt: 6 },
    { reason: 'flood', interface: null, count: 1, lastAt: 7 }
  ])
})

test('a thousand interfaces and a thousand dials do not fill the memory', () => {
  const facts = new Facts(() => 0)
  for (let i = 0; i < 1_000; i++) {
    facts.ignored('malformed', `veth${i}`)
    facts.sent(`tap${i}`)
    facts.attempted({ at: i, peer: null, address: '/ip4/10.0.0.1/tcp/1', outcome: 'timeout' })
  }
  expect(facts.allIgnored().length).toBeLessThanOrEqual(66)
  expect(facts.attempts()).toHaveLength(200)
  expect(facts.attempts()[0]?.at).toBe(999)
})

test('an interface is used unless a rule forbids it, and what a copy was started with holds before the settings', () => {
  const chosen = rules({ interfaces: { eth0: 'never', wlan0: 'use' } })
  expect(['eth0', 'wlan0', 'eth1'].filter(chosen.uses)).toEqual(['wlan0', 'eth1'])
  expect(chosen.ruleOf('eth1')).toEqual({ rule: null, fixed: false })
  const only = rules({ interfaces: { eth0: 'never' } }, { interfaces: { only: ['eth0'], never: [] } })
  expect(['eth0', 'wlan0'].filter(only.uses)).toEqual(['eth0'])
  expect(only.ruleOf('wlan0')).toEqual({ rule: 'never', fixed: true })
  const never = rules({ interfaces: { eth0: 'use' } }, { interfaces: { only: ['eth0'], never: ['eth0'] } })
  expect(never.ruleOf('eth0')).toEqual({ rule: 'never', fixed: true })
})

test('who is told to pass things on does so whatever the settings say', () => {
  expect(rules({ bridge: false }).bridge).toBe('never')
  expect(rules().bridge).toBe('auto')
  expect(rules({ bridge: false }, { relay: true }).bridge).toBe('always')
})

test('an IPv6 address is on an interface’s network or not', () => {
  const lan = { name: 'eth0', address: 'fd77::1', prefix: 64 }
  expect(isOn(lan, 'fd77:0:0:0:1:2:3:4')).toBe(true)
  expect(isOn(lan, 'fd77:0:0:1::2')).toBe(false)
  expect(isOn(lan, '10.0.0.1')).toBe(false)
  for (const nonsense of ['::1::', '1:2', 'fd77::12345', ':', 'g::1', '1:2:3:4:5:6:7:8:9'])
    expect(isOn({ ...lan, prefix: 0 }, nonsense), nonsense).toBe(false)
  expect(isOn({ ...lan, address: '::ffff:10.0.0.1', prefix: 120 }, '::ffff:a00:9')).toBe(true)
})

test('the interface to an address is the one whose network it is on, or the one the address names', () => {
  const lans = [
    { name: 'eth0', address: '10.0.0.1', prefix: 24 },
    { name: 'eth1', address: 'fe80::1', prefix: 64 },
    { name: 'eth2', address: 'fe80::2', prefix: 64 }
  ]
  expect(interfaceTo(lans, '10.0.0.9')).toBe('eth0')
  expect(interfaceTo(lans, 'fe80::9%eth2')).toBe('eth2')
  expect(interfaceTo(lans, 'fe80::9%eth9')).toBeNull()
  expect(interfaceTo(lans, '192.168.0.1')).toBeNull()
})

test('what kind an interface is comes from the system where it tells, else from its name', () => {
  const sysfs = mkdtempSync(join(tmpdir(), 'earshot-net-'))
  onTestFinished(() => rmSync(sysfs, { recursive: true }))
  mkdirSync(join(sysfs, 'lan7', 'wireless'), { recursive: true })
  mkdirSync(join(sysfs, 'en9', 'device'), { recursive: true })
  mkdirSync(join(sysfs, 'work'))
  writeFileSync(join(sysfs, 'work', 'tun_flags'), '0x1001')
  expect(['lan7', 'en9', 'work'].map(name => kindOf(name, sysfs))).toEqual(['wifi', 'ethernet', 'vpn'])
  expect(['docker0', 'wlan0', 'Wi-Fi', 'vEthernet (WSL)', 'wg0', 'eth0', '../etc'].map(n => kindOf(n, sysfs))).toEqual([
    'virtual',
    'wifi',
    'wifi',
    'virtual',
    'vpn',
    'ethernet',
    'other'
  ])
})
