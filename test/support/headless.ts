/** Real headless hosts for tests: started from out/, spoken to by their command line, ended and removed afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const MAIN = join(import.meta.dirname, '..', '..', 'out', 'headless', 'main.js')
const START_LIMIT_MS = 20_000

export interface Ready {
  ready: true
  account: string | null
  peerId: string | null
  addresses: string[]
  url: string
}

/** What a command answered. */
export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

export interface Host extends Ready {
  data: string
  process: ChildProcess
  /** Runs a command for this host's folder. */
  run(args: string[], input?: string): Promise<Outcome>
  /** The same with --json, as objects. Throws when it was refused. */
  ask<T = Record<string, unknown>>(...args: string[]): Promise<T[]>
  /** Follows a command that does not end, as tail. */
  follow(...args: string[]): ChildProcess
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface HostInit {
  /** No name: the first screen is shown. */
  name?: string
  data?: string
  args?: string[]
  env?: Record<string, string>
  /** A command to run it inside of, as `ip netns exec h1`. */
  within?: string[]
}

const folders: string[] = []
const children = new Set<ChildProcess>()

/** A folder of its own, removed by stopAll. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-'))
  folders.push(folder)
  return folder
}

/** Ends every process and removes every folder of this file's tests. */
export async function stopAll(): Promise<void> {
  await Promise.all([...children].map(child => ended(child, 'SIGKILL')))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** Runs one command line to its end. */
export function earshot(
  args: string[],
  { input = '', env = {}, within = [] }: Partial<HostInit> & { input?: string } = {}
) {
  const child = launch(args, env, within)
  child.stdin?.on('error', () => {}) // it may end before it has read everything
  child.stdin?.end(input)
  return outcome(child)
}

/** Starts a host on free ports, without multicast unless `args` say otherwise. Rejects with what it said instead. */
export async function startHost({
  name,
  data = join(makeFolder(), 'data'),
  args,
  env = {},
  within = []
}: HostInit = {}): Promise<Host> {
  const options = args ?? ['--listen', '/ip4/127.0.0.1/tcp/0', '--no-mdns']
  const named = name === undefined ? [] : ['--name', name]
  const child = launch(['serve', '--data', data, '--json', ...named, ...options], env, within)
  const ready = await readyLine(child)
  return {
    ...ready,
    data,
    process: child,
    run: (command, input) =>
      earshot([...command, '--data', data], { within, ...(input === undefined ? {} : { input }) }),
    async ask<T>(...command: string[]) {
      const { code, stdout, stderr } = await earshot([...command, '--data', data, '--json'], { within })
      if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${stderr}`)
      return jsonLines<T>(stdout)
    },
    follow: (...command) => launch([...command, '--data', data, '--json'], env, within),
    stop: (signal = 'SIGTERM') => ended(child, signal)
  }
}

/** JSON objects, one a line. */
export const jsonLines = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as T)

function launch(args: string[], env: Record<string, string>, within: string[]): ChildProcess {
  const [command = process.execPath, ...rest] = [...within, process.execPath, MAIN, ...args]
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  children.add(child)
  child.once('close', () => children.delete(child))
  return child
}

function readyLine(child: ChildProcess): Promise<Ready> {
  const { promise, resolve, reject } = Promise.withResolvers<Ready>()
  const { stdout } = child
  if (stdout === null) throw new Error('no output')
  const late = setTimeout(() => reject(new Error('the host was not ready in time')), START_LIMIT_MS)
  createInterface({ input: stdout }).once('line', line => resolve(JSON.parse(line) as Ready))
  void outcome(child).then(({ code, stderr }) => reject(new Error(`the host ended with ${code}: ${stderr}`)))
  return promise.finally(() => clearTimeout(late))
}

function outcome(child: ChildProcess): Promise<Outcome> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  return new Promise(resolve => child.once('close', code => resolve({ code, stdout, stderr })))
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.once('exit', code => resolve(code))
  child.kill(signal)
  return promise
}
