/** The desktop application in a real Electron, against a headless host: its window, its pipe, and what it refuses. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'
import { type Display, startDisplay } from './display.ts'
import { electronBinary, makePlace, type Place, withoutRights } from './nobody.ts'
import { ask } from './pipe.ts'
import { placeApplication } from './place.ts'

const ROOM = '#everyone'
const CORE_DEADLINE = { timeout: 20_000 }

const root = join(import.meta.dirname, '..', '..')
let place: Place
let display: Display
let application: ElectronApplication
let page: Page
let bo: Host

beforeAll(async () => {
  const binary = electronBinary()
  display = await startDisplay()
  place = makePlace(display.name)
  const built = join(place.folder, 'app')
  placeApplication(built)
  bo = await startHost({ name: 'Bo' })
  await bo.ask('join', ROOM)

  application = await _electron.launch({
    executablePath: withoutRights(binary, place),
    chromiumSandbox: true,
    args: [built, '--data', join(place.home, 'data')],
    env: place.env
  })
  page = await application.firstWindow()
  const versions = await application.evaluate(() => process.versions)
  console.log(`Electron ${versions.electron}, Chromium ${versions.chrome}, Node ${versions.node}`)
}, 120_000)

afterAll(async () => {
  await application?.close()
  await stopAll()
  display?.stop()
  rmSync(place.folder, { recursive: true, force: true })
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
  await eventually(async () => expect(await opened()).toEqual(['https://example.org/log']))
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

/** Whether the content policy lets a script in that did not come with the page. */
function runsInlineScript(): boolean {
  const script = document.createElement('script')
  script.textContent = 'window.intruder = true'
  document.head.append(script)
  script.remove()
  return 'intruder' in window
}
