/** Where people were reached, from one run to the next: what is kept, of whom, and how much of it. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMet } from '../../electron/core/chat/met.ts'
import { deviceIdOf } from '../../electron/core/crypto/deviceId.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { DeviceId } from '../../shared/model.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { makeStranger, seedOf } from '../support/stranger.ts'

let store: Store
let path: string
const people = new Set<DeviceId>()
let now = 1_000_000

beforeEach(() => {
  path = join(makeFolder(), 'earshot.db')
  store = openStore(path, seedOf('store'))
  people.clear()
})
afterEach(async () => {
  await store.close()
  removeFolders()
})

const make = () => createMet({ store, now: () => now, isPerson: peer => people.has(peer) })
const ann = makeStranger('ann').deviceId
const bob = makeStranger('bob').deviceId
const at = (host: number, peer: DeviceId = ann) => `/ip4/10.0.0.${host}/tcp/47100/p2p/${peer}`

test('where people were reached is there after the next start, the last first', async () => {
  const met = make()
  people.add(ann).add(bob)
  met.proved(ann, at(1))
  now += 1
  met.proved(bob, at(2, bob))
  now += 1
  met.proved(ann, at(3))
  await store.close()
  store = openStore(path, seedOf('store'))
  expect(make().list()).toEqual([
    { peer: ann, addresses: [at(3), at(1)] },
    { peer: bob, addresses: [at(2, bob)] }
  ])
})

test('who never greeted is not remembered; who greets later is', () => {
  const met = make()
  met.proved(ann, at(1))
  expect(met.list()).toEqual([])
  people.add(ann)
  met.greeted(ann)
  expect(met.list()).toEqual([{ peer: ann, addresses: [at(1)] }])
})

test('of a device the four addresses that worked last are kept', () => {
  const met = make()
  people.add(ann)
  for (let host = 1; host <= 9; host++) {
    now += 1
    met.proved(ann, at(host))
  }
  expect(met.list()).toEqual([{ peer: ann, addresses: [at(9), at(8), at(7), at(6)] }])
})

test('the thousand devices reached last are kept', () => {
  for (let i = 0; i < 1_010; i++) {
    const device = seedOf(`device ${i}`)
    store.transaction(() => store.addresses.worked(device, `/ip4/10.1.0.1/tcp/1/p2p/${deviceIdOf(device)}`, i))
  }
  const kept = store.addresses.all()
  expect(kept).toHaveLength(1_000)
  expect(kept[0]?.address).toContain(deviceIdOf(seedOf('device 1009')))
  expect(kept.some(({ address }) => address.includes(deviceIdOf(seedOf('device 9'))))).toBe(false)
})

test('an address that goes on working is written again once an hour, not at every sign of it', () => {
  const met = make()
  people.add(ann)
  const writtenAt = () => store.addresses.all().length
  met.proved(ann, at(1))
  now += 1
  met.proved(ann, at(2))
  now += 60_000
  met.proved(ann, at(1))
  expect(met.list()[0]?.addresses[0]).toBe(at(2))
  now += 60 * 60_000
  met.proved(ann, at(1))
  expect(met.list()[0]?.addresses[0]).toBe(at(1))
  expect(writtenAt()).toBe(2)
})
