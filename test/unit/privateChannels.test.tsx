// @vitest-environment jsdom
/** Private channels: made, joined by invite, led from their details, left; and what is said of each of these. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FakeApp } from '../support/fakeApp.tsx'
import { go, openPrivate, press, row } from '../support/privateApp.tsx'
import { LINKS } from '../ui/fakePrivate.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const roomOf = ({ core }: FakeApp, name: string) => {
  const room = core.state.rooms.find(one => one.name === name)
  if (room === undefined) throw new Error(`no room ${name}`)
  return room
}
const rolesOf = (app: FakeApp, name: string) =>
  (app.core.state.roles.get(roomOf(app, name).roomId) ?? []).map(({ account, role }) => [
    app.core.state.people.find(one => one.account === account)?.name ?? 'me',
    role
  ])

async function openDialog(): Promise<{ app: FakeApp; dialog: HTMLElement }> {
  const app = await openPrivate()
  fireEvent.keyDown(document.body, { key: 'N', code: 'KeyN', ctrlKey: true, shiftKey: true })
  return { app, dialog: await screen.findByRole('dialog', { name: 'New channel' }) }
}

describe('making one', () => {
  it('says what public and private mean, brings people along, and shows its invite', async () => {
    const { app, dialog } = await openDialog()
    within(dialog).getByText('Anyone within earshot can find it and read it.')
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'night-watch' } })
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Private' }))
    const people = within(dialog).getByRole('combobox', { name: /Bring people along/ })
    act(() => people.focus())
    for (const typed of ['kai', 'fem']) {
      fireEvent.change(people, { target: { value: typed } })
      fireEvent.keyDown(people, { key: 'Enter' })
    }
    fireEvent.keyDown(people, { key: 'Backspace' }) // the last one off again
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Everything' }))
    await press('Create #night-watch', dialog)
    const invite = await screen.findByRole('dialog', { name: 'Invite to #night-watch' })
    expect(roomOf(app, 'night-watch')).toMatchObject({ kind: 'private', newcomers: 'all', role: 'owner' })
    expect(rolesOf(app, 'night-watch')).toEqual([
      ['me', 'owner'],
      ['Kaisa Niemi', 'member']
    ])
    await within(invite).findByRole('img', { name: 'Invite to #night-watch, as a picture' })
    within(invite).getByText('Works until 13 June, 10:24.')
  })

  it('an invite for something else takes the place of the one before', async () => {
    const { app, dialog } = await openDialog()
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'night-watch' } })
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Private' }))
    await press('Create #night-watch', dialog)
    const invite = await screen.findByRole('dialog', { name: 'Invite to #night-watch' })
    await within(invite).findByRole('button', { name: 'Copy link' })
    fireEvent.click(within(invite).getByRole('switch', { name: 'For one person only' }))
    const good = () => app.core.state.invites.get(roomOf(app, 'night-watch').roomId) ?? []
    await waitFor(() => expect(good().map(one => one.once)).toEqual([true]))
    fireEvent.click(within(invite).getByRole('radio', { name: 'No end' }))
    await waitFor(() => expect(good().map(one => [one.once, one.expiresAt])).toEqual([[true, null]]))
  })

  it('the same name as a public one is no hindrance', async () => {
    const { dialog } = await openDialog()
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'galley' } })
    within(dialog).getByRole('button', { name: 'Open #galley' })
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Private' }))
    within(dialog).getByRole('button', { name: 'Create #galley' })
  })
})

describe('joining with an invite', () => {
  async function openInvite() {
    const { app, dialog } = await openDialog()
    fireEvent.click(within(dialog).getByRole('tab', { name: 'With an invite' }))
    const type = (link: string): void =>
      void fireEvent.change(within(dialog).getByLabelText('Invite'), { target: { value: link } })
    return { app, dialog, type }
  }

  it('says what it is before it is used, and leads in', async () => {
    const { app, dialog, type } = await openInvite()
    type(`  ${LINKS.good} `)
    await within(dialog).findByText('From Kaisa Niemi')
    await press('Join #night-watch', dialog)
    await screen.findByRole('textbox', { name: 'Message #night-watch' })
    expect(app.core.calls).toContain('rooms.joinInvite')
  })

  it('tells a broken one, one that ran out and one that was used apart', async () => {
    const { app, dialog, type } = await openInvite()
    type('earshot://join/1/half')
    await within(dialog).findByText('This is not a whole invite.')
    type(LINKS.expired)
    expect((await within(dialog).findByRole('alert')).textContent).toBe(
      'This invite ran out 9 June, 10:24. Ask for a new one.'
    )
    expect(
      within(dialog)
        .getByRole('button', { name: /^Join #night-watch/ })
        .getAttribute('aria-disabled')
    ).toBe('true')
    type(LINKS.joined)
    await within(dialog).findByText('You are in #watch-leads already.')
    await press('Open #watch-leads', dialog)
    await screen.findByRole('textbox', { name: 'Message #watch-leads' })
    expect(app.core.calls).not.toContain('rooms.joinInvite')
  })

  it('with nobody of it near, waits and says for whom', async () => {
    const { app, dialog, type } = await openInvite()
    type(LINKS.alone)
    await within(dialog).findByText('From somebody you have not met yet')
    await press('Join #shore-team', dialog)
    await within(dialog).findByText('Nobody in #shore-team is within earshot.')
    await press('Open #shore-team', dialog)
    const closed = await screen.findByRole('group', { name: 'Write a message' })
    expect(closed.textContent).toContain('You are in as soon as you meet one of them.')
    act(() => app.core.room(roomOf(app, 'shore-team').roomId, { closed: null }))
    await screen.findByRole('textbox', { name: 'Message #shore-team' })
  })
})

describe('the details', () => {
  async function openDetails(name = 'watch-leads') {
    const app = await openPrivate()
    await go(new RegExp(`^${name}`))
    fireEvent.keyDown(document.body, { key: '.', ctrlKey: true })
    const panel = await screen.findByRole('complementary', { name: 'Details' })
    await within(panel).findAllByText(/^Since /)
    return { app, panel }
  }
  const menu = async (panel: HTMLElement, name: string, item: string): Promise<void> => {
    await press(`What can be done with ${name}`, panel)
    fireEvent.click(await screen.findByRole('menuitem', { name: item }))
    await act(async () => {})
  }

  it('say who is what, and that somebody’s key is still missing', async () => {
    const { panel } = await openDetails()
    within(panel).getByText('Owner')
    within(panel).getByText('Admin')
    within(panel).getByText('No key of theirs here yet. They can read what this computer writes once they were near.')
  })

  it('remove somebody only once their name was typed', async () => {
    const { app, panel } = await openDetails()
    await menu(panel, 'Femi Adeyemi', 'Remove from the channel')
    const asked = await screen.findByRole('dialog', { name: 'Remove Femi Adeyemi from #watch-leads?' })
    fireEvent.change(within(asked).getByLabelText('Name'), { target: { value: 'Femi' } })
    await press(/^Remove/, asked)
    expect(app.core.calls).not.toContain('rooms.remove')
    fireEvent.change(within(asked).getByLabelText('Name'), { target: { value: 'femi adeyemi' } })
    await press('Remove', asked)
    await waitFor(() => expect(rolesOf(app, 'watch-leads').map(([who]) => who)).not.toContain('Femi Adeyemi'))
  })

  it('make an admin, and hand the channel over after a question', async () => {
    const { app, panel } = await openDetails()
    await menu(panel, 'Femi Adeyemi', 'Make admin')
    await waitFor(() => expect(rolesOf(app, 'watch-leads')).toContainEqual(['Femi Adeyemi', 'admin']))
    await menu(panel, 'Kaisa Niemi', 'Hand the channel over')
    await press('Hand over', await screen.findByRole('dialog', { name: 'Hand #watch-leads over to Kaisa Niemi?' }))
    await waitFor(() => expect(rolesOf(app, 'watch-leads')).toContainEqual(['Kaisa Niemi', 'owner']))
    expect(rolesOf(app, 'watch-leads')).toContainEqual(['me', 'admin'])
  })

  it('take an invite back, rename, and change what newcomers read', async () => {
    const { app, panel } = await openDetails()
    await press(/^Take back the invite of Kaisa Niemi/, panel)
    const { roomId } = roomOf(app, 'watch-leads')
    await waitFor(() => expect(app.core.state.invites.get(roomId)?.length).toBe(1))
    fireEvent.click(within(panel).getByRole('radio', { name: 'Everything' }))
    await waitFor(() => expect(roomOf(app, 'watch-leads').newcomers).toBe('all'))
    fireEvent.change(within(panel).getByLabelText('Name'), { target: { value: 'watch-heads' } })
    await press('Rename', panel)
    await row(/^watch-heads/)
  })

  it('add people who are not in it', async () => {
    const { app, panel } = await openDetails()
    await press('Add people', panel)
    const asked = await screen.findByRole('dialog', { name: 'Add people to #watch-leads' })
    const field = within(asked).getByRole('combobox', { name: 'People' })
    act(() => field.focus())
    fireEvent.change(field, { target: { value: 'femi' } })
    await within(asked).findByText('Nobody called “femi”') // is in it
    fireEvent.change(field, { target: { value: 'priya' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await press('Add 1 person', asked)
    await waitFor(() => expect(rolesOf(app, 'watch-leads')).toContainEqual(['Priya Nair', 'member']))
  })

  it('show a plain member who is in it, and nothing that is not theirs to do', async () => {
    const { panel } = await openDetails('medical')
    within(panel).getByText('Everything')
    for (const name of ['Add people', 'New invite', 'Rename', /^What can be done/]) {
      expect(within(panel).queryByRole('button', { name })).toBeNull()
    }
  })
})

describe('leaving', () => {
  it('the only owner is told to hand it over first', async () => {
    const app = await openPrivate()
    fireEvent.contextMenu(await row(/^watch-leads/))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Leave channel' }))
    const asked = await screen.findByRole('dialog', { name: 'Leave #watch-leads?' })
    await within(asked).findByText('You are the only owner.')
    expect(within(asked).queryByRole('button', { name: 'Leave' })).toBeNull()
    expect(app.core.calls).not.toContain('rooms.leave')
  })

  it('a member is asked once, and is out', async () => {
    const app = await openPrivate()
    fireEvent.contextMenu(await row(/^medical/))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Leave channel' }))
    await press('Leave', await screen.findByRole('dialog', { name: 'Leave #medical?' }))
    await waitFor(() => expect(app.core.state.rooms.some(room => room.name === 'medical')).toBe(false))
  })

  it('one who was removed keeps what is there, and writes nothing', async () => {
    await openPrivate()
    await go(/^survey/)
    await screen.findByText('You are not in #survey any more.')
    expect(screen.queryByRole('textbox', { name: /^Message/ })).toBeNull()
    await press('Remove from the list')
    await waitFor(() => expect(screen.queryByRole('link', { name: /^survey/ })).toBeNull())
  })
})
