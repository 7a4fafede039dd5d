/** Networks as people write them: what they are, and what is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cidrOf, hostsOf, isAmong, isForComputers, parseCidr, sizeOf } from '../../electron/core/node/subnet.ts'

const subnet = (text: string) => {
  const parsed = parseCidr(text)
  if (parsed === undefined) throw new Error(`not a network: ${text}`)
  return parsed
}

test.each([
  ['10.20.4.17/22', '10.20.4.0/22', 1_024n],
  [' 10.0.0.0/8 ', '10.0.0.0/8', 2n ** 24n],
  ['192.168.1.7', '192.168.1.7/32', 1n],
  ['0.0.0.0/0', '0.0.0.0/0', 2n ** 32n],
  ['2001:db8::1:0/112', '2001:db8::1:0/112', 65_536n],
  ['2001:DB8::17', '2001:db8::17/128', 1n]
])('%s is %s, with %s addresses', (text, cidr, size) => {
  expect([cidrOf(subnet(text)), sizeOf(subnet(text))]).toEqual([cidr, size])
})

test.each([
  '',
  '10.0.0.0/33',
  '10.0.0/24',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '::/129',
  'fe80::1%eth0/64',
  'lan',
  '10.0.0.0/24/24',
  '::ffff:10.0.0.1'
])('%j is no network', text => {
  expect(parseCidr(text)).toBeUndefined()
})

test('its hosts are those that a computer may have', () => {
  expect([...hostsOf(subnet('10.0.0.9/29'))]).toEqual([9, 10, 11, 12, 13, 14].map(n => `10.0.0.${n}`))
  expect([...hostsOf(subnet('10.0.0.4/31'))]).toEqual(['10.0.0.4', '10.0.0.5'])
  expect([...hostsOf(subnet('10.0.0.4'))]).toEqual(['10.0.0.4'])
  expect([...hostsOf(subnet('2001:db8::/126'))]).toEqual(['2001:db8::', '2001:db8::1', '2001:db8::2', '2001:db8::3'])
})

test('some addresses are of no computer on a LAN', () => {
  for (const text of [
    '127.0.0.0/24',
    '224.0.0.0/24',
    '255.255.255.0/24',
    '0.0.0.0/24',
    '::1',
    'ff02::/120',
    'fe80::/120'
  ])
    expect(isForComputers(subnet(text)), text).toBe(false)
  for (const text of ['10.0.0.0/24', '8.8.8.0/24', '169.254.0.0/24', '2001:db8::/120', 'fd00::/120'])
    expect(isForComputers(subnet(text)), text).toBe(true)
})

test('a network is among ours when all of it is', () => {
  const lans = [{ name: 'eth0', address: '10.20.4.17', prefix: 22 }]
  expect(isAmong(subnet('10.20.6.0/24'), lans)).toBe(true)
  expect(isAmong(subnet('10.20.4.0/22'), lans)).toBe(true)
  expect(isAmong(subnet('10.20.0.0/16'), lans)).toBe(false)
  expect(isAmong(subnet('10.20.8.0/24'), lans)).toBe(false)
})

test('any text is a network or is none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6()), text => {
      const parsed = parseCidr(text)
      if (parsed !== undefined) expect(parseCidr(cidrOf(parsed))).toEqual(parsed)
    })
  )
})
