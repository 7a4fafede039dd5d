/** The code that people paste or scan to reach each other: whole or refused, whatever is typed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPeerCode, writePeerCode } from '../../electron/core/chat/network/peerCode.ts'
import { hostBytes, hostOfBytes, isWithin, placeOf } from '../../electron/core/chat/network/places.ts'
import { makeStranger } from '../support/stranger.ts'
import codes from '../vectors/codes.json' with { type: 'json' }

const { deviceId } = makeStranger('Ada', 0)
const here = ['/ip4/10.20.4.17/tcp/47100', '/ip6/2001:db8::17/tcp/47107'].map(address => `${address}/p2p/${deviceId}`)

test('a code says who it is and where', () => {
  const code = writePeerCode(deviceId, here)
  expect(code).toMatch(/^earshot:peer\/[\w-]{40,120}$/)
  expect(readPeerCode(`  ${code}\n`)).toEqual({ peer: deviceId, addresses: here })
})

test('what leads nowhere from another computer is not in it', () => {
  const alone = ['/ip4/127.0.0.1/tcp/1', '/ip6/::1/tcp/1', '/ip6/fe80::1/tcp/1', '/memory/x', '/ip4/10.0.0.1/udp/1']
  expect(readPeerCode(writePeerCode(deviceId, alone)).addresses).toEqual([])
})

test('eight addresses at most are in it, and it stays short enough to scan', () => {
  const many = Array.from({ length: 20 }, (_, n) => `/ip6/2001:db8::${n + 1}/tcp/47100`)
  const code = writePeerCode(deviceId, many)
  expect(readPeerCode(code).addresses).toHaveLength(8)
  expect(code.length).toBeLessThanOrEqual(300)
})

test.each(codes.whole)('$name is read as ever', ({ code, peer, addresses }) => {
  expect(readPeerCode(code)).toEqual({ peer, addresses })
  expect(writePeerCode(peer as never, addresses)).toBe(code)
})

test.each(codes.broken)('$name is not a whole code', ({ code }) => {
  expect(() => readPeerCode(code)).toThrow(expect.objectContaining({ code: 'peer.code' }))
})

test('a code with a letter changed, missing or added is refused', () => {
  const code = writePeerCode(deviceId, here)
  fc.assert(
    fc.property(fc.nat(code.length - 14), fc.constantFrom('A', 'z', '-', '', 'AA'), (at, put) => {
      const index = 13 + at
      const other = code.slice(0, index) + put + code.slice(index + 1)
      // the last letter holds bits that say nothing
      if (Buffer.from(other.slice(13), 'base64url').equals(Buffer.from(code.slice(13), 'base64url'))) return
      expect(() => readPeerCode(other)).toThrow(expect.objectContaining({ code: 'peer.code' }))
    })
  )
})

test('anything at all is a code or is refused by name', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 500 }),
        fc.base64String().map(text => `earshot:peer/${text}`)
      ),
      text => {
        expect(() => readPeerCode(text)).toThrow(expect.objectContaining({ code: 'peer.code' }))
      }
    )
  )
})

test('hosts keep their value as bytes', () => {
  fc.assert(
    fc.property(fc.ipV4(), host => {
      expect(hostOfBytes(hostBytes(host) ?? new Uint8Array())).toBe(host)
    })
  )
  for (const host of ['::', '::1', 'fe80::1', '2001:db8:1:2:3:4:5:6', '2001:db8::8:0:0:1'])
    expect(hostOfBytes(hostBytes(host) ?? new Uint8Array())).toBe(host)
  for (const text of ['', '1.2.3', '1.2.3.4.5', 'fe80::1%eth0', 'host', '::ffff:1.2.3.4', '1::2::3'])
    expect(hostBytes(text)).toBeUndefined()
})

test('an address is on a network or is not', () => {
  const lan = { address: '10.20.4.17', prefix: 22 }
  expect([isWithin('10.20.7.255', lan), isWithin('10.20.8.1', lan)]).toEqual([true, false])
  expect(isWithin('2001:db8::9', { address: '2001:db8::1', prefix: 64 })).toBe(true)
  expect(isWithin('2001:db8:1::9', { address: '2001:db8::1', prefix: 64 })).toBe(false)
  expect([
    isWithin('2001:db8::1', lan),
    isWithin('rubbish', lan),
    isWithin('10.0.0.1', { address: 'x', prefix: 8 })
  ]).toEqual([false, false, false])
})

test('the place in an address', () => {
  expect(placeOf('/ip4/10.0.0.1/tcp/47100/p2p/abc')).toEqual({ host: '10.0.0.1', port: 47100 })
  expect(placeOf('/ip6zone/eth0/ip6/fe80::1/tcp/1')).toEqual({ host: 'fe80::1', port: 1 })
  for (const text of [
    '',
    '/dns4/a/tcp/1',
    '/ip4/10.0.0.1/udp/1',
    '/ip4/10.0.0.1/tcp/0',
    '/ip4/10.0.0.1/tcp/65536',
    '/ip4/300.0.0.1/tcp/1'
  ])
    expect(placeOf(text)).toBeUndefined()
})
