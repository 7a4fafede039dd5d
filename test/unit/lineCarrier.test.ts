/** The local socket's frames: whole however they are cut, and bounded. */
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { MAX_UNSENT_BYTES } from '../../electron/headless/bounds.ts'
import { lineCarrier } from '../../electron/headless/lineCarrier.ts'
import { MAX_FRAME_BYTES } from '../../shared/limits.ts'
import { eventually } from '../support/eventually.ts'

const open: Array<Server | Socket> = []
afterEach(() => {
  for (const one of open.splice(0)) {
    if ('listening' in one) one.close()
    else one.destroy()
  }
})

async function pair(): Promise<{ ours: Socket; theirs: Socket }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const theirs = createConnection((server.address() as AddressInfo).port, '127.0.0.1')
  const [ours] = (await once(server, 'connection')) as [Socket]
  open.push(server, ours, theirs)
  theirs.on('error', () => {})
  return { ours, theirs }
}

test('frames arrive whole and in order, however the stream is cut', async () => {
  const { ours, theirs } = await pair()
  const heard: unknown[] = []
  lineCarrier(ours).onFrame(frame => heard.push(frame))
  theirs.setNoDelay(true)
  const bytes = Buffer.from(`${JSON.stringify({ text: 'één\n' })}\n${JSON.stringify([1])}\n${JSON.stringify('x')}\n`)
  for (const byte of bytes) theirs.write(Uint8Array.of(byte))
  await eventually(() => expect(heard).toEqual([{ text: 'één\n' }, [1], 'x']))
})

test.each([
  ['what is not JSON', Buffer.from('{"open"\n')],
  ['an empty line', Buffer.from('\n')],
  ['a line without an end', Buffer.alloc(MAX_FRAME_BYTES + 1, 'a')],
  ['a line that is too long', Buffer.concat([Buffer.from('"'), Buffer.alloc(MAX_FRAME_BYTES, 'a'), Buffer.from('"\n')])]
])('%s ends the connection', async (_, bytes) => {
  const { ours, theirs } = await pair()
  const heard = vi.fn()
  const closed = vi.fn()
  const carrier = lineCarrier(ours)
  carrier.onFrame(heard)
  carrier.onClose(closed)
  theirs.write(bytes)
  await eventually(() => expect(closed).toHaveBeenCalled())
  expect(heard).not.toHaveBeenCalled()
})

test('a reader who does not read is let go, and the writer stays bounded', async () => {
  const { ours, theirs } = await pair()
  theirs.pause()
  const carrier = lineCarrier(ours)
  const closed = vi.fn()
  carrier.onClose(closed)
  const frame = 'a'.repeat(1024 * 1024)
  for (let sent = 0; sent < 64; sent++) {
    carrier.send(frame)
    expect(ours.writableLength).toBeLessThan(MAX_UNSENT_BYTES + 2 * frame.length)
  }
  await eventually(() => expect(closed).toHaveBeenCalled())
})
