/** The application as people get it: packed into an archive, its fuses burnt. With this Electron, and no installer around it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Host, startHost, stopAll } from '../support/headless.ts'
import { type Display, startDisplay } from './display.ts'
import { electronBinary, makePlace, type Place, withoutRights } from './nobody.ts'
import { ask } from './pipe.ts'

const CORE_DEADLINE = { timeout: 20_000 }
const ROOT = join(import.meta.dirname, '..', '..')

let display: Display
let place: Place
let binary: string
let application: ChildProcess
let browser: Browser
let page: Page
let bo: Host

/** Packs what is built, as electron-builder.yml says. Resolves to the program. */
async function pack(output: string): Promise<string> {
  const electron = electronBinary()
  const version = readFileSync(join(dirname(electron), 'version'), 'utf8')
    .trim()
    .replace(/^v/, '')
  const settings = { electronDist: dirname(electron), electronVersion: version, 'directories.output': output }
  const args = Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`)
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js')
  await promisify(execFile)(process.execPath, [builder, '--dir', '--publish', 'never', ...args], { cwd: ROOT })
  return join(output, 'linux-unpacked', 'earshot')
}

interface Begun {
  application: ChildProcess
  /** What it has printed. */
  lines: string[]
}

function begin(args: string[], env: Record<string, string> = {}): Begun {
  const application = spawn(binary, args, { env: { ...place.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [application.stdout, application.stderr])
    createInterface({ input: stream }).on('line', line => lines.push(line))
  return { application, lines }
}

/** Its window, by the port of Chromium's own tools: an inspector of Node's it has not. */
async function openWindow({ application, lines }: Begun): Promise<{ browser: Browser; page: Page }> {
  const port = await vi.waitFor(() => {
    if (application.exitCode !== null) throw new Error(`it ended with ${application.exitCode}`)
    const [, found] = /DevTools listening on (ws:\S+)/.exec(lines.join('\n')) ?? []
    if (found === undefined) throw new Error('not open yet')
    return found
  }, CORE_DEADLINE)
  const browser = await chromium.connectOverCDP(port)
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (page === undefined) throw new Error('no window')
  return { browser, page }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}

// elsewhere the layout of an application is another one, and this binary is not
describe.runIf(process.platform === 'linux')('packed', () => {
  beforeAll(async () => {
    display = await startDisplay()
    place = makePlace(display.name)
    binary = withoutRights(await pack(join(place.folder, 'packed')), place)
    bo = await startHost({ name: 'Bo' })
    const begun = begin(['--remote-debugging-port=0', '--data', join(place.home, 'data')])
    application = begun.application
    ;({ browser, page } = await openWindow(begun))
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await end(application)
    await stopAll()
    display?.stop()
    rmSync(place.folder, { recursive: true, force: true })
  })

  test('out of the archive it opens on the first screen, and people find their way in', async () => {
    await page.getByLabel('Your name').fill('Ann')
    await page.getByRole('button', { name: 'Come within earshot' }).click()
    await page.getByRole('textbox', { name: 'Message #everyone' }).waitFor(CORE_DEADLINE)
    expect(page.url()).toBe('app://earshot/index.html')
    await ask(page, 'people.connect', { address: bo.addresses[0] })
    await vi.waitFor(async () => expect(await bo.ask('people')).toMatchObject([{ name: 'Ann' }]), CORE_DEADLINE)
  })

  test('what is only for two, or only for a channel, is sealed and opened there: the thread for it is in the archive too', async () => {
    await page.getByRole('link', { name: /^Bo,/ }).click()
    await page.getByRole('button', { name: 'Message', exact: true }).click()
    const composer = page.getByRole('textbox', { name: 'Message Bo' })
    await composer.fill('for you alone')
    await composer.press('Enter')
    await vi.waitFor(async () => {
      expect((await bo.ask('history', '@Ann')).map(event => event.body)).toContain('for you alone')
    }, CORE_DEADLINE)
    await bo.ask('accept', 'Ann')
    await bo.ask('send', '@Ann', 'and this for you')
    await page.getByText('and this for you', { exact: true }).waitFor(CORE_DEADLINE)
    await ask(page, 'rooms.create', { name: 'packed', people: [bo.account], newcomers: 'since-joining' })
    await vi.waitFor(async () => {
      expect((await bo.ask('rooms')).map(({ room }) => room)).toContain('#packed')
    }, CORE_DEADLINE)
  })

  test('it cannot be made to run other code: not as Node, and not through an inspector of it', async () => {
    const options = ['--inspect=0', '--remote-debugging-port=0', '--data', join(place.home, 'other')]
    const begun = begin(options, { ELECTRON_RUN_AS_NODE: '1' })
    try {
      const own = await openWindow(begun)
      await own.page.getByLabel('Your name').waitFor(CORE_DEADLINE)
      await own.browser.close()
      expect(begun.lines.filter(line => line.includes('Debugger listening'))).toEqual([])
    } finally {
      await end(begun.application)
    }
  })
})
