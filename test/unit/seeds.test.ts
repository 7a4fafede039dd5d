/** The seeds file: what an administrator may write, and what is said of a line that is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSeeds, readSeeds } from '../../electron/headless/seeds.ts'
import { UsageError } from '../../electron/headless/usageError.ts'

const PEER = '12D3KooWANiBZ7caNywBpJJQm7k4hzUfM2Jqd6Acvm24SUfgq7Rg'

test('an address a line, with or without a PeerId, among comments and empty lines', () => {
  const text = `# the printers' building
/ip4/10.20.4.31/tcp/47100

/ip6/fd00::5/tcp/47100/p2p/${PEER}   # the server
  /ip6zone/eth0/ip6/fe80::1/tcp/47101\r
#/ip4/10.0.0.1/tcp/1`
  expect(parseSeeds(text, 'seeds')).toEqual([
    '/ip4/10.20.4.31/tcp/47100',
    `/ip6/fd00::5/tcp/47100/p2p/${PEER}`,
    '/ip6zone/eth0/ip6/fe80::1/tcp/47101'
  ])
})

test.each([
  '10.20.4.31',
  '/ip4/10.20.4.31',
  '/ip4/10.20.4.31/udp/47100',
  '/ip4/10.20.4.331/tcp/47100',
  '/ip4/10.20.4.31/tcp/0',
  '/ip4/10.20.4.31/tcp/99999',
  `/ip4/10.20.4.31/tcp/47100/p2p/nobody`,
  `/ip4/10.20.4.31/tcp/47100/p2p/${PEER}/p2p-circuit`,
  '/dns4/evil.example/tcp/47100',
  `/ip4/10.20.4.31/tcp/47100/p2p/${'x'.repeat(600)}`
])('%s is named with its line', line => {
  expect(() => parseSeeds(`# one\n\n${line}\n`, 'office.txt')).toThrow(
    new UsageError('office.txt, line 3: no multiaddr with a TCP port, as /ip4/10.0.0.5/tcp/47100')
  )
})

test('a thousand are enough', () => {
  const line = '/ip4/10.20.4.31/tcp/47100\n'
  expect(parseSeeds(line.repeat(1_000), 'seeds')).toHaveLength(1_000)
  expect(() => parseSeeds(line.repeat(1_001), 'seeds')).toThrow('seeds, line 1001: more than 1000 addresses')
})

test('a file is read, and one that is not there is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-seeds-'))
  writeFileSync(join(folder, 'seeds'), '/ip4/10.20.4.31/tcp/47100\n')
  expect(readSeeds(join(folder, 'seeds'))).toEqual(['/ip4/10.20.4.31/tcp/47100'])
  expect(() => readSeeds(join(folder, 'none'))).toThrow(UsageError)
  rmSync(folder, { recursive: true })
})

test('any text is read, or refused by a usage error', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        parseSeeds(text, 'seeds')
      } catch (err) {
        expect(err).toBeInstanceOf(UsageError)
      }
    })
  )
})
