/** Conversations of two, private channels, verification, requests and their settings, on a scripted core, in every look. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  closeBrowser,
  closePages,
  type Look,
  NARROW,
  type Opened,
  openPage,
  overflows,
  picture,
  violations,
  WIDE
} from '../support/browser.ts'
import { startUi, type UiServer } from '../support/uiServer.ts'
import type { FakeCore } from '../ui/fakeCore.ts'
import { LINKS } from '../ui/fakePrivate.ts'

type Core = { fakeCore: FakeCore }

let ui: UiServer
beforeAll(async () => {
  ui = await startUi()
})
afterEach(closePages)
afterAll(async () => {
  await closeBrowser()
  await ui.stop()
})

/** The morning the scripted messages are of. */
const NOW = new Date(2026, 5, 12, 10, 24)

/** Twice: the clock stands only from the second time on. */
async function open(look: Look = {}): Promise<Opened> {
  const url = `${ui.url('private')}&theme=${look.theme ?? 'light'}`
  const opened = await openPage(url, { reducedMotion: true, ...look })
  await opened.page.clock.setFixedTime(NOW)
  await opened.page.goto(url)
  await opened.page.getByRole('textbox', { name: /^Message #/ }).waitFor()
  return opened
}

async function go(page: Page, name: RegExp): Promise<void> {
  const folded = await page.getByRole('button', { name: 'Conversations' }).isVisible()
  if (folded) await page.keyboard.press('Control+\\')
  await page.getByRole('link', { name }).click()
}

async function profileOf(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+L')
  await page.locator('[data-person]').filter({ hasText: name }).first().click()
  await page.getByRole('complementary', { name: /^Profile of/ }).waitFor()
}

async function verify(page: Page): Promise<void> {
  await profileOf(page, 'Second mate')
  await page.getByRole('button', { name: 'Verify Femi' }).click()
  await page.getByRole('list', { name: /^Safety number/ }).waitFor()
}

async function channelDialog(page: Page, tab?: string): Promise<void> {
  await page.keyboard.press('Control+Shift+N')
  await page.getByRole('dialog', { name: 'New channel' }).waitFor()
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click()
}

async function privateChannel(page: Page): Promise<void> {
  await channelDialog(page)
  await page.getByLabel('Name', { exact: true }).fill('night-watch')
  await page.getByRole('radio', { name: 'Private' }).check()
}

async function settings(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

async function details(page: Page): Promise<void> {
  await go(page, /^watch-leads/)
  await page.getByRole('textbox', { name: 'Message #watch-leads' }).waitFor()
  await page.keyboard.press('Control+.')
  await page.getByRole('button', { name: 'What can be done with Femi Adeyemi' }).waitFor()
}

const TALK = [
  'Whoever takes the night watch with me: LINK. It works until ten tomorrow.',
  '(LINK)',
  'The same for the two from shore, see LINK and, for the others, ALONE\n\n- LINK\n- on paper at the mess door\n\n> LINK'
]

/** A talk in which invites are given as people give them. */
async function invited(page: Page): Promise<void> {
  await go(page, /^watch-leads/)
  await page.getByRole('textbox', { name: 'Message #watch-leads' }).waitFor()
  await page.evaluate(
    bodies => {
      const { fakeCore: core } = window as unknown as Core
      const kaisa = core.state.people.find(one => one.name.startsWith('Kaisa'))
      const room = core.state.rooms.find(one => one.name === 'watch-leads')
      if (room === undefined || kaisa === undefined) throw new Error('the script has changed')
      for (const body of bodies) core.receive(room.roomId, kaisa, body)
    },
    TALK.map(body => body.replaceAll('LINK', LINKS.good).replaceAll('ALONE', LINKS.alone))
  )
  await page.getByRole('button', { name: 'Invite to a private channel' }).nth(5).waitFor()
}

const SCREENS: Record<string, (page: Page) => Promise<void>> = {
  '04-direct-away': async page => {
    await go(page, /^Tomás/)
    await page.getByText('Waiting until Tomás is back. Ines and Femi carry a sealed copy').waitFor()
  },
  '04-direct-profile': async page => {
    await go(page, /^Tomás/)
    await page.getByRole('textbox', { name: 'Message Tomás' }).waitFor()
    await page.keyboard.press('Control+.')
    await page.getByRole('img', { name: /^Your code for Tomás/ }).waitFor()
  },
  '04-direct-new': async page => {
    await profileOf(page, 'Ship’s doctor')
    await page.getByRole('complementary').getByRole('button', { name: 'Message' }).click()
    await page.getByRole('heading', { name: 'You and Priya Nair' }).waitFor()
  },
  '04-key-changed': async page => {
    await go(page, /^Jonas/)
    await page.getByRole('button', { name: 'Accept the new key' }).waitFor()
  },
  '04-key-accept': async page => {
    await go(page, /^Jonas/)
    await page.getByRole('button', { name: 'Accept the new key' }).click()
    await page.getByRole('dialog').waitFor()
  },
  '04-blocked': async page => {
    await go(page, /^Wei/)
    await page.getByText('You blocked Wei Chen.').waitFor()
  },
  '04b-verify': verify,
  '04b-words': async page => {
    await verify(page)
    await page.getByRole('button', { name: 'Show all' }).click()
  },
  '04b-scan': async page => {
    await verify(page)
    await page.getByRole('button', { name: 'Scan instead' }).click()
  },
  '04b-differ': async page => {
    await verify(page)
    await page.getByRole('button', { name: 'They differ' }).click()
    await page.getByRole('dialog', { name: 'The numbers differ' }).waitFor()
  },
  '04c-block': async page => {
    await profileOf(page, 'Second mate')
    await page.getByRole('button', { name: 'Block Femi' }).click()
    await page.getByRole('dialog').waitFor()
  },
  '04d-requests': async page => {
    await go(page, /^Requests/)
    await page.getByText('Do you eat fish?').waitFor()
  },
  '08-private': async page => {
    await privateChannel(page)
    await page.getByRole('combobox', { name: /Bring people along/ }).fill('kai')
    await page.keyboard.press('Enter')
    await page.keyboard.type('a')
  },
  '08b-invite': async page => {
    await privateChannel(page)
    await page.getByRole('button', { name: 'Create #night-watch' }).click()
    await page.getByRole('button', { name: 'Copy link' }).waitFor()
  },
  '08c-join': async page => {
    await channelDialog(page, 'With an invite')
    await page.getByLabel('Invite', { exact: true }).fill(LINKS.good)
    await page.getByText('From Kaisa Niemi').waitFor()
  },
  '08c-join-empty': page => channelDialog(page, 'With an invite'),
  '08d-nobody': async page => {
    await channelDialog(page, 'With an invite')
    await page.getByLabel('Invite', { exact: true }).fill(LINKS.alone)
    await page.getByRole('button', { name: 'Join #shore-team' }).click()
    await page.getByText('Nobody in #shore-team is within earshot.').waitFor()
  },
  '08e-details': details,
  '08f-remove': async page => {
    await details(page)
    await page.getByRole('button', { name: 'What can be done with Femi Adeyemi' }).click()
    await page.getByRole('menuitem', { name: 'Remove from the channel' }).click()
    await page.getByRole('dialog').waitFor()
  },
  '08g-pending': async page => {
    await go(page, /^shore-team/)
    await page.getByText('You are in as soon as you meet one of them.').waitFor()
  },
  '08h-channel-blocked': async page => {
    await go(page, /^everyone/)
    await page.getByText('Message from someone you blocked.').last().waitFor()
  },
  '08i-invite-written': invited,
  '08j-invite-focused': async page => {
    await invited(page)
    await page.getByRole('button', { name: 'Invite to a private channel' }).first().focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
  },
  '08k-invite-pressed': async page => {
    await invited(page)
    await page.getByRole('button', { name: 'Invite to a private channel' }).first().click()
    await page.getByText('From Kaisa Niemi').waitFor()
  },
  '10-privacy': page => settings(page, 'Privacy and blocked'),
  '10c-security': async page => {
    await page.evaluate(
      () => void (window as unknown as Core).fakeCore.handlers['core.passphrase']({ next: 'long enough' })
    )
    await settings(page, 'Security')
    await page.getByRole('button', { name: 'Lock now' }).waitFor()
  },
  '10d-wipe': async page => {
    await settings(page, 'Security')
    await page.getByRole('button', { name: 'Erase', exact: true }).click()
    await page.getByRole('dialog').waitFor()
  },
  '11-nearby-verified': async page => {
    await page.keyboard.press('Control+Shift+L')
    await page.getByRole('button', { name: 'Message Ines Okafor' }).focus()
  },
  '12b-drawer-private': async page => {
    if (await page.getByRole('button', { name: 'Conversations' }).isVisible()) await page.keyboard.press('Control+\\')
    await page.getByRole('link', { name: /^Requests/ }).waitFor()
  }
}

const LOOKS: Record<string, Look> = {
  'light 1440': { theme: 'light', viewport: WIDE },
  'dark 1440': { theme: 'dark', viewport: WIDE },
  'light 720': { theme: 'light', viewport: NARROW },
  'dark 720': { theme: 'dark', viewport: NARROW }
}

describe.each(Object.entries(SCREENS))('%s', (name, show) => {
  test.each(Object.entries(LOOKS))('%s', async (look, settings) => {
    const { page, wrongs } = await open(settings)
    await show(page)
    await picture(page, `${name}.${look.replace(' ', '.')}`)
    expect(await violations(page)).toEqual([])
    expect(await overflows(page)).toBe(false)
    expect(wrongs).toEqual([])
  })
})

test('somebody comes back: what waited is delivered, and the head and the composer say so', async () => {
  const { page } = await open()
  await go(page, /^Tomás/)
  await page.getByText('Waiting until Tomás is back. Only on this computer so far').waitFor()
  await page.evaluate(() => {
    const { fakeCore: core } = window as unknown as Core
    const tomas = core.state.people.find(person => person.name.startsWith('Tomás'))
    core.person(tomas?.account ?? '', { nearness: 'direct', latencyMs: 3 })
    for (const event of core.state.events.filter(one => one.delivery === 'waiting')) {
      core.deliver(event.eventId, { delivery: 'delivered', heldBy: 1 })
    }
  })
  await page.getByText('Direct link, 3 ms').waitFor()
  expect(await page.getByText('Waiting until Tomás').count()).toBe(0)
  expect(await page.getByText('is out of earshot. What you write').count()).toBe(0)
  await page.getByText('Delivered', { exact: true }).waitFor()
})

test('what a blocked person wrote is shown by Enter on its row, which keeps the focus', async () => {
  const { page } = await open()
  await go(page, /^everyone/)
  const row = page.locator('[data-row]').filter({ hasText: 'Message from someone you blocked.' }).last()
  await row.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Nobody reads this unless they ask for it.').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Nobody reads this')
})

test('a name in a message, and the name above it, lead to who that is', async () => {
  const { page } = await open()
  await go(page, /^watch-leads/)
  await page.evaluate(() => {
    const { fakeCore: core } = window as unknown as Core
    const person = (name: string) => core.state.people.find(one => one.name.startsWith(name))
    const room = core.state.rooms.find(one => one.name === 'watch-leads')
    const [mara, kaisa] = [person('Mara'), person('Kaisa')]
    if (room === undefined || mara === undefined || kaisa === undefined) throw new Error('the script has changed')
    core.receive(room.roomId, kaisa, 'Ask @Mara about it', { mentions: [{ account: mara.account, name: 'Mara' }] })
  })
  await page.getByRole('button', { name: '@Mara' }).click()
  await page.getByRole('complementary', { name: 'Profile of Mara Lindqvist' }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-row]').getByRole('button', { name: 'Kaisa Niemi' }).first().click()
  await page.getByRole('complementary', { name: 'Profile of Kaisa Niemi' }).waitFor()
})

test('the invite is the same as picture, as link and in the clipboard', async () => {
  const { page } = await open()
  await privateChannel(page)
  await page.getByRole('button', { name: 'Create #night-watch' }).click()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await page.getByRole('dialog').locator('code').textContent())
  const made = await page.evaluate(() =>
    [...(window as unknown as Core).fakeCore.state.invites.values()].flat().map(invite => invite.link)
  )
  expect(made).toContain(copied)
})

test('an invite in a message opens what it says, by keyboard too, and joins only when it is asked to', async () => {
  const { page, wrongs } = await open()
  await invited(page)
  const first = page.getByRole('button', { name: 'Invite to a private channel' }).first()
  const dialog = page.getByRole('dialog', { name: 'Join with an invite' })
  const calls = () => page.evaluate(() => (window as unknown as Core).fakeCore.calls)
  await first.focus()
  await page.keyboard.down('Enter')
  await dialog.getByText('From Kaisa Niemi').waitFor()
  await page.keyboard.down('Enter') // still held down
  await page.keyboard.up('Enter')
  expect(await dialog.getByLabel('Invite', { exact: true }).inputValue()).toBe(LINKS.good)
  await page.keyboard.press('Escape')
  await expect.poll(() => first.evaluate(one => one === document.activeElement)).toBe(true)
  expect(await calls()).not.toContain('rooms.joinInvite')
  await first.click()
  await dialog.getByRole('button', { name: 'Join #night-watch' }).click()
  await page.getByRole('textbox', { name: 'Message #night-watch' }).waitFor()
  expect(await calls()).toContain('rooms.joinInvite')
  expect(wrongs).toEqual([])
})

test('an invite that is not whole opens too, and says so', async () => {
  const { page } = await open()
  await go(page, /^watch-leads/)
  const field = page.getByRole('textbox', { name: 'Message #watch-leads' })
  await field.fill('Is it earshot://join/1/half?')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Invite to a private channel' }).click()
  await page.getByRole('dialog').getByText('This is not a whole invite.').waitFor()
  expect(await page.evaluate(() => (window as unknown as Core).fakeCore.calls)).not.toContain('rooms.joinInvite')
})

test('an invite is pasted, sent, selected and copied whole', async () => {
  const { page, wrongs } = await open()
  const body = `Come in (${LINKS.good}).`
  await go(page, /^watch-leads/)
  const field = page.getByRole('textbox', { name: 'Message #watch-leads' })
  await field.focus()
  await page.evaluate(text => navigator.clipboard.writeText(text), body)
  await page.keyboard.press('Control+v')
  expect(await field.inputValue()).toBe(body)
  await page.keyboard.press('Enter')
  const invite = page.getByRole('button', { name: 'Invite to a private channel' })
  await invite.waitFor()
  const sent = await page.evaluate(() => (window as unknown as Core).fakeCore.state.events.map(event => event.body))
  expect(sent).toContain(body)
  const copied = async (): Promise<string> => {
    await page.keyboard.press('Control+c')
    return page.evaluate(() => navigator.clipboard.readText())
  }
  await invite.evaluate(one => window.getSelection()?.selectAllChildren(one.closest('p') ?? one))
  expect((await copied()).trim()).toBe(body)
  await page.evaluate(() => window.getSelection()?.removeAllRanges())
  // by pointer, from one end of what is shown of it to the other: which is no press
  const shown = await invite.locator('[aria-hidden="true"]').last().boundingBox()
  if (shown === null) throw new Error('the link is not shown')
  await page.mouse.move(shown.x + 2, shown.y + shown.height / 2)
  await page.mouse.down()
  await page.mouse.move(shown.x + 40, shown.y + shown.height / 2, { steps: 4 })
  await page.mouse.up()
  const selected = await page.evaluate(() => window.getSelection()?.toString() ?? '')
  expect(selected).not.toBe('')
  expect(LINKS.good).toContain(selected)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.mouse.click(shown.x + 20, shown.y + shown.height / 2)
  await page.getByRole('dialog', { name: 'Join with an invite' }).waitFor()
  expect(wrongs).toEqual([])
})

test('verifying by keyboard alone: Ctrl Enter is "They match", and the focus comes back', async () => {
  const { page, wrongs } = await open()
  await profileOf(page, 'Second mate')
  await page.getByRole('button', { name: 'Verify Femi' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: /^Safety number/ }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('You verified Femi').waitFor()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(wrongs).toEqual([])
})
