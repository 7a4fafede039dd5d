// @vitest-environment jsdom
/** The search as a place of the window, on a scripted core: typing, filters, hits, what is around them, and the way back. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { SearchResult } from '../../shared/model.ts'
import { type FakeApp, openApp } from '../support/fakeApp.tsx'
import { eventOf, ship } from '../ui/scenarios.ts'

afterEach(cleanup)

const key = (pressed: string, modifiers: object = {}, on: Element = document.activeElement ?? document.body): boolean =>
  fireEvent.keyDown(on, { key: pressed, code: pressed, ...modifiers })
const everywhere = (): boolean => key('F', { ctrlKey: true, shiftKey: true, code: 'KeyF' })
const field = (): Promise<HTMLInputElement> => screen.findByRole('combobox', { name: 'Search messages' })
const type = (value: string): boolean =>
  fireEvent.change(screen.getByRole('combobox', { name: 'Search messages' }), { target: { value } })
const hits = async (): Promise<HTMLElement[]> =>
  within(await screen.findByRole('listbox', { name: 'Messages found' })).findAllByRole('option')
const chip = (name: string | RegExp): HTMLElement =>
  within(screen.getByRole('group', { name: 'Filters' })).getByRole('button', { name })

/** In #everyone, with the composer focused; then the search everywhere. */
async function openSearch(say: (app: FakeApp) => void = () => {}): Promise<FakeApp> {
  const app = openApp('busy')
  say(app)
  const composer = await screen.findByRole('textbox', { name: /^Message/ })
  act(() => composer.focus())
  everywhere()
  await field()
  return app
}

function say(app: FakeApp, channel: string, body: string, minutesAgo = 1): void {
  const room = app.core.state.rooms.find(one => one.name === channel)
  const [mara] = ship()
  if (room === undefined || mara === undefined) throw new Error('no such room')
  app.core.state.events.push(eventOf(room, mara, body, minutesAgo))
}

describe('searching', () => {
  it('opens with the focus in its field, says how to begin, and asks nothing', async () => {
    const { core } = await openSearch()
    expect(document.activeElement).toBe(await field())
    expect(screen.getByText('Search what this computer holds')).toBeTruthy()
    expect(core.calls).not.toContain('search.find')
  })

  it('shows hits newest first, with what was found marked, who wrote it and where, and how much was searched', async () => {
    const { core } = await openSearch(app => {
      say(app, 'deck-ops', 'The **winch brake** slipped', 9)
      say(app, 'galley', 'winch brake is reset', 5)
    })
    type('winch brake')
    const [first, second, ...rest] = await hits()
    expect(rest).toEqual([])
    expect(first?.textContent).toMatch(/^MLMara Lindqvist#galley.*winch brake is reset$/)
    expect(second?.textContent).toContain('The winch brake slipped')
    expect([...(first?.querySelectorAll('mark') ?? [])].map(mark => mark.textContent)).toEqual(['winch brake'])
    const count = core.state.events.filter(event => event.kind === 'message' && !event.deleted).length
    expect(
      screen.getByText(
        `2 messages found. ${count.toLocaleString('en-GB')} messages on this computer were searched. What others hold is not searched.`
      )
    ).toBeTruthy()
  })

  it('keeps what is shown until the new answer is here, and drops answers to what is no longer typed', async () => {
    const { core } = await openSearch(app => say(app, 'galley', 'windlass and winch'))
    type('winch')
    await waitFor(async () => expect((await hits())[0]?.textContent).toContain('windlass and winch'))
    const waiting: ((answer: SearchResult) => void)[] = []
    const find = core.handlers['search.find']
    const asked: string[] = []
    core.handlers['search.find'] = input => {
      asked.push(input.text)
      return new Promise<SearchResult>(resolve => waiting.push(resolve))
    }
    type('windl')
    await waitFor(() => expect(asked).toEqual(['windl']))
    expect((await hits()).length).toBeGreaterThan(0)
    type('windlass')
    await waitFor(() => expect(asked).toEqual(['windl', 'windlass']))
    const [early, late] = waiting
    await act(async () => late?.(await find({ text: 'windlass', limit: 50 })))
    await waitFor(async () => expect((await hits()).length).toBe(1))
    await act(async () => early?.({ hits: [], found: 0, searched: 1, suggestion: null }))
    expect((await hits()).length).toBe(1)
  })

  it('says the count politely once typing rests', async () => {
    await openSearch(app => say(app, 'galley', 'zebra'))
    type('zebra')
    await waitFor(() =>
      expect(
        [...document.querySelectorAll('[aria-live="polite"]')].some(one => one.textContent === '1 message found')
      ).toBe(true)
    )
  })

  it('does not search for what an input method has not finished, nor act on its Enter', async () => {
    await openSearch(app => say(app, 'galley', '深海探测器已回收'))
    const input = await field()
    fireEvent.compositionStart(input)
    fireEvent.input(input, { target: { value: 'tan' }, isComposing: true })
    expect(input.value).toBe('tan')
    expect(screen.getByText('Search what this computer holds')).toBeTruthy() // still nothing is asked
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 })
    expect(history.state.place.text).toBe('')
    fireEvent.input(input, { target: { value: '探测' }, isComposing: true })
    fireEvent.compositionEnd(input)
    const [hit] = await hits()
    expect(hit?.querySelector('mark')?.textContent).toBe('探测')
  })

  it('finds Arabic and German, and marks them in their own direction', async () => {
    await openSearch(app => {
      say(app, 'galley', 'رافعة السفينة جاهزة', 1)
      say(app, 'galley', 'Der Windenfahrer prüft die Größe', 2)
    })
    type('السفينة')
    const [arabic] = await hits()
    expect(arabic?.querySelector('mark')?.textContent).toBe('السفينة')
    expect(arabic?.querySelector('[dir="auto"]')?.textContent).toBe('رافعة السفينة جاهزة')
    type('größe')
    await waitFor(async () => expect((await hits())[0]?.querySelector('mark')?.textContent).toBe('Größe'))
  })

  it('offers the word that was probably meant, and takes it', async () => {
    await openSearch(app => say(app, 'galley', 'the winch is back'))
    type('wnch')
    expect(await screen.findByText('Nothing with “wnch” on this computer')).toBeTruthy()
    fireEvent.click(await screen.findByRole('button', { name: 'winch' }))
    await waitFor(async () => expect((await hits()).length).toBeGreaterThan(0))
    expect((await field()).value).toBe('winch')
  })

  it('forgets a message the moment it is deleted', async () => {
    const { core } = await openSearch(app => say(app, 'galley', 'zebra one'))
    say({ core } as FakeApp, 'galley', 'zebra two', 3)
    type('zebra')
    await waitFor(async () => expect((await hits()).length).toBe(2))
    const event = core.state.events.find(one => one.body === 'zebra one')
    act(() => core.deliver(event?.eventId ?? '', { delivery: 'received', deleted: true, body: '' }))
    await waitFor(async () => expect((await hits()).map(hit => hit.textContent).join()).not.toContain('zebra one'))
  })
})

describe('filters', () => {
  it('are typed into the field and become chips', async () => {
    const { core } = await openSearch()
    const asked: unknown[] = []
    const find = core.handlers['search.find']
    core.handlers['search.find'] = input => {
      asked.push(input)
      return find(input)
    }
    type('from:mara in:#deck-ops has:code ')
    expect((await field()).value).toBe('')
    for (const name of ['From Mara Lindqvist', 'In #deck-ops', 'Has code']) expect(chip(name)).toBeTruthy()
    const room = core.state.rooms.find(one => one.name === 'deck-ops')
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ text: '', from: ship()[0]?.account, roomId: room?.roomId, has: ['code'] })
    )
  })

  it('are chosen and taken away with the keyboard alone', async () => {
    await openSearch()
    const from = chip('From')
    act(() => from.focus())
    fireEvent.click(from) // Enter on a button
    const find = await screen.findByRole('combobox', { name: 'Find a person' })
    await waitFor(() => expect(document.activeElement).toBe(find))
    fireEvent.change(find, { target: { value: 'arri' } })
    key('Enter', {}, find)
    await waitFor(() => expect(chip('From Tomás Arriaga')).toBeTruthy())
    await waitFor(() => expect(document.activeElement).toBe(chip('From Tomás Arriaga')))
    key('Delete')
    expect(chip('From')).toBeTruthy()
  })

  it('may have several things at once, chosen in a list that stays open', async () => {
    await openSearch()
    fireEvent.click(chip('Has'))
    const list = await screen.findByRole('listbox', { name: 'Has' })
    await waitFor(() => expect(document.activeElement).toBe(list))
    key(' ', {}, list)
    key('ArrowDown', {}, list)
    key('Enter', {}, list)
    expect(chip('Has a link, code')).toBeTruthy()
    expect(within(list).getAllByRole('option', { selected: true }).length).toBe(2)
  })

  it('go one by one with Backspace in the empty field', async () => {
    await openSearch()
    type('in:#galley mentions:me ')
    expect(chip('Mentions me').getAttribute('aria-pressed')).toBe('true')
    key('Backspace', {}, await field())
    expect(chip('Mentions me').getAttribute('aria-pressed')).toBe('false')
    key('Backspace', {}, await field())
    expect(chip('In')).toBeTruthy()
  })

  it('are cleared where they leave nothing', async () => {
    await openSearch(app => say(app, 'galley', 'zebra crossing'))
    type('from:tomas zebra')
    fireEvent.click(await screen.findByRole('button', { name: 'Clear filters' }))
    await waitFor(async () => expect((await hits()).length).toBe(1))
    expect((await field()).value).toBe('zebra')
  })

  it('begin with the channel one is in on Ctrl F, and go on Ctrl Shift F', async () => {
    openApp('busy')
    await screen.findByRole('textbox', { name: /^Message/ })
    key('f', { ctrlKey: true, code: 'KeyF' }, document.body)
    await field()
    expect(chip('In #everyone')).toBeTruthy()
    everywhere()
    await waitFor(() => expect(chip('In')).toBeTruthy())
    expect(document.activeElement).toBe(await field())
  })

  it('are kept by the place: there again after going elsewhere and back', async () => {
    await openSearch(app => say(app, 'galley', 'zebra'))
    type('from:mara zebra')
    await hits()
    await waitFor(() => expect(JSON.stringify(history.state)).toContain('zebra'))
    key('L', { ctrlKey: true, shiftKey: true, code: 'KeyL' })
    await screen.findByRole('heading', { name: 'Nearby' })
    key('ArrowLeft', { altKey: true }, document.body)
    await waitFor(() => expect(chip('From Mara Lindqvist')).toBeTruthy())
    expect((await field()).value.trim()).toMatch(/zebra$/)
    expect((await hits()).length).toBe(1)
  })
})

describe('a hit', () => {
  const three = (app: FakeApp): void => {
    say(app, 'galley', 'zebra three', 3)
    say(app, 'deck-ops', 'zebra two', 2)
    say(app, 'ctd-casts', 'zebra one', 1)
  }

  it('is chosen with arrows while the focus stays in the field, and what is around it stands beside it', async () => {
    await openSearch(three)
    type('zebra')
    const [first, second] = await hits()
    expect(first?.ariaSelected ?? first?.getAttribute('aria-selected')).toBe('true')
    const input = await field()
    expect(input.getAttribute('aria-activedescendant')).toBeNull() // nobody chose it yet
    key('ArrowDown', {}, input)
    expect(input.getAttribute('aria-activedescendant')).toBe(second?.id)
    expect(document.activeElement).toBe(input)
    const panel = await screen.findByRole('complementary', { name: 'Around this message' })
    await waitFor(() => expect(panel.querySelector('[aria-current="true"]')?.textContent).toContain('zebra two'))
    expect(within(panel).getByText('#deck-ops')).toBeTruthy()
    expect(within(panel).getAllByRole('listitem').length).toBeGreaterThan(3)
    key('ArrowUp', {}, input)
    key('ArrowUp', {}, input)
    expect(input.getAttribute('aria-activedescendant')).toBe(first?.id)
  })

  it('is shown with what people reacted with', async () => {
    await openSearch(app => {
      three(app)
      const event = app.core.state.events.find(one => one.body === 'zebra three')
      event?.reactions.push({ emoji: '👍', count: 2, mine: true, people: [] })
    })
    type('zebra three')
    await hits()
    key('ArrowDown', {}, await field())
    const panel = await screen.findByRole('complementary', { name: 'Around this message' })
    expect(await within(panel).findByRole('img', { name: 'thumbs up, 2, you reacted' })).toBeTruthy()
  })

  it('is opened by Enter in its room at its place', async () => {
    const { core } = await openSearch(three)
    type('zebra')
    await hits()
    key('ArrowDown', {}, await field())
    key('Enter', {}, await field())
    await waitFor(() => expect(document.title).toContain('#deck-ops'))
    const event = core.state.events.find(one => one.body === 'zebra two')
    expect(history.state.place).toEqual({ kind: 'room', roomId: event?.roomId, event: event?.eventId })
    key('ArrowLeft', { altKey: true }, document.body)
    await waitFor(async () =>
      expect((await hits()).find(hit => hit.getAttribute('aria-selected') === 'true')?.textContent).toContain(
        'zebra two'
      )
    )
  })

  it('is not opened by Enter while it answers what is no longer typed', async () => {
    const { core } = await openSearch(three)
    type('zebra')
    await hits()
    core.handlers['search.find'] = () => new Promise(() => {})
    type('zebra t')
    key('Enter', {}, await field())
    expect(document.title).toContain('Search')
  })

  it('is opened by an Enter that came before the answer once that is here, unless more was typed since', async () => {
    const { core } = await openSearch(three)
    const find = core.handlers['search.find']
    const waiting: (() => void)[] = []
    core.handlers['search.find'] = input =>
      new Promise<SearchResult>(resolve => waiting.push(() => resolve(find(input))))
    type('zebra')
    key('Enter', {}, await field())
    type('zebra t')
    await waitFor(() => expect(waiting.length).toBe(2))
    await act(async () => waiting.at(1)?.())
    await hits()
    expect(document.title).toContain('Search')

    type('zebra three')
    key('Enter', {}, await field())
    await waitFor(() => expect(waiting.length).toBe(3))
    await act(async () => waiting.at(2)?.())
    const event = core.state.events.find(one => one.body === 'zebra three')
    await waitFor(() =>
      expect(history.state.place).toEqual({ kind: 'room', roomId: event?.roomId, event: event?.eventId })
    )
  })

  it('loads more behind the last one', async () => {
    const { core } = await openSearch(app => {
      for (let i = 0; i < 120; i++) say(app, 'galley', `zebra number ${i}`, 200 - i)
    })
    const seen: IntersectionObserverCallback[] = []
    class Seen {
      constructor(callback: IntersectionObserverCallback) {
        seen.push(callback)
      }
      observe(): void {}
      disconnect(): void {}
    }
    Object.assign(window, { IntersectionObserver: Seen })
    type('zebra')
    await waitFor(async () => expect((await hits()).length).toBe(50))
    for (const size of [100, 120]) {
      act(() => seen.at(-1)?.([{ isIntersecting: true } as IntersectionObserverEntry], {} as IntersectionObserver))
      await waitFor(async () => expect((await hits()).length).toBe(size))
    }
    const texts = (await hits()).map(hit => hit.textContent)
    expect(new Set(texts).size).toBe(120)
    expect((await hits())[0]?.getAttribute('aria-setsize')).toBe('120')
    expect(core.calls.filter(call => call === 'search.find').length).toBe(3)
    Reflect.deleteProperty(window, 'IntersectionObserver')
  })
})

it('Esc leads back to where one was, with the focus in the same part of it', async () => {
  await openSearch()
  key('Escape', {}, await field())
  await waitFor(() => expect(document.title).toContain('#everyone'))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
})

it('Ctrl F finds people in Nearby, which has a field for it', async () => {
  openApp('busy')
  await screen.findByRole('textbox', { name: /^Message/ })
  key('L', { ctrlKey: true, shiftKey: true, code: 'KeyL' }, document.body)
  const find = await screen.findByRole('searchbox')
  key('f', { ctrlKey: true, code: 'KeyF' }, document.body)
  expect(document.activeElement).toBe(find)
})

it('people nearby are asked for what is missing here', async () => {
  const { core } = await openSearch(app => {
    app.core.state.rooms = app.core.state.rooms.map(room =>
      room.name === 'galley' ? { ...room, history: { ...room.history, state: 'missing' } } : room
    )
  })
  type('xyzzy')
  fireEvent.click(await screen.findByRole('button', { name: 'Ask people nearby' }))
  expect(await screen.findByText(/^People nearby were asked/)).toBeTruthy()
  expect(core.calls.filter(call => call === 'rooms.fill').length).toBe(1)
  await waitFor(() => expect(core.calls.filter(call => call === 'search.find').length).toBe(2))
})

it('what cannot be searched is said, and tried again', async () => {
  const { core } = await openSearch(app => say(app, 'galley', 'zebra'))
  const find = core.handlers['search.find']
  core.handlers['search.find'] = () => {
    throw new Error('index gone')
  }
  type('zebra')
  expect((await screen.findByRole('alert')).textContent).toContain('The messages could not be searched.')
  core.handlers['search.find'] = find
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect((await hits()).length).toBe(1)
})
