/** Two people, one of them new, each in a browser of their own: they meet, talk, and see how far their words have come. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { closeBrowser, closePages, openPage } from '../support/browser.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'

let ann: Host
let elin: Host

beforeEach(async () => {
  ann = await startHost({ name: 'Ann Example' })
  elin = await startHost()
})
afterEach(async () => {
  await closePages()
  await stopAll()
})
afterAll(closeBrowser)

async function onboard(name: string) {
  const { page, wrongs } = await openPage(elin.url)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Come within earshot' }).click()
  await page.getByRole('textbox', { name: 'Message #everyone' }).waitFor()
  return { page, wrongs }
}

test('a new person types a name, lands in #everyone with the cursor in the composer, and talks', async () => {
  const { page, wrongs } = await onboard('Elin Sørby')
  expect(
    await page.getByRole('textbox', { name: 'Message #everyone' }).evaluate(box => box === document.activeElement)
  ).toBe(true)

  await elin.run(['connect', ann.addresses[0] ?? ''])
  await page.getByRole('button', { name: /^2 of 2 people/ }).waitFor()
  await page.keyboard.type('Hello from the lab')
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: 'Hello from the lab' }).waitFor()
  await page.getByText(/^Delivered/).waitFor()

  const other = await openPage(ann.url)
  await other.page.getByRole('listitem').filter({ hasText: 'Hello from the lab' }).waitFor()
  await other.page.getByRole('textbox', { name: 'Message #everyone' }).fill('Good morning')
  await other.page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: 'Good morning' }).waitFor()
  expect([...wrongs, ...other.wrongs]).toEqual([])
})

test('an empty name and one of spaces do not come in; one of 300 letters is told its limit', async () => {
  const { page } = await openPage(elin.url)
  const go = page.getByRole('button', { name: 'Come within earshot' })
  for (const name of ['', '   ']) {
    await page.getByLabel('Your name').fill(name)
    expect(await go.getAttribute('aria-disabled')).toBe('true')
  }
  await page.getByLabel('Your name').fill('x'.repeat(300))
  await page.keyboard.press('Enter')
  expect(await page.getByLabel('Your name').getAttribute('aria-invalid')).toBe('true')
})

test('markup, scripts and dangerous links arrive as text', async () => {
  const { page, wrongs } = await openPage(ann.url)
  const corpus = [
    '<img src=x onerror="document.title=1">',
    '<script>document.title=1</script>',
    '[click](javascript:document.title=1)',
    '[file](file:///etc/passwd)',
    '![pic](http://192.0.2.1/x.png)',
    '<svg/onload=document.title=1>',
    '[data](data:text/html,<script>1</script>)'
  ]
  await ann.run(['send', '#everyone', '-'], corpus.join('\n'))
  await page.getByRole('listitem').filter({ hasText: '<svg/onload' }).waitFor()
  const hrefs = await page
    .locator('[aria-posinset] a')
    .evaluateAll(links => links.map(link => link.getAttribute('href')))
  expect(hrefs.filter(href => href !== null && !/^(https?|mailto):/.test(href))).toEqual([])
  expect(await page.locator('[role=listitem] img, [role=listitem] script, [role=listitem] svg[onload]').count()).toBe(0)
  expect(await page.title()).not.toBe('1')
  expect(wrongs).toEqual([])
})

test('a text over the limit is counted and cannot be sent; shortened, it can', async () => {
  const { page } = await openPage(ann.url)
  const box = page.getByRole('textbox', { name: 'Message #everyone' })
  await box.fill('x'.repeat(4_001))
  await page.getByText('4,001 of 4,000 characters').waitFor()
  await page.keyboard.press('Enter')
  expect(await ann.ask('history', '#everyone')).toEqual([])
  await box.fill('x'.repeat(4_000))
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await ann.ask('history', '#everyone')).length).toBe(1)
})

test('a draft is there again after the page and after the host were started anew', async () => {
  const { page } = await openPage(ann.url)
  await page.getByRole('textbox', { name: 'Message #everyone' }).fill('Half a thought')
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByRole('textbox', { name: 'Message #everyone' }).inputValue()
    })
    .toBe('Half a thought')
  await closePages()
  await ann.stop()
  const again = await startHost({ data: ann.data })
  const { page: later } = await openPage(again.url)
  const box = later.getByRole('textbox', { name: 'Message #everyone' })
  await box.waitFor()
  await expect.poll(() => box.inputValue()).toBe('Half a thought')
})

test('a link works once; used again it says what to do', async () => {
  await openPage(ann.url)
  const { page } = await openPage(ann.url)
  await page.getByText('This link has been used or is not whole').waitFor()
  const [status] = await ann.ask<{ url: string }>('status')
  const { page: fresh } = await openPage(status?.url ?? '')
  await fresh.getByRole('textbox', { name: 'Message #everyone' }).waitFor()
})
