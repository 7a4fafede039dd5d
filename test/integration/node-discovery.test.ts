/** What is read from, and written into, multicast answers; and the addresses that people type. */
import { randomBytes } from 'node:crypto'
import { multiaddr } from '@multiformats/multiaddr'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress, reachable } from '../../electron/core/node/addresses.ts'
import { devicesOf, keyOfPeer, peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import { announcement, readSighting } from '../../electron/core/node/discovery/records.ts'
import { isOn } from '../../electron/core/node/interfaces.ts'

const peer = peerOfSeed(randomBytes(32))
const other = peerOfSeed(randomBytes(32))
const at = (host: string, id = peer) => `/ip4/${host}/tcp/47100/p2p/${id}`
const read = (addresses: string[]) => readSighting({ answers: announcement('name', addresses), additionals: [] })

test('an announcement is read as it was meant', () => {
  const sighting = read([at('10.0.0.1'), at('192.168.1.1')])
  expect(sighting?.peer).toBe(peer.toString())
  expect(sighting?.addresses.map(String)).toEqual([at('10.0.0.1'), at('192.168.1.1')])
})

test('an announcement fits a packet, and each address a TXT string', () => {
  const long = `/dns4/${'x'.repeat(250)}/tcp/1/p2p/${peer}`
  const answers = announcement('x'.repeat(32), [long, ...Array<string>(50).fill(at('255.255.255.255'))])
  expect(answers).toHaveLength(8) // the name, and seven of the first eight addresses
  expect(JSON.stringify(answers)).not.toContain(long)
})

test('loopback, other transports, nonsense and a second peer are not taken from an answer', () => {
  expect(read([at('127.0.0.1')])).toBeUndefined()
  expect(read([`/dns4/evil.example/tcp/1/p2p/${peer}`])).toBeUndefined()
  expect(read([`/ip4/10.0.0.1/tcp/1/ws/p2p/${peer}`])).toBeUndefined()
  expect(read(['/ip4/10.0.0.1/tcp/1'])).toBeUndefined()
  expect(read(['/ip4/10.0.0.1/tcp/0'])).toBeUndefined()
  expect(read([`${at('10.0.0.1')}/p2p-circuit/p2p/${other}`])).toBeUndefined()
  expect(read([at('10.0.0.1'), at('10.0.0.2', other)])?.addresses.map(String)).toEqual([at('10.0.0.1')])
})

test('no answer counts without the name of the service', () => {
  const [, ...texts] = announcement('name', [at('10.0.0.1')])
  expect(readSighting({ answers: texts, additionals: [] })).toBeUndefined()
})

test('of many addresses a few are taken', () => {
  const answers = Array.from({ length: 6 }, (_, i) =>
    announcement(
      'name',
      Array.from({ length: 8 }, (__, j) => at(`10.0.${i}.${j}`))
    )
  ).flat()
  expect(readSighting({ answers, additionals: [] })?.addresses).toHaveLength(8)
})

test('any packet that decodes is read without a throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map(s => `dnsaddr=/${s}`),
    fc.constant(`dnsaddr=${at('10.0.0.1')}`)
  )
  const record = fc.record({
    type: fc.constantFrom('PTR', 'TXT', 'A', 'SRV'),
    name: fc.constantFrom('_p2p._udp.local', 'x', ''),
    data: fc.oneof(
      text,
      fc.array(text),
      fc.uint8Array().map(data => Buffer.from(data)),
      fc.constant(undefined)
    )
  })
  fc.assert(
    fc.property(fc.array(record, { maxLength: 80 }), fc.array(record), (answers, additionals) => {
      readSighting({ answers, additionals } as unknown as Parameters<typeof readSighting>[0])
    }),
    { numRuns: 2_000 }
  )
})

test('what a person types becomes an address, or nothing', () => {
  expect(String(parseAddress(' 10.20.4.31 ', 47_100))).toBe('/ip4/10.20.4.31/tcp/47100')
  expect(String(parseAddress('10.20.4.31:80', 47_100))).toBe('/ip4/10.20.4.31/tcp/80')
  expect(String(parseAddress(at('10.0.0.1'), 0))).toBe(at('10.0.0.1'))
  for (const text of [
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
