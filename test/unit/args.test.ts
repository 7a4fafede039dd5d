/** The command line's form: what is understood, and what is a usage error before anything is done. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readArgs, UsageError } from '../../electron/headless/args.ts'

const serve = { command: 'serve', data: 'd', json: false, http: { host: '127.0.0.1', port: 0 }, mdns: true }

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
      '--json'
    ],
    {
      ...serve,
      name: 'Ann',
      http: { host: '127.0.0.1', port: 8080 },
      listen: ['/ip4/0.0.0.0/tcp/1', '/ip6/::/tcp/2'],
      mdns: false,
      json: true
    }
  ],
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
  [['join', '-h'], { command: 'help' }],
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
  [['history', '#tea', '--limit', '0', '--data', 'd'], /--limit/],
  [['history', '#tea', '--limit', '1e3', '--data', 'd'], /--limit/],
  [['serve', '--data', 'd', '--http', '0.0.0.0:80'], /this machine only/],
  [['serve', '--data', 'd', '--http', '192.168.1.5:80'], /this machine only/],
  [['serve', '--data', 'd', '--http', 'example.org:80'], /this machine only/],
  [['serve', '--data', 'd', '--http', '127.0.0.1:70000'], /HOST:PORT/],
  [['serve', '--data', 'd', '--http', '127.0.0.1'], /HOST:PORT/],
  [['serve', '--data', 'd', '--http', '127.0.0.1.evil:80'], /this machine only/],
  [['serve', '--data', 'd', '--listen', '0.0.0.0:1'], /multiaddr/]
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
