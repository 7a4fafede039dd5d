/** Key packages between copies: what is given, kept, passed on and used, each thing as often as it may be. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Account, createAccount, newKeys } from '../../electron/core/chat/account.ts'
import { keepIntroduction, openIntroduction } from '../../electron/core/chat/introduction.ts'
import type { KeysRequest } from '../../electron/core/chat/ports.ts'
import { createKeyExchange, type KeyExchange } from '../../electron/core/chat/private/keys.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { deviceIdOf, deviceKeyOf } from '../../electron/core/crypto/deviceId.ts'
import { signingKey } from '../../electron/core/crypto/ed25519.ts'
import { BUNDLE_LIFE_MS, ROTATE_AFTER_MS } from '../../electron/core/crypto/groups/bundle.ts'
import { createEngine } from '../../electron/core/crypto/groups/engine.ts'
import { openCertificate } from '../../electron/core/crypto/identity.ts'
import { roomTag } from '../../electron/core/crypto/tag.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { DeviceId } from '../../shared/model.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { seedOf } from '../support/stranger.ts'

interface Side {
  store: Store
  account: Account
  id: DeviceId
  keys: KeyExchange
  blocked: Set<string>
  /** Devices that its send groups are not sealed for. */
  outside: Set<string>
  news: string[]
}

let now = 1_800_000_000_000
const sides: Side[] = []
const asked: KeysRequest[] = []

function makeSide(name: string): Side {
  const store = openStore(join(makeFolder(), 'earshot.db'), seedOf(name))
  const account = createAccount(store, newKeys(), { name, hue: 20, deviceName: 'Lab' }, () => now)
  const id = deviceIdOf(account.device.publicKey)
  const blocked = new Set<string>()
  const outside = new Set<string>()
  const news: string[] = []
  const keys = createKeyExchange({
    store,
    account,
    port: createEngine(account.device.publicKey, signingKey(account.mlsSeed())),
    network: {
      async exchangeKeys(peer, request) {
        asked.push(request)
        const bundles = sides.find(side => side.id === peer)?.keys.asked(id, request)
        if (bundles === undefined) throw new Error('not now')
        return bundles
      }
    },
    now: () => now,
    devices: () => [],
    companions: () => sides.filter(side => side.id !== id).map(side => side.account.device.publicKey),
    mayKnow: () => true,
    isBlocked: device => blocked.has(toHex(device)),
    sealsFor: async (_, device) => !outside.has(toHex(device)),
    onKeys: device => news.push(toHex(device)),
    onFailed(err) {
      throw err
    }
  })
  const side = { store, account, id, keys, blocked, outside, news }
  sides.push(side)
  return side
}

/** Each knows who the others are. */
function introduceAll(): void {
  for (const { store } of sides)
    for (const { account } of sides) {
      const introduced = openIntroduction({ certificate: account.certificate(), profile: account.profile() })
      if (introduced === undefined) throw new Error('no introduction')
      const keeping = { now, near: new Set<number>(), self: undefined, effects: () => [] }
      store.transaction(() => keepIntroduction(store, introduced, keeping))
    }
}

const keysOf = ({ account }: Side) => openCertificate(account.certificate()) ?? expect.fail('no certificate')
/** One greeting, until what it gave has come. */
async function greet(from: Side, to: Side): Promise<void> {
  const before = asked.length
  from.keys.parted(to.id)
  from.keys.welcomed(to.id)
  await expect.poll(() => asked.length).toBeGreaterThan(before)
  await new Promise(setImmediate)
}

let ann: Side
let bob: Side

beforeEach(() => {
  now = 1_800_000_000_000
  ann = makeSide('Ann')
  bob = makeSide('Bob')
  introduceAll()
})
afterEach(async () => {
  for (const { store, keys } of sides.splice(0)) {
    await keys.stop()
    await store.close()
  }
  asked.length = 0
  removeFolders()
})

/** Uses the next package of somebody, as opening a group does. */
async function use(by: Side, of: Side): Promise<string | undefined> {
  const chosen = await by.keys.packageFor(keysOf(of))
  if (chosen?.kind === 'once') by.store.transaction(() => by.store.packages.use(chosen.ref, now))
  return chosen && `${chosen.kind} ${toHex(chosen.ref)}`
}

describe('what one gives another', () => {
  test('lets them in, one package for each use, and the last resort when those are gone', async () => {
    expect(await use(bob, ann)).toBeUndefined()
    await greet(ann, bob)
    expect(bob.news).toEqual([toHex(ann.account.device.publicKey), toHex(ann.account.device.publicKey)])
    expect(bob.keys.has(ann.account.device.publicKey)).toBe(true)
    const used = [await use(bob, ann), await use(bob, ann), await use(bob, ann), await use(bob, ann)]
    expect(used.every(one => one?.startsWith('once '))).toBe(true)
    expect(new Set(used).size).toBe(4)
    const [fifth, sixth] = [await use(bob, ann), await use(bob, ann)]
    expect(fifth).toMatch(/^last-resort /)
    expect(sixth).toBe(fifth)
  })

  test('is not given again as long as it is the same, and is made up for once some were used', async () => {
    await greet(ann, bob)
    ann.keys.welcomed(bob.id) // nothing new: nobody is asked
    const given = ann.store.packages.of(bob.account.device.publicKey)
    expect(given).toHaveLength(4)
    ann.store.transaction(() => given.slice(0, 3).forEach(({ ref }) => ann.store.packages.spend(ref)))
    await greet(ann, bob)
    expect(ann.store.packages.of(bob.account.device.publicKey)).toHaveLength(4)
    expect(await use(bob, ann)).toMatch(/^once /)
  })

  test('one-time packages are for the one they were given to', async () => {
    await greet(ann, bob)
    const eve = makeSide('Eve')
    introduceAll()
    const theirs = ann.store.bundles.get(ann.account.device.publicKey, bob.account.device.publicKey)?.bytes
    ann.keys.asked(eve.id, { give: [theirs ?? new Uint8Array()], want: [], nonce: new Uint8Array(16), lost: [] })
    eve.keys.asked(ann.id, { give: [theirs ?? new Uint8Array()], want: [], nonce: new Uint8Array(16), lost: [] })
    expect(await use(eve, ann)).toBeUndefined()
  })

  test('the last resort is new after a week, the private half of the old one stays', async () => {
    await greet(ann, bob)
    const first = ann.store.packages.of(undefined)
    now += ROTATE_AFTER_MS
    await greet(ann, bob)
    const both = ann.store.packages.of(undefined)
    expect([first.length, both.length]).toEqual([1, 2])
    expect(both[0]?.ref).not.toEqual(first[0]?.ref)
  })

  test('runs out, and then there is none until they are near again', async () => {
    await greet(ann, bob)
    now += BUNDLE_LIFE_MS
    expect(bob.keys.has(ann.account.device.publicKey)).toBe(false)
    expect(await use(bob, ann)).toBeUndefined()
    await greet(ann, bob)
    expect(await use(bob, ann)).toBeDefined()
  })

  test('an older bundle does not take the place of a newer one', async () => {
    await greet(ann, bob)
    const old = ann.store.bundles.get(ann.account.device.publicKey, undefined)?.bytes ?? new Uint8Array()
    now += ROTATE_AFTER_MS
    await greet(ann, bob)
    const kept = bob.store.bundles.get(ann.account.device.publicKey, undefined)?.bytes
    bob.keys.asked(ann.id, { give: [old], want: [], nonce: new Uint8Array(16), lost: [] })
    expect(bob.store.bundles.get(ann.account.device.publicKey, undefined)?.bytes).toEqual(kept)
    expect(toHex(kept ?? new Uint8Array())).not.toBe(toHex(old))
  })
})

describe('what is passed on', () => {
  test('bundles for anybody go round, so that who is away can be let in', async () => {
    const eve = makeSide('Eve')
    introduceAll()
    await greet(ann, bob)
    await greet(eve, bob) // asks Bob for those who are in a room with it
    await expect.poll(() => eve.keys.has(ann.account.device.publicKey)).toBe(true)
    expect(await use(eve, ann)).toMatch(/^last-resort /)
  })

  test('nothing is given to, or taken from, somebody who is blocked', async () => {
    bob.blocked.add(toHex(ann.account.device.publicKey))
    await greet(ann, bob)
    expect(bob.keys.has(ann.account.device.publicKey)).toBe(false)
    const before = asked.length
    bob.keys.welcomed(ann.id)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(asked.length).toBe(before)
  })

  test('a bundle that is not theirs, or was changed, is not kept', async () => {
    await greet(ann, bob)
    const bundle = ann.store.bundles.get(ann.account.device.publicKey, undefined)?.bytes ?? new Uint8Array()
    const eve = makeSide('Eve')
    introduceAll()
    const nonce = new Uint8Array(16)
    eve.keys.asked(bob.id, { give: [bundle], want: [], nonce, lost: [] })
    for (let at = 0; at < bundle.byteLength; at += 9) {
      const changed = Uint8Array.from(bundle, (byte, index) => (index === at ? byte ^ 0x40 : byte))
      eve.keys.asked(ann.id, { give: [changed], want: [], nonce, lost: [] })
    }
    expect(eve.keys.has(ann.account.device.publicKey)).toBe(false)
    eve.keys.asked(ann.id, { give: [bundle], want: [], nonce, lost: [] })
    expect(eve.keys.has(ann.account.device.publicKey)).toBe(true)
  })
})

test('who cannot read us makes us begin anew, not more often than every ten minutes, and not before we seal for them', async () => {
  const roomId = seedOf('a room')
  const room = { roomId, kind: 'private', secret: seedOf('secret'), other: null, name: 'us' } as const
  const num = ann.store.transaction(() => ann.store.rooms.joinSecret(room, now))
  const group = { opened: 1, epoch: seedOf('epoch'), chain: seedOf('chain'), seq: 3 }
  const self = ann.account.deviceNum
  const begin = (): void => ann.store.transaction(() => ann.store.groups.put(num, self, group))
  const isLost = (): boolean => ann.store.groups.newest(num, self)?.lost === 1
  const say = (tag: Uint8Array): Promise<void> => {
    ann.keys.asked(bob.id, { give: [], want: [], nonce: new Uint8Array(16), lost: [tag] })
    return new Promise(resolve => setImmediate(resolve)) // it looks into the group before
  }
  const bobKey = deviceKeyOf(bob.id) ?? expect.fail()
  const tag = roomTag(roomId, bobKey, ann.account.device.publicKey, new Uint8Array(16))
  begin()
  await say(roomTag(roomId, ann.account.device.publicKey, bobKey, new Uint8Array(16)))
  expect(isLost()).toBe(false)
  ann.outside.add(toHex(bobKey))
  await say(tag)
  expect(isLost()).toBe(false)
  ann.outside.delete(toHex(bobKey))
  await say(tag)
  expect(isLost()).toBe(true)
  ann.store.transaction(() => ann.store.groups.drop(num, self, 1))
  begin()
  await say(tag)
  expect(isLost()).toBe(false)
  now += 11 * 60_000
  await say(tag)
  expect(isLost()).toBe(true)
})
