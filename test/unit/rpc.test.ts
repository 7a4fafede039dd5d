import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { connect } from '../../shared/bridge/connect.ts'
import { type Carrier, defineContract, type Handlers } from '../../shared/bridge/rpc.ts'
import { serve } from '../../shared/bridge/serve.ts'
import { ChatError, type ErrorCode } from '../../shared/errors.ts'
import { EVENT_WINDOW, MAX_CALLS_IN_FLIGHT } from '../../shared/limits.ts'
import { carrierPair } from '../support/carrierPair.ts'
import { eventually } from '../support/eventually.ts'

const contract = defineContract({
  calls: {
    double: { input: z.strictObject({ n: z.number() }), output: z.number() },
    fail: { input: z.strictObject({ how: z.enum(['named', 'other']) }), output: z.void() },
    wait: { input: z.strictObject({}), output: z.void() }
  },
  events: { counted: z.number(), other: z.number() }
})
type Contract = typeof contract

const waiting: Array<() => void> = []
const handlers: Handlers<Contract> = {
  double: ({ n }) => n * 2,
  fail({ how }) {
    throw how === 'named' ? new ChatError('msg.disk') : new Error('secret path /home/ann')
  },
  wait: () => new Promise(resolve => waiting.push(resolve))
}
const settle = () => new Promise(resolve => setImmediate(resolve))

beforeEach(() => void waiting.splice(0))

function open(onInternal: (call: string, err: unknown) => void = () => {}) {
  const [ours, theirs, close] = carrierPair()
  return { client: serve(contract, handlers, ours, onInternal), bridge: connect<Contract>(theirs), close }
}

/** The core's end with nobody clever at the other: what is sent comes back as frames. */
function raw() {
  const sent: unknown[] = []
  const listeners: Array<(frame: unknown) => void> = []
  const closing: Array<() => void> = []
  const carrier: Carrier = {
    send: frame => void sent.push(frame),
    onFrame: listener => void listeners.push(listener),
    onClose: listener => void closing.push(listener)
  }
  const client = serve(contract, handlers, carrier)
  const say = (frame: unknown) => listeners.forEach(listener => listener(frame))
  return { sent, say, client, close: () => closing.forEach(listener => listener()) }
}

describe('calls', () => {
  test('are answered, each its own', async () => {
    const { bridge } = open()
    expect(await Promise.all([1, 2, 3].map(n => bridge.call('double', { n })))).toEqual([2, 4, 6])
  })

  test('that are none of the contract are refused, also toString', async () => {
    const { sent, say } = raw()
    for (const [id, call] of ['nothing', 'toString', 'constructor', '__proto__', 'hasOwnProperty', ''].entries())
      say({ id, call, input: {} })
    await settle()
    expect(sent).toHaveLength(6)
    for (const frame of sent) expect(frame).toMatchObject({ error: { code: 'invalid-input' } })
  })

  test.each([undefined, null, 3, {}, { n: 'x' }, { n: 1, more: 1 }, [], { n: null }])(
    'with %j as input are refused',
    async input => {
      const { sent, say } = raw()
      say({ id: 1, call: 'double', input })
      await settle()
      expect(sent).toMatchObject([{ id: 1, error: { code: 'invalid-input' } }])
    }
  )

  test('that fail by name keep their code; others say nothing of what happened', async () => {
    const onInternal = vi.fn()
    const { bridge } = open(onInternal)
    await expect(bridge.call('fail', { how: 'named' })).rejects.toMatchObject({ code: 'msg.disk' })
    expect(onInternal).not.toHaveBeenCalled()
    const failure = await bridge.call('fail', { how: 'other' }).catch((err: unknown) => err)
    expect(failure).toMatchObject({ code: 'internal' })
    expect(String(failure)).not.toContain('secret')
    expect(onInternal).toHaveBeenCalledWith('fail', expect.objectContaining({ message: 'secret path /home/ann' }))
  })

  test('over a closed pipe are offline, those under way and later ones', async () => {
    const { bridge, close } = open()
    const closed = vi.fn()
    bridge.onClose(closed)
    const underway = bridge.call('wait', {})
    close()
    await expect(underway).rejects.toMatchObject({ code: 'offline' })
    await expect(bridge.call('double', { n: 1 })).rejects.toMatchObject({ code: 'offline' })
    expect(() => bridge.on('counted', () => {})()).not.toThrow()
    expect(closed).toHaveBeenCalledOnce()
  })

  test('too many at once are busy, and there is room again when some end', async () => {
    const { bridge } = open()
    const all = Array.from({ length: MAX_CALLS_IN_FLIGHT }, () => bridge.call('wait', {}))
    await expect(bridge.call('double', { n: 1 })).rejects.toMatchObject({ code: 'busy' })
    waiting.splice(0).forEach(resolve => resolve())
    await Promise.all(all)
    expect(await bridge.call('double', { n: 1 })).toBe(2)
  })

  test('an unknown code of a newer core is internal', async () => {
    const [ours, theirs] = carrierPair()
    const bridge = connect<Contract>(theirs)
    ours.onFrame(() => ours.send({ id: 1, error: { code: 'of.tomorrow' as ErrorCode, message: '' } }))
    await expect(bridge.call('double', { n: 1 })).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('events', () => {
  test('reach who listens, and nobody else', async () => {
    const { client, bridge } = open()
    client.emit('counted', 1)
    const heard: number[] = []
    const stop = bridge.on('counted', n => heard.push(n))
    bridge.on('other', () => {})
    await settle()
    expect([client.listensTo('counted'), client.listensTo('other')]).toEqual([true, true])
    client.emit('counted', 2)
    await settle()
    stop()
    await settle()
    expect(client.listensTo('counted')).toBe(false)
    client.emit('counted', 3)
    await settle()
    expect(heard).toEqual([2])
  })

  test('two listeners are one subscription, until both have stopped', async () => {
    const { client, bridge } = open()
    const [one, two] = [bridge.on('counted', () => {}), bridge.on('counted', () => {})]
    await settle()
    one()
    await settle()
    expect(client.listensTo('counted')).toBe(true)
    two()
    await settle()
    expect(client.listensTo('counted')).toBe(false)
  })

  test('a client that keeps up misses none', async () => {
    const { client, bridge } = open()
    const heard: number[] = []
    const missed = vi.fn()
    bridge.on('counted', n => heard.push(n))
    bridge.onMissed(missed)
    await settle()
    for (let n = 0; n < EVENT_WINDOW * 5; n++) {
      client.emit('counted', n)
      if (n % 50 === 0) await settle()
    }
    await settle()
    expect(heard).toHaveLength(EVENT_WINDOW * 5)
    expect(missed).not.toHaveBeenCalled()
  })

  test('a slow client is not queued for without end, and is told once when it has caught up', () => {
    const { sent, say, client } = raw()
    say({ listen: 'counted', on: true })
    for (let n = 0; n < 10_000; n++) client.emit('counted', n)
    expect(sent).toHaveLength(EVENT_WINDOW)
    say({ ack: 10 })
    expect(sent).toHaveLength(EVENT_WINDOW)
    say({ ack: EVENT_WINDOW })
    expect(sent.at(-1)).toEqual({ missed: true })
    client.emit('counted', 1)
    expect(sent.at(-1)).toEqual({ n: EVENT_WINDOW + 1, event: 'counted', payload: 1 })
    say({ ack: EVENT_WINDOW + 1 })
    expect(sent.filter(frame => JSON.stringify(frame).includes('missed'))).toHaveLength(1)
  })

  test('the interface hears that it missed some', async () => {
    const { client, bridge } = open()
    const heard: number[] = []
    const missed = vi.fn()
    bridge.on('counted', n => heard.push(n))
    bridge.onMissed(missed)
    await settle()
    for (let n = 0; n < EVENT_WINDOW * 3; n++) client.emit('counted', n)
    await eventually(() => expect(missed).toHaveBeenCalledOnce())
    expect(heard).toHaveLength(EVENT_WINDOW)
    client.emit('counted', 7)
    await eventually(() => expect(heard.at(-1)).toBe(7))
  })

  test('acknowledging what was never sent gains nothing', () => {
    const { sent, say, client } = raw()
    say({ listen: 'counted', on: true })
    say({ ack: Number.MAX_SAFE_INTEGER })
    say({ ack: -1 })
    for (let n = 0; n < 1_000; n++) client.emit('counted', n)
    expect(sent).toHaveLength(EVENT_WINDOW)
  })

  test('listening for what is no event does nothing', () => {
    const { client, say } = raw()
    say({ listen: 'toString', on: true })
    expect(client.listensTo('toString' as never)).toBe(false)
  })
})

describe('a pipe that breaks', () => {
  test('while an event is told does not throw at who tells it', () => {
    const onInternal = vi.fn()
    const listeners: Array<(frame: unknown) => void> = []
    const client = serve(
      contract,
      handlers,
      {
        send: () => {
          throw new Error('destroyed')
        },
        onFrame: l => void listeners.push(l),
        onClose() {}
      },
      onInternal
    )
    listeners[0]?.({ listen: 'counted', on: true })
    expect(() => client.emit('counted', 1)).not.toThrow()
    expect(client.listensTo('counted')).toBe(false)
    expect(onInternal).toHaveBeenCalledOnce()
  })

  test('before an answer is no failure either', async () => {
    const { sent, say, close } = raw()
    say({ id: 1, call: 'wait', input: {} })
    close()
    waiting.splice(0).forEach(resolve => resolve())
    say({ id: 2, call: 'double', input: { n: 1 } })
    await settle()
    expect(sent).toEqual([])
  })
})

test('frames of any shape never throw, and nothing but a call is answered', async () => {
  const frame = fc.oneof(
    fc.anything(),
    fc.record({ id: fc.anything(), call: fc.anything(), input: fc.anything() }, { requiredKeys: [] }),
    fc.record({ id: fc.integer(), call: fc.constantFrom('double', 'toString', 'x'), input: fc.anything() }),
    fc.record({ listen: fc.anything(), on: fc.anything() }, { requiredKeys: [] }),
    fc.record({ ack: fc.anything() })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 8 }), async frames => {
      const { sent, say } = raw()
      for (const each of frames) say(each)
      await settle()
      const calls = frames.filter(each => {
        const { id, call } = Object(each)
        return Number.isSafeInteger(id) && typeof call === 'string'
      })
      expect(sent.length).toBeLessThanOrEqual(calls.length)
    })
  )
})
