/** How often somebody is asked to carry something: what is told of receipts to those who are away, and whoever refused. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AcknowledgingComponents, createAcknowledging } from '../../electron/core/chat/courier/acknowledging.ts'
import { createPatience } from '../../electron/core/chat/courier/patience.ts'
import type { Receipt } from '../../electron/core/chat/ports.ts'
import { deviceIdOf } from '../../electron/core/crypto/deviceId.ts'
import type { RoomRow } from '../../electron/core/store/rooms.ts'
import { seedOf } from '../support/stranger.ts'

const SECOND = 1_000
const author = seedOf('author')
const room = { num: 1, roomId: seedOf('room'), secret: seedOf('secret') } as unknown as RoomRow

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

function acknowledging(over: Partial<AcknowledgingComponents> = {}) {
  const receipt: Receipt = { roomId: room.roomId, ranges: [{ first: 0, last: 4 }], read: [] }
  const tell = vi.fn(async () => 1)
  const failed = vi.fn()
  const made = createAcknowledging({
    store: {
      people: { device: () => ({ certificate: new Uint8Array(1) }) }
    } as unknown as AcknowledgingComponents['store'],
    leaving: { tell } as unknown as AcknowledgingComponents['leaving'],
    recipients: { of: () => ({ device: author, inboxKey: author, account: author }) },
    receiptFor: () => receipt,
    mayReceive: () => true,
    mayCarry: () => true,
    isHere: () => false,
    now: Date.now,
    onFailed: failed,
    ...over
  })
  return { ...made, tell, failed }
}

describe('what is stored of somebody who is away', () => {
  test('is told once for all that came within a second, and then not again for half a minute', async () => {
    const { grew, tell, failed } = acknowledging()
    for (let n = 0; n < 10; n++) grew(room, author)
    await vi.advanceTimersByTimeAsync(0.9 * SECOND)
    expect(tell).toHaveBeenCalledTimes(0)
    await vi.advanceTimersByTimeAsync(0.2 * SECOND)
    expect(tell).toHaveBeenCalledTimes(1)
    grew(room, author)
    await vi.advanceTimersByTimeAsync(28 * SECOND)
    expect(tell).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(3 * SECOND)
    expect(tell).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(600 * SECOND)
    expect(tell).toHaveBeenCalledTimes(2)
    expect(failed).not.toHaveBeenCalled()
  })

  test('waits where nobody carries, for whoever comes next', async () => {
    const { grew, welcomed, tell } = acknowledging()
    tell.mockResolvedValueOnce(0)
    grew(room, author)
    await vi.advanceTimersByTimeAsync(600 * SECOND)
    expect(tell).toHaveBeenCalledTimes(1)
    welcomed()
    await vi.advanceTimersByTimeAsync(2 * SECOND)
    expect(tell).toHaveBeenCalledTimes(2)
  })

  test('is not carried to somebody who is back by then, or whom nothing is sent to', async () => {
    const back = new Set([deviceIdOf(author)])
    for (const over of [
      { isHere: (id: Parameters<typeof back.has>[0]) => back.has(id) },
      { mayReceive: () => false }
    ]) {
      const { grew, tell } = acknowledging(over)
      grew(room, author)
      await vi.advanceTimersByTimeAsync(60 * SECOND)
      expect(tell).not.toHaveBeenCalled()
    }
  })

  test('is not told any more once the program ends', async () => {
    const { grew, tell, stop } = acknowledging()
    grew(room, author)
    await stop()
    grew(room, author)
    await vi.advanceTimersByTimeAsync(60 * SECOND)
    expect(tell).not.toHaveBeenCalled()
  })
})

test('who refused is left alone for five seconds, four times as long each time, ten minutes at most, until they take something', () => {
  let now = 0
  const patience = createPatience(() => now)
  const bo = deviceIdOf(seedOf('bo'))
  const isOverAfter = (seconds: number): boolean[] =>
    [seconds - 1, seconds].map(after => {
      const at = now
      now = at + after * SECOND
      const isOver = patience.isOver(bo)
      now = at
      return isOver
    })
  expect(patience.isOver(bo)).toBe(true)
  for (const seconds of [5, 20, 80, 320, 600, 600]) {
    patience.refused(bo)
    expect(isOverAfter(seconds)).toEqual([false, true])
    now += seconds * SECOND
  }
  expect(patience.isOver(deviceIdOf(seedOf('cleo')))).toBe(true)
  patience.forget(bo)
  patience.refused(bo)
  expect(isOverAfter(5)).toEqual([false, true])
})
