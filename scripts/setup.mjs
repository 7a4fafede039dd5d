/** What every command needs first, on any Node from 20: the dependencies and the pinned Node. Nothing here is built or typed. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.earshot-setup')

/** The pinned Node, whatever the machine has. */
export const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** A tool from node_modules, by its script: run it with `node`. */
export const tool = path => join(modules, path)

/** Ends with one line that a person can act on. */
export function giveUp(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

// A person cannot act on a stack; whoever works on the scripts can ask for it.
if (!process.env.EARSHOT_DEBUG)
  process.on('uncaughtException', err => giveUp(`Earshot could not go on: ${err.message}`))

const say = line => process.stderr.write(`${line}\n`)
const stamp = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

function isInstalled() {
  if (!existsSync(node)) return false
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === stamp()
  // Installed by hand: npm writes this file last.
  const own = join(modules, '.package-lock.json')
  return existsSync(own) && statSync(own).mtimeMs >= statSync(lockFile).mtimeMs
}

function npm(args) {
  const windows = process.platform === 'win32'
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell: windows,
    stdio: ['ignore', 2, 2] // stdout belongs to the command
  })
  return result.status === 0
}

/** Installs what is missing. Packages run no code of their own while they are installed, but for the pinned Node. */
export function setup() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20) giveUp(`Earshot needs Node 20 or newer to start; this is ${process.versions.node}.`)
  if (isInstalled()) return
  say(`Installing what is missing (once, about a minute; Node ${major}.${minor} is only used for this).`)
  if (!npm(['ci'])) giveUp('The packages could not be installed: see the lines above, and try again with a network.')
  if (!npm(['rebuild', 'node', '--ignore-scripts=false']) || !existsSync(node))
    giveUp('Node 24 could not be installed: see the lines above, and try again with a network.')
  writeFileSync(stampFile, stamp())
}

/** Starts this script again on the pinned Node, unless it runs there already. */
export async function onPinnedNode() {
  if (realpathSync(process.execPath) !== realpathSync(node)) process.exit(await run(node, process.argv.slice(1)))
}

/** Environment in which `node` and the tools of node_modules come first. */
export const environment = (extra = {}) => {
  const separator = process.platform === 'win32' ? ';' : ':'
  const PATH = [join(modules, 'node', 'bin'), join(modules, '.bin'), process.env.PATH ?? process.env.Path].join(
    separator
  )
  return { ...process.env, PATH, ...extra }
}

/** Runs something to its end, with signals passed on. Resolves with its exit code. */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options })
  const pass = signal => child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return new Promise(resolve => {
    const end = code => {
      for (const signal of signals) process.off(signal, pass)
      resolve(code)
    }
    child.on('error', () => end(127))
    child.on('exit', (code, signal) => end(code ?? (signal === null ? 1 : 128)))
  })
}
