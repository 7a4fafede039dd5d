/** A real Chromium on the real interface of a real headless host. Whatever leaves the machine fails the test. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type Axe from 'axe-core'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const SHOTS = join(import.meta.dirname, '..', '..', 'test-results', 'screens')
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const WIDE = { width: 1440, height: 900 }
export const NARROW = { width: 720, height: 900 }

export interface Look {
  viewport?: { width: number; height: number }
  theme?: 'light' | 'dark'
  reducedMotion?: boolean
  forcedColors?: boolean
}

/** What a page did that it should not: requests to elsewhere, errors on its console, exceptions. */
export interface Opened {
  page: Page
  wrongs: string[]
}

let browser: Browser | undefined
const contexts: BrowserContext[] = []

/** The path is found by `npm test` (scripts/browser.mjs). */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.EARSHOT_BROWSER
  if (executablePath === undefined) throw new Error('EARSHOT_BROWSER names no browser: run `npm test`, or set it')
  browser ??= await chromium.launch({ executablePath, args: FLAGS })
  return browser
}

export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = undefined
}

/** Opens a link in a browser profile of its own. */
export async function openPage(
  url: string,
  { viewport = WIDE, theme = 'light', reducedMotion, forcedColors }: Look = {}
): Promise<Opened> {
  const context = await (await openBrowser()).newContext({
    viewport,
    colorScheme: theme,
    reducedMotion: reducedMotion === true ? 'reduce' : 'no-preference',
    forcedColors: forcedColors === true ? 'active' : 'none',
    locale: 'en-GB'
  })
  contexts.push(context)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const wrongs: string[] = []
  const home = new URL(url).host
  page.on('request', request => {
    const { host, protocol } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== home) wrongs.push(`asked for ${request.url()}`)
  })
  page.on('console', message => {
    if (message.type() === 'error') wrongs.push(`console: ${message.text()}`)
  })
  page.on('pageerror', error => wrongs.push(`exception: ${error.message}`))
  await page.goto(url)
  return { page, wrongs }
}

export async function closePages(): Promise<void> {
  await Promise.all(contexts.splice(0).map(context => context.close()))
}

/** axe's violations of WCAG 2.0 to 2.2, A and AA, and of its own best practice, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source) // the content policy refuses script elements; this is none
  const result = await page.evaluate(async tags => {
    const { axe } = window as unknown as { axe: typeof Axe }
    // tooltips and menus open beside the landmarks
    return axe.run(document, { runOnly: { type: 'tag', values: tags }, rules: { region: { enabled: false } } })
  }, TAGS)
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`)
  )
}

/** Keeps a picture under test-results, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: join(SHOTS, `${name}.png`) })
}

/** Whether anything makes the page scroll sideways. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
