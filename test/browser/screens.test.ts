/** Every screen, light and dark, wide and narrow: no axe violation, nothing that scrolls sideways, a picture to look at. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  closeBrowser,
  closePages,
  type Look,
  NARROW,
  openPage,
  overflows,
  picture,
  violations,
  WIDE
} from '../support/browser.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'

let ann: Host
let fresh: Host

const WAIT = { timeout: 20_000, interval: 200 }

beforeAll(async () => {
  ann = await startHost({ name: 'Ann Example' })
  fresh = await startHost()
  const bo = await startHost({ name: 'Bo Wallin' })
  const lena = await startHost({ name: 'Лена Гофман' })
  for (const other of [bo, lena]) await other.run(['connect', ann.addresses[0] ?? ''])
  await ann.run(['join', 'night-watch'])
  await bo.run(['join', 'ctd-casts'])
  await vi.waitFor(async () => expect((await ann.ask('people')).length).toBe(2), WAIT)
  await bo.run(
    ['send', '#everyone', '-'],
    'Cast 14 is back on deck. **No leaks**, all 24 bottles fired.\nPhoto follows.\n'
  )
  await lena.run(['send', '#everyone', 'سلام. Numbers: `o2[14] - o2[13]`, see https://example.org/'])
  await ann.run(['send', '#everyone', 'Lovely work.'])
  await vi.waitFor(async () => expect((await ann.ask('history', '#everyone')).length).toBe(4), WAIT)
})
afterEach(closePages)
afterAll(async () => {
  await closeBrowser()
  await stopAll()
})

const linkOf = async (host: Host): Promise<string> => (await host.ask<{ url: string }>('status'))[0]?.url ?? host.url

const inChannel = (page: Page): Promise<void> => page.getByRole('textbox', { name: 'Message #everyone' }).waitFor()
const press = async (page: Page, keys: string): Promise<void> => {
  await inChannel(page)
  await page.keyboard.press(keys)
}

async function openSettings(page: Page, name: string): Promise<void> {
  await press(page, 'Control+,')
  await page.getByRole('navigation').filter({ hasText: 'This computer' }).getByText(name, { exact: true }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

const SCREENS: Record<string, { host: () => Host; open(page: Page): Promise<void> }> = {
  '01-onboarding': { host: () => fresh, open: page => page.getByLabel('Your name').waitFor() },
  '02-channel': {
    host: () => ann,
    open: page => page.getByRole('listitem').filter({ hasText: 'Lovely work.' }).waitFor()
  },
  '02b-members': {
    host: () => ann,
    async open(page) {
      await press(page, 'Control+.')
      await page.getByRole('complementary').waitFor()
    }
  },
  '08-new-channel': {
    host: () => ann,
    async open(page) {
      await press(page, 'Control+Shift+N')
      await page.getByRole('dialog').waitFor()
    }
  },
  '10-profile': { host: () => ann, open: page => openSettings(page, 'Profile') },
  '10b-appearance': { host: () => ann, open: page => openSettings(page, 'Appearance') },
  '10c-security': { host: () => ann, open: page => openSettings(page, 'Security') },
  '11-nearby': {
    host: () => ann,
    async open(page) {
      await press(page, 'Control+Shift+L')
      await page.getByRole('heading', { name: 'Nearby' }).waitFor()
    }
  },
  shortcuts: {
    host: () => ann,
    async open(page) {
      await press(page, 'Control+/')
      await page.getByRole('dialog').waitFor()
    }
  }
}

const LOOKS: Record<string, Look> = {
  'light 1440': { theme: 'light', viewport: WIDE },
  'dark 1440': { theme: 'dark', viewport: WIDE },
  'light 720': { theme: 'light', viewport: NARROW },
  'dark 720': { theme: 'dark', viewport: NARROW }
}

describe.each(Object.entries(SCREENS))('%s', (name, { host, open }) => {
  test.each(Object.entries(LOOKS))('%s', async (look, settings) => {
    const { page, wrongs } = await openPage(await linkOf(host()).catch(() => host().url), {
      ...settings,
      reducedMotion: true
    })
    await open(page)
    await picture(page, `${name}.${look.replace(' ', '.')}`)
    expect(await violations(page)).toEqual([])
    expect(await overflows(page)).toBe(false)
    expect(wrongs).toEqual([])
  })
})

test('with less motion nothing moves', async () => {
  const { page } = await openPage(await linkOf(fresh), { reducedMotion: true })
  await page.getByLabel('Your name').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length))
    .toBe(0)
})

test('the list of messages is a list, not a log, and says where each of them stands', async () => {
  const { page } = await openPage(await linkOf(ann))
  await page.getByRole('listitem').filter({ hasText: 'Lovely work.' }).waitFor()
  expect(await page.locator('[role=log]').count()).toBe(0)
  const row = page.locator('[aria-posinset]').filter({ hasText: 'Lovely work.' })
  expect([await row.getAttribute('aria-posinset'), await row.getAttribute('aria-setsize')]).toEqual(['4', '4'])
})

test('at 720 the channels are in a drawer that opens, traps the focus and closes on Escape', async () => {
  const { page } = await openPage(await linkOf(ann), { viewport: NARROW })
  await inChannel(page)
  expect(await page.getByRole('link', { name: /night-watch/ }).isVisible()).toBe(false)
  await page.keyboard.press('Control+\\')
  await page.getByRole('link', { name: /night-watch/ }).waitFor()
  await picture(page, '12b-drawer')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('link', { name: /night-watch/ }).isVisible()).toBe(false)
})

test('F6 goes through the regions of the window and back', async () => {
  const { page } = await openPage(await linkOf(ann))
  await inChannel(page)
  const places = new Set<string>()
  for (let turn = 0; turn < 6; turn++) {
    await page.keyboard.press('F6')
    places.add(
      await page.evaluate(
        () => document.activeElement?.closest('nav, main, aside, [role=region], header')?.tagName ?? 'none'
      )
    )
  }
  expect(places.size).toBeGreaterThan(1)
})
