/** /earshot/history/1 over real libp2p nodes: one question, one answer, and nothing over the limits. */
import { afterEach, expect, test } from 'vitest'
import type { HistoryRequest } from '../../electron/core/chat/ports.ts'
import { MAX_BUNDLE_BYTES } from '../../electron/core/protocols/history/constants.ts'
import { makeNode, meet, stopNodes } from '../support/makeNode.ts'
import { seedOf } from '../support/stranger.ts'

afterEach(stopNodes)

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const part = { device: seedOf('device'), first: 3, last: 9 }
const request = (over: Partial<HistoryRequest> = {}): HistoryRequest => ({
  tag: seedOf('tag').subarray(0, 16),
  nonce: seedOf('nonce').subarray(0, 16),
  parts: [part],
  ...over
})
const plain = ({ tag, nonce, parts }: HistoryRequest) => ({
  tag: hex(tag),
  nonce: hex(nonce),
  parts: parts.map(one => ({ ...one, device: hex(one.device) }))
})

test('what is asked for arrives as it was, and so do four whole bundles', async () => {
  const [ann, bob] = [await makeNode('ann'), await makeNode('bob')]
  const heard: unknown[] = []
  const bundles = [1, 2, 3, 4].map(byte => new Uint8Array(MAX_BUNDLE_BYTES).fill(byte))
  bob.history = (peer, said) => {
    heard.push([peer, plain(said)])
    return bundles
  }
  await meet(ann, bob)
  expect((await ann.network.askHistory(bob.id, request())).map(hex)).toEqual(bundles.map(hex))
  expect(heard).toEqual([[ann.id, plain(request())]])
})

test('whoever is handed nothing is told so, and may ask again', async () => {
  const [ann, bob] = [await makeNode('ann'), await makeNode('bob')]
  const answers: Array<Uint8Array[] | undefined> = [undefined, []]
  bob.history = () => answers.shift()
  await meet(ann, bob)
  await expect(ann.network.askHistory(bob.id, request())).rejects.toThrow()
  expect(await ann.network.askHistory(bob.id, request())).toEqual([])
})

test('more than may be asked or answered ends the stream, and nothing else', async () => {
  const [ann, bob] = [await makeNode('ann'), await makeNode('bob')]
  let asked = 0
  bob.history = () => {
    asked++
    return [new Uint8Array(MAX_BUNDLE_BYTES + 1)]
  }
  await meet(ann, bob)
  const wrong: Array<Partial<HistoryRequest>> = [
    { parts: [] },
    { parts: Array.from({ length: 65 }, () => part) },
    { parts: [{ ...part, last: 1_027 }] },
    { parts: [{ ...part, first: 10 }] },
    { tag: seedOf('tag') }
  ]
  for (const over of wrong) await expect(ann.network.askHistory(bob.id, request(over))).rejects.toThrow()
  expect(asked).toBe(0)
  await expect(ann.network.askHistory(bob.id, request())).rejects.toThrow()
  bob.history = () => []
  expect(await ann.network.askHistory(bob.id, request())).toEqual([])
})
