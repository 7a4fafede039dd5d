/** The addresses that people type, and those that others can dial. */
import { randomBytes } from 'node:crypto'
import { multiaddr } from '@multiformats/multiaddr'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { announced, parseAddress, reachable } from '../../electron/core/node/addresses.ts'
import { devicesOf, keyOfPeer, peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import { isOn } from '../../electron/core/node/interfaces.ts'

const peer = peerOfSeed(randomBytes(32))
const at = (host: string, id = peer) => `/ip4/${host}/tcp/47100/p2p/${id}`

test('what a person types becomes an address, or nothing', () => {
  expect(String(parseAddress(' 10.20.4.31 ', 47_100))).toBe('/ip4/10.20.4.31/tcp/47100')
  expect(String(parseAddress('10.20.4.31:80', 47_100))).toBe('/ip4/10.20.4.31/tcp/80')
  expect(String(parseAddress(at('10.0.0.1'), 0))).toBe(at('10.0.0.1'))
  expect(String(parseAddress('fd77::9', 47_100))).toBe('/ip6/fd77::9/tcp/47100')
  expect(String(parseAddress('[fd77::9]:80', 47_100))).toBe('/ip6/fd77::9/tcp/80')
  expect(String(parseAddress('fe80::9%eth0', 47_100))).toBe('/ip6zone/eth0/ip6/fe80::9/tcp/47100')
  expect(String(parseAddress('[fe80::9%eth0]:80', 47_100))).toBe('/ip6zone/eth0/ip6/fe80::9/tcp/80')
  for (const text of [
    'fd77::9]:80',
    '[fd77::9',
    'fd77:::9',
    '::%',
    '10.20.4',
    '10.20.4.31:',
    '10.20.4.31:99999',
    '256.1.1.1',
    '/ip4/10.0.0.1/udp/1',
    '/ip4/1.2.3.4/tcp/1/p2p/x'
  ]) {
    expect(parseAddress(text, 47_100), text).toBeUndefined()
  }
  fc.assert(fc.property(fc.string(), text => void parseAddress(text, 1)))
  fc.assert(fc.property(fc.string(), text => void parseAddress(`/ip4/${text}`, 1)))
})

test('what others can dial: every interface, no loopback beside it', () => {
  const lans = [
    { name: 'eth0', address: '10.0.0.1', prefix: 8 },
    { name: 'wlan0', address: '169.254.3.4', prefix: 16 }
  ]
  const wildcard = [{ host: '0.0.0.0', port: 7 }]
  expect(reachable(wildcard, lans, peer)).toEqual([
    `/ip4/10.0.0.1/tcp/7/p2p/${peer}`,
    `/ip4/169.254.3.4/tcp/7/p2p/${peer}`
  ])
  expect(reachable([{ host: '127.0.0.1', port: 7 }], lans, peer)).toEqual([`/ip4/127.0.0.1/tcp/7/p2p/${peer}`])
  expect(reachable([...wildcard, { host: '127.0.0.1', port: 7 }], lans, peer)).toHaveLength(2)
  expect(reachable(wildcard, [], peer)).toEqual([])
})

test('in IPv6, what means something on one network only is told to nobody else', () => {
  const lans = [
    { name: 'eth0', address: '10.0.0.1', prefix: 8 },
    { name: 'eth0', address: 'fd77::1', prefix: 64 },
    { name: 'eth0', address: 'fe80::1', prefix: 64 }
  ]
  const both = [
    { host: '0.0.0.0', port: 7 },
    { host: '::', port: 7 }
  ]
  expect(reachable(both, lans, peer)).toEqual([`/ip4/10.0.0.1/tcp/7/p2p/${peer}`, `/ip6/fd77::1/tcp/7/p2p/${peer}`])
  expect(reachable(both, lans.slice(2), peer)).toEqual([`/ip6/fe80::1/tcp/7/p2p/${peer}`])
  expect(announced(both, lans.slice(1), 'x')).toEqual(['/ip6/fd77::1/tcp/7/p2p/x', '/ip6/fe80::1/tcp/7/p2p/x'])
  expect(announced([{ host: '127.0.0.1', port: 7 }], lans, 'x')).toEqual([])
  expect(announced([{ host: '10.0.0.1', port: 7 }], lans, 'x')).toEqual(['/ip4/10.0.0.1/tcp/7/p2p/x'])
})

test('an address is on an interface’s network or not', () => {
  const lan = { name: 'eth0', address: '192.168.200.7', prefix: 24 }
  expect(isOn(lan, '192.168.200.254')).toBe(true)
  expect(isOn(lan, '192.168.201.7')).toBe(false)
  expect(isOn({ ...lan, prefix: 23 }, '192.168.201.7')).toBe(true)
  expect(isOn(lan, 'nonsense')).toBe(false)
})

test('a device key and its PeerId are the same thing', () => {
  const key = keyOfPeer(peer.toString())
  expect(key).toHaveLength(32)
  expect(devicesOf([key])).toEqual([peer.toString()])
  expect(() => keyOfPeer('QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N')).toThrow('not the PeerId of a device')
  expect(String(multiaddr(at('1.2.3.4')))).toContain(peer.toString())
})
