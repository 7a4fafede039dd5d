/** A browser for the browser tests: an installed one, else Playwright's, else the Debian package. Never a silent skip. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { environment, node, root, tool } from './setup.mjs'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  'microsoft-edge-stable'
]
const DOWNLOAD_LIMIT_MS = 120_000

const PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name => {
    const dir = process.env[name]
    return dir
      ? [join(dir, 'Google/Chrome/Application/chrome.exe'), join(dir, 'Microsoft/Edge/Application/msedge.exe')]
      : []
  })
}

function installed() {
  const onPath = NAMES.flatMap(name => (process.env.PATH ?? '').split(delimiter).map(dir => join(dir, name)))
  return [process.env.EARSHOT_BROWSER, ...(PLACES[process.platform] ?? []), ...onPath].find(
    path => path && existsSync(path)
  )
}

async function playwrights() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

/** Its path, or undefined when none can be had; what was tried has then been printed. */
export async function ensureBrowser() {
  const found = installed() ?? (await playwrights())
  if (found !== undefined) return found

  console.error("No browser is installed: trying Playwright's.")
  spawnSync(node, [tool('playwright-core/cli.js'), 'install', 'chromium'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 2, 2],
    timeout: DOWNLOAD_LIMIT_MS
  })
  const downloaded = await playwrights()
  if (downloaded !== undefined) return downloaded

  if (process.platform !== 'linux' || process.getuid() !== 0) return undefined
  console.error('Trying the Debian package.')
  spawnSync('apt-get', ['update'], { stdio: ['ignore', 2, 2] })
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: ['ignore', 2, 2] })
  return installed()
}
