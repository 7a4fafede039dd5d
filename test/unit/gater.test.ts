/** Whom the rules let be dialled, and let in. */
import type { MultiaddrConnection } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import { Gater } from '../../electron/core/node/gater.ts'
import type { LanAddress } from '../../electron/core/node/interfaces.ts'
import { Lifelines } from '../../electron/core/node/lifelines.ts'
import type { Settings } from '../../shared/model.ts'
import { rules } from '../support/rules.ts'

const LANS: LanAddress[] = [
  { name: 'eth0', address: '10.0.0.5', prefix: 24 },
  { name: 'wlan0', address: '192.168.7.5', prefix: 24 },
  { name: 'eth0', address: 'fe80::5', prefix: 64, scope: 2 }
]
const PEER = '12D3KooWANiBZ7caNywBpJJQm7k4hzUfM2Jqd6Acvm24SUfgq7Rg'

const gater = (settings: Partial<Settings> = {}) =>
  new Gater({ rules: () => rules(settings), interfaces: () => LANS, lifelines: new Lifelines() })
const allows = (address: string, settings: Partial<Settings> = {}): boolean =>
  gater(settings).allows(multiaddr(address))

test('without rules everybody may be dialled', () => {
  for (const host of ['10.0.0.9', '192.168.7.9', '203.0.113.9', '127.0.0.1'])
    expect(allows(`/ip4/${host}/tcp/1`)).toBe(true)
  expect(allows(`/ip4/10.0.0.9/tcp/1/p2p/${PEER}/p2p-circuit/p2p/${PEER}`)).toBe(true)
})

test('with "only this LAN" it is the own networks, and nobody through others', () => {
  const only = { onlyThisLan: true }
  expect(allows('/ip4/10.0.0.9/tcp/1', only)).toBe(true)
  expect(allows('/ip6zone/eth0/ip6/fe80::9/tcp/1', only)).toBe(true)
  expect(allows('/ip4/10.0.1.9/tcp/1', only)).toBe(false)
  expect(allows('/ip6/2001:db8::1/tcp/1', only)).toBe(false)
  expect(allows('/ip4/127.0.0.1/tcp/1', only)).toBe(true)
  expect(allows(`/ip4/10.0.0.9/tcp/1/p2p/${PEER}/p2p-circuit/p2p/${PEER}`, only)).toBe(false)
})

test('nobody is dialled over an interface that is not to be used; this computer itself may be', () => {
  const wired = { interfaces: { wlan0: 'never' as const } }
  expect(allows('/ip4/192.168.7.9/tcp/1', wired)).toBe(false)
  expect(allows('/ip4/192.168.7.5/tcp/1', wired)).toBe(true)
  expect(allows('/ip4/10.0.0.9/tcp/1', wired)).toBe(true)
})

test('who comes in over such an interface is refused, whatever their address', async () => {
  const asked = gater({ interfaces: { wlan0: 'never' } }).asked()
  const raw = (local: string, remote: string) =>
    ({
      remoteAddr: multiaddr(`/ip4/${remote}/tcp/1`),
      socket: { localAddress: local }
    }) as unknown as MultiaddrConnection
  expect(await asked.denyInboundConnection?.(raw('::ffff:192.168.7.5', '203.0.113.9'))).toBe(true)
  expect(await asked.denyInboundConnection?.(raw('10.0.0.5', '10.0.0.9'))).toBe(false)
})

test('once it is shut nobody comes or goes', async () => {
  const shut = gater()
  shut.shut()
  expect(shut.allows(multiaddr('/ip4/10.0.0.9/tcp/1'))).toBe(false)
})
