// @vitest-environment jsdom
/** "Is this really Femi?": numbers, words, a scanned code; what matches, what differs, and what is said of it afterwards. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { openPrivate, openProfile, personIn, press } from '../support/privateApp.tsx'
import { changedCodeOf, codeOf, safetyOf } from '../ui/fakeTrust.ts'

/** What the next picture holds. */
const picture = vi.hoisted(() => ({ text: '' }))
vi.mock('../../renderer/ui/scan/readCode.ts', async original => ({
  ...(await original<object>()),
  readPicture: async () => ({ text: picture.text })
}))

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function openVerify(name = 'Femi Adeyemi') {
  const app = await openPrivate()
  const profile = await openProfile(name)
  await press(`Verify ${name.split(' ')[0]}`, profile)
  const dialog = await screen.findByRole('dialog', { name: `Is this really ${name.split(' ')[0]}?` })
  return { app, profile, dialog, account: personIn(app, name).account }
}

async function scan(dialog: HTMLElement, text: string): Promise<void> {
  picture.text = text
  const chooser = dialog.querySelector<HTMLInputElement>('input[type=file]')
  if (chooser === null) throw new Error('there is nothing to choose a picture with')
  Object.defineProperty(chooser, 'files', { value: [new File(['x'], 'code.png')], configurable: true })
  fireEvent.change(chooser)
  await act(async () => {})
}

test('twelve numbers stand there in order; when they match, the mark is everywhere', async () => {
  const { app, profile, dialog, account } = await openVerify()
  const list = await within(dialog).findByRole('list', { name: /Safety number/ })
  expect(
    within(list)
      .getAllByRole('listitem')
      .map(one => one.textContent)
  ).toEqual(safetyOf(account).digits)
  await press('They match', dialog)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(personIn(app, 'Femi').verified?.how).toBe('numbers')
  await within(profile).findByText('You verified Femi')
  within(profile).getAllByRole('img', { name: 'Verified' })
  const row = document.querySelector(`[data-person="${account}"]`) as HTMLElement
  within(row).getByRole('img', { name: 'Verified' })
})

test('words instead, and that is what is kept of it', async () => {
  const { app, dialog } = await openVerify()
  await press('Show all', dialog)
  const words = await within(dialog).findByRole('list', { name: /Safety words/ })
  expect(within(words).getAllByRole('listitem').length).toBe(18)
  await press('They match', dialog)
  await waitFor(() => expect(personIn(app, 'Femi').verified?.how).toBe('words'))
})

test('where they differ nothing is verified: block, or try again', async () => {
  const { app, dialog, account } = await openVerify()
  await press('They differ', dialog)
  const wrong = await screen.findByRole('dialog', { name: 'The numbers differ' })
  expect(app.core.calls).toContain('people.differ')
  expect(within(wrong).getByRole('alert').textContent).toBe(
    'Do not write anything private here. Someone may be between you and Femi.'
  )
  expect(app.core.calls).not.toContain('people.verify')
  await press('Try again', wrong)
  await screen.findByRole('dialog', { name: 'Is this really Femi?' })
  await press('They differ')
  await press('Block Femi')
  await press('Block', await screen.findByRole('dialog', { name: 'Block Femi Adeyemi?' }))
  await waitFor(() => expect(app.core.state.people.find(one => one.account === account)?.blocked).toBe(true))
})

test('a scanned code that is the same verifies at once', async () => {
  const { app, dialog, account } = await openVerify()
  await press('Scan instead', dialog)
  await within(dialog).findByRole('img', { name: 'Your code for Femi, as a picture' })
  await scan(dialog, codeOf(account))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(personIn(app, 'Femi').verified?.how).toBe('code')
})

test.each([
  ['somebody else’s', (_: string, other: string) => codeOf(other), 'That is somebody else’s code.'],
  ['one’s own', (account: string) => safetyOf(account as never).code, 'That is your own code.'],
  ['something else', () => 'https://example.org/', 'That is not a code to verify with.']
])('a code that is %s is told apart, and one can go on', async (_, text, says) => {
  const { app, dialog, account } = await openVerify()
  await press('Scan instead', dialog)
  await scan(dialog, text(account, personIn(app, 'Mara').account))
  expect((await within(dialog).findByRole('alert')).textContent).toContain(says)
  expect(personIn(app, 'Femi').verified).toBeNull()
  await press('Compare instead', dialog)
  await within(dialog).findByRole('list', { name: /Safety number/ })
})

test('a code with another key is loud', async () => {
  const { app, dialog, account } = await openVerify()
  await press('Scan instead', dialog)
  await scan(dialog, changedCodeOf(account))
  await screen.findByRole('dialog', { name: 'That code has another key' })
  expect(personIn(app, 'Femi').verified).toBeNull()
})

test('a verification is removed, and says so', async () => {
  const app = await openPrivate()
  const profile = await openProfile('Ines Okafor')
  await within(profile).findByText(/By comparing words, 10 June, 10:24\. Same key since\./)
  await press('Remove verification', profile)
  await within(profile).findByText('Not verified yet.')
  expect(personIn(app, 'Ines').verified).toBeNull()
})
