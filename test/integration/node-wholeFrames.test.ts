/** What a connection costs on the wire: a frame of Noise leaves with its length, not behind it. */
import { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { makeNode, meet, stopNodes } from '../support/makeNode.ts'

const LENGTH_BYTES = 2

afterEach(stopNodes)

test('a frame and its length leave in one piece, so that a ping is one packet each way', async () => {
  const ann = await makeNode('ann', { transport: 'tcp' })
  const bob = await makeNode('bob', { transport: 'tcp' })
  await meet(ann, bob)
  await eventually(() => expect(bob.told.greeted).toHaveLength(1))
  const pieces: number[] = []
  const write: unknown = Reflect.get(Socket.prototype, '_write')
  if (typeof write !== 'function') throw new Error('sockets write in another way now')
  Reflect.set(Socket.prototype, '_write', function (this: Socket, ...args: unknown[]) {
    if (args[0] instanceof Uint8Array) pieces.push(args[0].byteLength)
    return Reflect.apply(write, this, args)
  })
  try {
    ann.network.greetAll()
    await eventually(() => expect(bob.told.greeted).toHaveLength(2))
  } finally {
    Reflect.set(Socket.prototype, '_write', write)
  }
  expect(pieces.filter(bytes => bytes === LENGTH_BYTES)).toEqual([])
})
