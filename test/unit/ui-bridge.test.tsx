// @vitest-environment jsdom
/** What is shown stays true while events come, pipes break and are opened again. */
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { BridgeProvider, useConnection, useEpoch } from '../../renderer/bridge/BridgeProvider.tsx'
import { bridgeUrl, DeniedError, type OpenCarrier } from '../../renderer/bridge/carriers.ts'
import { usePeople, useRooms } from '../../renderer/bridge/queries.ts'
import { useCall } from '../../renderer/bridge/useCall.ts'
import { contract } from '../../shared/bridge/contract.ts'
import { serve } from '../../shared/bridge/serve.ts'
import { DEFAULT_SETTINGS } from '../../shared/defaultSettings.ts'
import { EVENT_WINDOW } from '../../shared/limits.ts'
import { carrierPair } from '../support/carrierPair.ts'
import { createFakeCore } from '../ui/fakeCore.ts'

afterEach(cleanup)

function People() {
  const people = usePeople()
  const epoch = useEpoch()
  return (
    <p data-testid='people' data-epoch={epoch}>
      {people.data?.filter(person => person.nearness !== 'out').length ?? 'none yet'}
    </p>
  )
}
function Status() {
  const { status, bridge } = useConnection()
  return (
    <>
      <p data-testid='status'>{status}</p>
      {bridge !== null && <People />}
    </>
  )
}

function open(options: { fails?: () => Error | undefined } = {}) {
  const core = createFakeCore('busy', DEFAULT_SETTINGS)
  const carrier: OpenCarrier = async () => {
    const failure = options.fails?.()
    if (failure !== undefined) throw failure
    const [ui, host, close] = carrierPair()
    core.attach(serve(contract, core.handlers, host), close)
    return ui
  }
  render(
    <BridgeProvider open={carrier} retryMs={1}>
      <Status />
    </BridgeProvider>
  )
  return core
}
const shown = (id: string): string | null => screen.queryByTestId(id)?.textContent ?? null

it('shows what the core knows, and what it tells later', async () => {
  const core = open()
  await waitFor(() => expect(shown('people')).toBe('12'))
  const first = core.state.people[0]
  act(() => core.person(first?.account ?? '', { nearness: 'out' }))
  await waitFor(() => expect(shown('people')).toBe('11'))
})

it('asks again after the pipe broke, and shows what changed meanwhile', async () => {
  let down = false
  const core = open({ fails: () => (down ? new Error('nobody answers') : undefined) })
  await waitFor(() => expect(shown('people')).toBe('12'))
  down = true
  act(() => core.drop())
  await waitFor(() => expect(shown('status')).toBe('lost'))
  expect(shown('people')).toBe('12') // what was known stays
  core.state.people = core.state.people.slice(0, 3)
  down = false
  await waitFor(() => expect(shown('status')).toBe('open'))
  await waitFor(() => expect(shown('people')).toBe('3'))
})

it('stops trying where the session is gone', async () => {
  let attempts = 0
  open({
    fails: () => {
      attempts++
      return new DeniedError('the session is gone')
    }
  })
  await waitFor(() => expect(shown('status')).toBe('denied'))
  await new Promise(resolve => setTimeout(resolve, 20)) // longer than many retries would take
  expect(attempts).toBe(1)
})

it('keeps trying where nobody answers yet', async () => {
  let attempts = 0
  open({ fails: () => (++attempts < 4 ? new Error('nobody answers') : undefined) })
  await waitFor(() => expect(shown('people')).toBe('12'))
  expect(attempts).toBe(4)
})

it('asks again when events were left out', async () => {
  const core = open()
  await waitFor(() => expect(shown('people')).toBe('12'))
  const before = Number(screen.getByTestId('people').dataset.epoch)
  const first = core.state.people[0]
  act(() => {
    for (let i = 0; i < EVENT_WINDOW * 2; i++) core.person(first?.account ?? '', { latencyMs: i })
    core.person(first?.account ?? '', { nearness: 'out' })
  })
  await waitFor(() => expect(shown('people')).toBe('11'))
  expect(Number(screen.getByTestId('people').dataset.epoch)).toBeGreaterThan(before)
})

it('a call is busy, then done or failed in words that can be looked up', async () => {
  let join: ReturnType<typeof useCall<'rooms.join'>> | undefined
  function Join() {
    join = useCall('rooms.join')
    return <p data-testid='rooms'>{useRooms().data?.length}</p>
  }
  const core = createFakeCore('empty', DEFAULT_SETTINGS)
  const carrier: OpenCarrier = async () => {
    const [ui, host, close] = carrierPair()
    core.attach(serve(contract, core.handlers, host), close)
    return ui
  }
  function WhenOpen() {
    return useConnection().bridge === null ? null : <Join />
  }
  render(
    <BridgeProvider open={carrier}>
      <WhenOpen />
    </BridgeProvider>
  )
  await waitFor(() => expect(shown('rooms')).toBe('1'))
  await act(async () => void (await join?.run({ name: 'Night Watch' })))
  expect(join?.error).toMatchObject({ code: 'name.form' })
  expect(join?.busy).toBe(false)
  await act(async () => void (await join?.run({ name: 'night-watch' })))
  expect(join?.error).toBeUndefined()
  await waitFor(() => expect(shown('rooms')).toBe('2'))
})

it('the bridge is where the page came from, and takes nothing of its address along', () => {
  expect(bridgeUrl('http://127.0.0.1:4100/?token=abc#x').href).toBe('ws://127.0.0.1:4100/bridge')
  expect(bridgeUrl('https://example.test/page').href).toBe('wss://example.test/bridge')
})
