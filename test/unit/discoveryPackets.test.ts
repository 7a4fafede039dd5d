/** What is written into, and read from, packets of discovery; what of it is heeded. */
import { randomBytes } from 'node:crypto'
import type { Answer } from 'dns-packet'
import { decode, encode } from 'dns-packet'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { peerOfKey, peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import { announcement, mentionsUs, question, readPacket, SERVICE } from '../../electron/core/node/discovery/packets.ts'
import { type Origin, Sieve } from '../../electron/core/node/discovery/sieve.ts'
import { Facts } from '../../electron/core/node/facts.ts'

const newPeer = () => peerOfSeed(randomBytes(32)).toString()
const peer = newPeer()
const self = newPeer()
const at = (host: string, id = peer) => `/ip${host.includes(':') ? 6 : 4}/${host}/tcp/47100/p2p/${id}`
const announce = (...addresses: string[]) => announcement({ name: 'name', addresses })
/** An announcement as anybody may write it. */
const made = (texts: string[], more: Answer[] = []) =>
  encode({
    type: 'response',
    answers: [
      { type: 'PTR', name: SERVICE, ttl: 9, data: `x.${SERVICE}` },
      ...texts.map(data => ({ type: 'TXT', name: `x.${SERVICE}`, ttl: 9, data }) as const),
      ...more
    ]
  })
const addressesIn = (bytes: Buffer) => {
  const heard = readPacket(bytes)
  return heard.kind === 'announcement' ? heard.addresses.map(String) : heard
}

const lans = [
  { name: 'eth0', address: '10.0.0.1', prefix: 24 },
  { name: 'eth0', address: 'fe80::1', prefix: 64 }
]
/** The second one is another interface's, on the same network. */
const OURS = new Set(['10.0.0.1', '10.0.0.2'])
const from = (address: string): Origin => ({ name: 'eth0', lans, address, found: 'multicast' })
let facts: Facts
let sieve: Sieve
let now: number

beforeEach(() => {
  now = 0
  facts = new Facts(() => now)
  sieve = new Sieve({ self, id: 7, facts, now: () => now, isOurs: address => OURS.has(address) })
})
const ignored = () => Object.fromEntries(facts.allIgnored().map(({ reason, count }) => [reason, count]))
const sighted = (bytes: Buffer, address: string) => {
  const heeded = sieve.heed(bytes, from(address))
  return heeded?.kind === 'sighting' ? heeded.sighting.addresses.map(String) : undefined
}

test('an announcement is read as it was meant', () => {
  expect(readPacket(announce(at('10.0.0.1'), at('fd77::1')))).toMatchObject({ peer, leaving: false })
  expect(addressesIn(announce(at('10.0.0.1'), at('fd77::1')))).toEqual([at('10.0.0.1'), at('fd77::1')])
  expect(readPacket(announcement({ name: 'n', addresses: [at('10.0.0.1')], leaving: true }))).toMatchObject({
    leaving: true
  })
})

test('a question is known by its id, and whether the asker wants to be answered alone', () => {
  expect(readPacket(question(513))).toEqual({ kind: 'question', id: 513, alone: false })
  const bytes = question(0)
  bytes.writeUInt16BE(0x8001, bytes.length - 2)
  expect(readPacket(bytes)).toEqual({ kind: 'question', id: 0, alone: true })
})

test('an announcement has what go-libp2p needs, one TXT record and a host with an address, and where rust-libp2p looks', () => {
  const { answers = [], additionals = [] } = decode(announce(at('10.0.0.1'), at('fd77::1')))
  expect(answers.map(({ type }) => type)).toEqual(['PTR'])
  expect(additionals).toMatchObject([
    { type: 'TXT', name: `name.${SERVICE}` },
    { type: 'SRV', name: `name.${SERVICE}`, data: { port: 47_100, target: 'name.local' } },
    { type: 'A', name: 'name.local', data: '10.0.0.1' }
  ])
  expect(decode(announce(at('fe80::1'))).additionals).toMatchObject([
    { type: 'TXT' },
    { type: 'SRV' },
    { type: 'AAAA', data: 'fe80::1' }
  ])
})

test('an announcement fits a packet, and each address a string', () => {
  const long = `/dns4/${'x'.repeat(250)}/tcp/1/p2p/${peer}`
  const bytes = announce(at('10.0.0.1'), long, ...Array<string>(50).fill(at('255.255.255.255')))
  expect(bytes.length).toBeLessThan(1_200)
  expect(bytes.includes('xxx')).toBe(false)
  expect(addressesIn(bytes)).toHaveLength(8)
})

test('loopback, other transports, nonsense and a second peer are not taken from an announcement', () => {
  expect(addressesIn(announce(at('127.0.0.1')))).toEqual([])
  expect(addressesIn(made([`dnsaddr=/dns4/evil.example/tcp/1/p2p/${peer}`]))).toEqual([])
  expect(addressesIn(made([`dnsaddr=/ip4/10.0.0.1/tcp/1/ws/p2p/${peer}`]))).toEqual([])
  expect(addressesIn(made([`dnsaddr=/ip4/10.0.0.1/tcp/0/p2p/${peer}`]))).toEqual([])
  expect(addressesIn(made(['dnsaddr=/ip4/10.0.0.1/tcp/1']))).toEqual({ kind: 'ignored', reason: 'malformed' })
  expect(addressesIn(made(['dnsaddr=nonsense']))).toEqual({ kind: 'ignored', reason: 'malformed' })
  expect(addressesIn(made([`dnsaddr=${at('10.0.0.1')}`, `dnsaddr=${at('10.0.0.2', self)}`]))).toEqual([at('10.0.0.1')])
})

test('addresses beside those of other services are found', () => {
  const bytes = encode({
    type: 'response',
    answers: [
      { type: 'PTR', name: '_ipp._tcp.local', ttl: 9, data: 'printer._ipp._tcp.local' },
      { type: 'PTR', name: SERVICE, ttl: 9, data: `x.${SERVICE}` }
    ],
    additionals: [{ type: 'TXT', name: `x.${SERVICE}`, ttl: 9, data: [`dnsaddr=${at('10.0.0.1')}`, 'other=1'] }]
  })
  expect(addressesIn(bytes)).toEqual([at('10.0.0.1')])
})

test('what is about other services is none of ours', () => {
  const printer = encode({ type: 'query', questions: [{ type: 'PTR', name: '_ipp._tcp.local' }] })
  expect(mentionsUs(printer)).toBe(false)
  expect(readPacket(printer)).toEqual({ kind: 'nothing' })
  expect(mentionsUs(question(1))).toBe(true)
  expect(mentionsUs(announce(at('10.0.0.1')))).toBe(true)
})

test('a packet that is too long, or has too many records, is not even decoded', () => {
  expect(readPacket(Buffer.alloc(5_000))).toEqual({ kind: 'ignored', reason: 'too-long' })
  const many = Array.from({ length: 65 }, () => `dnsaddr=${at('10.0.0.1')}`)
  expect(readPacket(made(many.slice(0, 20)))).toMatchObject({ kind: 'announcement' })
  const records = made([])
  records.writeUInt16BE(65_535, 6)
  expect(readPacket(records)).toEqual({ kind: 'ignored', reason: 'too-many' })
  expect(readPacket(Buffer.from('not DNS'))).toEqual({ kind: 'ignored', reason: 'malformed' })
})

test('any bytes are read without a throw', () => {
  const valid = announce(at('10.0.0.1'), at('fd77::1'))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), bytes => void readPacket(Buffer.from(bytes))),
    { numRuns: 2_000 }
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 8 }), changes => {
      const bytes = Buffer.from(valid)
      for (const [place, byte] of changes) bytes[place] = byte
      readPacket(bytes)
    }),
    { numRuns: 2_000 }
  )
})

test('of the addresses in an announcement the near ones are taken; where there is none it leads elsewhere', () => {
  expect(sighted(announce(at('192.168.0.9'), at('10.0.0.9')), '10.0.0.9')).toEqual([at('10.0.0.9')])
  expect(sighted(announce(at('192.168.0.9')), '10.0.0.9')).toBeUndefined()
  expect(ignored()).toEqual({ elsewhere: 1 })
})

test('a link-local address is taken together with the interface it was heard on', () => {
  expect(sighted(announce(at('fe80::9')), 'fe80::9%eth0')).toEqual([`/ip6zone/eth0${at('fe80::9')}`])
})

test('who announces only addresses of others is not believed', () => {
  expect(sighted(announce(at('10.0.0.8')), '10.0.0.9')).toBeUndefined()
  expect(sighted(announce(at('fe80::8')), 'fe80::9%eth0')).toBeUndefined()
  expect(ignored()).toEqual({ forged: 2 })
  // go-libp2p speaks from its link-local address and does not announce that
  expect(sighted(announce(at('10.0.0.8')), 'fe80::9%eth0')).toEqual([at('10.0.0.8')])
})

test('our own words come back and are nothing; our own name in the mouth of another is told', () => {
  expect(sieve.heed(question(7), from('10.0.0.1'))).toBeUndefined()
  expect(sieve.heed(question(8), from('10.0.0.1'))).toMatchObject({ kind: 'question' })
  expect(sighted(announce(at('10.0.0.1', self)), '10.0.0.1')).toBeUndefined()
  expect(sighted(announce(at('10.0.0.2', self)), '10.0.0.2')).toBeUndefined()
  expect(ignored()).toEqual({})
  expect(sighted(announce(at('10.0.0.9', self)), '10.0.0.9')).toBeUndefined()
  expect(ignored()).toEqual({ self: 1 })
})

test('a goodbye is no reason to dial', () => {
  expect(sighted(announcement({ name: 'n', addresses: [at('10.0.0.9')], leaving: true }), '10.0.0.9')).toBeUndefined()
  expect(ignored()).toEqual({})
})

test('a flood from one address takes nothing from the others, and 10,000 invented peers are a few', () => {
  let named = 0
  for (let i = 0; i < 10_000; i++) {
    now += 1
    if (sighted(announce(at('10.0.0.66', newPeerOf(i))), '10.0.0.66') !== undefined) named++
    if (i % 1_000 === 0) expect(sighted(announce(at('10.0.0.9')), '10.0.0.9')).toEqual([at('10.0.0.9')])
  }
  expect(named).toBe(64)
  expect(ignored().flood).toBe(10_000 - 64)
  now += 60_000
  expect(sighted(announce(at('10.0.0.66', newPeer())), '10.0.0.66')).toBeDefined()
})

test('a flood from invented addresses is read up to a limit a second', () => {
  let read = 0
  for (let i = 0; i < 1_000; i++) {
    const address = `10.0.0.${2 + (i % 250)}`
    if (sighted(announce(at(address)), address) !== undefined) read++
  }
  expect(read).toBe(400)
  now += 1_000
  expect(sighted(announce(at('10.0.0.9')), '10.0.0.9')).toBeDefined()
})

test('a question from beyond our networks is heard, an announcement from there leads nowhere', () => {
  expect(sieve.askedBeyond(question(9), '172.16.0.1', true)).toMatchObject({ id: 9 })
  expect(sieve.askedBeyond(question(9), '172.16.0.1', false)).toBeUndefined()
  expect(sieve.askedBeyond(announce(at('172.16.0.1')), '172.16.0.1', true)).toBeUndefined()
  expect(facts.allIgnored()).toMatchObject([{ reason: 'elsewhere', interface: null, count: 2 }])
})

/** Made quickly: nobody has its key. */
function newPeerOf(number: number): string {
  const key = Buffer.alloc(32)
  key.writeUInt32BE(number)
  return peerOfKey(key).toString()
}

test('who asked just before announcing himself is known to be new, and who only answers is not', () => {
  const asks = (address: string): boolean | undefined => {
    const heeded = sieve.heed(announce(at(address, newPeer())), from(address))
    return heeded?.kind === 'sighting' ? heeded.sighting.asks : undefined
  }
  sieve.heed(question(9), from('10.0.0.7'))
  expect([asks('10.0.0.7'), asks('10.0.0.8')]).toEqual([true, false])
  now += 10_000
  expect(asks('10.0.0.7')).toBe(false)
})

test('an announcement that is repeated leads to the very same addresses, from another sender it is judged anew', () => {
  const bytes = announce(at('10.0.0.7'))
  const addresses = (address: string) => {
    const heeded = sieve.heed(bytes, from(address))
    return heeded?.kind === 'sighting' ? heeded.sighting.addresses : undefined
  }
  const first = addresses('10.0.0.7')
  expect(addresses('10.0.0.7')).toBe(first)
  expect(addresses('10.0.0.8')).toBeUndefined()
  expect(ignored()).toEqual({ forged: 1 })
})
