/** The command line as typed values. What is not of this form is a usage error, and nothing has been done yet. */
import { parseArgs } from 'node:util'

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface ServeArgs {
  command: 'serve'
  data: string
  json: boolean
  name?: string
  http: { host: string; port: number }
  /** None: the usual port, on every interface. */
  listen?: string[]
  mdns: boolean
}

interface ClientBase {
  data: string
  json: boolean
}
export type ClientArgs = ClientBase &
  (
    | { command: 'status' | 'people' | 'rooms' }
    | { command: 'join' | 'leave'; room: string }
    /** No text: one message per line of stdin. */
    | { command: 'send'; room: string; text?: string }
    | { command: 'history'; room: string; limit: number }
    | { command: 'tail'; room?: string }
    | { command: 'connect'; address: string }
  )

export type Args = { command: 'help' } | { command: 'version' } | ServeArgs | ClientArgs

export const USAGE = `Earshot: chat for people who share a network and perhaps nothing else.

  earshot serve   --data DIR [--name NAME] [--http HOST:PORT] [--listen MULTIADDR ...] [--no-mdns] [--json]
  earshot status  --data DIR [--json]       who this is, where it listens, and a fresh link for a browser
  earshot people  --data DIR [--json]       everybody heard of, and how near they are
  earshot rooms   --data DIR [--json]       the channels you are in
  earshot join    NAME --data DIR [--json]
  earshot leave   NAME --data DIR [--json]
  earshot send    ROOM TEXT --data DIR [--json]
  earshot send    ROOM - --data DIR [--json]          one message per line of the input
  earshot history ROOM [--limit N] --data DIR [--json]
  earshot tail    [ROOM] --data DIR [--json]          prints messages as they come, until Ctrl C
  earshot connect MULTIADDR --data DIR [--json]       dials somebody who is not found by itself
  earshot --help | --version

  --data DIR          the folder that holds everything; one host at a time
  --name NAME         makes the account with this name, where there is none yet
  --http HOST:PORT    where the interface is served, on this machine only (127.0.0.1:0, a free port)
  --listen MULTIADDR  where others reach you (/ip4/0.0.0.0/tcp/47100); may be given several times
  --no-mdns           neither look for others on the network nor announce yourself
  --json              one JSON object per line
  ROOM                '#name', in quotes in most shells

serve takes the passphrase of a locked folder from EARSHOT_PASSPHRASE, or asks for it in the browser.
Exit codes: 0 done, 2 wrong usage, 3 no host is running there, 4 refused (the reason's code on stderr).
`

const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  name: { type: 'string' },
  http: { type: 'string' },
  listen: { type: 'string', multiple: true },
  'no-mdns': { type: 'boolean' },
  limit: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' }
} as const

type Values = ReturnType<typeof parse>['values']
type OptionName = keyof typeof OPTIONS

/** Which options a command knows beside --data and --json, and how many words it takes. */
const COMMANDS: Record<string, { options: OptionName[]; words: [min: number, max: number] }> = {
  serve: { options: ['name', 'http', 'listen', 'no-mdns'], words: [0, 0] },
  status: { options: [], words: [0, 0] },
  people: { options: [], words: [0, 0] },
  rooms: { options: [], words: [0, 0] },
  join: { options: [], words: [1, 1] },
  leave: { options: [], words: [1, 1] },
  send: { options: [], words: [2, Number.POSITIVE_INFINITY] },
  history: { options: ['limit'], words: [1, 1] },
  tail: { options: [], words: [0, 1] },
  connect: { options: [], words: [1, 1] }
}

/** Throws UsageError. */
export function readArgs(argv: readonly string[]): Args {
  const { values, positionals } = parse(argv)
  if (values.help === true) return { command: 'help' }
  if (values.version === true) return { command: 'version' }
  const [command, ...words] = positionals
  if (command === undefined) throw new UsageError('say what to do')
  if (command === 'help' && words.length === 0) return { command: 'help' }
  const data = checkForm(command, words, values)
  return command === 'serve' ? serveArgs(data, values) : clientArgs(command, words, data, values)
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (err) {
    throw new UsageError(err instanceof Error ? err.message : String(err), { cause: err })
  }
}

function checkForm(command: string, words: string[], values: Values): string {
  const form = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (form === undefined) throw new UsageError(`there is no command '${command}'`)
  const alien = Object.keys(values).find(name => !['data', 'json', ...form.options].includes(name))
  if (alien !== undefined) throw new UsageError(`${command} does not know --${alien}`)
  const [min, max] = form.words
  if (words.length < min)
    throw new UsageError(`${command} needs ${min === 1 ? 'one more word' : 'a channel and a text'}`)
  if (words.length > max) throw new UsageError(`${command} does not know what to do with '${words[max]}'`)
  if (values.data === undefined || values.data === '') throw new UsageError(`${command} needs --data DIR`)
  return values.data
}

function serveArgs(data: string, values: Values): ServeArgs {
  const listen = values.listen
  if (listen?.some(address => !address.startsWith('/')))
    throw new UsageError('--listen takes a multiaddr, as /ip4/0.0.0.0/tcp/0')
  return {
    command: 'serve',
    data,
    json: values.json ?? false,
    http: readHttp(values.http ?? '127.0.0.1:0'),
    mdns: values['no-mdns'] !== true,
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(listen === undefined ? {} : { listen })
  }
}

function clientArgs(command: string, words: string[], data: string, values: Values): ClientArgs {
  const base = { data, json: values.json ?? false }
  const first = words[0] ?? ''
  switch (command) {
    case 'join':
    case 'leave':
      return { ...base, command, room: first }
    case 'send': {
      const text = words.slice(1).join(' ')
      return words.length === 2 && text === '-'
        ? { ...base, command, room: first }
        : { ...base, command, room: first, text }
    }
    case 'history':
      return { ...base, command, room: first, limit: readLimit(values.limit ?? '50') }
    case 'tail':
      return words.length === 0 ? { ...base, command } : { ...base, command, room: first }
    case 'connect':
      return { ...base, command, address: first }
    case 'status':
    case 'people':
    case 'rooms':
      return { ...base, command }
    default:
      throw new UsageError(`there is no command '${command}'`)
  }
}

const LOOPBACK = /^127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/

function readHttp(text: string): { host: string; port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? (plain === 'localhost' ? '127.0.0.1' : plain)
  const port = Number(digits)
  if (host === undefined || port > 65_535) throw new UsageError('--http takes HOST:PORT, as 127.0.0.1:0')
  if (host !== '::1' && !LOOPBACK.test(host))
    throw new UsageError('--http takes an address of this machine only, as 127.0.0.1:0')
  return { host, port }
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (!/^\d{1,9}$/.test(text) || limit < 1) throw new UsageError('--limit takes a number from 1')
  return limit
}
