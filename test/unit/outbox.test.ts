/** What is written goes out in order, once, and again when it has to. */
import { beforeEach, expect, test } from 'vitest'
import { createOutboxPump } from '../../electron/core/chat/outbox.ts'
import type { Pending } from '../../electron/core/store/outbox.ts'
import type { Store } from '../../electron/core/store/store.ts'
import { eventually } from '../support/eventually.ts'

const TOPIC = '/earshot/room/1/x'
let now: number
let written: Pending[]
let out: number[]
let failed: unknown[]
let publish: (num: number) => Promise<number>

beforeEach(() => {
  now = 1_000
  written = []
  out = []
  failed = []
  publish = async () => 1
})

/** A pump over a store that holds `written`. */
function makePump() {
  const next = (_: number, after: number, limit: number) => written.filter(row => row.num > after).slice(0, limit)
  const before = (_: number, newest: number) => written.at(-1 - newest)?.num ?? 0
  return createOutboxPump({
    store: { outbox: { next, before } } as unknown as Store,
    network: {
      async publish(_, data) {
        const num = data[2] ?? 0 // SignedEvent.header is one byte: the row's number
        const reached = await publish(num)
        if (reached > 0) out.push(num)
        return reached
      }
    },
    now: () => now,
    onFailed: err => failed.push(err)
  })
}

function write(num: number): Pending[] {
  const row = { num, header: new Uint8Array([num]), body: new Uint8Array(), signature: new Uint8Array() }
  written.push(row)
  return [row]
}
const settle = () => new Promise(resolve => setImmediate(resolve))

test('what waits goes out in the order it was written when its lane is opened, and what is new behind it', async () => {
  const pump = makePump()
  for (const num of [1, 2, 3]) write(num)
  pump.open(1, TOPIC)
  pump.kick(1, write(4))
  await settle()
  pump.kick(1, write(5))
  await settle()
  expect(out).toEqual([1, 2, 3, 4, 5])
})

test('nothing goes out while nobody is there, and everything when somebody comes', async () => {
  publish = async () => 0
  const pump = makePump()
  pump.open(1, TOPIC)
  pump.kick(1, write(1))
  pump.kick(1, write(2))
  await settle()
  expect(out).toEqual([])
  publish = async () => 1
  pump.kickTopic('/another')
  await settle()
  expect(out).toEqual([])
  pump.kickTopic(TOPIC)
  await settle()
  expect(out).toEqual([1, 2])
})

test('of much that waited only the newest goes out when somebody comes, and all of what is written from then on', async () => {
  publish = async () => 0
  const pump = makePump()
  for (let num = 1; num <= 100; num++) write(num)
  pump.open(1, TOPIC)
  await settle()
  publish = async () => 1
  pump.kickTopic(TOPIC)
  pump.kick(1, write(101))
  await settle()
  expect(out).toEqual(Array.from({ length: 65 }, (_, n) => 37 + n))
})

test('many at once, with the wire slow, go out once each and in order', async () => {
  publish = async () => {
    await settle()
    return 1
  }
  const pump = makePump()
  pump.open(1, TOPIC)
  for (let num = 1; num <= 150; num++) pump.kick(1, write(num))
  await eventually(() => expect(out).toHaveLength(150))
  await settle()
  expect(out).toEqual(Array.from({ length: 150 }, (_, n) => n + 1))
})

test('a wire that broke is tried again a while later, from where it broke', async () => {
  publish = async num => {
    if (num === 2) throw new Error('broken')
    return 1
  }
  const pump = makePump()
  for (const num of [1, 2, 3]) write(num)
  pump.open(1, TOPIC)
  await settle()
  expect([out, failed.length]).toEqual([[1], 1])
  publish = async () => 1
  pump.retry()
  await settle()
  expect(out).toEqual([1, 2, 3])
})

test('a wire that broke at the very first is tried again too', async () => {
  publish = () => Promise.reject(new Error('broken'))
  const pump = makePump()
  write(1)
  pump.open(1, TOPIC)
  await settle()
  publish = async () => 1
  pump.retry()
  await settle()
  expect(out).toEqual([1])
})

test('what nobody acknowledged goes out again, ever less often', async () => {
  const pump = makePump()
  write(1)
  pump.open(1, TOPIC)
  await settle()
  const at: number[] = []
  for (let minute = 1; minute <= 60; minute++) {
    now += 60_000
    const before = out.length
    pump.retry()
    await settle()
    if (out.length > before) at.push(minute)
  }
  expect(at.length).toBeGreaterThan(3)
  expect(at.length).toBeLessThan(10)
  const waits = at.map((minute, index) => minute - (at[index - 1] ?? 0))
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
})

test('what was acknowledged does not', async () => {
  const pump = makePump()
  write(1)
  pump.open(1, TOPIC)
  await settle()
  written = []
  now += 3_600_000
  pump.retry()
  await settle()
  expect(out).toEqual([1])
})

test('nothing goes out of a channel that was left, or after the end', async () => {
  const pump = makePump()
  pump.open(1, TOPIC)
  pump.open(2, '/left')
  pump.close(2)
  pump.kick(2, write(1))
  await settle()
  expect(out).toEqual([])
  pump.stop()
  pump.kick(1, write(2))
  pump.retry()
  await settle()
  expect(out).toEqual([])
})

test('a channel that is left in the middle of it goes quiet at once', async () => {
  const wire: Array<() => void> = []
  publish = () => new Promise(resolve => wire.push(() => resolve(1)))
  const pump = makePump()
  for (let num = 1; num <= 5; num++) write(num)
  pump.open(1, TOPIC)
  wire[0]?.()
  await settle()
  pump.close(1)
  wire[1]?.() // this one was on its way
  await settle()
  expect([out, wire.length]).toEqual([[1, 2], 2])
})
