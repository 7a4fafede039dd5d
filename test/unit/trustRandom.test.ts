/** Random histories of people who come, go, change names and computers, and of what is decided about them: nothing decides itself. */
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPresence, GRACE_MS, type Presence } from '../../electron/core/chat/presence.ts'
import { createTrust, type Trust } from '../../electron/core/chat/trust/trust.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { AccountId, Person } from '../../shared/model.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { makeStranger, type Stranger, seedOf } from '../support/stranger.ts'

const RUNS = 60
const me = makeStranger('Ann')
const NAMES = ['Jonas', 'Zoe', 'jОnas'] // the last looks like the first
/** Three people, the first of whom has two computers. */
const devices: Stranger[] = [
  ...['one', 'two', 'three'].map((seed, at) => makeStranger(NAMES[at] ?? '', 1_700_000_000_000 + at, seed)),
  makeStranger('Jonas', 1_700_000_005_000, 'one', 'another computer')
]
const people = devices.slice(0, 3).map(who => who.account.publicKey)

type Step =
  | { is: 'comes' | 'goes'; device: number; name: number }
  | { is: 'verify' | 'unverify' | 'accept' | 'notTheirs' | 'block' | 'unblock' | 'contact'; person: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constantFrom('comes' as const, 'goes' as const),
      device: fc.nat(devices.length - 1),
      name: fc.nat(NAMES.length - 1)
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constantFrom(
        ...(['verify', 'unverify', 'accept', 'notTheirs', 'block', 'unblock', 'contact', 'contact', 'contact'] as const)
      ),
      person: fc.nat(people.length - 1)
    })
  }
)

let store: Store
let presence: Presence
let trust: Trust
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  removeFolders()
})

function begin(): void {
  let now = 1_800_000_000_000
  store = openStore(join(makeFolder(), 'earshot.db'), seedOf('store'))
  presence = createPresence({
    store,
    self: () => me.account.publicKey,
    device: () => undefined,
    now: () => now++,
    effects: () => [],
    onChanged() {},
    onShown() {},
    onMembership() {},
    onFailed(err) {
      throw err
    }
  })
  trust = createTrust({
    store,
    self: me.account.publicKey,
    people: presence.some,
    safetyNumber: async () => ({ digits: '', words: '' }),
    now: () => now++,
    onChanged() {}
  })
}

const idOf = (key: Uint8Array) => toHex(key) as AccountId
const known = (): Map<AccountId, Person> => new Map(presence.list().map(person => [person.account, person]))
let saidAt = 1_700_000_100_000

/** Answers whom it is about: of all others nothing may have been decided. */
function take(one: Step): AccountId | undefined {
  if ('device' in one) {
    const who = devices[one.device] ?? me
    if (one.is === 'comes')
      presence.greeted(who.deviceId, { ...who.greeting(), profile: who.profileOf(NAMES[one.name] ?? '', saidAt++) })
    else {
      presence.parted(who.deviceId)
      vi.advanceTimersByTime(GRACE_MS)
    }
    return idOf(who.account.publicKey)
  }
  const key = people[one.person] ?? me.account.publicKey
  const id = idOf(key)
  if (!known().has(id)) return undefined
  if (one.is === 'verify') trust.verify(id, 'numbers')
  else if (one.is === 'unverify') trust.unverify(id)
  else if (one.is === 'accept') trust.acceptKey(id)
  else if (one.is === 'notTheirs') trust.notTheirs(id)
  else if (one.is === 'contact') store.transaction(() => trust.contact(key))
  else trust.block(id, one.is === 'block')
  return id
}

const decided = ({ verified, blocked }: Person) => ({ verified: verified !== null, blocked })

function check(one: Step, about: AccountId | undefined, before: Map<AccountId, Person>): void {
  const after = known()
  for (const [account, person] of after) {
    const key = Buffer.from(account, 'hex')
    const was = before.get(account)
    const claimed = [...after.values()].some(({ keyChanged }) => keyChanged?.before === account)
    const isChanged = person.keyChanged !== null || claimed || trust.isReplaced(key)
    expect(trust.closed(key)).toBe(person.blocked ? 'blocked' : isChanged ? 'key-changed' : null)
    if (was === undefined) continue
    if ('device' in one) expect(decided(person)).toEqual(decided(was))
    const isOver = was.keyChanged !== null && person.keyChanged === null
    const decides = about === account ? !('device' in one) : about === was.keyChanged?.before && one.is !== 'goes'
    if (isOver) expect(decides).toBe(true)
    if (was.keyChanged === null && person.keyChanged !== null) expect(one.is).toBe('comes')
  }
}

test('a changed key is told until a person decides, or the old one speaks; nothing private goes to it meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async steps => {
      begin()
      try {
        for (const one of steps) {
          const before = known()
          check(one, take(one), before)
        }
      } finally {
        presence.stop()
        await store.close()
      }
    }),
    { numRuns: RUNS } // a failure prints its seed and its path
  )
})
