/** What can be done with messages, on a scripted core: keys, pointer, places, and every state of them in every look. */
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

/** As the page has it. */
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

/** 10:24 on the morning the scripted messages are of. */
const NOW = new Date(2026, 5, 12, 10, 24)

/** Opens a channel of a scenario, by its place among the first nine. */
async function openRoom(scenario: string, name: string, look: Look = {}): Promise<Opened> {
  const opened = await openPage(ui.url(scenario).replace(/\?.*/, 'icon.svg'), { reducedMotion: true, ...look })
  const { page, wrongs } = opened
  await page.clock.setFixedTime(NOW)
  wrongs.length = 0 // a picture alone asks for an icon that is not there
  await page.goto(`${ui.url(scenario)}&theme=${look.theme ?? 'light'}`)
  await page.getByRole('textbox', { name: /^Message #/ }).waitFor()
  const nth = await page.evaluate(
    wanted => (window as unknown as Core).fakeCore.state.rooms.findIndex(room => room.name === wanted),
    name
  )
  await page.keyboard.press(`Control+${nth + 1}`)
  await page.getByRole('textbox', { name: `Message #${name}` }).waitFor()
  return opened
}

const message = (page: Page, text: string) =>
  page
    .getByRole('list', { name: /^Messages in/ })
    .locator('[data-row]')
    .filter({ hasText: text })
    .first()
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('with a message focused', () => {
  test.each([
    ['as it moves', false],
    ['with less motion', true]
  ])('+ opens the emoji, typing finds one, Enter reacts, and the focus is back at the message %s', async (_, still) => {
    const { page, wrongs } = await openRoom('operations', 'ctd-casts', { reducedMotion: still })
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('+')
    const field = page.getByRole('dialog', { name: 'Choose an emoji' }).getByRole('combobox')
    await expect.poll(() => field.evaluate(box => box === document.activeElement)).toBe(true)
    await page.keyboard.type('tada')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'party popper, 1, you reacted' }).first().waitFor()
    await expect.poll(() => focused(page)).toContain('Archived. Two copies')
    expect(wrongs).toEqual([])
  })

  test('arrows move in the grid of emoji, and Escape leaves it without a reaction', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('+')
    const field = page.getByRole('combobox', { name: 'Find an emoji' })
    await field.waitFor()
    const active = (): Promise<string | null> =>
      field.evaluate(
        box =>
          document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label') ?? null
      )
    const seen = [await active()]
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await page.keyboard.press(key)
      seen.push(await active())
    }
    expect(new Set(seen.slice(0, 4)).size).toBe(4)
    expect(seen[4]).toBe(seen[0])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await expect.poll(() => focused(page)).toContain('Archived. Two copies')
    expect(await page.evaluate(() => (window as unknown as Core).fakeCore.calls)).not.toContain('timeline.react')
  })

  test('R answers it, E changes an own one, neither does anything to what it is not for', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('e')
    expect(await focused(page)).toContain('Archived. Two copies')
    await page.keyboard.press('r')
    await page.keyboard.type('Thank you')
    await page.keyboard.press('Enter')
    const answer = message(page, 'Thank you')
    await answer.getByRole('button', { name: 'In reply to Aiko Tanabe: Archived. Two copies' }).waitFor()
    await message(page, 'Joining in a minute').focus()
    await page.keyboard.press('e')
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLTextAreaElement | null)?.value))
      .toContain('Joining in a minute')
  })

  test('Delete asks first, says what it means, and leaves a line that says who deleted it', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Joining in a minute').focus()
    await page.keyboard.press('Delete')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/Copies may stay with people out of earshot/).waitFor()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: /Delete/ }).click()
    await message(page, 'You deleted this message').waitFor()
    expect(await page.getByText('Joining in a minute').count()).toBe(0)
  })

  test('P pins: the head counts it, the panel shows it, and unpinned it is gone from there', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Pinned messages, 3' }).click()
    const panel = page.getByRole('complementary', { name: 'Pinned messages' })
    const card = panel.getByRole('article').filter({ hasText: 'Archived. Two copies' })
    await card.getByRole('button', { name: 'Unpin' }).click()
    await expect.poll(() => card.count()).toBe(0)
  })

  test('U keeps it unread for as long as one stays, and the line stands before it', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('u')
    await message(page, 'Archived. Two copies').getByRole('separator').waitFor()
    await page.waitForTimeout(900) // longer than it takes to be marked read
    const unread = () =>
      page.evaluate(
        () => (window as unknown as Core).fakeCore.state.rooms.find(room => room.name === 'ctd-casts')?.unread
      )
    expect(await unread()).toBeGreaterThan(3)
  })

  test('Enter goes into its tools, arrows move there, Escape comes back', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('Enter')
    const label = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    const names = new Set<string | null | undefined>()
    for (let n = 0; n < 7; n++) {
      names.add(await label())
      await page.keyboard.press('ArrowRight')
    }
    expect([...names]).toEqual(expect.arrayContaining(['Add a reaction', 'Reply', 'Reply in thread', 'More actions']))
    await page.keyboard.press('Escape') // hides the hint
    await page.keyboard.press('Escape')
    expect(await focused(page)).toContain('Archived. Two copies')
  })

  test('its menu opens with the Menu key and does what it says', async () => {
    const { page } = await openRoom('operations', 'ctd-casts')
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('ContextMenu')
    await page.getByRole('menuitem', { name: /^Reply R/ }).waitFor()
    expect(await page.getByRole('menuitem', { name: /^Edit/ }).count()).toBe(0)
    await page.getByRole('menuitem', { name: /^Pin/ }).click()
    await page.getByRole('button', { name: 'Pinned messages, 3' }).waitFor()
  })
})

test('a reaction toggles by press and counts; Shift Enter says who reacted', async () => {
  const { page } = await openRoom('operations', 'ctd-casts')
  const row = message(page, 'Archived. Two copies')
  await row.getByRole('button', { name: 'folded hands, 3' }).click()
  const pressed = row.getByRole('button', { name: 'folded hands, 4, you reacted' })
  expect(await pressed.getAttribute('aria-pressed')).toBe('true')
  await pressed.press('Shift+Enter')
  await page.getByRole('dialog', { name: 'Who reacted with folded hands' }).getByText('Elin Sørby').waitFor()
  await page.keyboard.press('Escape')
  await pressed.press('Enter')
  await row.getByRole('button', { name: 'folded hands, 3' }).waitFor()
})

test('a slow press of a mouse is a press; a finger that stays asks who reacted', async () => {
  const { page } = await openRoom('operations', 'ctd-casts')
  const row = message(page, 'Archived. Two copies')
  await row.getByRole('button', { name: 'folded hands, 3' }).click({ delay: 700 })
  const pressed = row.getByRole('button', { name: 'folded hands, 4, you reacted' })
  await pressed.waitFor()
  await pressed.dispatchEvent('pointerdown', { pointerType: 'touch' })
  await page.getByRole('dialog', { name: 'Who reacted with folded hands' }).getByText('Elin Sørby').waitFor()
  await pressed.dispatchEvent('pointerup', { pointerType: 'touch' })
  await pressed.dispatchEvent('click') // what ends such a press
  expect(await pressed.getAttribute('aria-pressed')).toBe('true')
})

test('forty reactions wrap and stay inside', async () => {
  const { page } = await openRoom('operations', 'ctd-casts', { viewport: NARROW })
  await page.evaluate(() => {
    const core = (window as unknown as Core).fakeCore
    const event = core.state.events.find(one => one.body.startsWith('Archived'))
    const reactions = Array.from({ length: 40 }, (_, n) => ({
      emoji: String.fromCodePoint(0x1f600 + n),
      count: n + 1,
      mine: n % 3 === 0,
      people: []
    }))
    core.change(event?.eventId ?? '', { reactions })
  })
  await message(page, 'Archived').getByRole('button', { name: /, 40/ }).waitFor()
  expect(await overflows(page)).toBe(false)
})

/** Where the first row in view stands, by its key. */
const topRow = (page: Page): Promise<{ key: string; top: number }> =>
  page.evaluate(() => {
    const list = document.querySelector('[data-scroller]')?.getBoundingClientRect()
    const rows = [...document.querySelectorAll<HTMLElement>('[data-scroller] [data-row]')]
    const row = rows.find(one => one.getBoundingClientRect().bottom > (list?.top ?? 0) + 1)
    return { key: row?.dataset.row ?? '', top: row?.getBoundingClientRect().top ?? 0 }
  })
const topOf = (page: Page, key: string): Promise<number> =>
  page.evaluate(
    wanted => document.querySelector(`[data-row="${wanted}"]`)?.getBoundingClientRect().top ?? Number.NaN,
    key
  )
/** Until nothing has moved for 40 frames: on a busy machine these take longer, as everything does. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const places = (): string =>
      Array.from(document.querySelectorAll<HTMLElement>('[data-scroller] [data-row]'), row => {
        const { top, height } = row.getBoundingClientRect()
        return `${row.dataset.row} ${top} ${height}`
      }).join()
    let still = 0
    for (let frame = 0, before = ''; still < 40 && frame < 2_000; frame++) {
      await new Promise(requestAnimationFrame)
      const now = places()
      still = now === before ? still + 1 : 0
      before = now
    }
    if (still < 40) throw new Error('the list never came to rest')
  })

async function scrollUp(page: Page, turns: number): Promise<void> {
  await page.locator('[data-scroller]').first().hover()
  for (let n = 0; n < turns; n++) {
    await page.mouse.wheel(0, -1_500)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await settle(page)
}

test('a quote leads to what it answers, however far away, and Alt ← leads back', async () => {
  const { page } = await openRoom('many', 'everyone')
  await page.evaluate(() => {
    const core = (window as unknown as Core).fakeCore
    const all = core.state.events.filter(event => event.roomId === core.state.events.at(-1)?.roomId)
    const room = core.state.rooms.find(one => one.name === 'everyone')
    const far = core.state.events.filter(event => event.roomId === room?.roomId)[40]
    const from = core.state.people[0]
    if (room === undefined || far === undefined || from === undefined || all.length === 0) throw new Error('no room')
    core.change(far.eventId, { body: 'The first of all drifts' })
    const quote = { eventId: far.eventId, state: 'here' as const, sender: far.sender, body: 'The first of all drifts' }
    core.receive(room.roomId, from, 'As I said back then', { replyTo: quote })
  })
  await message(page, 'As I said back then')
    .getByRole('button', { name: /^In reply to/ })
    .click()
  await expect.poll(() => focused(page)).toContain('The first of all drifts')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => focused(page)).toContain('As I said back then')
  await page.getByRole('textbox', { name: 'Message #everyone' }).waitFor()
})

test('a link copied with L, pasted in another channel, leads to the message it names', async () => {
  const { page, wrongs } = await openRoom('operations', 'ctd-casts')
  await message(page, 'Archived. Two copies').focus()
  await page.keyboard.press('l')
  await page.getByText('Copied').waitFor({ state: 'attached' })
  await page.keyboard.press('Alt+ArrowDown')
  const composer = page.getByRole('textbox', { name: /^Message #(?!ctd-casts)/ })
  await composer.focus()
  await page.keyboard.type('See ')
  await page.keyboard.press('Control+v')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'a message', exact: true }).click()
  await page.getByRole('textbox', { name: 'Message #ctd-casts' }).waitFor()
  await expect.poll(() => focused(page)).toContain('Archived. Two copies')
  expect(wrongs).toEqual([])
})

test('what comes while one reads further up is counted at a button, and does not scroll', async () => {
  const { page } = await openRoom('many', 'everyone')
  await message(page, 'On my way.').waitFor()
  await scrollUp(page, 6)
  const before = await topRow(page)
  await page.evaluate(() => {
    const { fakeCore: core } = window as unknown as Core
    const room = core.state.rooms.find(one => one.name === 'everyone')
    const from = core.state.people[0]
    if (room === undefined || from === undefined) throw new Error('no room')
    for (let n = 0; n < 3; n++) core.receive(room.roomId, from, `Something new ${n}`)
  })
  await page.getByRole('button', { name: '3 new' }).waitFor()
  expect(Math.abs((await topOf(page, before.key)) - before.top)).toBeLessThanOrEqual(1)
  await page.getByRole('button', { name: '3 new' }).click()
  await message(page, 'Something new 2').waitFor()
  await expect.poll(() => page.getByRole('button', { name: '3 new' }).count()).toBe(0)
})

test('a flood that is only told of is taken in without moving what is read', async () => {
  const { page } = await openRoom('many', 'everyone')
  await message(page, 'On my way.').waitFor()
  await scrollUp(page, 8)
  const before = await topRow(page)
  const asked = await page.evaluate(() => {
    const { fakeCore: core } = window as unknown as Core
    const room = core.state.rooms.find(one => one.name === 'everyone')
    const here = core.state.events.filter(event => event.roomId === room?.roomId)
    const digits = (text: string): string =>
      Array.from(text, char => (15 - Number.parseInt(char, 16)).toString(16)).join('')
    const flood = here.map(event => ({
      ...event,
      eventId: digits(event.eventId) as typeof event.eventId,
      orderKey: (event.orderKey.slice(0, 16) + digits(event.orderKey.slice(16))) as typeof event.orderKey,
      body: 'Filled in from a neighbour'
    }))
    const from = core.calls.length
    for (let n = 0; n < 20; n++) {
      if (room !== undefined) core.flood(room.roomId, flood.slice(n * 250, (n + 1) * 250))
    }
    return from
  })
  await message(page, 'Filled in from a neighbour').waitFor()
  await settle(page)
  const pages = await page.evaluate(
    from => (window as unknown as Core).fakeCore.calls.slice(from).filter(call => call === 'timeline.page').length,
    asked
  )
  expect(pages).toBeLessThanOrEqual(4)
  expect(Math.abs((await topOf(page, before.key)) - before.top)).toBeLessThanOrEqual(1)
})

test('a channel with much unread opens at its line, a third down', async () => {
  const { page } = await openRoom('busy', 'everyone')
  await page.evaluate(() => {
    const { fakeCore: core } = window as unknown as Core
    const room = core.state.rooms.find(one => one.name === 'galley')
    const from = core.state.people[0]
    if (room === undefined || from === undefined) throw new Error('no room')
    core.room(room.roomId, { unread: 0, firstUnread: null })
    for (let n = 0; n < 60; n++) core.receive(room.roomId, from, `News ${n}`)
  })
  await page.getByRole('link', { name: /galley, 60 unread/ }).click()
  const line = page.getByRole('separator', { name: '60 new' })
  await line.waitFor()
  await settle(page)
  const share = await line.evaluate(element => {
    const list = element.closest('[data-scroller]')?.getBoundingClientRect()
    return list === undefined ? 0 : (element.getBoundingClientRect().top - list.top) / list.height
  })
  expect(share).toBeGreaterThan(0.25)
  expect(share).toBeLessThan(0.42)
})

/** Sets how much of a channel's history is here. */
const history = (page: Page, change: object): Promise<void> =>
  page.evaluate(some => {
    const { fakeCore: core } = window as unknown as Core
    const room = core.state.rooms.find(one => one.name === 'ctd-casts')
    if (room === undefined) throw new Error('no room')
    core.room(room.roomId, { history: { ...room.history, ...some } })
  }, change)

test('older messages on their way are a progress bar that says how many', async () => {
  const { page } = await openRoom('operations', 'ctd-casts')
  await history(page, { state: 'filling', held: 8_410, known: 100_000 })
  await scrollUp(page, 6)
  await page.getByText('Getting older messages: 8,410 of 100,000').waitFor()
  const bar = page.getByRole('progressbar', { name: 'Getting older messages' })
  expect([await bar.getAttribute('aria-valuenow'), await bar.getAttribute('aria-valuetext')]).toEqual([
    '8',
    '8,410 of 100,000 messages'
  ])
})

test('what nobody nearby has is asked for once by itself, again by the button, and the answer is honest', async () => {
  const { page } = await openRoom('operations', 'ctd-casts')
  await history(page, { state: 'missing', held: 18, known: 40 })
  await scrollUp(page, 6)
  await page.getByText('Older messages are not on this computer').waitFor()
  await page.getByText('Nobody nearby has more of them. Somebody who comes later may.').waitFor()
  const fills = (): Promise<number> =>
    page.evaluate(() => (window as unknown as Core).fakeCore.calls.filter(call => call === 'rooms.fill').length)
  expect(await fills()).toBe(1)
  await page.getByRole('button', { name: 'Ask people nearby' }).click()
  await expect.poll(fills).toBe(2)
})

test('what was let go of leads to how long it is kept, and keeping less is asked first', async () => {
  const { page } = await openRoom('operations', 'ctd-casts')
  await history(page, { pruned: 1_240 })
  await scrollUp(page, 6)
  await page.getByRole('button', { name: 'Change how long they are kept' }).click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await panel.getByRole('radio', { name: '30 days' }).click()
  await page
    .getByRole('dialog', { name: 'Keep only the last 30 days here?' })
    .getByRole('button', { name: 'Cancel' })
    .click()
  expect(await panel.getByRole('radio', { name: 'All' }).getAttribute('aria-checked')).toBe('true')
  await panel.getByRole('radio', { name: '30 days' }).click()
  await page.getByRole('button', { name: 'Remove older messages' }).click()
  await expect.poll(() => panel.getByRole('radio', { name: '30 days' }).getAttribute('aria-checked')).toBe('true')
})

test('the topic is changed in the details, stands in the head, and leaves a quiet line', async () => {
  const { page } = await openRoom('operations', 'ctd-casts')
  await page.getByRole('button', { name: /^Change the topic/ }).click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await panel.getByRole('button', { name: 'Change the topic' }).click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Station 24, all hands')
  await page.keyboard.press('Enter')
  await page.locator('header').getByText('Station 24, all hands').waitFor()
  await message(page, 'set the topic: Station 24, all hands').waitFor()
})

/** One after the other in one window; each begins where the one before it ended. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
  end: page => message(page, 'Joining in a minute').waitFor(),
  tools: page => message(page, 'Wind is picking up').hover(),
  emoji: async page => {
    await message(page, 'Archived. Two copies').focus()
    await page.keyboard.press('+')
    await page.getByRole('dialog').waitFor()
  },
  menu: async page => {
    await page.keyboard.press('Escape')
    await message(page, 'Joining in a minute').click({ button: 'right' })
    await page.getByRole('menu').waitFor()
  },
  details: async page => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+.')
    await page.getByRole('complementary').waitFor()
  },
  pinned: async page => {
    await page.getByRole('button', { name: 'Close details' }).click()
    await page.getByRole('button', { name: /^Pinned messages/ }).click()
    await page.getByRole('complementary').getByRole('article').first().waitFor()
  },
  top: async page => {
    await page.getByRole('button', { name: 'Close pinned messages' }).click()
    await scrollUp(page, 8)
    await page.getByText('This is the start of').waitFor()
  },
  filling: async page => {
    await history(page, { state: 'filling', held: 8_410, known: 100_000 })
    await page.getByRole('progressbar').waitFor()
  },
  missing: async page => {
    await history(page, { state: 'missing', held: 18, known: 40 })
    await page.getByText(/^Nobody nearby has more/).waitFor()
  },
  pruned: async page => {
    await history(page, { state: 'whole', pruned: 1_240 })
    await page.getByRole('button', { name: 'Change how long they are kept' }).waitFor()
  }
}

test.each<[string, Look]>([
  ['light.1440', { theme: 'light', viewport: WIDE }],
  ['dark.1440', { theme: 'dark', viewport: WIDE }],
  ['light.720', { theme: 'light', viewport: NARROW }],
  ['dark.720', { theme: 'dark', viewport: NARROW }]
])('every state, %s', async (name, look) => {
  const { page, wrongs } = await openRoom('operations', 'ctd-casts', look)
  for (const [state, show] of Object.entries(STATES)) {
    await show(page)
    await page.evaluate(() => Promise.all(document.getAnimations().map(one => one.finished)))
    await picture(page, `03-${state}.${name}`)
    expect(await violations(page), state).toEqual([])
    expect(await overflows(page), state).toBe(false)
  }
  expect(wrongs).toEqual([])
})
