/** A channel with a long history: how soon its newest page is answered and painted, and how many rows the page ever has. */
import type { Page } from 'playwright-core'
import { closeBrowser, closePages, openPage } from '../support/browser.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'

const OPENS = 5
const WHEELS = 80

export interface RoomNumbers {
  pageMs: number
  openMs: number
  rows: number
}

export async function measureRoom(stored: number): Promise<RoomNumbers> {
  const host = await startHost({ name: 'Bench' })
  try {
    await host.run(['join', 'elsewhere'])
    const lines = Array.from(
      { length: stored },
      (_, n) => `Entry ${n} of the log. ${'All quiet on deck. '.repeat(n % 8)}`
    )
    const { code } = await host.run(['send', '#everyone', '-'], lines.join('\n'))
    if (code !== 0) throw new Error(`filling the channel ended with ${code}`)
    const pageMs = await timeHistory(host)
    const { page } = await openPage(host.url)
    const openMs = await timeOpen(page)
    return { pageMs, openMs, rows: await mostRows(page) }
  } finally {
    await closePages()
    await closeBrowser()
    await stopAll()
  }
}

/** The command line's own start included: an upper bound. */
async function timeHistory(host: Host): Promise<number> {
  const startedAt = performance.now()
  await host.ask('history', '#everyone', '--limit', '50')
  return performance.now() - startedAt
}

/** From the click on the channel to the frame in which its messages are on screen; the median of several. */
async function timeOpen(page: Page): Promise<number> {
  const took: number[] = []
  for (let open = 0; open < OPENS; open++) {
    await page.getByRole('link', { name: /^elsewhere/ }).click()
    await page.getByText('This is the start of #elsewhere').waitFor()
    took.push(
      await page.evaluate(async () => {
        const link = [...document.querySelectorAll<HTMLElement>('nav a')].find(row =>
          row.textContent?.includes('everyone')
        )
        const startedAt = performance.now()
        link?.click()
        while (document.querySelector('[aria-posinset]') === null) await new Promise(requestAnimationFrame)
        await new Promise(requestAnimationFrame)
        return performance.now() - startedAt
      })
    )
  }
  return took.toSorted((a, b) => a - b)[OPENS >> 1] ?? Number.NaN
}

async function mostRows(page: Page): Promise<number> {
  let most = 0
  await page.locator('[aria-posinset]').last().hover()
  for (let wheel = 0; wheel < WHEELS; wheel++) {
    await page.mouse.wheel(0, -3_000)
    most = Math.max(
      most,
      await page.evaluate(async () => {
        await new Promise(requestAnimationFrame)
        return document.querySelectorAll('[aria-posinset]').length
      })
    )
  }
  return most
}
