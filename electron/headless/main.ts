/** The command `earshot`: reads its arguments, runs the host or one command, and answers with an exit code. */
import { version } from '../../package.json' with { type: 'json' }
import { ChatError } from '../../shared/errors.ts'
import { type Args, readArgs, UsageError } from './args.ts'
import { NoHostError } from './client.ts'
import { runCommand, type Streams } from './commands.ts'
import { helpOn, USAGE } from './usage.ts'

const DONE = 0
const FAULT = 1
const WRONG_USAGE = 2
const NO_HOST = 3
const REFUSED = 4

const out = (line: string): void => void process.stdout.write(`${line}\n`)
const err = (line: string): void => void process.stderr.write(`earshot: ${line}\n`)

/** Aborted by Ctrl C, by a polite kill, and when nobody reads what we print any more. */
function listenForEnd(): AbortSignal {
  const ended = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ended.abort())
  return ended.signal
}

async function run(args: Args): Promise<number> {
  if (args.command === 'help') out((args.about === undefined ? USAGE : helpOn(args.about)).trimEnd())
  else if (args.command === 'version') out(version)
  else if (args.command === 'serve') {
    const passphrase = process.env.EARSHOT_PASSPHRASE
    delete process.env.EARSHOT_PASSPHRASE // not for what we start, nor for a crash report
    const { serveHeadless } = await import('./serve.ts') // the core is only loaded by who needs it
    const init = { args, version, out, err, signal: listenForEnd() }
    await serveHeadless(passphrase === undefined ? init : { ...init, passphrase })
  } else return runCommand(args, streamsFor(args.command))
  return DONE
}

const streamsFor = (command: string): Streams => ({
  out,
  err,
  output: process.stdout,
  input: process.stdin,
  signal: signalFor(command),
  // Over itself: for somebody who looks, not for a file.
  ...(process.stderr.isTTY ? { progress: (text: string) => void process.stderr.write(`\r${text}\x1b[K`) } : {})
})

/** Only what goes on for long ends well by Ctrl C; the others are ended by it as any program is. */
const signalFor = (command: string): AbortSignal =>
  ['tail', 'probe'].includes(command) ? listenForEnd() : new AbortController().signal

function report(thrown: unknown): number {
  if (thrown instanceof UsageError) {
    err(`${thrown.message}. See: earshot --help`)
    return WRONG_USAGE
  }
  if (thrown instanceof NoHostError) {
    err(thrown.message)
    return NO_HOST
  }
  if (thrown instanceof ChatError) {
    err(thrown.message === thrown.code ? thrown.code : `${thrown.code}: ${thrown.message}`)
    return REFUSED
  }
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
  err(`internal: ${process.env.EARSHOT_DEBUG === undefined ? message : stack}`)
  return FAULT
}

/** Whoever read our output went away (`earshot tail | head`): that is a good end. */
process.stdout.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? DONE : FAULT))

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 22) {
  err(`Earshot needs Node 22 or newer; this is ${process.versions.node}`)
  process.exitCode = FAULT
} else {
  const code = await Promise.resolve(process.argv.slice(2)).then(readArgs).then(run).catch(report)
  process.stdout.write('', () => process.exit(code)) // an open stdin must not keep us
}
