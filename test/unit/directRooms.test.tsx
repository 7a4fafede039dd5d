// @vitest-environment jsdom
/** Conversations of two: where they stand, how one begins, what waits for whom, and when nothing can be written. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { go, openPrivate, openProfile, personIn, press, row } from '../support/privateApp.tsx'
import { NOW } from '../ui/scenarios.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const box = (): HTMLElement | null => screen.queryByRole('textbox', { name: /^Message / })

describe('the sidebar', () => {
  it('has the one written in last first, and says who is verified, near and unread', async () => {
    await openPrivate()
    await row('Ines Okafor, within earshot, 1 ms, 2 unread, verified')
    await row('Tomás Arriaga, Out of earshot since 08:47, verified')
    await row(/^Jonas Weber, through Femi, 19 ms, key changed$/)
    const names = within(screen.getByRole('navigation', { name: 'Conversations' }))
      .getAllByRole('link')
      .map(link => link.textContent?.split(',')[0])
    const at = (name: string): number => names.findIndex(one => one?.startsWith(name))
    expect(at('Mara')).toBeLessThan(at('Tomás'))
    expect(at('Tomás')).toBeLessThan(at('Ines'))
    expect(at('Requests')).toBeLessThan(at('Mara'))
  })

  it('says what a private channel is, waits for, or was', async () => {
    await openPrivate()
    await row('medical, private')
    await row('shore-team, private, waiting for somebody who is in it')
    await row('survey, you are not in it any more')
  })

  it('shows nobody twice: who has a conversation is not among the people too', async () => {
    await openPrivate()
    const links = within(screen.getByRole('navigation', { name: 'Conversations' })).getAllByRole('link', {
      name: /^Mara/
    })
    expect(links.length).toBe(1)
  })
})

describe('beginning one', () => {
  it('from a profile: the conversation opens with who can read it', async () => {
    const app = await openPrivate()
    const profile = await openProfile('Femi Adeyemi')
    await press('Message', profile)
    await screen.findByRole('textbox', { name: 'Message Femi' })
    screen.getByRole('heading', { name: 'You and Femi Adeyemi' })
    screen.getByText('Only you two can read this. Not verified yet.')
    expect(app.core.calls.filter(call => call === 'rooms.direct').length).toBe(1)
  })

  it('from a row of Nearby', async () => {
    await openPrivate()
    fireEvent.keyDown(document.body, { key: 'L', code: 'KeyL', ctrlKey: true, shiftKey: true })
    await press('Message Priya Nair')
    await screen.findByRole('textbox', { name: 'Message Priya' })
  })

  it('Ctrl N asks for whom, by the palette', async () => {
    await openPrivate()
    fireEvent.keyDown(document.body, { key: 'n', code: 'KeyN', ctrlKey: true })
    const line = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Search or jump to' })
    expect(line.value).toBe('@')
  })

  it('is refused in words', async () => {
    const app = await openPrivate()
    const profile = await openProfile('Priya Nair')
    app.core.state.people = []
    await press('Message', profile)
    expect((await screen.findByRole('alert')).textContent).toContain('Nobody is known by that name here.')
  })
})

describe('somebody away', () => {
  it('is said at the head and where one writes, until they are back', async () => {
    const app = await openPrivate()
    await go(/^Tomás/)
    const head = (await screen.findByRole('heading', { level: 1, name: /Tomás Arriaga/ })).closest(
      'header'
    ) as HTMLElement
    within(head).getByText('Out of earshot since 08:47')
    within(head).getByRole('img', { name: 'Verified' })
    screen.getByText('Tomás is out of earshot. What you write now reaches them when they are back.')
    act(() => app.core.person(personIn(app, 'Tomás').account, { nearness: 'direct', latencyMs: 3 }))
    await waitFor(() => expect(screen.queryByText(/is out of earshot\. What you write/)).toBeNull())
  })
})

it('who comes back is told of where something waited for them, and of nobody else', async () => {
  const app = await openPrivate()
  await go(/^Tomás/)
  const field = await screen.findByRole('textbox', { name: 'Message Tomás' })
  fireEvent.input(field, { target: { value: 'Are you up?' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(app.core.calls).toContain('timeline.send'))
  act(() => app.core.person(personIn(app, 'Wei').account, { nearness: 'out' }))
  act(() => app.core.person(personIn(app, 'Wei').account, { nearness: 'direct' }))
  act(() => app.core.person(personIn(app, 'Tomás').account, { nearness: 'direct' }))
  await screen.findByText('Tomás Arriaga is within earshot')
  screen.getByText('1 message was waiting and is on its way')
  expect(screen.queryByText('Wei Chen is within earshot')).toBeNull()
})

describe('a changed key', () => {
  it('closes the composer, with the reason, until the new key is accepted', async () => {
    const app = await openPrivate()
    await go(/^Jonas/)
    const bar = await screen.findByRole('alert')
    expect(bar.textContent).toContain('The key of Jonas changed today at 07:30.')
    expect(box()).toBeNull()
    screen.getByText('You cannot write here until it is sure whose key this is.')
    await press('Accept the new key', bar)
    expect(app.core.calls).not.toContain('people.acceptKey')
    const asked = await screen.findByRole('dialog', { name: 'Accept the new key of Jonas Weber?' })
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Not yet'))
    await press('Accept the new key', asked)
    await screen.findByRole('textbox', { name: 'Message Jonas' })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('of a twin may be said to be somebody else, and stands in the channels too', async () => {
    const app = await openPrivate()
    const jonas = personIn(app, 'Jonas')
    act(() =>
      app.core.person(jonas.account, { keyChanged: { at: NOW, before: personIn(app, 'Mara').account, differs: false } })
    )
    await go(/^Jonas/)
    const bar = await screen.findByRole('alert')
    expect(bar.textContent).toContain('Somebody else is now called Jonas.')
    await press('It is somebody else', bar)
    await screen.findByRole('textbox', { name: 'Message Jonas' })
    expect(app.core.calls).toContain('people.notTheirs')
  })

  it('is a line in the channels they are in', async () => {
    await openPrivate()
    await go(/^watch-leads/)
    const rows = await screen.findByRole('list', { name: 'Changed keys' })
    expect(rows.textContent).toContain('The key of Jonas changed today at 07:30.')
    expect(box()).not.toBeNull()
  })
})

describe('requests', () => {
  it('are read as plain text, without an answer, until one is accepted', async () => {
    const app = await openPrivate()
    await go(/^Requests, 3 wait for you/)
    const card = await screen.findByRole('article', { name: 'Rashid Karimi' })
    within(card).getByText('Do you eat fish?')
    expect(box()).toBeNull()
    await press('Accept the request of Rashid Karimi')
    await screen.findByRole('textbox', { name: 'Message Rashid' })
    await row(/^Requests, 2 wait for you/)
    expect(app.core.calls).toContain('rooms.accept')
  })

  it('are deleted, or their writer blocked, and none is left', async () => {
    const app = await openPrivate()
    await go(/^Requests/)
    await press('Delete the request of Rashid Karimi')
    await press('Block Sofia Rossi')
    const asked = await screen.findByRole('dialog', { name: 'Block Sofia Rossi?' })
    await press('Block', asked)
    await press('Delete the request of #chess')
    await screen.findByRole('heading', { name: 'No requests' })
    expect(personIn(app, 'Sofia').blocked).toBe(true)
    expect(screen.queryByRole('link', { name: /^Requests/ })).toBeNull()
  })

  it('a channel somebody unknown brought one into is one too: it has no row and no message before it is accepted', async () => {
    const app = await openPrivate()
    expect(
      within(screen.getByRole('navigation', { name: 'Conversations' })).queryByRole('link', { name: /chess/ })
    ).toBeNull()
    await go(/^Requests/)
    const card = await screen.findByRole('article', { name: '#chess' })
    await within(card).findByText('Noor Haddad brought you into this private channel.')
    await press('Accept the request of #chess')
    await screen.findByRole('textbox', { name: 'Message #chess' })
    expect(app.core.calls).toContain('rooms.accept')
  })

  it('are shown in place of the conversation, wherever one comes from', async () => {
    const app = await openPrivate()
    const room = app.core.state.rooms.find(one => one.request)
    history.replaceState({ place: { kind: 'room', roomId: room?.roomId }, depth: 0 }, '')
    act(() => void window.dispatchEvent(new PopStateEvent('popstate')))
    await screen.findByRole('heading', { name: 'Requests' })
    expect(box()).toBeNull()
  })
})

describe('somebody blocked', () => {
  it('is asked about first, with the way back focused, and can be taken back without a question', async () => {
    const app = await openPrivate()
    const profile = await openProfile('Femi Adeyemi')
    await press('Block Femi', profile)
    const asked = await screen.findByRole('dialog', { name: 'Block Femi Adeyemi?' })
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Do not block'))
    await press('Block', asked)
    await within(profile).findByText('You blocked Femi Adeyemi.')
    expect(within(profile).queryByRole('button', { name: 'Message' })).toBeNull()
    await press('Unblock', profile)
    await within(profile).findByRole('button', { name: 'Message' })
    expect(personIn(app, 'Femi').blocked).toBe(false)
  })

  it('closes the conversation and says why', async () => {
    await openPrivate()
    await go(/^Wei Chen.*blocked/)
    await screen.findByText('You blocked Wei Chen.')
    expect(box()).toBeNull()
    await press('Unblock', screen.getByRole('group', { name: 'Write a message' }))
    await screen.findByRole('textbox', { name: 'Message Wei' })
  })
})

it('a conversation is deleted only when that was confirmed', async () => {
  const app = await openPrivate()
  fireEvent.contextMenu(await row(/^Lena/))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete conversation' }))
  const asked = await screen.findByRole('dialog', { name: 'Delete your conversation with Lena Hoffmann?' })
  expect(app.core.calls).not.toContain('rooms.delete')
  await press('Delete conversation', asked)
  await waitFor(() => expect(app.core.calls).toContain('rooms.delete'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})
