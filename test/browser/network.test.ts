/** The network place, adding somebody, Nearby alone and the settings of the network, in a real browser on the scripted core. */

import type { Locator, Page } from 'playwright-core'
import { encodeQR } from 'qr'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
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
import { type Scripted, serveScripted } from '../support/scripted.ts'
import { reportOf } from '../ui/doctorCases.ts'
import type { FakeCore } from '../ui/fakeCore.ts'
import { THEIR_CODE } from '../ui/fakeNetwork.ts'
import type { Scenario } from '../ui/scenarios.ts'

let scripted: Scripted

beforeAll(async () => {
  scripted = await serveScripted()
})
afterEach(closePages)
afterAll(async () => {
  await closeBrowser()
  await scripted.stop()
})

type Core = { fakeCore: FakeCore }
/** The machine may be busy. */
const NOW = new Date(2026, 5, 12, 10, 24)

/** In a scenario, at the minute its messages are of; `before` runs in the page ahead of it. */
async function open(scenario: Scenario, look: Look = {}, query: Record<string, string> = {}, before?: () => void) {
  const theme = look.theme ?? 'light'
  const at = scripted.at(scenario, { theme, ...query })
  const opened = await openPage(at.replace(/\?.*/, 'icon.svg'), { reducedMotion: true, ...look })
  const { page, wrongs } = opened
  await page.clock.setFixedTime(NOW)
  if (before !== undefined) await page.addInitScript(before)
  wrongs.length = 0 // a picture alone asks for an icon that is not there
  await page.goto(at)
  await page.getByRole('textbox').first().waitFor()
  return opened
}

async function openNetwork(...args: Parameters<typeof open>) {
  const opened = await open(...args)
  await opened.page.keyboard.press('Control+Shift+M')
  await opened.page.getByRole('heading', { name: 'Network', exact: true }).waitFor()
  return opened
}

const dots = (page: Page): Locator => page.locator('[data-dot]')
const dot = (page: Page, name: string): Locator => dots(page).filter({ hasText: new RegExp(`^${name}`) })
const doctor = (page: Page): Locator => page.getByRole('complementary', { name: 'Network doctor' })
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Add someone' })
async function callDoctor(page: Page): Promise<void> {
  const caller = page.getByRole('button', { name: 'Open the network doctor' })
  if (await caller.isVisible()) await caller.click()
  await doctor(page).waitFor()
}
const ask = async (page: Page, who: string): Promise<void> => {
  await callDoctor(page)
  await doctor(page).getByLabel('Why can’t I hear', { exact: true }).selectOption({ label: who })
  await doctor(page)
    .getByText(/^What was checked/)
    .waitFor()
}
const settings = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation', { name: 'Settings pages' }).getByText('Network', { exact: true }).click()
  await page.getByRole('heading', { name: 'Your addresses' }).waitFor()
}

const SCREENS: Record<string, { scenario: Scenario; query?: Record<string, string>; go(page: Page): Promise<void> }> = {
  '06-map': { scenario: 'busy', go: page => dot(page, 'Wei').waitFor() },
  '06-card': {
    scenario: 'busy',
    async go(page) {
      await dot(page, 'Jonas').click()
      await page.getByRole('region', { name: 'The way to Jonas Weber' }).waitFor()
    }
  },
  '06-many': { scenario: 'many', go: page => dots(page).first().waitFor() },
  '06-list': {
    scenario: 'busy',
    async go(page) {
      await page.getByRole('tab', { name: 'List' }).click()
      await page.getByRole('table', { name: 'People' }).waitFor()
    }
  },
  '06-doctor-away': { scenario: 'busy', query: { doctor: 'away' }, go: page => ask(page, 'Tomás Arriaga') },
  '06-doctor-firewall': {
    scenario: 'busy',
    query: { doctor: 'firewall' },
    async go(page) {
      await callDoctor(page)
      await doctor(page).getByRole('button', { name: 'Run the doctor' }).click()
      await doctor(page).getByRole('button', { name: 'Show how to allow it' }).click()
    }
  },
  '06b-code': {
    scenario: 'busy',
    async go(page) {
      await page.getByRole('button', { name: 'Add by address' }).click()
      await page.getByRole('img', { name: 'Your code as a picture' }).waitFor()
    }
  },
  '06b-address': {
    scenario: 'busy',
    async go(page) {
      await page.getByRole('button', { name: 'Add by address' }).click()
      await page.getByRole('tab', { name: 'Address' }).click()
      await page.getByLabel('Their address').fill('/ip4/10.20.4.99/tcp/47100')
      await page.keyboard.press('Enter')
      await page.getByText('No answer from there.').waitFor()
    }
  },
  '11-alone': {
    scenario: 'empty',
    async go(page) {
      await page.keyboard.press('Control+Shift+L')
      await page.getByText(/Nothing wrong on this side/).waitFor()
    }
  },
  '11-trouble': {
    scenario: 'empty',
    query: { doctor: 'firewall' },
    async go(page) {
      await page.keyboard.press('Control+Shift+L')
      await page.getByRole('heading', { name: 'No one within earshot, and we know why' }).waitFor()
    }
  },
  '11-nearby': {
    scenario: 'busy',
    async go(page) {
      await page.keyboard.press('Control+Shift+L')
      await page
        .locator('main')
        .getByRole('button', { name: /^Jonas Weber/ })
        .click()
      await page.getByRole('complementary', { name: 'Profile of Jonas Weber' }).waitFor()
    }
  },
  '10-network': { scenario: 'busy', go: settings },
  '10-stop-being-heard': {
    scenario: 'busy',
    async go(page) {
      await settings(page)
      await page.getByRole('switch', { name: 'Being heard' }).click()
      await page.getByText(/reach the rest only through you/).waitFor()
    }
  }
}

const LOOKS: Record<string, Look> = {
  'light 1440': { theme: 'light', viewport: WIDE },
  'dark 1440': { theme: 'dark', viewport: WIDE },
  'light 720': { theme: 'light', viewport: NARROW },
  'dark 720': { theme: 'dark', viewport: NARROW }
}

describe.each(Object.entries(SCREENS))('%s', (name, { scenario, query = {}, go }) => {
  test.each(Object.entries(LOOKS))('%s: no violation, nothing sideways', async (look, settingsOf) => {
    const { page, wrongs } = await openNetwork(scenario, settingsOf, query)
    await go(page)
    await picture(page, `${name}.${look.replace(' ', '.')}`)
    expect(await violations(page)).toEqual([])
    expect(await overflows(page)).toBe(false)
    expect(wrongs).toEqual([])
  })
})

describe('the map', () => {
  test('is walked with the keyboard alone: Tab reaches it, arrows reach everybody, Enter and Escape open and close', async () => {
    const { page } = await openNetwork('busy')
    await page.getByRole('searchbox', { name: 'Find a person' }).focus()
    await page.keyboard.press('Tab')
    const here = (): Promise<string | undefined> =>
      page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.dot)
    const reached = new Set([await here()])
    expect([...reached]).not.toContain(undefined)
    for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp']) {
      await page.keyboard.press(key)
      reached.add(await here())
    }
    expect(reached.size).toBeGreaterThan(3)
    const last = await here()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: /^The way to/ }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(here).toBe(last)
  })

  test('nobody moves more than 4 px when latencies jitter, and whoever gets slow for good glides', async () => {
    const { page } = await openNetwork('busy', { reducedMotion: false })
    await dot(page, 'Wei').waitFor()
    const places = (): Promise<Record<string, [number, number]>> =>
      page.evaluate(() =>
        Object.fromEntries(
          [...document.querySelectorAll<HTMLElement>('[data-dot]')].map(one => {
            const { x, y } = one.getBoundingClientRect()
            return [one.dataset.dot ?? '', [x, y] as [number, number]]
          })
        )
      )
    const before = await places()
    const jitter = (by: number): Promise<void> =>
      page.evaluate(change => {
        const { fakeCore } = window as unknown as Core
        for (const { account, latencyMs } of fakeCore.state.people) {
          if (latencyMs !== null) fakeCore.person(account, { latencyMs: latencyMs * change })
        }
      }, by)
    for (const by of [1.3, 0.7, 1.2]) await jitter(by)
    await expect.poll(() => dot(page, 'Kaisa').textContent()).toMatch(/8 ms/) // 7 · 1.3 · 0.7 · 1.2
    const after = await places()
    for (const [id, [x, y]] of Object.entries(after)) {
      expect(Math.hypot(x - (before[id]?.[0] ?? 0), y - (before[id]?.[1] ?? 0))).toBeLessThanOrEqual(4)
    }
    const steps = await page.evaluate(async () => {
      const { fakeCore } = window as unknown as Core
      const ines = fakeCore.state.people.find(person => person.name === 'Ines Okafor')
      const node = document.querySelector<HTMLElement>(`[data-dot="${ines?.account}"]`)
      fakeCore.person(ines?.account ?? '', { latencyMs: 11 })
      const seen = new Set<string>()
      for (let frame = 0; frame < 40; frame++) {
        await new Promise(requestAnimationFrame)
        seen.add(node?.style.transform ?? '')
      }
      return seen.size
    })
    expect(steps).toBeGreaterThan(3)
  })

  test('with less motion nothing runs, and who moves is there at once', async () => {
    const { page } = await openNetwork('busy')
    await dot(page, 'Wei').waitFor()
    expect(await page.evaluate(() => document.getAnimations().filter(one => one.playState === 'running').length)).toBe(
      0
    )
    const steps = await page.evaluate(async () => {
      const { fakeCore } = window as unknown as Core
      const ines = fakeCore.state.people.find(person => person.name === 'Ines Okafor')
      const node = document.querySelector<HTMLElement>(`[data-dot="${ines?.account}"]`)
      const before = node?.style.transform ?? ''
      fakeCore.person(ines?.account ?? '', { latencyMs: 11 })
      const seen = new Set<string>()
      for (let frame = 0; frame < 20; frame++) {
        await new Promise(requestAnimationFrame)
        seen.add(node?.style.transform ?? '')
      }
      seen.delete(before)
      return seen.size
    })
    expect(steps).toBe(1)
  })

  test.each(['one', 'busy', 'sixty', 'many'] as const)('has the same people as the list: %s', async scenario => {
    const { page } = await openNetwork(scenario)
    await dots(page).first().waitFor()
    const counts = (await dots(page).allTextContents()).map(text => Number(/^(\d+) people/.exec(text)?.[1] ?? 1))
    await page.getByRole('tab', { name: 'List' }).click()
    await page.getByRole('table', { name: 'People' }).waitFor()
    const near = await page.locator('tr[data-nearness]:not([data-nearness="out"])').count()
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(near)
    expect(counts.length).toBeLessThanOrEqual(60)
  })

  test('no two names lie on each other', async () => {
    const { page } = await openNetwork('busy')
    await dot(page, 'Wei').waitFor()
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('[data-dot]')].map(one => one.getBoundingClientRect())
      return boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          .map(() => i)
      ).length
    })
    expect(overlaps).toBe(0)
  })
})

describe('the doctor', () => {
  test('shows what it has so far, then the answer, and looks again when asked', async () => {
    const { page } = await openNetwork('busy')
    await page.evaluate(() => {
      const { state } = (window as unknown as Core).fakeCore
      state.doctor = report => new Promise(resolve => Object.assign(window, { finish: () => resolve(report) }))
    })
    await doctor(page).getByRole('button', { name: 'Run the doctor' }).click()
    const whole = reportOf('firewall', null, [])
    await page.evaluate(report => (window as unknown as Core).fakeCore.looking(report), {
      ...whole,
      running: true,
      checks: whole.checks.map((check, i) =>
        i < 2 ? check : { ...check, state: 'checking' as const, outcome: 'checking' }
      )
    })
    await expect.poll(() => doctor(page).locator('[data-state=checking]').count()).toBe(whole.checks.length - 2)
    expect(await violations(page)).toEqual([])
    await page.evaluate(() => (window as unknown as { finish(): void }).finish())
    await doctor(page).getByText('Nothing wrong was found').waitFor()
    await doctor(page).getByRole('button', { name: 'Check again' }).click()
    await doctor(page).getByText('Looking. It takes up to 10 seconds.').first().waitFor()
  })

  test('the note for somebody is in the clipboard', async () => {
    const { page } = await openNetwork('busy', {}, { doctor: 'away' })
    await ask(page, 'Tomás Arriaga')
    await doctor(page).getByRole('button', { name: 'Copy a note for Tomás' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Tomás Arriaga')
  })

  test('at 720 it lies over the map, Escape closes it, and the focus is back at what called it', async () => {
    const { page } = await openNetwork('busy', { viewport: NARROW })
    await page.getByRole('button', { name: 'Open the network doctor' }).click()
    await doctor(page).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => doctor(page).count()).toBe(0)
    await expect
      .poll(() =>
        page.getByRole('button', { name: 'Open the network doctor' }).evaluate(one => one === document.activeElement)
      )
      .toBe(true)
  })

  test('trying every address goes by steps, is stopped, and says what came of it', async () => {
    const { page } = await openNetwork('busy', {}, { doctor: 'away' })
    await ask(page, 'Tomás Arriaga')
    await doctor(page).getByRole('button', { name: 'Try every address' }).click()
    await page.evaluate(() => (window as unknown as Core).fakeCore.probed({ done: 400 }))
    await doctor(page).getByText('Asked 400 of 1,022 addresses on 10.20.4.0/22').first().waitFor()
    await picture(page, '06-probe')
    expect(await violations(page)).toEqual([])
    await doctor(page).getByRole('button', { name: 'Stop' }).click()
    await doctor(page)
      .getByText(/Stopped after 400 of 1,022 addresses/)
      .waitFor()
  })
})

describe('adding somebody', () => {
  const openAdd = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Add by address' }).click()
    await dialog(page).getByRole('img', { name: 'Your code as a picture' }).waitFor()
  }

  test.each(['light', 'dark'] as const)(
    'the picture of one’s own code, as it is on the screen, reads as that code: %s',
    async theme => {
      const { page } = await openNetwork('busy', { theme })
      await openAdd(page)
      const shot = await dialog(page).getByRole('img', { name: 'Your code as a picture' }).screenshot()
      await dialog(page)
        .locator('input[type=file]')
        .setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: shot })
      await dialog(page).getByText('This is your own address.').waitFor() // so it was read, and it was this one
    }
  )

  test('a picture without a code is said to have none', async () => {
    const { page } = await openNetwork('busy')
    await openAdd(page)
    const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 240, height: 60 } })
    await dialog(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'none.png', mimeType: 'image/png', buffer: shot })
    await dialog(page)
      .getByText(/There is no code in that picture/)
      .waitFor()
  })

  test('what the camera sees leads to them', async () => {
    const modules = encodeQR(THEIR_CODE, 'raw', { border: 4, ecc: 'low' })
    const { page, wrongs } = await openNetwork('busy')
    await page.evaluate(code => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
      const draw = (): void => {
        const context = canvas.getContext('2d')
        if (context === null) return
        context.fillStyle = '#ddd'
        context.fillRect(0, 0, 640, 480)
        const px = 400 / code.length
        for (const [y, row] of code.entries()) {
          for (const [x, dark] of row.entries()) {
            context.fillStyle = dark ? '#111' : '#fff'
            context.fillRect(120 + x * px, 40 + y * px, px + 0.5, px + 0.5)
          }
        }
        requestAnimationFrame(draw)
      }
      draw()
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(15))
    }, modules)
    await openAdd(page)
    await dialog(page).getByRole('button', { name: 'Camera' }).click()
    await page.getByRole('complementary', { name: 'Profile of Tomás Arriaga' }).waitFor()
    expect(wrongs).toEqual([])
  })

  test('without a camera the other two ways stay', async () => {
    const { page, wrongs } = await openNetwork('busy', {}, {}, () =>
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
    )
    await openAdd(page)
    await dialog(page).getByRole('button', { name: 'Camera' }).click()
    await dialog(page)
      .getByText(/^No camera here\./)
      .waitFor()
    expect(await violations(page)).toEqual([])
    await dialog(page).getByLabel('Their code').fill(THEIR_CODE)
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Profile of Tomás Arriaga' }).waitFor()
    expect(wrongs).toEqual([])
  })

  test('a camera that is refused is said so', async () => {
    const { page } = await openNetwork('busy')
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    })
    await openAdd(page)
    await dialog(page).getByRole('button', { name: 'Camera' }).click()
    await dialog(page)
      .getByText(/^The camera is not allowed\./)
      .waitFor()
  })
})

test('in words 40 % longer, and from right to left, nothing is cut or goes sideways', async () => {
  const ways: readonly Record<string, string>[] = [{ lang: 'pseudo' }, { dir: 'rtl' }]
  for (const query of ways) {
    const { page } = await open('busy', {}, { doctor: 'away', ...query })
    await page.keyboard.press('Control+Shift+M')
    await dots(page).first().waitFor()
    await picture(page, `06-map.${Object.values(query).join('')}`)
    expect(await overflows(page)).toBe(false)
    await page.getByRole('tab').last().click()
    await page.getByRole('table').first().waitFor()
    expect(await overflows(page)).toBe(false)
  }
})

test('in forced colours the map still has its rings, and the chosen one stands out', async () => {
  const { page } = await openNetwork('busy', { forcedColors: true })
  await dot(page, 'Femi').click()
  await picture(page, '06-forced-colours')
  const ring = await page
    .getByRole('group', { name: 'Map of who is around' })
    .locator('circle')
    .first()
    .evaluate(one => [getComputedStyle(one).stroke, getComputedStyle(document.body).color])
  expect(ring[0]).toBe(ring[1]) // the text's colour, whatever the person has chosen
})
