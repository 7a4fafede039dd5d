/** What the command line knows: its commands, their options, and the words that explain them. */
import { PRIVATE_COMMANDS } from './privateUsage.ts'

export const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  ids: { type: 'boolean' },
  name: { type: 'string' },
  http: { type: 'string' },
  listen: { type: 'string', multiple: true },
  'no-mdns': { type: 'boolean' },
  interface: { type: 'string', multiple: true },
  'no-interface': { type: 'string', multiple: true },
  'only-this-lan': { type: 'boolean' },
  relay: { type: 'boolean' },
  courier: { type: 'boolean' },
  seeds: { type: 'string' },
  limit: { type: 'string' },
  'reply-to': { type: 'string' },
  thread: { type: 'string' },
  'also-in-room': { type: 'boolean' },
  off: { type: 'boolean' },
  from: { type: 'string' },
  room: { type: 'string' },
  after: { type: 'string' },
  before: { type: 'string' },
  has: { type: 'string', multiple: true },
  format: { type: 'string' },
  output: { type: 'string' },
  'max-mb': { type: 'string' },
  private: { type: 'boolean' },
  everything: { type: 'boolean' },
  hours: { type: 'string' },
  once: { type: 'boolean' },
  match: { type: 'boolean' },
  code: { type: 'string' },
  differ: { type: 'boolean' },
  'new-key': { type: 'boolean' },
  'somebody-else': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' }
} as const

export type OptionName = keyof typeof OPTIONS

export interface Form {
  /** Beside --data and --json. */
  options: OptionName[]
  words: [min: number, max: number]
  /** What it needs, where words are missing. */
  needs?: string
  lines: string[]
}

const ANY = Number.POSITIVE_INFINITY

export const COMMANDS: Record<string, Form> = {
  serve: {
    options: [
      ...(['name', 'http', 'listen', 'no-mdns', 'interface', 'no-interface', 'only-this-lan'] as const),
      ...(['relay', 'courier', 'seeds'] as const)
    ],
    words: [0, 1],
    lines: [
      '--data DIR [--name NAME] [--http HOST:PORT] [--listen MULTIADDR ...] [--no-mdns] [--interface NAME ...] [--no-interface NAME ...] [--only-this-lan] [--relay] [--courier [MB]] [--seeds FILE] [--json]'
    ]
  },
  status: {
    options: [],
    words: [0, 0],
    lines: ['--data DIR [--json]       who this is, where it listens, and a fresh link for a browser']
  },
  people: {
    options: [],
    words: [0, 0],
    lines: ['--data DIR [--json]       everybody heard of, and how near they are']
  },
  rooms: { options: [], words: [0, 0], lines: ['--data DIR [--json]       the channels you are in'] },
  join: {
    options: [],
    words: [1, 1],
    lines: ['NAME|LINK --data DIR [--json]       a channel, or the private room that a link invites to']
  },
  leave: { options: [], words: [1, 1], lines: ['NAME --data DIR [--json]'] },
  send: {
    options: ['reply-to', 'thread', 'also-in-room', 'ids'],
    words: [2, ANY],
    needs: 'a channel and a text',
    lines: [
      'ROOM TEXT [--reply-to ID] [--thread ID [--also-in-room]] --data DIR [--json]',
      'ROOM - --data DIR [--json]          one message per line of the input'
    ]
  },
  edit: {
    options: ['ids'],
    words: [2, ANY],
    needs: 'a message and a text',
    lines: ['ID TEXT --data DIR [--json]         a new version of a message of yours']
  },
  redact: {
    options: ['ids'],
    words: [1, 1],
    lines: ['ID --data DIR [--json]              deletes a message of yours, for everybody']
  },
  react: {
    options: ['off', 'ids'],
    words: [2, 2],
    needs: 'a message and an emoji',
    lines: ['ID EMOJI [--off] --data DIR [--json]']
  },
  pin: { options: ['off', 'ids'], words: [1, 1], lines: ['ID [--off] --data DIR [--json]'] },
  topic: {
    options: ['ids'],
    words: [2, ANY],
    needs: 'a channel and a text',
    lines: ["ROOM TEXT --data DIR [--json]       says what a channel is about ('' for nothing)"]
  },
  history: { options: ['limit', 'ids'], words: [1, 1], lines: ['ROOM [--limit N] --data DIR [--json]'] },
  tail: {
    options: ['ids'],
    words: [0, 1],
    lines: ['[ROOM] --data DIR [--json]          prints messages and what happens to them as they come, until Ctrl C']
  },
  read: {
    options: [],
    words: [1, 1],
    lines: ['ROOM --data DIR [--json]            marks everything in a channel as read']
  },
  search: {
    options: ['from', 'room', 'after', 'before', 'has', 'limit', 'ids'],
    words: [0, ANY],
    lines: [
      'TEXT [--from NAME] [--room ROOM] [--after DATE] [--before DATE] [--has WHAT ...] [--limit N] --data DIR [--json]'
    ]
  },
  threads: { options: ['ids'], words: [0, 0], lines: ['--data DIR [--json]      the threads you follow'] },
  pinned: { options: ['ids'], words: [1, 1], lines: ['ROOM --data DIR [--json]'] },
  receipts: {
    options: [],
    words: [1, 1],
    lines: ['ID --data DIR [--json]            who holds and who has read a message of yours']
  },
  export: {
    options: ['format', 'output'],
    words: [1, 1],
    lines: ['ROOM --format jsonl|markdown|html [--output FILE] --data DIR      the whole history that is here']
  },
  fill: {
    options: [],
    words: [1, 1],
    lines: ['ROOM --data DIR [--json]            asks people near for what is missing']
  },
  keep: {
    options: ['max-mb'],
    words: [2, 2],
    needs: 'a channel and how long: 30d, 1y or all',
    lines: ['ROOM 30d|1y|all [--max-mb N] --data DIR [--json]    how much history is kept here']
  },
  connect: {
    options: [],
    words: [1, 1],
    lines: ['ADDRESS|CODE --data DIR [--json]    dials somebody who is not found by itself']
  },
  code: {
    options: [],
    words: [0, 0],
    lines: ['--data DIR [--json]       what others give to connect, to reach this computer']
  },
  network: {
    options: [],
    words: [0, 0],
    lines: ['--data DIR [--json]       the way to everybody']
  },
  interfaces: {
    options: [],
    words: [0, 0],
    lines: ['--data DIR [--json]       the networks of this computer, and what was sent and heard on them']
  },
  probe: {
    options: [],
    words: [0, 1],
    lines: ['[CIDR] --data DIR [--json]          asks every address of a network, or of all networks of this computer']
  },
  doctor: {
    options: [],
    words: [0, ANY],
    lines: ['[PERSON] --data DIR [--json]        why this person, or anybody, cannot be heard']
  },
  ...PRIVATE_COMMANDS
}

const EXPLAINED: Array<
  [OptionName | 'ROOM' | 'ID' | 'DATE' | 'ADDRESS' | 'CODE' | 'CIDR' | 'PERSON' | 'LINK' | 'INVITE', string]
> = [
  ['data', '--data DIR          the folder that holds everything; one host at a time'],
  ['name', '--name NAME         makes the account with this name, where there is none yet'],
  ['http', '--http HOST:PORT    where the interface is served, on this machine only (127.0.0.1:0, a free port)'],
  ['listen', '--listen MULTIADDR  where others reach you (TCP port 47100, IPv4 and IPv6); may be given several times'],
  ['no-mdns', '--no-mdns           neither look for others on the network nor announce yourself'],
  [
    'interface',
    '--interface NAME    uses this network interface, and no other that is not named; may be given several times'
  ],
  ['no-interface', '--no-interface NAME never uses it; may be given several times'],
  ['only-this-lan', '--only-this-lan     nobody through others, and nobody behind a router'],
  ['relay', '--relay             passes things on between people of different networks, as much as it can'],
  ['courier', '--courier [MB]      keeps sealed copies for people who are away: this is what it is there for (1024)'],
  [
    'seeds',
    '--seeds FILE        dials these addresses, a multiaddr a line, and again whenever nobody there is connected'
  ],
  ['json', '--json              one JSON object per line'],
  ['ids', '--ids               prints the beginning of each message’s ID in front of it'],
  ['limit', '--limit N           so many messages, the newest (50)'],
  ['reply-to', '--reply-to ID       answers a message, quoting it'],
  ['thread', '--thread ID         answers in the thread of a message; --also-in-room shows it in the channel as well'],
  ['off', '--off               takes it back'],
  ['from', '--from NAME         only what this person wrote: a name, an account, or me'],
  ['room', '--room ROOM         only in this channel'],
  ['after', '--after, --before   only what was written from then on, and before then'],
  ['has', '--has WHAT          link, code, mention, reaction or pin; may be given several times'],
  ['format', '--format FORM       jsonl (one event a line), markdown or html'],
  ['output', '--output FILE       writes there instead of printing'],
  ['max-mb', '--max-mb N          at most so many MB of messages'],
  ['private', '--private           nobody comes in without an invite; only its members can read it'],
  ['everything', '--everything        newcomers can read what was said before'],
  ['hours', '--hours N           good for so long; without it until it is revoked'],
  ['once', '--once              for one person; without it for whoever has the link'],
  ['match', '--match             you have compared, and it is the same'],
  ['code', '--code TEXT         the code that their screen shows, as text'],
  ['differ', '--differ            you have compared, and it is not the same'],
  ['new-key', '--new-key           the key that changed is theirs'],
  ['somebody-else', '--somebody-else     it is another person of that name'],
  ['ROOM', "ROOM                '#name', '@PERSON' for the two of you, or a room's ID; in quotes in most shells"],
  ['ID', 'ID                  a message: its ID, or at least 6 digits that no other recent one begins with'],
  ['ADDRESS', 'ADDRESS             10.20.4.31, 10.20.4.31:47107, or a multiaddr: /ip4/10.20.4.31/tcp/47100'],
  ['CODE', 'CODE                what `earshot code` prints on the other computer: earshot:peer/…'],
  ['CIDR', 'CIDR                a network of up to 4,096 addresses: 10.20.4.0/24'],
  ['PERSON', 'PERSON              a name that only one has, an account, or at least 8 digits of it'],
  ['LINK', 'LINK                what `earshot invite` prints: earshot://join/…'],
  ['INVITE', 'INVITE              its ID, or at least 6 digits that no other one begins with'],
  ['DATE', 'DATE                2026-05-21, or with a time: 2026-05-21T14:30']
]

const usageOf = (command: string, { lines }: Form): string[] =>
  lines.map(line => `  earshot ${command.padEnd(8)} ${line}`)

const END = `serve takes the passphrase of a locked folder from EARSHOT_PASSPHRASE, or asks for it in the browser.
Exit codes: 0 done, 2 wrong usage, 3 no host is running there, 4 refused (the reason's code on stderr).
`

export const USAGE = `Earshot: chat for people who share a network and perhaps nothing else.

${Object.entries(COMMANDS)
  .flatMap(([command, form]) => usageOf(command, form))
  .join('\n')}
  earshot [COMMAND] --help | --version

${EXPLAINED.map(([, line]) => `  ${line}`).join('\n')}

${END}`

/** One command, and the options it knows. */
export function helpOn(command: string): string {
  const form = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (form === undefined) return USAGE
  const text = form.lines.join(' ')
  const known = (name: string): boolean => /^[A-Z]+$/.test(name) && new RegExp(`\\b${name}\\b`).test(text)
  const lines = EXPLAINED.filter(
    ([name]) => name === 'data' || name === 'json' || (form.options as string[]).includes(name) || known(name)
  )
  return `${usageOf(command, form).join('\n')}\n\n${lines.map(([, line]) => `  ${line}`).join('\n')}\n`
}
