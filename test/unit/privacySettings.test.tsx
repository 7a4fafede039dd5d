// @vitest-environment jsdom
/** Privacy and security: who may write first, who is kept away, locking after a while, and leaving nothing behind. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FakeApp } from '../support/fakeApp.tsx'
import { openPrivate, personIn, press } from '../support/privateApp.tsx'
import { NOW } from '../ui/scenarios.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function openPage(name: string): Promise<FakeApp> {
  const app = await openPrivate()
  fireEvent.keyDown(document.body, { key: ',', code: 'Comma', ctrlKey: true })
  fireEvent.click(await within(await screen.findByRole('navigation', { name: 'Settings pages' })).findByText(name))
  await screen.findByRole('heading', { name })
  return app
}

describe('privacy', () => {
  it('who may write first is chosen with its consequences in words', async () => {
    const app = await openPage('Privacy and blocked')
    const nobody = screen.getByRole('radio', { name: 'Nobody new' })
    expect(document.getElementById(nobody.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Only those you have written with or verified.'
    )
    fireEvent.click(nobody)
    await waitFor(() => expect(app.core.state.settings.whoMayWrite).toBe('contacts'))
  })

  it('carrying for others is switched off', async () => {
    const app = await openPage('Privacy and blocked')
    fireEvent.click(screen.getByRole('switch', { name: 'Carry sealed copies for others' }))
    await waitFor(() => expect(app.core.state.settings.carryForOthers).toBe(false))
  })

  it('blocked people are listed until they are not', async () => {
    const app = await openPage('Privacy and blocked')
    await press('Unblock Wei Chen')
    await screen.findByText('You have not blocked anyone')
    expect(personIn(app, 'Wei').blocked).toBe(false)
  })
})

describe('locking', () => {
  it('needs a passphrase first', async () => {
    await openPage('Security')
    screen.getByText('Set a passphrase first, then Earshot can lock itself.')
    expect(screen.queryByRole('button', { name: 'Lock now' })).toBeNull()
    fireEvent.keyDown(document.body, { key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true })
    expect((await screen.findByRole('alert')).textContent).toContain('There is no passphrase to lock with.')
  })

  it('now, by the button', async () => {
    const app = await openPage('Security')
    act(() => void app.core.handlers['core.passphrase']({ next: 'correct horse' }))
    await press('Lock now')
    await screen.findByText('Earshot is locked')
    expect(app.core.state.core.stage).toBe('locked')
  })

  it('after so long without use, and not while somebody uses it; what slept is asked at once', async () => {
    const app = await openPage('Security')
    act(() => {
      void app.core.handlers['core.passphrase']({ next: 'correct horse' })
      void app.core.handlers['settings.set']({ lockAfter: 5 })
    })
    await act(async () => {})
    vi.setSystemTime(NOW + 4 * 60_000)
    fireEvent.pointerDown(document.body)
    vi.setSystemTime(NOW + 8 * 60_000)
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(app.core.calls).not.toContain('core.lock')
    vi.setSystemTime(NOW + 9 * 60_000)
    fireEvent.keyDown(document.body, { key: 'a' }) // too late: this is the press that wakes it
    await screen.findByText('Earshot is locked')
  })
})

it('everything goes only for who types their own name', async () => {
  const app = await openPage('Security')
  await press('Erase')
  const asked = await screen.findByRole('dialog', { name: 'Erase everything of Elin Sørby on this computer?' })
  fireEvent.change(within(asked).getByLabelText('Your name'), { target: { value: 'Mara' } })
  await press('Erase everything', asked)
  await within(asked).findByText('That is not the name you use here.')
  expect(app.core.state.core.stage).toBe('open')
  fireEvent.change(within(asked).getByLabelText('Your name'), { target: { value: 'Elin Sørby' } })
  await press('Erase everything', asked)
  await screen.findByLabelText('Your name')
  expect(app.core.state.core.stage).toBe('new')
})
