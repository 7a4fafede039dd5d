/** /earshot/keys/1 over real libp2p nodes: one request, one answer, and nothing over the limits. */
import { afterEach, expect, test } from 'vitest'
import type { KeysRequest } from '../../electron/core/chat/ports.ts'
import { decodeKeysRequest, decodeKeysResponse } from '../../electron/core/protocols/keys/keys.ts'
import { KeysResponse, KeysRequest as RequestBody } from '../../electron/core/protocols/keys/pb/keys.ts'
import { makeNode, meet, stopNodes } from '../support/makeNode.ts'
import { seedOf } from '../support/stranger.ts'

afterEach(stopNodes)

const nonce = seedOf('nonce').subarray(0, 16)
const tag = seedOf('tag').subarray(0, 16)
const request = (over: Partial<KeysRequest> = {}): KeysRequest => ({
  give: [seedOf('bundle')],
  want: [seedOf('device')],
  nonce,
  lost: [tag],
  ...over
})
const plain = (said: KeysRequest) => ({
  give: said.give.map(bytes => Buffer.from(bytes).toString('hex')),
  want: said.want.map(bytes => Buffer.from(bytes).toString('hex')),
  nonce: Buffer.from(said.nonce).toString('hex'),
  lost: said.lost.map(bytes => Buffer.from(bytes).toString('hex'))
})

test('what is given arrives as it was, and so does the answer', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  const heard: unknown[] = []
  bob.keys = (peer, said) => {
    heard.push([peer, plain(said)])
    return [seedOf('answer')]
  }
  await meet(ann, bob)
  const bundles = await ann.network.exchangeKeys(bob.id, request())
  expect(bundles.map(bytes => Buffer.from(bytes))).toEqual([Buffer.from(seedOf('answer'))])
  expect(heard).toEqual([[ann.id, plain(request())]])
})

test('who is not known yet is not answered, and asks again', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  const answers: Array<Uint8Array[] | undefined> = [undefined, []]
  bob.keys = () => answers.shift() as Uint8Array[]
  await meet(ann, bob)
  await expect(ann.network.exchangeKeys(bob.id, request())).rejects.toThrow()
  expect(await ann.network.exchangeKeys(bob.id, request())).toEqual([])
})

test('more than was asked for, or more than may be said, is refused at either end', async () => {
  const ann = await makeNode('ann')
  const bob = await makeNode('bob')
  bob.keys = () => [new Uint8Array(2 * 1024 + 1)]
  await meet(ann, bob)
  await expect(ann.network.exchangeKeys(bob.id, request())).rejects.toThrow()
  const tooMuch: Array<Partial<KeysRequest>> = [
    { give: Array(5).fill(seedOf('bundle')) },
    { give: [new Uint8Array()] },
    { give: [new Uint8Array(18 * 1024 + 1)] },
    { want: Array(33).fill(seedOf('device')) },
    { want: [tag] },
    { nonce: seedOf('nonce') },
    { lost: Array(33).fill(tag) },
    { lost: [seedOf('no tag')] }
  ]
  for (const over of tooMuch) {
    await expect(ann.network.exchangeKeys(bob.id, request(over))).rejects.toThrow()
    expect(() => decodeKeysRequest(RequestBody.encode(request(over) as never))).toThrow()
  }
  expect(plain(decodeKeysRequest(RequestBody.encode(request() as never)))).toEqual(plain(request()))
  const two = KeysResponse.encode({ bundles: [seedOf('a'), seedOf('b')] as never })
  expect(decodeKeysResponse(two, 2)).toHaveLength(2)
  expect(() => decodeKeysResponse(two, 1)).toThrow()
})
