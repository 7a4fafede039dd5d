/** Two people, each with a host and a browser of their own: what one does with messages is what the other sees. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { closeBrowser, closePages, NARROW, type Opened, openPage } from '../support/browser.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'

let ann: Host
let elin: Host
let opened: Opened[] = []

beforeEach(async () => {
  ;[ann, elin] = await Promise.all([startHost({ name: 'Ann Example' }), startHost({ name: 'Elin Sørby' })])
})
afterEach(async () => {
  const wrongs = opened.flatMap(one => one.wrongs)
  opened = []
  await closePages()
  await stopAll()
  expect(wrongs).toEqual([])
})
afterAll(closeBrowser)

/** The machine may be busy. */
const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message #everyone' })
const panel = (page: Page): Locator => page.getByRole('complementary')
const row = (page: Page, text: string): Locator =>
  page.locator('[aria-label="#everyone"] [data-row]').filter({ hasText: text }).first()
const room = (page: Page): Locator => page.getByRole('link', { name: /^everyone/ })

async function open(host: Host, look: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const one = await openPage(host.url, { reducedMotion: true, ...look })
  opened.push(one)
  await composer(one.page).waitFor()
  return one.page
}

async function together(): Promise<{ anns: Page; elins: Page }> {
  await elin.run(['connect', ann.addresses[0] ?? ''])
  const [anns, elins] = await Promise.all([open(ann), open(elin)])
  await anns.getByRole('button', { name: /^2 of 2 people/ }).waitFor()
  return { anns, elins }
}

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

async function press(message: Locator, key: string): Promise<void> {
  await message.focus()
  await message.press(key)
}

test('an answer shows what it answers, an edit says so, a reaction is counted, and what is deleted is gone', async () => {
  const { anns, elins } = await together()
  await say(anns, 'Cast 14 is back on deck')
  await press(row(elins, 'Cast 14'), 'r')
  await elins.keyboard.type('Two copies on the lab disks')
  await elins.keyboard.press('Enter')
  const answer = row(anns, 'Two copies')
  await answer.getByText('In reply to Ann Example: Cast 14 is back on deck').waitFor()
  await answer.getByRole('button', { name: /Cast 14/ }).click()
  await expect.poll(() => row(anns, 'Cast 14').evaluate(one => one === document.activeElement)).toBe(true)

  await press(row(anns, 'Cast 14'), 'e')
  await anns.keyboard.press('End')
  await anns.keyboard.type(', no leaks')
  await anns.keyboard.press('Enter')
  await row(elins, 'no leaks')
    .getByRole('button', { name: /^Edited/ })
    .click()
  await elins.getByRole('dialog').getByText('Cast 14 is back on deck', { exact: true }).waitFor()
  await elins.keyboard.press('Escape')

  await press(row(elins, 'no leaks'), '+')
  await elins.keyboard.type('tada')
  await elins.keyboard.press('Enter')
  await row(anns, 'no leaks').getByRole('button', { name: 'party popper, 1' }).click()
  await row(elins, 'no leaks').getByRole('button', { name: 'party popper, 2, you reacted' }).waitFor()

  await press(row(elins, 'Two copies'), 'Delete')
  await elins
    .getByRole('button', { name: /^Delete/ })
    .last()
    .click()
  await row(anns, 'Elin Sørby deleted this message').waitFor()
  expect(await row(anns, 'Two copies').count()).toBe(0)
  expect((await ann.ask('search', 'copies')).length).toBe(0)
})

test('a reaction is a picture, not a blank', async () => {
  const page = await open(ann)
  const painted = await page.evaluate(async () => {
    await document.fonts.load('24px "Noto Color Emoji"', '🎉')
    const pen = Object.assign(document.createElement('canvas'), { width: 40, height: 40 }).getContext('2d')
    if (pen === null) return 0
    pen.font = '24px "Noto Color Emoji"'
    pen.fillText('🎉', 2, 30)
    return pen.getImageData(0, 0, 40, 40).data.filter(value => value > 0).length
  })
  expect(painted).toBeGreaterThan(100)
})

test('a thread grows under both eyes: its row, the Threads place with its dot, and the room left alone', async () => {
  const { anns, elins } = await together()
  await say(anns, 'Which coefficients?')
  await press(row(elins, 'Which coefficients?'), 't')
  await panel(elins).getByRole('textbox').fill('The March calibration')
  await panel(elins).getByRole('textbox').press('Enter')
  await row(anns, '1 reply').waitFor()
  expect(await row(anns, 'The March calibration').count()).toBe(0)

  await anns.getByRole('link', { name: /^Threads, 1/ }).click()
  await anns.getByText('Elin Sørby: The March calibration').waitFor()
  await panel(elins).getByRole('checkbox').check()
  await panel(elins).getByRole('textbox').fill('The dockside run agrees')
  await panel(elins).getByRole('textbox').press('Enter')
  await anns.getByText('Elin Sørby: The dockside run agrees').click()
  await panel(anns).getByText('The March calibration').waitFor()
  await row(anns, 'The dockside run agrees').getByText('From a thread').waitFor()
  await anns.getByRole('link', { name: 'Threads', exact: true }).waitFor() // read
})

test('who is called while elsewhere sees it in coral, also in a narrow window; opening it reads it, and the other is told', async () => {
  const { anns, elins } = await together()
  await elins.getByRole('link', { name: /^Threads/ }).click()
  await say(anns, 'Quiet word')
  await say(anns, '@Elin Sørby are you there?')
  await room(elins).getByText('@1').waitFor()
  expect(await room(elins).textContent()).toContain('2 unread, 1 mention')
  await elins.setViewportSize(NARROW)
  await elins.getByRole('banner').getByText('1 unread mention').waitFor()
  await elins.setViewportSize({ width: 1440, height: 900 })
  await row(anns, 'are you there').getByText('Delivered').waitFor()

  await elins.bringToFront()
  await room(elins).click()
  await elins.getByText('2 new').waitFor()
  await row(anns, 'are you there').getByText('Read', { exact: true }).waitFor()
  await press(row(anns, 'are you there'), 'i')
  await panel(anns)
    .getByText(/^Read \d/)
    .waitFor()

  await press(row(elins, 'are you there'), 'u')
  await room(elins).getByText('@1').waitFor()
})

test('who comes late is given the past at its end, with progress that ends, and finds a word of it at its place', async () => {
  const lines = Array.from({ length: 600 }, (_, n) => `Entry ${n}. ${'Station log. '.repeat(n % 7)}`)
  await ann.run(['send', '#everyone', '-'], lines.join('\n'))
  const kim = await startHost({ name: 'Kim Late' })
  const page = await open(kim)
  await kim.run(['connect', ann.addresses[0] ?? ''])
  await row(page, 'Entry 599.').waitFor()
  await expect.poll(() => row(page, 'Entry 599.').getAttribute('aria-setsize')).toBe('600')
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(0)
  expect(await page.getByRole('button', { name: /new$|^Newest/ }).count()).toBe(0) // it stayed at its end
  // the past is no news
  expect(
    await room(page)
      .getByText(/unread/)
      .count()
  ).toBe(0)

  await page.keyboard.press('Control+Shift+F')
  await page.keyboard.type('from:Ann "Entry 123"')
  await page.getByRole('listbox', { name: 'Messages found' }).getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => row(page, 'Entry 123.').evaluate(one => one === document.activeElement)).toBe(true)
  const box = await row(page, 'Entry 123.').boundingBox()
  expect(box?.y).toBeGreaterThan(90)
  expect(box?.y).toBeLessThan(800)
})

test('what was written while one was out of earshot arrives on return and counts as unread', async () => {
  await elin.run(['connect', ann.addresses[0] ?? ''])
  await ann.run(['send', '#everyone', 'Before'])
  await elin.stop()
  await ann.run(['send', '#everyone', 'Written meanwhile'])
  elin = await startHost({ data: elin.data })
  const page = await open(elin)
  await page.getByRole('link', { name: /^Threads/ }).click()
  await elin.run(['connect', ann.addresses[0] ?? ''])
  await room(page)
    .getByText(/unread/)
    .waitFor()
  await room(page).click()
  await row(page, 'Written meanwhile').waitFor()
  await page.getByText(/^\d new$/).waitFor()
})
