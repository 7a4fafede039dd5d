/** Parcels between the networks of two copies: over real libp2p nodes, as the chat asks for it. */
import { afterEach, expect, test } from 'vitest'
import type { CourierAnswers } from '../../electron/core/chat/ports.ts'
import { parcelHash } from '../../electron/core/crypto/courier/frame.ts'
import { makeNode, meet, stopNodes } from '../support/makeNode.ts'
import { plain } from '../support/plain.ts'
import { seedOf } from '../support/stranger.ts'

afterEach(stopNodes)

const tag = seedOf('tag')
const parcel = seedOf('parcel')
const hash = parcelHash(parcel)

test('what is left with a peer is handed out there, and dropped', async () => {
  const [ann, bob] = [await makeNode('ann'), await makeNode('bob')]
  const kept = new Set<Uint8Array>()
  const from: string[] = []
  const answers: CourierAnswers = {
    async put(_tag, bytes) {
      kept.add(bytes)
      return 'stored'
    },
    take: () => ({ parcels: [...kept].map(bytes => ({ tag, parcel: bytes })), more: false, carries: 'always' }),
    async drop() {
      kept.clear()
      return 'dropped'
    }
  }
  bob.carrying = peer => {
    from.push(peer)
    return answers
  }
  await meet(ann, bob)
  const { courier } = ann.network
  expect(await courier.put(bob.id, tag, parcel)).toBe('stored')
  expect(plain(await courier.take(bob.id, [tag], undefined))).toEqual(
    plain({ parcels: [{ tag, parcel }], more: false, carries: 'always' })
  )
  await expect(courier.take(bob.id, [tag], { tag, hash })).rejects.toThrow('out of order')
  expect(await courier.drop(bob.id, [{ tag, hash, key: seedOf('key') }])).toBe('dropped')
  expect(plain(await courier.take(bob.id, [tag], undefined))).toEqual({ parcels: [], more: false, carries: 'always' })
  expect(new Set(from)).toEqual(new Set([ann.id]))
})

test('who is not answered learns that nothing is carried for them, and who is not there fails', async () => {
  const [ann, bob] = [await makeNode('ann'), await makeNode('bob')]
  await meet(ann, bob)
  expect(await ann.network.courier.put(bob.id, tag, parcel)).toBe('not-a-courier')
  await bob.network.stop()
  await expect(ann.network.courier.put(bob.id, tag, parcel)).rejects.toThrow()
})
