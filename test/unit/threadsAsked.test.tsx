// @vitest-environment jsdom
/** What is asked again whenever something may have changed: never two questions at once, never a stale answer. */
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { BridgeProvider, useConnection } from '../../renderer/bridge/BridgeProvider.tsx'
import { unreadIn, useThreads } from '../../renderer/bridge/useThreads.ts'
import { type Contract, contract } from '../../shared/bridge/contract.ts'
import type { Client, Handlers } from '../../shared/bridge/rpc.ts'
import { serve } from '../../shared/bridge/serve.ts'
import { ChatError } from '../../shared/errors.ts'
import type { Thread } from '../../shared/model.ts'
import { carrierPair } from '../support/carrierPair.ts'
import { makeEvent, ROOM } from '../support/makeEvent.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const thread = (unread: number): Thread => {
  const root = makeEvent(1)
  const replies = { count: 1, lastAt: 0, people: [], unread, followed: true }
  return { eventId: root.eventId, roomId: ROOM, root, last: makeEvent(2, { thread: root.eventId }), replies }
}

function Shown() {
  const { data, error } = useThreads()
  return <p>{error === undefined ? `unread in ${unreadIn(data ?? [])}` : 'failed'}</p>
}
const Open = () => (useConnection().bridge === null ? null : <Shown />)

async function open(answer: (asked: number) => Thread[]) {
  let asked = 0
  const [ui, host] = carrierPair()
  const handlers: Partial<Handlers<Contract>> = { 'threads.list': () => answer(++asked) }
  const client: Client<Contract> = serve(contract, handlers as Handlers<Contract>, host)
  const carrier = async () => ui
  render(
    <BridgeProvider open={carrier}>
      <Open />
    </BridgeProvider>
  )
  await screen.findByText(/unread in|failed/)
  await waitFor(() => expect(asked).toBe(1))
  return { client, asked: () => asked }
}

test('a thread that got an answer is asked for again', async () => {
  const { client } = await open(asked => (asked === 1 ? [] : [thread(1)]))
  client.emit('timeline.changed', [makeEvent(2, { thread: makeEvent(1).eventId })])
  await screen.findByText('unread in 1')
})

test('a message outside of any thread asks nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  const { client, asked } = await open(() => [])
  const rest = (): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(1_000))
  await rest()
  client.emit('timeline.changed', [makeEvent(2)])
  await rest()
  expect(asked()).toBe(1)
  client.emit('timeline.changed', [makeEvent(2, { thread: makeEvent(1).eventId })])
  await rest()
  expect(asked()).toBe(2)
})

test('a flood of changes costs two questions, and the last answer is the newest', async () => {
  const { client, asked } = await open(n => [thread(n >= 3 ? 1 : 0)])
  await act(async () => {
    for (let n = 0; n < 50; n++) client.emit('threads.changed', {})
  })
  await waitFor(() => expect(asked()).toBe(2))
  await act(async () => {
    for (let n = 0; n < 50; n++) client.emit('threads.changed', {})
  })
  await screen.findByText('unread in 1')
  expect(asked()).toBe(3)
})

test('a failure is told, and gone with the next answer', async () => {
  const { client } = await open(asked => {
    if (asked === 1) throw new ChatError('busy')
    return []
  })
  await screen.findByText('failed')
  client.emit('threads.changed', {})
  await screen.findByText('unread in 0')
})
