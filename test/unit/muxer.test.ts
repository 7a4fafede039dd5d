/** Streams in one connection: what is said is read, and little more than that goes over the wire. */
import type { Stream } from '@libp2p/interface'
import { multiaddrConnectionPair } from '@libp2p/utils'
import { expect, test } from 'vitest'
import { calmYamux } from '../../electron/core/node/muxer.ts'

const MAX_WINDOW = 1024 * 1024

/** Two ends of a stream, and how many frames the one who hears has sent. */
async function streamPair() {
  const [outbound, inbound] = multiaddrConnectionPair()
  const factory = calmYamux({ enableKeepAlive: false, streamOptions: { maxStreamWindowSize: MAX_WINDOW } })()
  const [speaker, hearer] = [factory.createStreamMuxer(outbound), factory.createStreamMuxer(inbound)]
  let frames = 0
  const send = inbound.send.bind(inbound)
  inbound.send = data => {
    frames++
    return send(data)
  }
  const arriving = new Promise<Stream>(resolve => hearer.addEventListener('stream', ({ detail }) => resolve(detail)))
  const speaking = await speaker.createStream()
  const hearing = await arriving
  return { speaking, hearing, frames: () => frames }
}

/** Sends it in pieces, and waits until all of it was heard. */
async function say({ speaking, hearing }: { speaking: Stream; hearing: Stream }, bytes: number, piece: number) {
  let heard = 0
  const { promise: all, resolve } = Promise.withResolvers<void>()
  hearing.addEventListener('message', ({ data }) => {
    heard += data.byteLength
    if (heard >= bytes) resolve()
  })
  for (let said = 0; said < bytes; said += piece) if (!speaking.send(new Uint8Array(piece))) await speaking.onDrain()
  await all
  return heard
}

test('small messages are not each answered by a frame that says the window is whole', async () => {
  const pair = await streamPair()
  expect(await say(pair, 20_000, 200)).toBe(20_000)
  expect(pair.frames()).toBeLessThanOrEqual(2) // that the stream is open, and what was told of it before that
})

test('many times the window goes through one stream', async () => {
  const pair = await streamPair()
  expect(await say(pair, 16 * MAX_WINDOW, 32 * 1024)).toBe(16 * MAX_WINDOW)
  expect(pair.frames()).toBeLessThanOrEqual(256 + 2) // a quarter of the smallest window each
})
