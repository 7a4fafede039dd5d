/** The desktop application in a real Electron, against a headless host: its window, its pipe, and what it refuses. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Host, startHost, stopAll } from '../support/headless.ts'
import { type Display, startDisplay } from './display.ts'
import { placeApplication } from './place.ts'

/** Somebody without rights, so that Electron's sandbox is on, as at home. */
const NOBODY = 65_534
const ROOM = '#everyone'
const CORE_DEADLINE = { timeout: 20_000 }

const root = join(import.meta.dirname, '..', '..')
const asRoot = process.getuid?.() === 0
let folder: string
let display: Display
let application: ElectronApplication
let page: Page
let bo: Host

beforeAll(async () => {
  const binary = process.env.EARSHOT_ELECTRON
  if (binary === undefined) throw new Error('EARSHOT_ELECTRON must name an Electron binary')
  folder = mkdtempSync(join(tmpdir(), 'earshot-electron-'))
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  if (asRoot) chownSync(home, NOBODY, NOBODY)
  const place = join(folder, 'app')
  placeApplication(place)
  display = await startDisplay()
  bo = await startHost({ name: 'Bo' })
  await bo.ask('join', ROOM)

  application = await _electron.launch({
    executablePath: asRoot ? launcher(binary) : binary,
    chromiumSandbox: true,
    args: [place, '--data', join(home, 'data')],
    env: { PATH: process.env.PATH ?? '', HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: display.name, LANG: 'C.UTF-8' }
  })
  page = await application.firstWindow()
  const versions = await application.evaluate(() => process.versions)
  console.log(`Electron ${versions.electron}, Chromium ${versions.chrome}, Node ${versions.node}`)
}, 120_000)

/** A program that gives up root's rights and becomes Electron. */
function launcher(binary: string): string {
  const path = join(folder, 'electron')
  const become = `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --no-new-privs`
  writeFileSync(path, `#!/bin/sh\nexec ${become} '${binary}' "$@"\n`, { mode: 0o755 })
  return path
}

afterAll(async () => {
  await application?.close()
  await stopAll()
  display?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('the window opens on the first screen, shut off from the machine', async () => {
  await page.getByRole('heading', { name: 'What do people around here call you?' }).waitFor(CORE_DEADLINE)
  expect(page.url()).toBe('app://earshot/index.html')
  const windows = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(window => ({
      visible: window.isVisible(),
      minimum: window.getMinimumSize()
    }))
  )
  expect(windows).toEqual([{ visible: true, minimum: [480, 480] }])
})

test('the page has one pipe to the core, and nothing of Node or Electron', async () => {
  const seen = await page.evaluate(() => {
    const global = window as unknown as Record<string, unknown>
    return {
      pipe: Object.entries(global.core as object).map(([name, value]) => [name, typeof value]),
      alien: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
        name => name in global
      )
    }
  })
  expect(Object.fromEntries(seen.pipe)).toEqual({ onFrame: 'function', send: 'function' })
  expect(seen.alien).toEqual([])
})

test('a new person is told of the missing key store; a message goes to a headless peer, and one comes back', async () => {
  await page.getByLabel('Your name').fill('Ann')
  await page.getByRole('button', { name: 'Come within earshot' }).click()
  const composer = page.getByRole('textbox', { name: 'Message #everyone' })
  await composer.waitFor(CORE_DEADLINE)

  // There is no key ring here, and the page says so to who has just come in.
  await page.getByText('This computer has no key store').waitFor()
  await page.getByRole('button', { name: 'Set a passphrase' }).click()
  await page.getByRole('heading', { name: 'Security' }).waitFor()
  await page.goBack()
  await composer.waitFor()

  // Found by address: multicast is another suite's business.
  await ask(page, 'people.connect', { address: bo.addresses[0] })

  await composer.fill('from the desktop')
  await composer.press('Enter')
  await vi.waitFor(async () => {
    expect((await bo.ask('history', ROOM)).map(event => event.body)).toContain('from the desktop')
  }, CORE_DEADLINE)
  await bo.ask('send', ROOM, 'from the other one')
  await page.getByText('from the other one', { exact: true }).waitFor(CORE_DEADLINE)
  await page.screenshot({ path: join(root, 'test-results/screens/electron.png') })
})

test('it goes nowhere else: no navigation, no window, no request, no permission, no frame', async () => {
  const before = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.org/'
  })
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  await answerDialogs('Cancel')
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
  expect(await page.evaluate(() => window.open('file:///etc/passwd') === null)).toBe(true)
  const outcomes = await page.evaluate(async () => {
    const refused = (attempt: Promise<unknown>): Promise<boolean> =>
      attempt.then(
        () => false,
        () => true
      )
    return {
      fetch: await refused(fetch('https://example.org/')),
      local: await refused(fetch('http://127.0.0.1:1/')),
      camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
      place: await refused(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      notifications: (await Notification.requestPermission()) === 'denied'
    }
  })
  expect(outcomes).toEqual({ fetch: true, local: true, camera: true, place: true, notifications: true })
  expect(await page.evaluate(runsInlineScript)).toBe(false)
  expect(page.url()).toBe(before)
  expect(application.windows()).toHaveLength(1)
})

test('a link goes to the system when a person says so, and only to the web or to mail', async () => {
  await answerDialogs('Open')
  for (const url of ['file:///etc/passwd', 'earshot://x', 'javascript:1', 'https://example.org/log']) {
    await page.evaluate(address => void window.open(address), url)
  }
  await vi.waitFor(async () => expect(await opened()).toEqual(['https://example.org/log']))
})

test('a page that is loaded again gets a pipe that works', async () => {
  await page.reload()
  await page.getByRole('textbox', { name: 'Message #everyone' }).waitFor(CORE_DEADLINE)
  await page.getByText('from the other one', { exact: true }).waitFor(CORE_DEADLINE)
})

/** Answers the question about links from now on, and notes what would be opened instead of opening it. */
function answerDialogs(answer: 'Open' | 'Cancel'): Promise<void> {
  return application.evaluate(
    ({ dialog, shell }, response) => {
      const noted = globalThis as unknown as { opened: string[] }
      noted.opened = []
      dialog.showMessageBox = (async () => ({ response, checkboxChecked: false })) as typeof dialog.showMessageBox
      shell.openExternal = async url => void noted.opened.push(url)
    },
    answer === 'Open' ? 0 : 1
  )
}

const opened = (): Promise<string[]> =>
  application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)

/** One call over the page's own pipe, with an id that the interface does not use. */
function ask(view: Page, call: string, input: unknown): Promise<unknown> {
  return view.evaluate(
    ({ call, input }) => {
      const pipe = (
        window as unknown as { core: { send(frame: unknown): void; onFrame(hear: (frame: unknown) => void): void } }
      ).core
      const id = 1_000_000 + Math.floor(performance.now())
      return new Promise((resolve, reject) => {
        pipe.onFrame(frame => {
          const answer = frame as { id?: number; output?: unknown; error?: unknown }
          if (answer.id !== id) return
          if (answer.error === undefined) resolve(answer.output)
          else reject(new Error(JSON.stringify(answer.error)))
        })
        pipe.send({ id, call, input })
      })
    },
    { call, input }
  )
}

/** Whether the content policy lets a script in that did not come with the page. */
function runsInlineScript(): boolean {
  const script = document.createElement('script')
  script.textContent = 'window.intruder = true'
  document.head.append(script)
  script.remove()
  return 'intruder' in window
}
