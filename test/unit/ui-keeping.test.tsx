// @vitest-environment jsdom
/** What is kept and told: read receipts, how long history stays, and a clock that is wrong. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { isLess, sizeName } from '../../renderer/features/settings/pages/keeping.ts'
import { openApp } from '../support/fakeApp.tsx'

afterEach(cleanup)

async function settingsPage(name: string) {
  const app = openApp('busy')
  await screen.findByRole('navigation', { name: 'Conversations' })
  // what is on the screen may be a moment ahead of who listens to keys
  await waitFor(() => {
    if (screen.queryByRole('heading', { name: 'Settings' }) !== null) return
    fireEvent.keyDown(document.body, { key: ',', code: ',', ctrlKey: true })
    throw new Error('nobody listens to keys yet')
  })
  fireEvent.click(await screen.findByRole('button', { name }))
  return { ...app, page: await screen.findByRole('region', { name }) }
}

test('read receipts are switched at once, and it is said what that means for both', async () => {
  const { core, page } = await settingsPage('Privacy and blocked')
  const receipts = await within(page).findByRole('switch', { name: 'Read receipts' })
  expect(receipts.getAttribute('aria-checked')).toBe('true')
  fireEvent.click(receipts)
  await waitFor(() => expect(core.state.settings.readReceipts).toBe(false))
  await within(page).findByText('Nobody sees what you have read, and you do not see what others have read')
})

test('keeping less is asked for, and can be given up', async () => {
  const { core, page } = await settingsPage('Storage and history')
  const kept = () => core.state.rooms.find(room => room.name === 'everyone')?.keep
  const time = await within(page).findByRole('radiogroup', { name: 'Keep messages of #everyone' })
  fireEvent.click(within(time).getByRole('radio', { name: '30 days' }))
  const question = await screen.findByRole('dialog', { name: 'Keep less of #everyone?' })
  fireEvent.click(within(question).getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(kept()).toEqual({ days: null, megabytes: null })
  fireEvent.click(within(time).getByRole('radio', { name: '30 days' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Remove older messages' }))
  await waitFor(() => expect(kept()).toEqual({ days: 30, megabytes: null }))
})

test('keeping more is not asked for', async () => {
  const { core, page } = await settingsPage('Storage and history')
  const room = core.state.rooms.find(({ name }) => name === 'everyone')
  if (room === undefined) throw new Error('no #everyone')
  act(() => core.room(room.roomId, { keep: { days: 30, megabytes: 500 } }))
  const size = await within(page).findByRole('radiogroup', { name: 'At most, for #everyone' })
  const own = await within(size).findByRole('radio', { name: '500 MB' }) // set by the command line
  expect(own.getAttribute('aria-checked')).toBe('true')
  fireEvent.click(within(size).getByRole('radio', { name: '1 GB' }))
  await waitFor(() =>
    expect(core.state.rooms.find(({ name }) => name === 'everyone')?.keep).toEqual({ days: 30, megabytes: 1_000 })
  )
  expect(screen.queryByRole('dialog')).toBeNull()
})

test.each([
  [{ days: 30, megabytes: null }, { days: null, megabytes: null }, true],
  [{ days: 365, megabytes: null }, { days: 30, megabytes: null }, false],
  [{ days: null, megabytes: 100 }, { days: 30, megabytes: 1_000 }, true],
  [{ days: null, megabytes: null }, { days: 30, megabytes: 1 }, false]
] as const)('%j after %j lets go of something: %s', (next, now, less) => {
  expect(isLess(next, now)).toBe(less)
})

test('sizes are decimal', () => {
  const number = (value: number): string => `${value}`
  expect([100, 1_000, 10_000, 1_500].map(size => sizeName(size, { number }))).toEqual([
    '100 MB',
    '1 GB',
    '10 GB',
    '1.5 GB'
  ])
})

test.each([
  [9, 'The clock here is 9 minutes off from everyone else.'],
  [-9, 'The clock here is 9 minutes off from everyone else.'],
  [180, 'The clock here is 3 hours off from everyone else.'],
  [-525_600, 'The clock here is 365 days off from everyone else.']
])('a clock that is %d minutes ahead is told in words', async (minutes, words) => {
  const { core } = openApp('busy')
  await screen.findByRole('navigation', { name: 'Conversations' })
  act(() => core.network({ clockOffMs: minutes * 60_000 }))
  await screen.findByText(words)
})

test('the bar of the clock is told once: closed, it comes again only when the clock was right meanwhile', async () => {
  const { core } = openApp('busy')
  await screen.findByRole('navigation', { name: 'Conversations' })
  const bar = () => screen.queryByText(/The clock here is/)
  act(() => core.network({ clockOffMs: 540_000 }))
  fireEvent.click(
    within((await screen.findByText(/The clock here is/)).closest('[role=status]') as HTMLElement).getByRole('button', {
      name: 'Dismiss'
    })
  )
  expect(bar()).toBeNull()
  act(() => core.network({ clockOffMs: 660_000 }))
  await act(async () => {})
  expect(bar()).toBeNull()
  act(() => core.network({ clockOffMs: null }))
  await act(async () => {})
  act(() => core.network({ clockOffMs: 660_000 }))
  await waitFor(() => expect(bar()).not.toBeNull())
})
