/** Threads, answers, changes and who has read what, in a real browser on the scripted core. */
import type { Locator, Page } from 'playwright-core'
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

let scripted: Scripted

beforeAll(async () => {
  scripted = await serveScripted()
})
afterEach(closePages)
afterAll(async () => {
  await closeBrowser()
  await scripted.stop()
})

/** The machine may be busy. */
const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message #ctd-casts' })
const row = (page: Page, text: string): Locator =>
  page.locator('[aria-label="#ctd-casts"] [data-row]').filter({ hasText: text }).first()
const panel = (page: Page): Locator => page.getByRole('complementary')
const answering = (page: Page): Locator => panel(page).getByRole('textbox')

/** In #ctd-casts, at its end. */
async function inRoom(look: Look = {}, query: Record<string, string> = {}) {
  const theme = look.theme ?? 'light'
  const opened = await openPage(scripted.at('operations', { theme, ...query }), { reducedMotion: true, ...look })
  const { page } = opened
  await page.getByRole('textbox').first().waitFor()
  const narrow = (look.viewport ?? WIDE).width < WIDE.width
  const link = page.getByRole('link', { name: /^ctd-casts/ })
  if (narrow) await page.keyboard.press('Control+\\')
  await link.click()
  if (narrow) await expect.poll(() => link.isVisible()).toBe(false) // the drawer has given the focus back
  await composer(page).waitFor()
  await row(page, 'Joining in a minute').waitFor()
  return opened
}

/** Goes up to the message that has a thread, as somebody with a keyboard would. */
async function toRoot(page: Page): Promise<Locator> {
  const root = row(page, 'The mean difference below 2,000 m')
  await row(page, 'Joining in a minute').focus()
  for (let n = 0; n < 12 && !(await focused(root)); n++) await page.keyboard.press('ArrowUp')
  await expect.poll(() => focused(root)).toBe(true)
  return root
}
const focused = (element: Locator): Promise<boolean> =>
  element.evaluateAll(found => found.some(one => one === document.activeElement))

async function openThread(page: Page): Promise<Locator> {
  const root = await toRoot(page)
  await page.keyboard.press('t')
  await expect.poll(() => focused(answering(page))).toBe(true)
  return root
}

test('T opens the thread with the focus where one answers; the list stays; Esc leads back to the message', async () => {
  const { page, wrongs } = await inRoom()
  const root = await toRoot(page)
  const top = async (): Promise<number> => (await root.boundingBox())?.y ?? Number.NaN
  const before = await top()
  await page.keyboard.press('t')
  await expect.poll(() => focused(answering(page))).toBe(true)
  await panel(page).getByText('6 replies', { exact: true }).waitFor()
  expect(await root.getByRole('button', { name: /^6 replies/ }).getAttribute('aria-expanded')).toBe('true')
  expect(Math.abs((await top()) - before)).toBeLessThan(60) // lines above it break differently beside the panel
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(root)).toBe(true)
  expect(await panel(page).count()).toBe(0)
  expect(wrongs).toEqual([])
})

test('an answer stays in the thread; shown in the channel too only when asked to, and only once', async () => {
  const { page } = await inRoom()
  const root = await openThread(page)
  await page.keyboard.type('Intake cleaned.')
  await page.keyboard.press('Enter')
  await panel(page).getByRole('listitem').filter({ hasText: 'Intake cleaned.' }).waitFor()
  await root.getByRole('button', { name: /^7 replies/ }).waitFor()
  expect(await row(page, 'Intake cleaned.').count()).toBe(0)
  const also = panel(page).getByRole('checkbox', { name: 'Also show in #ctd-casts' })
  await also.check()
  await answering(page).fill('Sensor is fine.')
  await page.keyboard.press('Enter')
  await row(page, 'Sensor is fine.').waitFor()
  expect(await also.isChecked()).toBe(false)
})

test('what others answer meanwhile shows up, and counts as read while it is looked at', async () => {
  const { page } = await inRoom()
  await openThread(page)
  await page.evaluate(() => {
    const core = window.fakeCore
    const root = core?.state.events.find(event => event.replies?.count === 6)
    const mara = core?.state.people.find(person => person.name.startsWith('Mara'))
    if (root !== undefined && mara !== undefined) {
      core?.receive(root.roomId, mara, 'Good to hear.', { thread: root.eventId })
    }
  })
  await panel(page).getByRole('listitem').filter({ hasText: 'Good to hear.' }).waitFor()
  const unread = () =>
    page.evaluate(() => window.fakeCore?.state.events.find(event => event.replies?.count === 7)?.replies?.unread)
  await expect.poll(unread).toBe(0)
})

test('half an answer is there again when the thread is opened again', async () => {
  const { page } = await inRoom()
  await openThread(page)
  await page.keyboard.type('Half a thought')
  await page.keyboard.press('Escape')
  await openThread(page)
  expect(await answering(page).inputValue()).toBe('Half a thought')
})

test('a followed thread is found in Threads by keyboard; not followed any more, it is gone from there', async () => {
  const { page } = await inRoom()
  await page.keyboard.press('Control+Shift+T')
  const thread = page.getByRole('button', { name: /^Unread\. Thread in #ctd-casts: Done\. The mean difference/ })
  await thread.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(answering(page))).toBe(true)
  const follow = panel(page).getByRole('button', { name: 'Follow this thread' })
  expect(await follow.getAttribute('aria-pressed')).toBe('true')
  await follow.click()
  await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('false')
  await page.keyboard.press('Control+Shift+T')
  await page.getByRole('heading', { name: 'No threads you follow' }).waitFor()
})

/** Comes for one answer of a thread, as from the search, and stands at it. */
async function toAnswer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const answer = window.fakeCore?.state.events.find(event => event.body.startsWith('Agreed. Which coefficients'))
    const place = { kind: 'room', roomId: answer?.roomId, event: answer?.eventId, thread: answer?.thread }
    history.pushState({ place, depth: 1 }, '')
    window.dispatchEvent(new PopStateEvent('popstate'))
  })
  const answer = panel(page).getByRole('listitem').filter({ hasText: 'Which coefficients' })
  await expect.poll(() => focused(answer)).toBe(true)
}

test('who comes for one answer stands at it; Esc leads to the message of the thread', async () => {
  const { page } = await inRoom()
  await toAnswer(page)
  await page.keyboard.press('Escape')
  await expect.poll(() => panel(page).count()).toBe(0)
  await expect.poll(() => focused(row(page, 'The mean difference below 2,000 m'))).toBe(true)
})

test('Esc leads to the message of the thread where it is far out of view, too', async () => {
  const { page } = await inRoom()
  const root = row(page, 'The mean difference below 2,000 m')
  await page.evaluate(() => {
    const core = window.fakeCore
    const answer = core?.state.events.find(event => event.body.startsWith('Agreed. Which coefficients'))
    const from = core?.state.people[0]
    if (core === undefined || answer === undefined || from === undefined) throw new Error('no thread')
    for (let n = 0; n < 40; n++) core.receive(answer.roomId, from, `Something else ${n}`)
  })
  await row(page, 'Something else 39').waitFor()
  await expect.poll(() => root.count()).toBe(0)
  await toAnswer(page)
  await page.keyboard.press('Escape')
  await expect.poll(() => panel(page).count()).toBe(0)
  await expect.poll(() => focused(root)).toBe(true)
})

test('Esc beside an open thread closes it and leaves the focus where it is', async () => {
  const { page } = await inRoom()
  await openThread(page)
  await composer(page).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => panel(page).count()).toBe(0)
  expect(await focused(composer(page))).toBe(true)
})

test('Esc closes what is on top: the list of names, the reply, the panel', async () => {
  const { page } = await inRoom()
  await openThread(page)
  await panel(page).getByRole('listitem').filter({ hasText: 'Which coefficients' }).focus()
  await page.keyboard.press('r')
  await expect.poll(() => focused(answering(page))).toBe(true)
  await page.keyboard.type('Ask @m')
  await page.getByRole('listbox').waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('listbox').count()).toBe(0)
  await panel(page).getByText('Replying to').waitFor()
  await page.keyboard.press('Escape')
  expect(await panel(page).getByText('Replying to').count()).toBe(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => panel(page).count()).toBe(0)
})

test('a reply keeps its quote, a change its place, and each is done without a pointer', async () => {
  const { page } = await inRoom()
  await row(page, 'Slope grid from last night').focus()
  await page.keyboard.press('r')
  await expect.poll(() => focused(composer(page))).toBe(true)
  await page.keyboard.type('Thank you @mar')
  await page.keyboard.press('Enter')
  await page.keyboard.type('and all')
  await page.keyboard.press('Enter')
  const sent = row(page, 'and all')
  await sent.getByRole('button', { name: /^In reply to Lena/ }).waitFor()
  await expect.poll(() => composer(page).inputValue()).toBe('')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('End')
  await page.keyboard.type(', again')
  await page.keyboard.press('Enter')
  await row(page, 'and all, again').getByText('(edited)').waitFor()
  await expect.poll(() => focused(composer(page))).toBe(true)
})

test('who has read it follows the message as it gets around', async () => {
  const { page } = await inRoom()
  await row(page, 'Joining in a minute').focus()
  await page.keyboard.press('i')
  await panel(page).getByText('8 of 11 people have it.').waitFor()
  await page.evaluate(() => {
    const core = window.fakeCore
    const event = core?.state.events.find(one => one.body.startsWith('Joining in a minute'))
    if (event !== undefined) core?.deliver(event.eventId, { delivery: 'read', heldBy: 11, readBy: 2 })
  })
  await panel(page).getByText('11 of 11 people have it.').waitFor()
  expect(
    await panel(page)
      .getByText(/^Read /)
      .count()
  ).toBe(2)
})

test('one Esc closes the panel at whose cross one stands, hint and all, and leads back to the message', async () => {
  const { page } = await inRoom()
  await row(page, 'Joining in a minute').focus()
  await page.keyboard.press('i')
  await page.getByRole('tooltip', { name: 'Close' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => panel(page).count()).toBe(0)
  await expect.poll(() => focused(row(page, 'Joining in a minute'))).toBe(true)
})

const LOOKS: Record<string, Look> = {
  'light 1440': { theme: 'light', viewport: WIDE },
  'dark 1440': { theme: 'dark', viewport: WIDE },
  'light 720': { theme: 'light', viewport: NARROW },
  'dark 720': { theme: 'dark', viewport: NARROW }
}

const SCREENS: Record<string, (page: Page) => Promise<unknown>> = {
  '03-thread': openThread,
  async '03b-threads'(page) {
    await page.keyboard.press('Control+Shift+T')
    await page.getByRole('heading', { name: 'Threads' }).waitFor()
  },
  async '03c-names'(page) {
    await row(page, 'Slope grid from last night').focus()
    await page.keyboard.press('r')
    await expect.poll(() => focused(composer(page))).toBe(true)
    await page.keyboard.type('Thank you @m')
    await page.getByRole('listbox').waitFor()
  },
  async '03d-versions'(page) {
    await (await toRoot(page)).getByRole('button', { name: /Show earlier versions/ }).click()
    await page.getByRole('dialog').waitFor()
  },
  async '03e-receipts'(page) {
    await row(page, 'Joining in a minute').focus()
    await page.keyboard.press('i')
    await panel(page).getByRole('listitem').first().waitFor()
  }
}

describe.each(Object.entries(SCREENS))('%s', (name, open) => {
  test.each(Object.entries(LOOKS))('%s', async (look, settings) => {
    const { page, wrongs } = await inRoom(settings)
    await open(page)
    await picture(page, `${name}.${look.replace(' ', '.')}`)
    expect(await violations(page)).toEqual([])
    expect(await overflows(page)).toBe(false)
    expect(wrongs).toEqual([])
  })
})

test('written from right to left, and in longer words, nothing runs over', async () => {
  for (const query of [{ dir: 'rtl' }, { lang: 'pseudo' }] as Record<string, string>[]) {
    const { page } = await openPage(scripted.at('operations', query), { viewport: NARROW, reducedMotion: true })
    await page.getByRole('textbox').first().waitFor()
    await page.keyboard.press('Control+Shift+T')
    await page.locator('[data-region="threads"] button').first().click()
    await page.locator('aside textarea').waitFor()
    await picture(page, `03-thread.${Object.values(query).join()}`)
    expect(await overflows(page)).toBe(false)
  }
})
