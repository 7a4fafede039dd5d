/** Builds out/ when its sources are newer. Run directly, it builds in any case. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { environment, giveUp, node, root, run, setup, tool } from './setup.mjs'

const out = join(root, 'out')
const stampFile = join(out, '.built')
const lockDir = join(out, '.building')
const SOURCES = ['electron', 'renderer', 'shared', 'package.json', 'electron.vite.config.ts', 'vite.headless.config.ts']

function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), found.mtimeMs)
}

const isBuilt = () => {
  const built = statSync(stampFile, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return SOURCES.every(source => newest(join(root, source)) <= built)
}

/** One build at a time in this folder; a lock whose owner is gone is taken over. */
async function withLock(work) {
  mkdirSync(out, { recursive: true })
  for (;;) {
    try {
      mkdirSync(lockDir)
      break
    } catch {
      if (isStale()) rmSync(lockDir, { recursive: true, force: true })
      else await wait(200)
    }
  }
  try {
    writeFileSync(join(lockDir, 'pid'), String(process.pid))
    return await work()
  } finally {
    rmSync(lockDir, { recursive: true, force: true })
  }
}

function isStale() {
  try {
    process.kill(Number(readFileSync(join(lockDir, 'pid'), 'utf8')), 0)
    return false
  } catch {
    const made = statSync(lockDir, { throwIfNoEntry: false })
    return made !== undefined && Date.now() - made.mtimeMs > 2_000
  }
}

/** Resolves when out/ fits the sources. Rejects with what the builder said. */
export const build = ({ always = false, quiet = true } = {}) =>
  !always && isBuilt()
    ? Promise.resolve()
    : withLock(async () => {
        if (!always && isBuilt()) return
        const startedAt = new Date()
        if (quiet) process.stderr.write('Building.\n')
        const options = {
          stdio: quiet ? ['ignore', 'ignore', 2] : ['ignore', 2, 2],
          env: environment({ NODE_ENV: 'production' })
        }
        const codes = await Promise.all([
          run(
            node,
            [tool('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', quiet ? 'error' : 'info'],
            options
          ),
          run(
            node,
            [
              tool('vite/bin/vite.js'),
              'build',
              '-c',
              'vite.headless.config.ts',
              '--logLevel',
              quiet ? 'error' : 'info'
            ],
            options
          )
        ])
        if (codes.some(code => code !== 0)) throw new Error('The build failed: see the lines above.')
        writeFileSync(stampFile, '')
        utimesSync(stampFile, startedAt, startedAt) // what changed meanwhile is newer
      })

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setup()
  await build({ always: true, quiet: false }).catch(err => giveUp(err.message))
}
