// @vitest-environment jsdom
/** The network place on a scripted core: counts, map and list, cards, the doctor, the probe, the rules of interfaces. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { systemOf } from '../../renderer/features/network/doctor/actions.ts'
import { rows } from '../../renderer/features/network/list/rows.ts'
import { loadLanguage } from '../../renderer/i18n/language.ts'
import type { DoctorReport } from '../../shared/networkModel.ts'
import { type FakeApp, openApp } from '../support/fakeApp.tsx'
import { answerOf, checkOf, OUTCOMES, outcomesOf, reportOf } from '../ui/doctorCases.ts'
import { detailOf } from '../ui/networkScript.ts'
import { type Scenario, ship } from '../ui/scenarios.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const key = (pressed: string, modifiers: object = {}, on: Element = document.activeElement ?? document.body): boolean =>
  fireEvent.keyDown(on, { key: pressed, code: pressed, ...modifiers })
/** What is found may stand there before its effects have run. */
const settled = async <T,>(found: Promise<T>): Promise<T> => {
  const result = await found
  await act(async () => {})
  return result
}
const map = (): Promise<HTMLElement> => screen.findByRole('group', { name: 'Map of who is around' })
const doctor = (): HTMLElement => screen.getByRole('complementary', { name: 'Network doctor' })
const dot = (name: RegExp | string): Promise<HTMLElement> => map().then(on => within(on).findByRole('button', { name }))

async function openNetwork(scenario: Scenario = 'busy'): Promise<FakeApp> {
  const app = openApp(scenario)
  await settled(screen.findByRole('navigation', { name: 'Conversations' }))
  await act(async () => void key('M', { ctrlKey: true, shiftKey: true, code: 'KeyM' }, document.body))
  await screen.findByRole('heading', { name: 'Network' })
  fireEvent.click(screen.getByRole('button', { name: 'Open the network doctor' }))
  return app
}

async function openList(scenario?: Scenario): Promise<FakeApp> {
  const app = await openNetwork(scenario)
  fireEvent.click(screen.getByRole('tab', { name: 'List' }))
  await screen.findByRole('table', { name: 'People' })
  return app
}

describe('the place', () => {
  test('opens by its row, by the dial, and from the palette', async () => {
    openApp('busy')
    const side = await settled(screen.findByRole('navigation', { name: 'Conversations' }))
    fireEvent.click(within(side).getByRole('link', { name: 'Network' }))
    await screen.findByRole('heading', { name: 'Network' })
    await act(async () => void key('L', { ctrlKey: true, shiftKey: true, code: 'KeyL' }, document.body))
    await screen.findByRole('heading', { name: 'Nearby' })
    fireEvent.click(screen.getByRole('button', { name: '8 within earshot, 4 further away. Open network' }))
    await screen.findByRole('heading', { name: 'Network' })
    await act(async () => void key('k', { ctrlKey: true, code: 'KeyK' }, document.body))
    const field = await screen.findByRole('combobox')
    fireEvent.change(field, { target: { value: 'network' } })
    expect(await screen.findByRole('option', { name: /^Network.*Ctrl/ })).toBeTruthy()
    expect(await screen.findByRole('option', { name: /Run the network doctor/ })).toBeTruthy()
  })

  test.each([
    ['busy', '8 direct, 3 through one person, 1 further away'],
    ['one', '1 direct'],
    ['sixty', '40 direct, 12 through one person, 4 further away'],
    ['empty', 'No one within earshot yet'],
    ['offline', '8 direct, 3 through one person, 1 further away']
  ] as const)('counts in words: %s', async (scenario, said) => {
    await openNetwork(scenario)
    await screen.findByText(said)
  })

  test('a core that cannot say what it knows is asked again', async () => {
    const app = openApp('busy')
    const answer = app.core.handlers['network.detail']
    let broken = true
    app.core.handlers['network.detail'] = input => {
      if (broken) throw new Error('no')
      return answer(input)
    }
    await settled(screen.findByRole('navigation', { name: 'Conversations' }))
    await act(async () => void key('M', { ctrlKey: true, shiftKey: true, code: 'KeyM' }, document.body))
    const alert = await screen.findByRole('alert')
    broken = false
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })
})

describe('the map', () => {
  test('has everybody near by name and nearness, and nobody else', async () => {
    await openNetwork()
    const names = within(await map())
      .getAllByRole('button')
      .map(button => button.textContent)
    expect(names).toHaveLength(12)
    await dot('Mara Lindqvist, within earshot, 2 ms')
    await dot('Jonas Weber, through Femi, 19 ms')
    await dot('Wei Chen, further away, through Femi and Jonas')
    expect(within(await map()).queryByRole('button', { name: /Tomás/ })).toBeNull()
  })

  test('is one stop: arrows move, Enter opens the card, Escape closes it and the focus is back', async () => {
    await openNetwork()
    const femi = await dot(/^Femi/)
    act(() => femi.focus())
    key('ArrowUp')
    expect(document.activeElement).not.toBe(femi)
    expect((document.activeElement as HTMLElement).dataset.dot).toBeTruthy()
    const stops = within(await map())
      .getAllByRole('button')
      .filter(button => button.tabIndex === 0)
    expect(stops).toEqual([document.activeElement])
    act(() => femi.focus())
    fireEvent.click(femi)
    const card = await screen.findByRole('region', { name: 'The way to Femi Adeyemi' })
    expect(card.contains(document.activeElement)).toBe(true)
    key('Escape')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'The way to Femi Adeyemi' })).toBeNull())
    expect(document.activeElement).toBe(femi)
  })

  test('/ leads to the field that filters, and Enter there to the first who is meant', async () => {
    await openNetwork()
    const femi = await dot(/^Femi/)
    act(() => femi.focus())
    key('/')
    const field = screen.getByRole('searchbox', { name: 'Find a person' })
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: 'wei' } })
    key('Enter')
    expect(document.activeElement?.textContent).toContain('Wei Chen')
    key('ArrowUp')
    expect(document.activeElement?.textContent).toContain('Wei Chen') // nobody else is meant
  })

  test.each([
    [/^Mara/, ['TCP, Noise', 'from this computer to theirs', 'eth0', 'by their announcement', '0.1.0', 'Reached, ']],
    [/^Jonas/, ['TCP, Noise, relayed by Femi', 'Femi cannot read it', 'told by somebody near']],
    [/^Wei/, ['No link, passed on by Femi and Jonas', 'Femi and Jonas can read what is passed on']]
  ])('the card of %s says the way, who can read along and how they were found', async (name, facts) => {
    await openNetwork()
    fireEvent.click(await dot(name))
    const card = await screen.findByRole('region', { name: /^The way to/ })
    for (const fact of facts) expect(card.textContent).toContain(fact)
  })

  test('the way in the card goes over those in between, with the time to each', async () => {
    await openNetwork()
    fireEvent.click(await dot(/^Jonas/))
    const steps = within(await screen.findByRole('list', { name: /^The way, / })).getAllByRole('listitem')
    expect(steps.map(step => step.textContent)).toEqual([
      expect.stringContaining('You'),
      expect.stringMatching(/Femi Adeyemi3 ms/),
      expect.stringMatching(/Jonas Weber19 ms/)
    ])
  })

  test('of two hundred people those of a ring and network are one counted dot, which opens a list of them', async () => {
    await openNetwork('many')
    const buttons = within(await map()).getAllByRole('button')
    expect(buttons.length).toBeLessThanOrEqual(60)
    fireEvent.click(await dot(/^\d+ people on eth0, within earshot/))
    const card = await screen.findByRole('region', { name: /^\d+ people on eth0$/ })
    const members = within(card).getAllByRole('listitem')
    expect(`${members.length} people on eth0`).toBe(card.getAttribute('aria-label'))
    fireEvent.click(within(card).getByRole('button', { name: /^Mara Lindqvist 1\D|Mara Lindqvist 14/ }))
    await screen.findByRole('region', { name: /^The way to Mara/ })
  })

  test('whoever leaves is off the map at once, and their card goes with them', async () => {
    const { core } = await openNetwork()
    const mara = core.state.people.find(person => person.name === 'Mara Lindqvist')
    await dot(/^Mara/)
    act(() => core.person(mara?.account ?? '', { nearness: 'out' }))
    await waitFor(async () => expect(within(await map()).queryByRole('button', { name: /^Mara/ })).toBeNull())
  })
})

describe('the list', () => {
  test('has the same people as the map, and those out of earshot', async () => {
    await openNetwork()
    const onMap = within(await map())
      .getAllByRole('button')
      .map(button => button.dataset.dot)
    fireEvent.click(screen.getByRole('tab', { name: 'List' }))
    const table = await screen.findByRole('table', { name: 'People' })
    const lines = [...table.querySelectorAll<HTMLElement>('tbody tr')]
    const near = lines.filter(line => line.dataset.nearness !== 'out').map(line => line.dataset.person)
    expect(new Set(near)).toEqual(new Set(onMap))
    expect(near).toHaveLength(onMap.length)
    expect(lines).toHaveLength(13)
  })

  test('sorts by a column, and the other way at the second press', async () => {
    await openList()
    const table = screen.getByRole('table', { name: 'People' })
    const first = (): string => table.querySelector('tbody th')?.textContent ?? ''
    const latency = within(table).getByRole('columnheader', { name: 'Latency' })
    fireEvent.click(within(latency).getByRole('button'))
    expect(latency.getAttribute('aria-sort')).toBe('ascending')
    expect(first()).toMatch(/Aiko|Ines/)
    fireEvent.click(within(latency).getByRole('button'))
    expect(latency.getAttribute('aria-sort')).toBe('descending')
    fireEvent.click(within(within(table).getByRole('columnheader', { name: 'Person' })).getByRole('button'))
    expect(latency.getAttribute('aria-sort')).toBe('none')
    expect(first()).toContain('Aiko')
  })

  test('what is not known comes last in every column', () => {
    const people = ship()
    for (const column of ['latency', 'since', 'network', 'version', 'transport'] as const) {
      const sorted = rows(people, detailOf(people).paths, { column, down: false })
      const known = sorted.map(({ person, path }) => {
        if (column === 'latency') return person.latencyMs !== null
        return path?.[column === 'network' ? 'interface' : column] != null
      })
      expect(known).toEqual(known.toSorted((a, b) => Number(b) - Number(a)))
    }
  })

  test('says for each network what went out and came in, and which ways of hearing work', async () => {
    await openList()
    const networks = screen.getByRole('region', { name: 'Your networks' })
    const wifi = within(networks).getByText('wlan0').closest('li')
    expect(wifi?.textContent).toContain('Sent207Heard814Dialled6Failed4')
    expect(wifi?.textContent).toContain('Multicast is held by another program, broadcast works.')
    expect(within(networks).getByText('tun0').closest('li')?.textContent).toContain('Never used, set at start')
    expect(within(networks).queryByRole('switch', { name: 'Use tun0' })).toBeNull()
  })

  test('switches a network off and on by its name, and keeps the rules of others', async () => {
    const { core } = await openList()
    const networks = screen.getByRole('region', { name: 'Your networks' })
    fireEvent.click(within(networks).getByRole('switch', { name: 'Use eth0' }))
    await waitFor(() => expect(core.state.settings.interfaces).toEqual({ eth0: 'never' }))
    act(() => core.detail({}))
    await waitFor(() =>
      expect(within(networks).getByRole('switch', { name: 'Use eth0' }).getAttribute('aria-checked')).toBe('false')
    )
    fireEvent.click(within(networks).getByRole('switch', { name: 'Use wlan0' }))
    await waitFor(() => expect(core.state.settings.interfaces).toEqual({ eth0: 'never', wlan0: 'never' }))
  })

  test('tells how attempts ended and what was ignored, in words', async () => {
    await openList()
    const attempts = within(screen.getByRole('table', { name: 'Recent attempts' })).getAllByRole('row')
    expect(attempts[1]?.textContent).toMatch(/Tomás Arriaga.*10\.66\.0\.31.*No answer/)
    expect(attempts[3]?.textContent).toMatch(/Somebody unknown.*Something answered that is not Earshot/)
    expect(screen.getByRole('region', { name: 'Ignored' }).textContent).toContain(
      '41Addresses that are not on the network they were announced on.'
    )
  })

  test('leads from somebody out of earshot to the doctor', async () => {
    const { core } = await openList()
    fireEvent.click(screen.getByRole('button', { name: 'Why? Tomás Arriaga' }))
    await waitFor(() => expect(core.calls).toContain('doctor.run'))
    const select = within(doctor()).getByLabelText<HTMLSelectElement>('Why can’t I hear')
    await waitFor(() => expect(select.selectedOptions[0]?.textContent).toBe('Tomás Arriaga'))
  })
})

const ask = async (who: string): Promise<void> => {
  const select = within(doctor()).getByLabelText<HTMLSelectElement>('Why can’t I hear')
  const option = await within(select).findByRole<HTMLOptionElement>('option', { name: who })
  fireEvent.change(select, { target: { value: option.value } })
}
const checks = (): HTMLElement[] =>
  within(doctor())
    .getAllByRole('listitem')
    .filter(item => item.dataset.check !== undefined)

describe('the doctor', () => {
  test('looks only when asked, shows what it knows while it looks, and then the answer', async () => {
    const { core } = await openNetwork()
    expect(core.calls).not.toContain('doctor.run')
    let done: (report: DoctorReport) => void = () => {}
    core.state.doctor = () => new Promise(resolve => (done = resolve))
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    await within(doctor()).findByRole('status')
    const whole = reportOf('firewall', null, core.state.people)
    act(() =>
      core.looking({
        ...whole,
        running: true,
        checks: [checkOf('interfaces', 'found'), checkOf('firewall', 'checking')]
      })
    )
    await waitFor(() => expect(checks().map(item => item.dataset.state)).toEqual(['ok', 'checking']))
    await act(async () => done(whole))
    await within(doctor()).findByText('Most likely: the firewall on this computer')
    expect(checks()).toHaveLength(whole.checks.length)
  })

  test('says the state first to readers, and once', async () => {
    const { core } = await openNetwork()
    core.state.doctorCase = 'away'
    await ask('Tomás Arriaga')
    await waitFor(() => expect(checks().length).toBeGreaterThan(5))
    const said = checks().map(item => item.textContent ?? '')
    expect(said[0]).toMatch(/^Fine: This computer is on 2 networks/)
    expect(said.find(text => text.includes('Not checked'))).not.toMatch(/Not checked.*Not checked/)
  })

  test('shows the attempts behind a changed address, and offers a note', async () => {
    const { core } = await openNetwork()
    core.state.doctorCase = 'away'
    await ask('Tomás Arriaga')
    await within(doctor()).findByText('Most likely: Tomás has a new address that this computer cannot reach')
    const shown = within(doctor()).getByRole('button', { name: 'Show the attempts' })
    expect(shown.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(shown)
    expect(within(doctor()).getByText('/ip4/10.66.0.31/tcp/47100')).toBeTruthy()
    const written = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
    Object.assign(navigator, { clipboard: { writeText: written } })
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Copy a note for Tomás' }))
    await waitFor(() => expect(written).toHaveBeenCalledWith('Earshot cannot reach Tomás Arriaga from Lab laptop.'))
  })

  test('shows the note where the clipboard refuses it', async () => {
    const { core } = await openNetwork()
    core.state.doctorCase = 'away'
    await ask('Tomás Arriaga')
    Object.assign(navigator, { clipboard: { writeText: () => Promise.reject(new Error('denied')) } })
    fireEvent.click(await within(doctor()).findByRole('button', { name: 'Copy a note for Tomás' }))
    const note = await within(doctor()).findByRole<HTMLTextAreaElement>('textbox', { name: 'The note' })
    expect(note.value).toContain('Tomás Arriaga')
  })

  test('another run of another interface, about somebody else, changes nothing here', async () => {
    const { core } = await openNetwork()
    await ask('Tomás Arriaga')
    await waitFor(() => expect(checks().length).toBeGreaterThan(5))
    const before = doctor().textContent
    act(() => core.looking({ ...reportOf('firewall', null, core.state.people), running: true }))
    expect(doctor().textContent).toBe(before)
  })

  test.each([
    ['network-settings', 'Network settings', 'Settings'],
    ['interfaces', 'Choose networks', 'Settings']
  ] as const)('%s leads to the settings', async (action, label, heading) => {
    const { core } = await openNetwork()
    core.state.doctor = report => ({
      ...report,
      checks: [checkOf('interfaces', 'none', { action })],
      answer: answerOf('fine', null)
    })
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    fireEvent.click(await within(doctor()).findByRole('button', { name: label }))
    await screen.findByRole('heading', { name: heading })
  })

  test('being heard again is done at once, and looked at again', async () => {
    const { core } = await openNetwork()
    core.state.doctor = report => ({
      ...report,
      checks: [checkOf('announcements', 'silent', { action: 'be-heard' })],
      answer: answerOf('announcements-silent', 'announcements')
    })
    core.state.settings = { ...core.state.settings, beHeard: false }
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    const [button] = await within(doctor()).findAllByRole('button', { name: 'Be heard again' })
    if (button !== undefined) fireEvent.click(button)
    await waitFor(() => expect(core.state.settings.beHeard).toBe(true))
    await waitFor(() => expect(core.calls.filter(call => call === 'doctor.run')).toHaveLength(2))
  })

  test.each(['allow-firewall', 'date-settings', 'share'] as const)('%s is explained in its place', async action => {
    const { core } = await openNetwork()
    core.state.doctor = report => ({ ...report, checks: [checkOf('clock', 'off', { action })] })
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    const button = await within(doctor()).findByRole('button', { name: /^Show how to/ })
    fireEvent.click(button)
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(document.getElementById(button.getAttribute('aria-controls') ?? '')?.textContent?.length).toBeGreaterThan(40)
  })

  test('a failure is said, with a way to try again', async () => {
    const { core } = await openNetwork()
    core.state.doctor = () => Promise.reject(new Error('no'))
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    expect((await within(doctor()).findByRole('alert')).textContent).toContain('Something went wrong in Earshot.')
    core.state.doctor = report => report
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Try again' }))
    await within(doctor()).findByText('Nothing wrong was found')
  })

  test('what a newer core finds and these words do not know yet is named, not shown as an id', async () => {
    const { core } = await openNetwork()
    core.state.doctor = report => ({
      ...report,
      checks: [checkOf('vpn', 'quantum')],
      answer: { check: 'vpn', outcome: 'quantum', values: {} }
    })
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    await within(doctor()).findByText('This is what was found.')
    expect(checks()[0]?.textContent).toContain('VPN')
    expect(doctor().textContent).not.toContain('quantum')
  })
})

describe('the doctor’s words', () => {
  const i18n = loadLanguage('en')
  const said = (id: string, values: Record<string, string | number>): string => i18n._(id, values)

  test.each(OUTCOMES)('$id, $outcome: a whole sentence', ({ id, outcome }) => {
    const { values } = checkOf(id, outcome)
    for (const part of ['title', 'text']) {
      const text = said(`doctor.${id}.${outcome}.${part}`, values)
      expect(text).not.toMatch(/[{}]|undefined|^doctor\./)
      expect(text.length).toBeGreaterThan(4)
    }
  })

  test.each(outcomesOf('answer'))('answer, %s: a whole sentence', outcome => {
    const { values } = answerOf(outcome, null)
    expect(said(`doctor.answer.${outcome}.title`, values)).not.toMatch(/[{}]|undefined|^doctor\./)
  })
})

test.each([
  ['MacIntel', 'mac'],
  ['Win32', 'windows'],
  ['Linux x86_64', 'linux'],
  ['', 'linux']
])('the firewall is explained for %s as for %s', (platform, system) => {
  expect(systemOf(platform)).toBe(system)
})

describe('trying every address', () => {
  const begin = async (): Promise<FakeApp> => {
    const app = await openNetwork()
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Run the doctor' }))
    fireEvent.click(await within(doctor()).findByRole('button', { name: 'Other ways' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Try every address' }))
    await within(doctor()).findByRole('progressbar')
    return app
  }

  test('says how far it is, and whom it found', async () => {
    const { core } = await begin()
    act(() => core.probed({ done: 511 }))
    await waitFor(() =>
      expect(within(doctor()).getByRole('progressbar').getAttribute('aria-valuetext')).toBe(
        'Asked 511 of 1,022 addresses on 10.20.4.0/22'
      )
    )
    const tomas = core.state.people.find(person => person.nearness === 'out')
    act(() => core.probed({ done: 1_022, running: false, found: tomas === undefined ? [] : [tomas.account] }))
    await within(doctor()).findByText('Found Tomás Arriaga.')
    expect(within(doctor()).queryByRole('progressbar')).toBeNull()
  })

  test('can be stopped, and says after how many', async () => {
    const { core } = await begin()
    act(() => core.probed({ done: 300 }))
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Stop' }))
    await within(doctor()).findByText(
      /Stopped after 300 of 1,022 addresses\. Nobody new answered on 10\.20\.4\.0\/22\./
    )
    expect(core.calls).toContain('network.stopProbe')
    fireEvent.click(within(doctor()).getByRole('button', { name: 'Dismiss' }))
    expect(within(doctor()).queryByText(/Stopped after/)).toBeNull()
  })
})
