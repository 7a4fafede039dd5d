/** Two people, each with a host and a browser of their own, in private: a request, verification, a channel by invite, a block. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { closeBrowser, closePages, type Opened, openPage } from '../support/browser.ts'
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

const link = (page: Page, name: RegExp): Locator =>
  page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name })
const composer = (page: Page, name: string): Locator => page.getByRole('textbox', { name: `Message ${name}` })
const said = (page: Page, text: string): Locator => page.locator('[data-row]').filter({ hasText: text }).first()

async function open(host: Host): Promise<Page> {
  const one = await openPage(host.url, { reducedMotion: true })
  opened.push(one)
  await composer(one.page, '#everyone').waitFor()
  return one.page
}

async function together(): Promise<{ anns: Page; elins: Page }> {
  await elin.run(['connect', ann.addresses[0] ?? ''])
  const [anns, elins] = await Promise.all([open(ann), open(elin)])
  await anns.getByRole('button', { name: /^2 of 2 people/ }).waitFor()
  return { anns, elins }
}

async function say(page: Page, to: string, text: string): Promise<void> {
  await composer(page, to).fill(text)
  await composer(page, to).press('Enter')
}

/** Ann has written, and Elin has accepted that. */
async function writing(): Promise<{ anns: Page; elins: Page }> {
  const { anns, elins } = await together()
  await anns.keyboard.press('Control+Shift+L')
  await anns.getByRole('button', { name: 'Message Elin Sørby' }).click()
  await anns.getByText('Only you two can read this. Not verified yet.').waitFor()
  await say(anns, 'Elin', 'Only for you')
  await link(elins, /^Requests, 1 waits/).click()
  await elins.getByText('Only for you').waitFor()
  await elins.getByRole('button', { name: 'Accept the request of Ann Example' }).click()
  await composer(elins, 'Ann').waitFor()
  return { anns, elins }
}

test('a first message waits as a request; once accepted both write, and see what arrived', async () => {
  const { anns, elins } = await writing()
  await said(elins, 'Only for you').waitFor()
  await say(elins, 'Ann', 'And only for you')
  await said(anns, 'And only for you').waitFor()
  await said(anns, 'Only for you')
    .getByText(/^(?:Delivered|Read)$/)
    .or(anns.getByRole('img', { name: /^(?:Delivered|Read)$/ }))
    .first()
    .waitFor()
})

test('both see the same numbers, and the mark stands once they were compared', async () => {
  const { anns, elins } = await writing()
  const numbers = async (page: Page, name: string): Promise<string[]> => {
    await page.keyboard.press('Control+.')
    await page
      .getByRole('complementary')
      .getByRole('button', { name: `Verify ${name}` })
      .click()
    const list = page.getByRole('dialog').getByRole('list', { name: /^Safety number/ })
    await list.waitFor()
    return list.getByRole('listitem').allTextContents()
  }
  const anns12 = await numbers(anns, 'Elin')
  expect(anns12.length).toBe(12)
  expect(await numbers(elins, 'Ann')).toEqual(anns12)
  await anns.getByRole('button', { name: 'They match' }).click()
  await link(anns, /^Elin Sørby, .*verified$/).waitFor()
})

test('a private channel is made, joined by its invite, written in by both, and left', async () => {
  const { anns, elins } = await together()
  await anns.keyboard.press('Control+Shift+N')
  await anns.getByLabel('Name', { exact: true }).fill('night-watch')
  await anns.getByRole('radio', { name: 'Private' }).check()
  await anns.getByRole('button', { name: 'Create #night-watch' }).click()
  await anns.getByRole('button', { name: 'Copy link' }).waitFor()
  const invite = (await anns.getByRole('dialog').locator('code').textContent()) ?? ''
  expect(invite).toMatch(/^earshot:\/\/join\/1\//)
  await anns.getByRole('button', { name: 'Done' }).click()

  await elins.keyboard.press('Control+Shift+N')
  await elins.getByRole('tab', { name: 'With an invite' }).click()
  await elins.getByLabel('Invite', { exact: true }).fill(invite)
  await elins.getByText('From Ann Example').waitFor()
  await elins.getByRole('button', { name: 'Join #night-watch' }).click()
  const open = elins.getByRole('button', { name: 'Open #night-watch' }) // shown where somebody had to be waited for
  await open.or(composer(elins, '#night-watch')).first().waitFor()
  if (await open.isVisible()) await open.click()
  await composer(elins, '#night-watch').waitFor()
  await say(anns, '#night-watch', 'Who is awake?')
  await said(elins, 'Who is awake?').waitFor()
  await say(elins, '#night-watch', 'Me')
  await said(anns, 'Me').waitFor()
})

test('who is blocked is not heard any more', async () => {
  const { anns, elins } = await writing()
  await elins.getByRole('button', { name: 'Conversation menu' }).click()
  await elins.getByRole('menuitem', { name: 'Block Ann' }).click()
  await elins.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click()
  await elins.getByText('You blocked Ann Example.').waitFor()
  await say(anns, 'Elin', 'Are you there?')
  await link(elins, /^everyone/).click()
  await link(anns, /^everyone/).click()
  await say(anns, '#everyone', 'Is anybody there?')
  await elins.getByText('Message from someone you blocked.').waitFor()
  expect(await elins.getByText('Is anybody there?').count()).toBe(0)
  await elins.getByRole('button', { name: 'Show', exact: true }).click()
  await elins.getByText('Is anybody there?').waitFor()
})
