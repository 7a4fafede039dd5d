/** A long history in the page: few rows in the DOM, the place kept while older ones load. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeBrowser, closePages, openPage } from '../support/browser.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'

const MESSAGES = 2_000
let ann: Host

beforeAll(async () => {
  ann = await startHost({ name: 'Ann Example' })
  const lines = Array.from({ length: MESSAGES }, (_, n) => `Entry ${n}. ${'Station log. '.repeat(n % 7)}`)
  await ann.run(['send', '#everyone', '-'], lines.join('\n'))
})
afterEach(closePages)
afterAll(async () => {
  await closeBrowser()
  await stopAll()
})

test('scrolling through the whole of it keeps few rows, and Home and End reach both ends', async () => {
  const { page, wrongs } = await openPage(ann.url)
  await page
    .getByRole('listitem')
    .filter({ hasText: `Entry ${MESSAGES - 1}.` })
    .waitFor()
  let most = 0
  await page.locator('[aria-posinset]').last().hover()
  for (let turn = 0; turn < 30; turn++) {
    await page.mouse.wheel(0, -4_000)
    await page.evaluate(() => new Promise(requestAnimationFrame))
    most = Math.max(most, await page.locator('[aria-posinset]').count())
  }
  expect(most).toBeLessThan(400)
  await page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[aria-posinset]')]
    rows[rows.length >> 1]?.focus({ preventScroll: true }) // as Tab would: on a row in view
  })
  await page.keyboard.press('Home')
  await page.locator('[aria-posinset="1"]').waitFor()
  await page.keyboard.press('End') // at once: the focus may still be on its way
  const newest = page.locator(`[aria-posinset="${MESSAGES}"]`)
  await newest.waitFor()
  await expect.poll(() => newest.evaluate(row => row === document.activeElement)).toBe(true)
  expect(wrongs).toEqual([])
})
