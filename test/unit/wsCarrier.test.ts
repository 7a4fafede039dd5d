/** The WebSocket's frames, and what becomes of a browser that does not read them. */
import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { MAX_UNSENT_BYTES } from '../../electron/headless/bounds.ts'
import { wsCarrier } from '../../electron/headless/wsCarrier.ts'

function open() {
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: vi.fn<(text: string) => void>(),
    close: vi.fn<(code: number, reason: string) => void>(),
    terminate: vi.fn<() => void>()
  })
  return { socket, carrier: wsCarrier(socket as unknown as WebSocket) }
}

test('frames go out and come in as JSON', () => {
  const { socket, carrier } = open()
  const heard = vi.fn<(frame: unknown) => void>()
  carrier.onFrame(heard)
  carrier.send({ id: 1, output: 'één' })
  expect(socket.send).toHaveBeenCalledExactlyOnceWith('{"id":1,"output":"één"}')
  socket.emit('message', Buffer.from('{"ack":1}'), false)
  expect(heard).toHaveBeenCalledExactlyOnceWith({ ack: 1 })
})

test('what cannot be a frame ends the connection and is not passed on', () => {
  const { socket, carrier } = open()
  const heard = vi.fn<(frame: unknown) => void>()
  carrier.onFrame(heard)
  socket.emit('message', Buffer.from('{'), false)
  socket.emit('message', Buffer.from('{}'), true)
  expect(socket.close.mock.calls.map(([code]) => code)).toEqual([1007, 1003])
  expect(heard).not.toHaveBeenCalled()
})

test('a browser that does not read is let go', () => {
  const { socket, carrier } = open()
  socket.bufferedAmount = MAX_UNSENT_BYTES
  carrier.send({})
  expect(socket.terminate).not.toHaveBeenCalled()
  socket.bufferedAmount = MAX_UNSENT_BYTES + 1
  carrier.send({})
  expect(socket.terminate).toHaveBeenCalledOnce()
  expect(socket.send).toHaveBeenCalledOnce()
})

test('nothing is sent into a closed socket', () => {
  const { socket, carrier } = open()
  socket.readyState = 3
  carrier.send({})
  expect(socket.send).not.toHaveBeenCalled()
})
