// @vitest-environment jsdom
/** The network outside of its place: alone in Nearby, the settings, the bars, the sidebar, a profile. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { selfTest } from '../../renderer/features/nearby/selfTest.ts'
import { type FakeApp, openApp } from '../support/fakeApp.tsx'
import { checkOf, reportOf } from '../ui/doctorCases.ts'
import type { Scenario } from '../ui/scenarios.ts'

afterEach(cleanup)

const settled = async <T,>(found: Promise<T>): Promise<T> => {
  const result = await found
  await act(async () => {})
  return result
}
const key = (pressed: string, code: string, shiftKey = false): Promise<void> =>
  act(async () => void fireEvent.keyDown(document.body, { key: pressed, code, ctrlKey: true, shiftKey }))

async function openNearby(scenario: Scenario, before: (app: FakeApp) => void = () => {}): Promise<FakeApp> {
  const app = openApp(scenario)
  before(app)
  await settled(screen.findByRole('navigation', { name: 'Conversations' }))
  await key('L', 'KeyL', true)
  await screen.findByRole('heading', { name: 'Nearby' })
  return app
}

async function openSettings(): Promise<FakeApp & { page: HTMLElement }> {
  const app = openApp('busy')
  await settled(screen.findByRole('navigation', { name: 'Conversations' }))
  await key(',', 'Comma')
  fireEvent.click(await screen.findByRole('button', { name: 'Network' }))
  return { ...app, page: await screen.findByRole('region', { name: 'Network' }) }
}

describe('alone in Nearby', () => {
  test('with nothing wrong on this side, that is said because the doctor looked', async () => {
    const { core } = await openNearby('empty')
    await screen.findByRole('heading', { name: 'No one within earshot yet' })
    await screen.findByText('Port 47100 is open and announcements go out. Nothing wrong on this side.')
    expect(core.calls).toContain('doctor.run')
    fireEvent.click(screen.getByRole('button', { name: 'Run the doctor' }))
    expect(await screen.findByRole('complementary', { name: 'Network doctor' })).toBeTruthy()
  })

  test('with something wrong, the first of it is said as a sentence, and leads to the doctor', async () => {
    await openNearby('empty', ({ core }) => {
      core.state.doctorCase = 'firewall'
    })
    await screen.findByRole('heading', { name: 'No one within earshot, and we know why' })
    expect(screen.getByText('The firewall on this computer stops others from reaching you')).toBeTruthy()
    expect(screen.queryByText(/Nothing wrong on this side/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Fix it' }))
    expect(await screen.findByRole('complementary', { name: 'Network doctor' })).toBeTruthy()
  })

  test('with no interface, the doctor is not asked, and the settings are a press away', async () => {
    const { core } = await openNearby('empty', app => {
      app.core.state.network = { ...app.core.state.network, online: false, interfaces: [] }
    })
    await screen.findByRole('heading', { name: 'You are off the network' })
    expect(core.calls).not.toContain('doctor.run')
    fireEvent.click(screen.getByRole('button', { name: 'Network settings' }))
    await screen.findByRole('heading', { name: 'Settings' })
  })

  test('while it looks nothing is claimed', async () => {
    await openNearby('empty', ({ core }) => {
      core.state.doctor = () => new Promise(() => {})
    })
    await screen.findByText('Checking this side')
    expect(screen.queryByText(/Nothing wrong/)).toBeNull()
  })

  test('a doctor who fails claims nothing either', async () => {
    await openNearby('empty', ({ core }) => {
      core.state.doctor = () => Promise.reject(new Error('no'))
    })
    await waitFor(() => expect(screen.queryByText('Checking this side')).toBeNull())
    expect(screen.queryByText(/Nothing wrong/)).toBeNull()
  })

  test('with everybody away, the doctor is offered above the list', async () => {
    await openNearby('busy', ({ core }) => {
      core.state.people = core.state.people.map(person => ({ ...person, nearness: 'out', via: [], latencyMs: null }))
    })
    await screen.findByText('No one is within earshot.')
    fireEvent.click(screen.getByRole('button', { name: 'Run the doctor' }))
    expect(await screen.findByRole('complementary', { name: 'Network doctor' })).toBeTruthy()
  })
})

test.each([
  [
    'port open, announcements out',
    [checkOf('interfaces', 'found'), checkOf('port', 'open'), checkOf('announcements', 'alone')],
    true
  ],
  [
    'port open, announcements not sent yet',
    [
      checkOf('interfaces', 'found'),
      checkOf('port', 'open'),
      checkOf('announcements', 'alone', { values: { sent: 0 } })
    ],
    false
  ],
  ['announcements not looked at', [checkOf('interfaces', 'found'), checkOf('port', 'open')], false],
  [
    'announcements switched off',
    [checkOf('interfaces', 'found'), checkOf('port', 'open'), checkOf('announcements', 'off')],
    false
  ],
  ['no port', [checkOf('interfaces', 'found'), checkOf('port', 'none'), checkOf('announcements', 'alone')], false],
  ['nothing looked at', [], false]
])('nothing wrong on this side, with %s: %s', (_name, checks, well) => {
  expect(selfTest({ ...reportOf('alone', null, []), checks }).well).toBe(well)
  expect(selfTest({ ...reportOf('alone', null, []), checks, running: true }).well).toBe(false)
})

describe('the settings', () => {
  test('to stop being heard is asked about, and says who depends on this computer', async () => {
    const { core, page } = await openSettings()
    const heard = await within(page).findByRole('switch', { name: 'Being heard' })
    fireEvent.click(heard)
    const question = await screen.findByRole('dialog', { name: 'Stop being heard?' })
    await within(question).findByText('Aiko Tanabe and Priya Nair reach the rest only through you.')
    fireEvent.click(within(question).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(core.state.settings.beHeard).toBe(true)
    fireEvent.click(heard)
    fireEvent.click(await screen.findByRole('button', { name: 'Stop being heard' }))
    await waitFor(() => expect(core.state.settings.beHeard).toBe(false))
    expect((await screen.findByText('Others cannot see that you are here.')).tagName).toBe('B')
    fireEvent.click(screen.getByRole('button', { name: 'Be heard again' }))
    await waitFor(() => expect(core.state.settings.beHeard).toBe(true))
    await waitFor(() => expect(screen.queryByText('Others cannot see that you are here.')).toBeNull())
  })

  test('where nobody depends on this computer, that is said', async () => {
    const { core, page } = await openSettings()
    core.handlers['network.dependents'] = () => []
    fireEvent.click(await within(page).findByRole('switch', { name: 'Being heard' }))
    await screen.findByText('Nobody depends on this computer to reach others.')
  })

  test.each([
    ['Pass things on for others', 'bridge', false],
    ['Only this LAN', 'onlyThisLan', true]
  ] as const)('%s applies at once', async (name, setting, next) => {
    const { core, page } = await openSettings()
    fireEvent.click(await within(page).findByRole('switch', { name }))
    await waitFor(() => expect(core.state.settings[setting]).toBe(next))
  })

  test('a network is used or not by its name; one that was set at start cannot be changed', async () => {
    const { core, page } = await openSettings()
    fireEvent.click(await within(page).findByRole('switch', { name: 'Use wlan0' }))
    await waitFor(() => expect(core.state.settings.interfaces).toEqual({ wlan0: 'never' }))
    expect(within(page).queryByRole('switch', { name: 'Use tun0' })).toBeNull()
    expect(within(page).getByText('Never used, set at start')).toBeTruthy()
  })
})

test('off the network, the bar leads to the doctor', async () => {
  const { core } = openApp('busy')
  await settled(screen.findByRole('navigation', { name: 'Conversations' }))
  act(() => core.network({ online: false, interfaces: [] }))
  fireEvent.click(await screen.findByRole('button', { name: 'What happened' }))
  expect(await screen.findByRole('complementary', { name: 'Network doctor' })).toBeTruthy()
  await waitFor(() => expect(core.calls).toContain('doctor.run'))
  act(() => core.network({ online: true }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'What happened' })).toBeNull())
})

test('people have rows in the sidebar, with how near they are where it is an exception', async () => {
  const { core } = openApp('busy')
  const side = await settled(screen.findByRole('navigation', { name: 'Conversations' }))
  const jonas = await within(side).findByRole('link', { name: 'Jonas Weber, through Femi, 19 ms' })
  expect(jonas.textContent).toContain('via Femi')
  expect(within(side).getByRole('link', { name: 'Mara Lindqvist, within earshot, 2 ms' })).toBeTruthy()
  fireEvent.click(jonas)
  expect(await screen.findByRole('complementary', { name: 'Profile of Jonas Weber' })).toBeTruthy()
  expect(jonas.getAttribute('aria-current')).toBe('page')
  const account = core.state.people.find(person => person.name === 'Jonas Weber')?.account ?? ''
  act(() => core.person(account, { nearness: 'direct', via: [], latencyMs: 1 }))
  await within(side).findByRole('link', { name: 'Jonas Weber, within earshot, 1 ms' })
})

test('a profile says the network of a direct link, and of somebody away why not', async () => {
  await openNearby('busy')
  fireEvent.click(await screen.findByRole('button', { name: /^Mara Lindqvist/ }))
  await screen.findByText('Direct link on eth0, 2 ms')
  fireEvent.click(screen.getByRole('button', { name: /^Tomás Arriaga/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Why can’t I hear them?' }))
  const select = await screen.findByLabelText<HTMLSelectElement>('Why can’t I hear')
  await waitFor(() => expect(select.selectedOptions[0]?.textContent).toBe('Tomás Arriaga'))
})
