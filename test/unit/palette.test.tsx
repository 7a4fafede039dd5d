// @vitest-environment jsdom
/** The palette over the window, on a scripted core: everything it leads to, by the keyboard. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { type FakeApp, openApp } from '../support/fakeApp.tsx'
import { eventOf, ship } from '../ui/scenarios.ts'

afterEach(cleanup)

const key = (pressed: string, modifiers: object = {}, on: Element = document.activeElement ?? document.body): boolean =>
  fireEvent.keyDown(on, { key: pressed, code: pressed, ...modifiers })
const field = (): Promise<HTMLInputElement> => screen.findByRole('combobox', { name: 'Search or jump to' })
const type = async (value: string): Promise<boolean> => fireEvent.change(await field(), { target: { value } })
const entries = async (): Promise<HTMLElement[]> =>
  within(await screen.findByRole('listbox', { name: 'Results' })).findAllByRole('option')
const names = async (): Promise<(string | undefined)[]> =>
  (await entries()).map(entry => entry.querySelector('b')?.textContent)
const active = async (): Promise<string | null | undefined> =>
  document.getElementById((await field()).getAttribute('aria-activedescendant') ?? '')?.querySelector('b')?.textContent

async function openPalette(): Promise<FakeApp> {
  const app = openApp('busy')
  const composer = await screen.findByRole('textbox', { name: /^Message/ })
  act(() => composer.focus())
  key('k', { ctrlKey: true, code: 'KeyK' })
  await waitFor(async () => expect(document.activeElement).toBe(await field()))
  return app
}

const isGone = (): Promise<void> => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

function say(app: FakeApp, channel: string, body: string): string {
  const room = app.core.state.rooms.find(one => one.name === channel)
  const [mara] = ship()
  if (room === undefined || mara === undefined) throw new Error('no such room')
  const event = eventOf(room, mara, body, 1)
  app.core.state.events.push(event)
  return event.eventId
}

describe('before anything is typed', () => {
  it('offers what is unread, where one was, and three actions; the first is the active one', async () => {
    await openPalette()
    const groups = within(await screen.findByRole('listbox', { name: 'Results' })).getAllByRole('group')
    expect(
      groups
        .map(group => group.getAttribute('aria-labelledby'))
        .map(id => document.getElementById(id ?? '')?.textContent)
    ).toEqual(['Unread', 'Recent', 'Do'])
    expect(await active()).toBe((await names())[0])
  })

  it('leads to the channel one was in before by Enter alone, once one has been somewhere', async () => {
    await openPalette()
    await type('science')
    key('Enter', {}, await field())
    await waitFor(() => expect(document.title).toContain('#science-plan'))
    await isGone()
    key('k', { ctrlKey: true, code: 'KeyK' }, document.body)
    await type('')
    const recent = within(await screen.findByRole('group', { name: 'Recent' })).getAllByRole('option')
    expect(recent[0]?.querySelector('b')?.textContent).toBe('everyone')
  })
})

describe('what is typed', () => {
  it('is answered before the core has said a word, and messages come below without moving anything', async () => {
    const app = await openPalette()
    say(app, 'galley', 'galley slaves wanted')
    const find = app.core.handlers['search.find']
    let answer = (): void => {}
    app.core.handlers['search.find'] = input =>
      new Promise(resolve => {
        answer = () => void Promise.resolve(find(input)).then(resolve)
      })
    await type('gal')
    const before = await names()
    expect(before[0]).toBe('galley')
    expect(screen.queryByRole('group', { name: 'Messages' })).toBeNull()
    await waitFor(() => expect(app.core.calls).toContain('rooms.heard'))
    await waitFor(async () => {
      answer()
      expect(await screen.findByRole('group', { name: 'Messages' })).toBeTruthy()
    })
    expect((await names()).slice(0, before.length)).toEqual(before)
    expect(await active()).toBe('galley')
  })

  it('goes to a channel, with the focus where one writes', async () => {
    await openPalette()
    await type('deck')
    key('Enter', {}, await field())
    await waitFor(() => expect(document.title).toContain('#deck-ops'))
    await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  })

  it('opens the conversation with a person, begun where there was none', async () => {
    const { core } = await openPalette()
    await type('@tomas')
    expect(await names()).toEqual(['Tomás Arriaga'])
    key('Enter', {}, await field())
    expect(await screen.findByRole('textbox', { name: 'Message Tomás' })).toBeTruthy()
    expect(core.calls).toContain('rooms.direct')
  })

  it('joins a channel that people around are in', async () => {
    const { core } = await openPalette()
    await type('#night')
    await waitFor(async () => expect((await names())[0]).toBe('night-watch'))
    key('Enter', {}, await field())
    await waitFor(() => expect(document.title).toContain('#night-watch'))
    expect(core.state.rooms.some(room => room.name === 'night-watch')).toBe(true)
  })

  it('goes to a message, at its place', async () => {
    const app = await openPalette()
    const event = say(app, 'galley', 'zebra crossing')
    await type('zebra cr')
    const messages = await screen.findByRole('group', { name: 'Messages' })
    fireEvent.click(within(messages).getAllByRole('option')[0] as HTMLElement)
    await waitFor(() => expect(document.title).toContain('#galley'))
    expect(history.state.place.event).toBe(event)
  })

  it('does what can be done: the theme, everything read, settings', async () => {
    const { core } = await openPalette()
    await type('>dark')
    key('Enter', {}, await field())
    await waitFor(() => expect(core.state.settings.theme).toBe('dark'))
    await isGone()
    key('k', { ctrlKey: true, code: 'KeyK' }, document.body)
    await type('>read')
    key('Enter', {}, await field())
    await waitFor(() => expect(core.state.rooms.every(room => room.unread === 0)).toBe(true))
    await isGone()
    key('k', { ctrlKey: true, code: 'KeyK' }, document.body)
    await type('>network')
    key('Enter', {}, await field())
    expect(await screen.findByRole('heading', { name: 'Network' })).toBeTruthy()
  })

  it('opens the channel dialog', async () => {
    await openPalette()
    await type('>create')
    key('Enter', {}, await field())
    expect(await screen.findByRole('dialog', { name: 'New channel' })).toBeTruthy()
  })

  it('that nothing is called can be searched for, or become a channel', async () => {
    await openPalette()
    await type('wnch')
    expect(screen.getByText('Nothing called “wnch”')).toBeTruthy()
    expect(await names()).toEqual(['Search messages for “wnch”', 'Create a channel called “wnch”'])
    key('Enter', {}, await field())
    expect((await screen.findByRole<HTMLInputElement>('combobox', { name: 'Search messages' })).value).toBe('wnch')
  })

  it('becomes a channel', async () => {
    await openPalette()
    await type('Deep Tow')
    key('ArrowUp', {}, await field()) // the last one
    expect(await active()).toBe('Create a channel called “deep-tow”')
    key('Enter', {}, await field())
    await waitFor(() => expect(document.title).toContain('#deep-tow'))
  })

  it('goes on as a search everywhere by Ctrl Shift F', async () => {
    await openPalette()
    await type('winch')
    key('F', { ctrlKey: true, shiftKey: true, code: 'KeyF' }, await field())
    expect((await screen.findByRole<HTMLInputElement>('combobox', { name: 'Search messages' })).value).toBe('winch')
    await isGone()
  })
})

describe('the keyboard', () => {
  it('goes through everything with arrows and around its ends, while the focus stays in the field', async () => {
    await openPalette()
    const all = await names()
    key('ArrowDown', {}, await field())
    expect(await active()).toBe(all[1])
    key('ArrowUp', {}, await field())
    key('ArrowUp', {}, await field())
    expect(await active()).toBe(all.at(-1))
    expect(document.activeElement).toBe(await field())
  })

  it('gives the focus back on Esc', async () => {
    await openPalette()
    key('Escape', {}, await field())
    await isGone()
    await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  })

  it('leaves Enter and arrows to an input method', async () => {
    const app = await openPalette()
    say(app, 'galley', '深海探测器')
    const input = await field()
    fireEvent.compositionStart(input)
    fireEvent.input(input, { target: { value: '深海' }, isComposing: true })
    const before = await active()
    for (const pressed of ['ArrowDown', 'Enter']) fireEvent.keyDown(input, { key: pressed, keyCode: 229 })
    expect(await active()).toBe(before)
    expect(screen.getByRole('dialog')).toBeTruthy()
    expect(screen.queryByRole('group', { name: 'Messages' })).toBeNull()
    fireEvent.compositionEnd(input)
    expect(await screen.findByRole('group', { name: 'Messages' })).toBeTruthy()
  })
})

it('is opened by the button at the top too', async () => {
  openApp('busy')
  fireEvent.click(await screen.findByRole('button', { name: /^Search or jump to/ }))
  expect(await field()).toBeTruthy()
})
