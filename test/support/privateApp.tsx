/** The interface on the scripted core with conversations of two and private channels, and the steps the tests of them share. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { vi } from 'vitest'
import type { Person } from '../../shared/model.ts'
import { NOW } from '../ui/scenarios.ts'
import { type FakeApp, openApp } from './fakeApp.tsx'

/** Ten past ten on the morning the scripted messages are of: only the date stands still. */
export async function openPrivate(): Promise<FakeApp> {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  const app = openApp('private')
  await screen.findByRole('navigation', { name: 'Conversations' })
  await act(async () => {}) // it may stand there before its effects have run
  return app
}

export const row = (name: string | RegExp): Promise<HTMLElement> =>
  within(screen.getByRole('navigation', { name: 'Conversations' })).findByRole('link', { name })

export async function go(name: string | RegExp): Promise<void> {
  fireEvent.click(await row(name))
  await act(async () => {})
}

export const personIn = ({ core }: FakeApp, name: string): Person => {
  const person = core.state.people.find(one => one.name.startsWith(name))
  if (person === undefined) throw new Error(`nobody is called ${name}`)
  return person
}

export const press = async (name: string | RegExp, within_: HTMLElement = document.body): Promise<void> => {
  fireEvent.click(await within(within_).findByRole('button', { name }))
  await act(async () => {})
}

/** The profile of somebody, from the list of people nearby. */
export async function openProfile(name: string): Promise<HTMLElement> {
  fireEvent.keyDown(document.body, { key: 'L', code: 'KeyL', ctrlKey: true, shiftKey: true })
  await screen.findByRole('heading', { name: 'Nearby' })
  const found = await waitFor(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-person]')]
    const one = rows.find(candidate => candidate.textContent?.includes(name))
    if (one === undefined) throw new Error(`no row of ${name}`)
    return one
  })
  fireEvent.click(found)
  return screen.findByRole('complementary', { name: new RegExp(`^Profile of .*${name}`) })
}
