/** npm start: the desktop application, or where that cannot be, the same in a browser. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { electronBinary, noWindowBecause } from './electron.mjs'
import { environment, giveUp, node, root, run, setup } from './setup.mjs'

/** A window that ends with an error this soon never really opened. */
const STARTED_AFTER_MS = 10_000

/** Where the headless host keeps its data when nobody says otherwise. */
function dataDir() {
  if (process.env.EARSHOT_DATA_DIR) return process.env.EARSHOT_DATA_DIR
  const home = homedir()
  if (process.platform === 'darwin') return join(home, 'Library/Application Support/earshot-headless')
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'earshot-headless')
  return join(process.env.XDG_DATA_HOME ?? join(home, '.local/share'), 'earshot')
}

/** Resolves with undefined when the person closed the window, else with why none opened. */
function openWindow(binary, args) {
  const startedAt = Date.now()
  const env = environment()
  delete env.ELECTRON_RUN_AS_NODE
  const child = spawn(binary, [root, ...args], { cwd: root, env, stdio: 'ignore' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise(resolve => {
    child.on('error', () => resolve('Electron cannot be run'))
    child.on('exit', code => {
      const failed = code !== 0 && code !== null && Date.now() - startedAt < STARTED_AFTER_MS
      resolve(failed ? 'Electron ended at once, perhaps for want of system libraries' : undefined)
    })
  })
}

async function whyNoWindow(args) {
  const reason = noWindowBecause()
  if (reason !== undefined) return reason
  const binary = electronBinary()
  return binary === undefined ? "Electron's binary cannot be downloaded" : openWindow(binary, args)
}

setup()
await build().catch(err => giveUp(err.message))
const args = process.argv.slice(2)
const reason = await whyNoWindow(args)
if (reason !== undefined) {
  process.stderr.write(`No window, as ${reason}: Earshot runs here for your browser instead.\n`)
  const given = args.includes('--data') ? [] : ['--data', dataDir()]
  if (given.length > 0) mkdirSync(given[1], { recursive: true, mode: 0o700 })
  process.exitCode = await run(node, [join(root, 'out/headless/main.js'), 'serve', ...given, ...args])
}
