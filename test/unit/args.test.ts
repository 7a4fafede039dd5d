/** The command line's form: what is understood, and what is a usage error before anything is done. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readArgs, UsageError } from '../../electron/headless/args.ts'
import { helpOn, USAGE } from '../../electron/headless/usage.ts'

const serve = { command: 'serve', data: 'd', json: false, http: { host: '127.0.0.1', port: 0 }, mdns: true }

const base = { data: 'd', json: false }

test.each([
  [['serve', '--data', 'd'], serve],
  [
    [
      'serve',
      '--data',
      'd',
      '--name',
      'Ann',
      '--http',
      'localhost:8080',
      '--listen',
      '/ip4/0.0.0.0/tcp/1',
      '--listen',
      '/ip6/::/tcp/2',
      '--no-mdns',
      '--relay',
      '--seeds',
      'office.txt',
      '--json'
    ],
    {
      ...serve,
      name: 'Ann',
      http: { host: '127.0.0.1', port: 8080 },
      listen: ['/ip4/0.0.0.0/tcp/1', '/ip6/::/tcp/2'],
      mdns: false,
      relay: true,
      seeds: 'office.txt',
      json: true
    }
  ],
  [
    [
      'serve',
      '--data',
      'd',
      '--interface',
      'eth0',
      '--interface',
      'wlan0',
      '--no-interface',
      'tun0',
      '--only-this-lan'
    ],
    { ...serve, interfaces: { only: ['eth0', 'wlan0'], never: ['tun0'] }, onlyThisLan: true }
  ],
  [['serve', '--data', 'd', '--courier'], { ...serve, courierMegabytes: 1_024 }],
  [['serve', '--courier', '2048', '--data', 'd'], { ...serve, courierMegabytes: 2_048 }],
  [['doctor', '--data', 'd'], { ...base, command: 'doctor' }],
  [
    ['doctor', 'Tomás', 'Arriaga', '--data', 'd', '--json'],
    { ...base, command: 'doctor', person: 'Tomás Arriaga', json: true }
  ],
  [['probe', '--data', 'd'], { ...base, command: 'probe' }],
  [['probe', '10.0.0.0/24', '--data', 'd'], { ...base, command: 'probe', cidr: '10.0.0.0/24' }],
  [['network', '--data', 'd'], { ...base, command: 'network' }],
  [['interfaces', '--data', 'd'], { ...base, command: 'interfaces' }],
  [['code', '--data', 'd'], { ...base, command: 'code' }],
  [['connect', 'earshot:peer/AbC', '--data', 'd'], { ...base, command: 'connect', address: 'earshot:peer/AbC' }],
  [['serve', '--data', 'd', '--http', '[::1]:9'], { ...serve, http: { host: '::1', port: 9 } }],
  [['status', '--data=d', '--json'], { command: 'status', data: 'd', json: true }],
  [['--data', 'd', 'join', '#tea'], { command: 'join', data: 'd', json: false, room: '#tea' }],
  [
    ['send', '#tea', 'one', 'two', '--data', 'd'],
    { command: 'send', data: 'd', json: false, room: '#tea', text: 'one two' }
  ],
  [['send', '#tea', '-', '--data', 'd'], { command: 'send', data: 'd', json: false, room: '#tea' }],
  [
    ['send', '#tea', '--data', 'd', '--', '--hello'],
    { command: 'send', data: 'd', json: false, room: '#tea', text: '--hello' }
  ],
  [['history', '#tea', '--data', 'd'], { command: 'history', data: 'd', json: false, room: '#tea', limit: 50 }],
  [
    ['history', '#tea', '--limit', '7', '--data', 'd'],
    { command: 'history', data: 'd', json: false, room: '#tea', limit: 7 }
  ],
  [['tail', '--data', 'd'], { command: 'tail', data: 'd', json: false }],
  [['--help'], { command: 'help' }],
  [['join', '-h'], { command: 'help', about: 'join' }],
  [
    ['send', '#tea', 'yes', '--thread', 'ABCDEF', '--also-in-room', '--reply-to', '012345', '--data', 'd'],
    { ...base, command: 'send', room: '#tea', text: 'yes', thread: 'abcdef', replyTo: '012345', alsoInRoom: true }
  ],
  [['edit', 'abcdef', 'new', 'text', '--data', 'd'], { ...base, command: 'edit', id: 'abcdef', text: 'new text' }],
  [['redact', 'abcdef', '--data', 'd', '--ids'], { ...base, ids: true, command: 'redact', id: 'abcdef' }],
  [['react', 'abcdef', '👍', '--data', 'd'], { ...base, command: 'react', id: 'abcdef', emoji: '👍', on: true }],
  [['pin', 'abcdef', '--off', '--data', 'd'], { ...base, command: 'pin', id: 'abcdef', on: false }],
  [['topic', '#tea', '', '--data', 'd'], { ...base, command: 'topic', room: '#tea', text: '' }],
  [
    [
      'search',
      'hot',
      'tea',
      '--from',
      'Bo',
      '--has',
      'link',
      '--has',
      'link',
      '--before',
      '2026-05-21T14:30Z',
      '--data',
      'd'
    ],
    {
      ...base,
      command: 'search',
      text: 'hot tea',
      from: 'Bo',
      has: ['link'],
      before: Date.UTC(2026, 4, 21, 14, 30),
      limit: 50
    }
  ],
  [
    ['search', '--after', '2026-05-21', '--data', 'd'],
    { ...base, command: 'search', text: '', has: [], after: new Date(2026, 4, 21).getTime(), limit: 50 }
  ],
  [
    ['export', '#tea', '--format', 'html', '--output', 'f', '--data', 'd'],
    { ...base, command: 'export', room: '#tea', format: 'html', output: 'f' }
  ],
  [['keep', '#tea', '30d', '--data', 'd'], { ...base, command: 'keep', room: '#tea', days: 30, megabytes: null }],
  [
    ['keep', '#tea', 'all', '--max-mb', '9', '--data', 'd'],
    { ...base, command: 'keep', room: '#tea', days: null, megabytes: 9 }
  ],
  [['send', '@Femi', 'hello', '--data', 'd'], { ...base, command: 'send', room: '@Femi', text: 'hello' }],
  [
    ['create', 'oslo-plans', '--private', '--data', 'd'],
    { ...base, command: 'create', name: 'oslo-plans', everything: false }
  ],
  [
    ['create', 'plans', '--private', '--everything', '--data', 'd'],
    { ...base, command: 'create', name: 'plans', everything: true }
  ],
  [['invite', 'plans', '--data', 'd'], { ...base, command: 'invite', room: 'plans', hours: null, once: false }],
  [
    ['invite', 'plans', '--hours', '24', '--once', '--data', 'd'],
    { ...base, command: 'invite', room: 'plans', hours: 24, once: true }
  ],
  [['revoke', 'plans', 'ABCDEF01', '--data', 'd'], { ...base, command: 'revoke', room: 'plans', invite: 'abcdef01' }],
  [['members', 'plans', '--data', 'd'], { ...base, command: 'members', room: 'plans' }],
  [['join', 'earshot://join/1/x', '--data', 'd'], { ...base, command: 'join', room: 'earshot://join/1/x' }],
  [
    ['add', 'plans', 'Tomás', 'Arriaga', '--data', 'd'],
    { ...base, command: 'add', room: 'plans', person: 'Tomás Arriaga' }
  ],
  [['remove', 'plans', 'Bo', '--data', 'd'], { ...base, command: 'remove', room: 'plans', person: 'Bo' }],
  [
    ['role', 'plans', 'Tomás', 'Arriaga', 'owner', '--data', 'd'],
    { ...base, command: 'role', room: 'plans', person: 'Tomás Arriaga', role: 'owner' }
  ],
  [['verify', 'Bo', '--data', 'd'], { ...base, command: 'verify', person: 'Bo', how: { is: 'show' } }],
  [['verify', 'Bo', '--match', '--data', 'd'], { ...base, command: 'verify', person: 'Bo', how: { is: 'match' } }],
  [
    ['verify', 'Bo', '--code', 'earshot://verify/1/x/y', '--data', 'd'],
    { ...base, command: 'verify', person: 'Bo', how: { is: 'code', text: 'earshot://verify/1/x/y' } }
  ],
  [['verify', 'Bo', '--differ', '--data', 'd'], { ...base, command: 'verify', person: 'Bo', how: { is: 'differ' } }],
  [['verify', 'Bo', '--new-key', '--data', 'd'], { ...base, command: 'verify', person: 'Bo', how: { is: 'new-key' } }],
  [['block', 'Bo', '--data', 'd'], { ...base, command: 'block', person: 'Bo', on: true }],
  [['block', 'Bo', '--off', '--data', 'd'], { ...base, command: 'block', person: 'Bo', on: false }],
  [['requests', '--data', 'd', '--json'], { ...base, command: 'requests', json: true }],
  [['accept', '@Bo', '--data', 'd'], { ...base, command: 'accept', person: '@Bo' }],
  [['--version'], { command: 'version' }]
])('%j is understood', (argv, expected) => {
  expect(readArgs(argv)).toEqual(expected)
})

test.each([
  [[], /what to do/],
  [['dance', '--data', 'd'], /no command 'dance'/],
  [['toString', '--data', 'd'], /no command/],
  [['status'], /needs --data/],
  [['status', '--data', ''], /needs --data/],
  [['status', '--data'], /data/],
  [['status', 'now', '--data', 'd'], /'now'/],
  [['status', '--data', 'd', '--colour'], /colour/],
  [['status', '--data', 'd', '--name', 'x'], /does not know --name/],
  [['join', '--data', 'd'], /needs/],
  [['join', 'a', 'b', '--data', 'd'], /'b'/],
  [['send', '#tea', '--data', 'd'], /channel and a text/],
  [['edit', 'abcde', 'x', '--data', 'd'], /no ID/],
  [['edit', 'not-hex', 'x', '--data', 'd'], /no ID/],
  [['edit', 'abcdef', '--data', 'd'], /message and a text/],
  [['react', 'abcdef', '--data', 'd'], /emoji/],
  [['send', '#tea', 'x', '--also-in-room', '--data', 'd'], /--thread/],
  [['search', '--data', 'd'], /a text/],
  [['search', 'x', '--has', 'cheese', '--data', 'd'], /--has takes one of/],
  [['search', 'x', '--after', 'yesterday', '--data', 'd'], /--after takes a date/],
  [['search', 'x', '--after', '2026-13-41', '--data', 'd'], /--after takes a date/],
  [['export', '#tea', '--data', 'd'], /needs --format/],
  [['export', '#tea', '--format', 'pdf', '--data', 'd'], /--format takes one of/],
  [['keep', '#tea', '2d', '--data', 'd'], /30d, 1y or all/],
  [['keep', '#tea', 'all', '--max-mb', '0', '--data', 'd'], /--max-mb/],
  [['history', '#tea', '--limit', '0', '--data', 'd'], /--limit/],
  [['history', '#tea', '--limit', '1e3', '--data', 'd'], /--limit/],
  [['serve', '--data', 'd', '--http', '0.0.0.0:80'], /this machine only/],
  [['serve', '--data', 'd', '--http', '192.168.1.5:80'], /this machine only/],
  [['serve', '2048', '--data', 'd'], /does not know what to do with '2048'/],
  [['serve', '--courier', '15', '--data', 'd'], /16 to 1000000/],
  [['serve', '--courier', 'lots', '--data', 'd'], /number of MB/],
  [['serve', '--data', 'd', '--http', 'example.org:80'], /this machine only/],
  [['serve', '--data', 'd', '--http', '127.0.0.1:70000'], /HOST:PORT/],
  [['serve', '--data', 'd', '--http', '127.0.0.1'], /HOST:PORT/],
  [['serve', '--data', 'd', '--http', '127.0.0.1.evil:80'], /this machine only/],
  [['serve', '--data', 'd', '--listen', '0.0.0.0:1'], /multiaddr/],
  [['serve', '--data', 'd', '--interface', 'eth0', '--no-interface', 'eth0'], /both used and never/],
  [['serve', '--data', 'd', '--interface', ''], /name of a network interface/],
  [['probe', 'a', 'b', '--data', 'd'], /'b'/],
  [['connect', '--data', 'd'], /needs/],
  [['create', 'plans', '--data', 'd'], /needs --private/],
  [['create', '--private', '--data', 'd'], /a name/],
  [['create', 'oslo', 'plans', '--private', '--data', 'd'], /'plans'/],
  [['invite', 'plans', '--hours', '0', '--data', 'd'], /--hours/],
  [['invite', 'plans', '--hours', '9000', '--data', 'd'], /--hours/],
  [['invite', 'plans', '--hours', '1.5', '--data', 'd'], /--hours/],
  [['revoke', 'plans', 'xyz', '--data', 'd'], /no invite/],
  [['revoke', 'plans', '--data', 'd'], /a room and an invite/],
  [['role', 'plans', 'Bo', 'king', '--data', 'd'], /owner, admin, member/],
  [['role', 'plans', 'admin', '--data', 'd'], /a room, a person/],
  [['add', 'plans', '--data', 'd'], /a room and a person/],
  [['verify', '--data', 'd'], /a person/],
  [['verify', 'Bo', '--match', '--new-key', '--data', 'd'], /one of --match/],
  [['verify', 'Bo', '--off', '--data', 'd'], /does not know --off/],
  [['requests', 'Bo', '--data', 'd'], /'Bo'/]
])('%j is a usage error', (argv, words) => {
  expect(() => readArgs(argv)).toThrow(UsageError)
  expect(() => readArgs(argv)).toThrow(words)
})

test('whatever is typed is either understood or a usage error', () => {
  const word = fc.oneof(
    fc.constantFrom('serve', 'send', 'tail', '--data', '--http', '--limit', '--json', '-', '--', '#a'),
    fc.string()
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), argv => {
      try {
        expect(readArgs(argv)).toHaveProperty('command')
      } catch (err) {
        expect(err).toBeInstanceOf(UsageError)
      }
    })
  )
})

test('help on a command is what it takes, and no more', () => {
  expect(helpOn('react')).toMatch(/^ {2}earshot react\s+ID EMOJI/)
  expect(helpOn('react')).toContain('--off')
  expect(helpOn('react')).not.toContain('--http')
  expect(helpOn('dance')).toBe(USAGE)
})
