/** Whether the desktop application can be shown here, and with which Electron. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment, node, root, tool } from './setup.mjs'

const dist = join(root, 'node_modules/electron')
const failedFile = join(root, 'node_modules/.earshot-no-electron')
const DOWNLOAD_LIMIT_MS = 60_000
const TRY_AGAIN_MS = 24 * 60 * 60 * 1000

function installed() {
  try {
    const path = join(
      process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(dist, 'dist'),
      readFileSync(join(dist, 'path.txt'), 'utf8')
    )
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** The binary: given, installed, or downloaded now. Undefined where it cannot be had; that is remembered for a day. */
export function electronBinary({ download = true } = {}) {
  if (process.env.EARSHOT_ELECTRON) return process.env.EARSHOT_ELECTRON
  const found = installed()
  if (found !== undefined || !download) return found
  const failedAt = statSync(failedFile, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - failedAt < TRY_AGAIN_MS) return undefined
  process.stderr.write('Downloading Electron (once, up to a minute).\n')
  spawnSync(node, [tool('electron/install.js')], {
    cwd: root,
    env: environment(),
    stdio: 'ignore',
    timeout: DOWNLOAD_LIMIT_MS
  })
  if (installed() === undefined) writeFileSync(failedFile, '')
  return installed()
}

/** Why no window can be opened here, in words that end a sentence; undefined when one can. */
export function noWindowBecause() {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display'
    if (process.getuid() === 0) return 'Electron does not run as root'
  }
  return undefined
}
