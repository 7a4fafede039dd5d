// @vitest-environment jsdom
/** The window as a whole, on a scripted core: arriving, going about, what the keys do, what stands above. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openApp } from '../support/fakeApp.tsx'
import { PASSPHRASE } from '../ui/fakeAccount.ts'

afterEach(cleanup)

/** What is found may stand there before its effects have run. */
const settled = async <T,>(found: Promise<T>): Promise<T> => {
  const result = await found
  await act(async () => {})
  return result
}
const sidebar = (): Promise<HTMLElement> => settled(screen.findByRole('navigation', { name: 'Conversations' }))
const row = async (name: string | RegExp): Promise<HTMLElement> => within(await sidebar()).findByRole('link', { name })
const key = (pressed: string, modifiers: object = {}, on: Element = document.body): boolean =>
  fireEvent.keyDown(on, { key: pressed, code: pressed, ...modifiers })
const isHere = async (name: string | RegExp): Promise<void> =>
  settled(waitFor(async () => expect((await row(name)).getAttribute('aria-current')).toBe('page')))

describe('the first screen', () => {
  it('has the suggested name selected, and is listening', async () => {
    openApp('new')
    const name = await settled(screen.findByLabelText<HTMLInputElement>('Your name'))
    expect([name.value, name.selectionStart, name.selectionEnd]).toEqual(['Elin Sørby', 0, 10])
    expect(document.activeElement).toBe(name)
    expect((await screen.findAllByText('We can already hear 12 people.')).length).toBeGreaterThan(0)
    expect(screen.queryByText(/picture/i, { selector: 'button' })).toBeNull()
  })

  it('is not left without a character that can be seen', async () => {
    const { core } = openApp('new')
    const name = await settled(screen.findByLabelText('Your name'))
    for (const value of ['', '   ', '\u200b']) {
      fireEvent.change(name, { target: { value } })
      fireEvent.submit(name)
      expect(screen.getByRole('button', { name: /Come within earshot/ }).getAttribute('aria-disabled')).toBe('true')
    }
    expect(core.calls).not.toContain('account.create')
  })

  it('says what is wrong with a name of 300 letters', async () => {
    openApp('new')
    const name = await settled(screen.findByLabelText('Your name'))
    fireEvent.change(name, { target: { value: 'x'.repeat(300) } })
    expect(name.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/1 to 64 letters/)).toBeTruthy()
  })

  it('hints at a name that looks like another’s, and lets it pass', async () => {
    openApp('new')
    const name = await settled(screen.findByLabelText('Your name'))
    await screen.findAllByText(/We can already hear/)
    fireEvent.change(name, { target: { value: 'MARA LINDQVIST' } })
    expect(
      await screen.findByText('There is another Mara Lindqvist nearby. Add something to tell you apart?')
    ).toBeTruthy()
    expect(screen.getByRole('button', { name: /Come within earshot/ }).getAttribute('aria-disabled')).toBeNull()
  })

  it('shows people who come while one types', async () => {
    const { core } = openApp('new')
    await screen.findAllByText('We can already hear 12 people.')
    act(() => core.person(core.state.people[0]?.account ?? '', { nearness: 'out' }))
    expect((await screen.findAllByText('We can already hear 11 people.')).length).toBeGreaterThan(0)
  })

  it('announces nothing before it is answered, then leads to #everyone with a greeting', async () => {
    const { core } = openApp('new')
    const name = await settled(screen.findByLabelText('Your name'))
    fireEvent.change(name, { target: { value: 'Elin' } })
    expect(core.calls.filter(call => !/^(?:core\.state|settings\.get|people\.list)$/.test(call))).toEqual([])
    fireEvent.submit(name)
    expect(await screen.findByText('Nobody here knows your name yet.')).toBeTruthy()
    await isHere('everyone')
    expect(core.calls.filter(call => call === 'account.create' || call === 'rooms.join')).toEqual([
      'account.create',
      'rooms.join'
    ])
    await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  })

  it('stays, with the reason, when the account cannot be made', async () => {
    const { core } = openApp('new')
    core.handlers['account.create'] = () => {
      throw new Error('no entropy')
    }
    fireEvent.submit(await settled(screen.findByLabelText('Your name')))
    expect((await screen.findByRole('alert')).textContent).toContain('The key for this computer could not be made.')
    expect(screen.getByLabelText('Your name')).toBeTruthy()
  })
})

describe('a locked store', () => {
  it('opens by its passphrase alone', async () => {
    openApp('locked')
    const field = await settled(screen.findByLabelText('Passphrase'))
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: 'wrong' } })
    fireEvent.submit(field)
    expect(await screen.findByText('That passphrase does not open it.')).toBeTruthy()
    expect(screen.queryByRole('navigation')).toBeNull()
    fireEvent.change(field, { target: { value: PASSPHRASE } })
    fireEvent.submit(field)
    expect(await sidebar()).toBeTruthy()
  })
})

describe('the sidebar', () => {
  it('names rows with what is unread and drafted, and the dial with who is around', async () => {
    openApp('busy')
    expect(await row('deck-ops, 12 unread, 1 mention')).toBeTruthy()
    expect(await row('science-plan, draft')).toBeTruthy()
    expect(await row('Nearby, 12 people within earshot')).toBeTruthy()
    expect(screen.getByRole('button', { name: /8 within earshot, 4 further away\. Open network/ })).toBeTruthy()
    await isHere('everyone')
  })

  it('says so when nobody is around', async () => {
    openApp('empty')
    expect(
      await screen.findByRole('button', { name: /No one in earshot, Listening on wlan0\. Open network/ })
    ).toBeTruthy()
  })

  it('is one stop for all channels; arrows move, typing jumps', async () => {
    openApp('busy')
    const galley = await row(/^galley/)
    const list = galley.closest('ul') as HTMLElement
    const rows = within(list).getAllByRole('link')
    expect(rows.filter(one => one.tabIndex === 0).length).toBe(1)
    act(() => galley.focus())
    fireEvent.keyDown(galley, { key: 'ArrowUp' })
    expect(document.activeElement?.textContent).toMatch(/^everyone/)
    fireEvent.keyDown(document.activeElement as Element, { key: 's' })
    expect(document.activeElement?.textContent).toMatch(/^science-plan/)
    expect(
      within(list)
        .getAllByRole('link')
        .filter(one => one.tabIndex === 0).length
    ).toBe(1)
  })

  it('folds but keeps what is unread and where one is', async () => {
    openApp('busy')
    const head = await screen.findByRole('button', { name: 'Channels' })
    await isHere('everyone')
    fireEvent.keyDown(head, { key: 'ArrowLeft' })
    const names = within(await sidebar())
      .getAllByRole('link')
      .map(link => link.textContent?.split(',')[0])
    expect(names.some(name => name?.startsWith('ctd-casts'))).toBe(false)
    expect(names.filter(name => /^(?:bridge|deck-ops|everyone|galley)/.test(name ?? '')).length).toBe(4)
  })

  it('leaves a channel at once and takes it back', async () => {
    const { core } = openApp('busy')
    fireEvent.contextMenu(await row(/^galley/))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Leave channel' }))
    await waitFor(() => expect(core.state.rooms.some(room => room.name === 'galley')).toBe(false))
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await row(/^galley/)).toBeTruthy()
  })
})

describe('keys', () => {
  it('go through the channels, the unread ones, and by number', async () => {
    openApp('busy')
    await isHere('everyone')
    key('ArrowDown', { altKey: true })
    await isHere(/^galley/)
    key('ArrowUp', { altKey: true, shiftKey: true })
    await isHere(/^deck-ops/)
    key('3', { ctrlKey: true })
    await isHere('ctd-casts')
  })

  it('work while one writes', async () => {
    openApp('busy')
    await isHere('everyone')
    const composer = await settled(screen.findByRole('textbox'))
    composer.focus()
    key('L', { ctrlKey: true, shiftKey: true, code: 'KeyL' }, composer)
    await isHere(/^Nearby/)
  })

  it('go back and forward', async () => {
    openApp('busy')
    await isHere('everyone')
    key('L', { ctrlKey: true, shiftKey: true, code: 'KeyL' })
    await isHere(/^Nearby/)
    key('ArrowLeft', { altKey: true })
    await isHere('everyone')
    key('ArrowRight', { altKey: true })
    await isHere(/^Nearby/)
  })

  it('hide and show the sidebar, once a press', async () => {
    openApp('busy')
    await sidebar()
    key('\\', { ctrlKey: true, code: 'Backslash' })
    await waitFor(() => expect(screen.queryByRole('navigation', { name: 'Conversations' })).toBeNull())
    key('\\', { ctrlKey: true, code: 'Backslash' })
    expect(await sidebar()).toBeTruthy()
  })

  it('mark everything read', async () => {
    const { core } = openApp('busy')
    await isHere('everyone')
    key('Escape', { shiftKey: true })
    await waitFor(() => expect(core.state.rooms.every(room => room.unread === 0)).toBe(true))
    expect(await row('deck-ops')).toBeTruthy()
  })

  it('make the text larger, smaller, and as it was', async () => {
    const { core } = openApp('busy')
    await isHere('everyone')
    const scale = (): string => document.documentElement.style.getPropertyValue('--text-scale')
    key('+', { ctrlKey: true, shiftKey: true })
    await waitFor(() => expect(scale()).toBe('1.1'))
    key('-', { ctrlKey: true })
    await waitFor(() => expect(scale()).toBe('1'))
    key('-', { ctrlKey: true })
    await waitFor(() => expect(scale()).toBe('0.9'))
    key('0', { ctrlKey: true })
    await waitFor(() => expect(core.state.settings.textSize).toBe(100))
  })

  it('open the settings, and Esc leads back', async () => {
    openApp('busy')
    await isHere('everyone')
    key(',', { ctrlKey: true })
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy()
    key('Escape')
    await isHere('everyone')
  })

  it('are listed by Ctrl /', async () => {
    openApp('busy')
    await isHere('everyone')
    key('/', { ctrlKey: true })
    const dialog = await screen.findByRole('dialog', { name: 'Keys' })
    expect(within(dialog).getByText('Previous conversation')).toBeTruthy()
  })

  it('reach every region by F6 and leave none twice', async () => {
    openApp('busy')
    await isHere('everyone')
    await settled(screen.findByRole('textbox'))
    const seen: (string | null | undefined)[] = []
    for (let i = 0; i < 4; i++) {
      key('F6')
      seen.push(document.activeElement?.closest('[data-region]')?.getAttribute('data-region'))
    }
    expect(seen).toContain('sidebar')
    expect(seen).toContain('composer')
    key('F6', { shiftKey: true })
    expect(document.activeElement?.closest('[data-region]')?.getAttribute('data-region')).toBe(seen.at(-2))
  })
})

describe('above everything', () => {
  it('says that the network is gone, until it is back', async () => {
    const { core } = openApp('busy')
    await isHere('everyone')
    act(() => core.network({ online: false }))
    expect(await screen.findByText('You are off the network.')).toBeTruthy()
    act(() => core.network({ online: true }))
    await waitFor(() => expect(screen.queryByText('You are off the network.')).toBeNull())
  })

  it('says that the core is gone, keeps what is shown, and goes on when it is back', async () => {
    const { core, answers } = openApp('busy')
    await isHere('everyone')
    answers.now = false
    act(() => core.drop())
    expect(await screen.findByText('Earshot on this computer is not answering.')).toBeTruthy()
    expect(await row('deck-ops, 12 unread, 1 mention')).toBeTruthy()
    answers.now = true
    await waitFor(() => expect(screen.queryByText('Earshot on this computer is not answering.')).toBeNull(), {
      timeout: 3_000
    })
  })

  it('counts what is unread in the title', async () => {
    openApp('busy')
    await waitFor(() => expect(document.title).toMatch(/^\(155\) #everyone · Earshot$/))
  })

  it('tells who came when messages were waiting', async () => {
    const { core } = openApp('empty')
    await isHere('everyone')
    const composer = await settled(screen.findByRole('textbox'))
    fireEvent.change(composer, { target: { value: 'Anybody there?' } })
    fireEvent.keyDown(composer, { key: 'Enter' })
    await waitFor(() => expect(core.state.events.at(-1)?.delivery).toBe('waiting'))
    act(() => core.meet('Kaisa Niemi'))
    expect(await screen.findByText('Kaisa Niemi is within earshot')).toBeTruthy()
    expect(screen.getByText('1 message was waiting and is on its way')).toBeTruthy()
  })

  it('follows the theme that is set', async () => {
    const { core } = openApp('busy')
    await isHere('everyone')
    await act(
      async () =>
        void core.handlers['settings.set']({ theme: 'dark', contrast: 'more', density: 'compact', motion: 'less' })
    )
    await waitFor(() =>
      expect(Object.fromEntries(Object.entries(document.documentElement.dataset))).toMatchObject({
        theme: 'dark',
        contrast: 'more',
        density: 'compact',
        motion: 'less'
      })
    )
  })
})
