/** The command line as typed values. What is not of this form is a usage error, and nothing has been done yet. */
import { parseArgs } from 'node:util'
import { type PrivateArgs, privateArgs } from './privateArgs.ts'
import { type ServeArgs, serveArgs } from './serveArgs.ts'
import { COMMANDS, OPTIONS } from './usage.ts'
import { UsageError } from './usageError.ts'

export type { ServeArgs } from './serveArgs.ts'
export { UsageError } from './usageError.ts'

interface ClientBase {
  data: string
  json: boolean
  /** Prints the beginning of each message's ID. */
  ids?: true
}

const HAS = ['link', 'code', 'mention', 'reaction', 'pin'] as const
export const FORMATS = ['jsonl', 'markdown', 'html'] as const

export interface SearchArgs {
  command: 'search'
  text: string
  from?: string
  room?: string
  /** In ms. */
  after?: number
  before?: number
  has: Array<(typeof HAS)[number]>
  limit: number
}

export interface SendArgs {
  command: 'send'
  room: string
  /** None: one message per line of stdin. */
  text?: string
  replyTo?: string
  thread?: string
  alsoInRoom?: true
}

/** Each of several commands with the same words. */
type Named<K extends string, T> = K extends string ? { command: K } & T : never

export type ClientArgs = ClientBase &
  (
    | Named<'status' | 'people' | 'rooms' | 'threads' | 'network' | 'interfaces' | 'code', object>
    | Named<'join' | 'leave' | 'pinned' | 'fill' | 'read', { room: string }>
    | { command: 'edit'; id: string; text: string }
    | Named<'redact' | 'receipts', { id: string }>
    | { command: 'react'; id: string; emoji: string; on: boolean }
    | { command: 'pin'; id: string; on: boolean }
    | { command: 'topic'; room: string; text: string }
    | { command: 'history'; room: string; limit: number }
    | { command: 'tail'; room?: string }
    | { command: 'export'; room: string; format: (typeof FORMATS)[number]; output?: string }
    | { command: 'keep'; room: string; days: 30 | 365 | null; megabytes: number | null }
    | { command: 'connect'; address: string }
    | { command: 'doctor'; person?: string }
    | { command: 'probe'; cidr?: string }
    | SearchArgs
    | SendArgs
    | PrivateArgs
  )

/** about: the command that help is wanted for. */
export type Args = { command: 'help'; about?: string } | { command: 'version' } | ServeArgs | ClientArgs

type Values = ReturnType<typeof parse>['values']
/** Throws UsageError. */
export function readArgs(argv: readonly string[]): Args {
  const { values, positionals } = parse(argv)
  const [command, ...words] = positionals
  if (values.help === true) return command === undefined ? { command: 'help' } : { command: 'help', about: command }
  if (values.version === true) return { command: 'version' }
  if (command === undefined) throw new UsageError('say what to do')
  if (command === 'help' && words.length === 0) return { command: 'help' }
  const data = checkForm(command, words, values)
  return command === 'serve' ? serveArgs(data, words, values) : clientArgs(command, words, data, values)
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
  if (words.length < min) throw new UsageError(`${command} needs ${form.needs ?? 'one more word'}`)
  if (words.length > max) throw new UsageError(`${command} does not know what to do with '${words[max]}'`)
  if (values.data === undefined || values.data === '') throw new UsageError(`${command} needs --data DIR`)
  return values.data
}

function clientArgs(command: string, words: string[], data: string, values: Values): ClientArgs {
  const base = { data, json: values.json ?? false, ...(values.ids === true ? { ids: true as const } : {}) }
  const [first = '', second = ''] = words
  const text = words.slice(1).join(' ')
  const on = values.off !== true
  switch (command) {
    case 'join':
    case 'leave':
    case 'pinned':
    case 'fill':
    case 'read':
      return { ...base, command, room: first }
    case 'send':
      return { ...base, ...sendArgs(words, values) }
    case 'edit':
      return { ...base, command, id: readId(first), text }
    case 'redact':
    case 'receipts':
      return { ...base, command, id: readId(first) }
    case 'react':
      return { ...base, command, id: readId(first), emoji: second, on }
    case 'pin':
      return { ...base, command, id: readId(first), on }
    case 'topic':
      return { ...base, command, room: first, text }
    case 'history':
      return { ...base, command, room: first, limit: readLimit(values.limit ?? '50') }
    case 'tail':
      return words.length === 0 ? { ...base, command } : { ...base, command, room: first }
    case 'search':
      return { ...base, ...searchArgs(words, values) }
    case 'export':
      return { ...base, command, room: first, ...exportArgs(values) }
    case 'keep':
      return { ...base, command, room: first, ...keepArgs(second, values) }
    case 'connect':
      return { ...base, command, address: first }
    case 'status':
    case 'people':
    case 'rooms':
    case 'threads':
    case 'network':
    case 'interfaces':
    case 'code':
      return { ...base, command }
    case 'doctor':
      return words.length === 0 ? { ...base, command } : { ...base, command, person: words.join(' ') }
    case 'probe':
      return words.length === 0 ? { ...base, command } : { ...base, command, cidr: first }
    default: {
      const args = privateArgs(command, words, values)
      if (args === undefined) throw new UsageError(`there is no command '${command}'`)
      return { ...base, ...args }
    }
  }
}

function sendArgs([room = '', ...words]: string[], values: Values): SendArgs {
  const text = words.join(' ')
  const { thread } = values
  const replyTo = values['reply-to']
  const lines = words.length === 1 && text === '-'
  if (values['also-in-room'] === true && thread === undefined) throw new UsageError('--also-in-room needs --thread ID')
  return {
    command: 'send',
    room,
    ...(lines ? {} : { text }),
    ...(replyTo === undefined ? {} : { replyTo: readId(replyTo) }),
    ...(thread === undefined ? {} : { thread: readId(thread) }),
    ...(values['also-in-room'] === true ? { alsoInRoom: true } : {})
  }
}

function searchArgs(words: string[], { from, room, after, before, has = [], limit = '50' }: Values): SearchArgs {
  const text = words.join(' ')
  if (text.trim() === '' && [from, room, after, before, has[0]].every(one => one === undefined))
    throw new UsageError('search needs a text, or what to narrow it to')
  return {
    command: 'search',
    text,
    ...(from === undefined ? {} : { from }),
    ...(room === undefined ? {} : { room }),
    ...(after === undefined ? {} : { after: readDate('after', after) }),
    ...(before === undefined ? {} : { before: readDate('before', before) }),
    has: [...new Set(has.map(one => oneOf(HAS, one, '--has')))],
    limit: readLimit(limit)
  }
}

function exportArgs({ format, output }: Values): { format: (typeof FORMATS)[number]; output?: string } {
  if (format === undefined) throw new UsageError(`export needs --format: ${FORMATS.join(', ')}`)
  if (output === '') throw new UsageError('--output takes the name of a file')
  return { format: oneOf(FORMATS, format, '--format'), ...(output === undefined ? {} : { output }) }
}

const DAYS = new Map<string, 30 | 365 | null>([
  ['30d', 30],
  ['1y', 365],
  ['all', null]
])

function keepArgs(span: string, values: Values): { days: 30 | 365 | null; megabytes: number | null } {
  const days = DAYS.get(span)
  if (days === undefined) throw new UsageError('keep takes how long: 30d, 1y or all')
  const most = values['max-mb']
  const megabytes = most === undefined ? null : Number(most)
  if (megabytes !== null && (!/^\d{1,7}$/.test(most ?? '') || megabytes < 1 || megabytes > 1_000_000))
    throw new UsageError('--max-mb takes a number from 1 to 1000000')
  return { days, megabytes }
}

function oneOf<const T extends string>(allowed: readonly T[], text: string, option: string): T {
  const found = allowed.find(one => one === text)
  if (found === undefined) throw new UsageError(`${option} takes one of: ${allowed.join(', ')}`)
  return found
}

function readId(text: string): string {
  const id = text.toLowerCase()
  if (!/^[0-9a-f]{6,64}$/.test(id)) throw new UsageError(`'${text}' is no ID: 6 to 64 digits from 0 to f`)
  return id
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z)?)?$/

/** A day begins at midnight where this computer stands. */
function readDate(option: string, text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text
  const ms = DATE.test(text) ? Date.parse(day) : Number.NaN
  if (Number.isNaN(ms) || ms < 0) throw new UsageError(`--${option} takes a date, as 2026-05-21 or 2026-05-21T14:30`)
  return ms
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (!/^\d{1,9}$/.test(text) || limit < 1) throw new UsageError('--limit takes a number from 1')
  return limit
}
