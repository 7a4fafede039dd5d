/** What is decided about people and noticed of their keys: verified, changed, taken over, blocked. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPresence, GRACE_MS, type Presence } from '../../electron/core/chat/presence.ts'
import { createTrust, type Trust } from '../../electron/core/chat/trust/trust.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { safetyNumber, verificationCode } from '../../electron/core/crypto/safetyNumber.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { AccountId, Person } from '../../shared/model.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { makeStranger, type Stranger, seedOf } from '../support/stranger.ts'

const me = makeStranger('Ann')
const jonas = makeStranger('Jonas')
/** Somebody under the same name: Jonas with a new computer, or nobody of that name. */
const again = makeStranger('Jonas', 1_700_000_001_000, 'another Jonas')
/** The same in Cyrillic and other capitals. */
const lookingAlike = makeStranger('jОnas', 1_700_000_001_000, 'a third Jonas')
const zoe = makeStranger('Zoe')

let store: Store
let presence: Presence
let trust: Trust
let now: number
const onChanged = vi.fn<(accounts: AccountId[]) => void>()
const told = vi.fn<(accounts: AccountId[]) => void>()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  now = 5_000
  store = openStore(join(makeFolder(), 'earshot.db'), seedOf('store'))
  presence = createPresence({
    store,
    self: () => me.account.publicKey,
    device: () => undefined,
    now: () => now,
    effects: () => [],
    onChanged: told,
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
    safetyNumber: async (one, other) => safetyNumber(one, other),
    now: () => now,
    onChanged
  })
  onChanged.mockClear()
  told.mockClear()
})
afterEach(async () => {
  presence.stop()
  vi.useRealTimers()
  await store.close()
  removeFolders()
})

const idOf = (who: Stranger) => toHex(who.account.publicKey) as AccountId
const personOf = (who: Stranger): Person => {
  const [person] = presence.some(new Set([idOf(who)]))
  if (person === undefined) throw new Error('nobody')
  return person
}
const comes = (who: Stranger): void => void expect(presence.greeted(who.deviceId, who.greeting())).toBe(true)
function goes(who: Stranger): void {
  presence.parted(who.deviceId)
  vi.advanceTimersByTime(GRACE_MS)
}
const calls = (who: Stranger, name: string, at: number): void =>
  void presence.greeted(who.deviceId, { ...who.greeting(), profile: who.profileOf(name, at) })
const writesWith = (who: Stranger): void => store.transaction(() => trust.contact(who.account.publicKey))
const closed = (who: Stranger) => trust.closed(who.account.publicKey)

/** Somebody this account writes with, away now. */
function jonasIsKnown(): void {
  comes(jonas)
  writesWith(jonas)
  goes(jonas)
}

test('whoever was compared with is verified, until that is taken back', () => {
  comes(jonas)
  expect(personOf(jonas)).toMatchObject({ verified: null, blocked: false, keyChanged: null })
  expect(trust.verify(idOf(jonas), 'words')).toMatchObject({ name: 'Jonas', verified: { at: 5_000, how: 'words' } })
  expect(onChanged).toHaveBeenCalledWith([idOf(jonas)])
  expect(trust.unverify(idOf(jonas)).verified).toBeNull()
})

test('where what was compared is not the same, nothing private goes to them until it is', () => {
  comes(jonas)
  trust.verify(idOf(jonas), 'numbers')
  const differs = { verified: null, keyChanged: { at: 5_000, before: null, differs: true } }
  expect(trust.differ(idOf(jonas))).toMatchObject(differs)
  expect(trust.closed(jonas.account.publicKey)).toBe('key-changed')
  expect(() => trust.mayWrite(jonas.account.publicKey)).toThrow(expect.objectContaining({ code: 'key.changed' }))
  expect(trust.notTheirs(idOf(jonas))).toMatchObject(differs) // that is another question
  comes(jonas)
  expect(personOf(jonas)).toMatchObject(differs)
  expect(trust.verify(idOf(jonas), 'words')).toMatchObject({ verified: { how: 'words' }, keyChanged: null })
  expect(trust.closed(jonas.account.publicKey)).toBeNull()
})

test('somebody under a known name whose numbers differ stays closed; the one known is open again once compared', () => {
  jonasIsKnown()
  comes(again)
  trust.differ(idOf(again))
  expect([closed(again), closed(jonas)]).toEqual(['key-changed', 'key-changed'])
  trust.verify(idOf(jonas), 'numbers')
  expect([closed(again), closed(jonas)]).toEqual(['key-changed', null])
})

test('a person says which direct room there is with them', () => {
  comes(jonas)
  const other = jonas.account.publicKey
  expect(personOf(jonas).direct).toBeNull()
  const [roomId, secret] = [seedOf('room'), seedOf('secret')]
  store.transaction(() => store.rooms.joinSecret({ roomId, kind: 'direct', secret, other, name: '' }, now))
  expect(personOf(jonas).direct).toBe(toHex(roomId))
})

test('of nobody, and of oneself, nothing can be decided', () => {
  comes(me)
  for (const account of [idOf(zoe), idOf(me)])
    for (const decide of [
      () => trust.verify(account, 'numbers'),
      () => trust.differ(account),
      () => trust.unverify(account),
      () => trust.acceptKey(account),
      () => trust.notTheirs(account),
      () => trust.block(account, true),
      () => trust.scan(account, 'x')
    ])
      expect(decide).toThrow(expect.objectContaining({ code: 'person.unknown' }))
  expect(store.trust.all()).toEqual([])
})

test('both compare the same numbers and words; the code says who shows it', async () => {
  comes(jonas)
  const safety = await trust.safety(idOf(jonas))
  expect(safety.digits.join(' ')).toBe(safetyNumber(jonas.account.publicKey, me.account.publicKey).digits)
  expect(safety.words.join(' ')).toBe(safetyNumber(jonas.account.publicKey, me.account.publicKey).words)
  expect(safety.code).toBe(verificationCode(me.account.publicKey, jonas.account.publicKey))
  await expect(trust.safety(idOf(zoe))).rejects.toMatchObject({ code: 'person.unknown' })
})

test('only the code of that person for this one verifies them', () => {
  comes(jonas)
  comes(zoe)
  const [own, theirs, third] = [me, jonas, zoe].map(who => who.account.publicKey) as [
    Uint8Array,
    Uint8Array,
    Uint8Array
  ]
  const scans: Array<[string, string]> = [
    ['a picture of a cat', 'no-code'],
    [verificationCode(own, theirs), 'own'],
    [verificationCode(theirs, third), 'changed'],
    [verificationCode(third, own), 'changed'],
    [verificationCode(third, theirs), 'somebody-else']
  ]
  for (const [text, result] of scans)
    expect(trust.scan(idOf(jonas), text)).toMatchObject({ result, person: { verified: null } })
  expect(trust.scan(idOf(jonas), `${verificationCode(theirs, own)}\n`)).toMatchObject({
    result: 'same',
    person: { verified: { how: 'code' } }
  })
})

test('the name of somebody known, under another key while they are away: nothing private goes to either', () => {
  jonasIsKnown()
  now = 9_000
  comes(again)
  expect(personOf(again).keyChanged).toEqual({ at: 9_000, before: idOf(jonas), differs: false })
  expect(personOf(jonas).keyChanged).toBeNull()
  expect([closed(again), closed(jonas)]).toEqual(['key-changed', 'key-changed'])
  for (const who of [again, jonas])
    expect(() => trust.mayWrite(who.account.publicKey)).toThrow(expect.objectContaining({ code: 'key.changed' }))
})

test('a name that only looks like theirs counts as theirs', () => {
  jonasIsKnown()
  comes(lookingAlike)
  expect(personOf(lookingAlike).keyChanged?.before).toBe(idOf(jonas))
})

test('of somebody verified as of somebody written with', () => {
  comes(jonas)
  trust.verify(idOf(jonas), 'code')
  goes(jonas)
  comes(again)
  expect(personOf(again).keyChanged?.before).toBe(idOf(jonas))
})

test('whoever takes the name later is noticed then, also if this account writes with them', () => {
  jonasIsKnown()
  comes(zoe)
  writesWith(zoe)
  expect(closed(zoe)).toBeNull()
  calls(zoe, 'Jonas', 1_700_000_009_000)
  expect(personOf(zoe).keyChanged?.before).toBe(idOf(jonas))
  expect(closed(zoe)).toBe('key-changed')
})

test('two who are here at the same time are two people: a look-alike, and nothing is closed', () => {
  comes(jonas)
  writesWith(jonas)
  comes(again)
  expect(personOf(again)).toMatchObject({ lookalike: true, keyChanged: null })
  goes(jonas)
  comes(again)
  expect([personOf(again).keyChanged, closed(jonas), closed(again)]).toEqual([null, null, null])
})

test('whom one knew beside the other before writing with either has not taken their place', () => {
  comes(again)
  comes(jonas)
  goes(jonas)
  writesWith(jonas)
  comes(again)
  expect([personOf(again).keyChanged, closed(jonas)]).toEqual([null, null])
})

test('nobody takes the place of a stranger', () => {
  comes(jonas)
  goes(jonas)
  comes(again)
  expect(personOf(again)).toMatchObject({ lookalike: true, keyChanged: null })
})

test('where the key that was known speaks again, it was not replaced', () => {
  jonasIsKnown()
  comes(again)
  told.mockClear()
  comes(jonas)
  expect(personOf(again)).toMatchObject({ lookalike: true, keyChanged: null })
  expect([closed(jonas), closed(again)]).toEqual([null, null])
  expect(told.mock.calls.flat(2)).toContain(idOf(again))
})

test('that others say to reach them proves nothing', () => {
  jonasIsKnown()
  comes(zoe)
  presence.told(zoe.deviceId, [{ device: jonas.deviceId, relay: null }])
  vi.advanceTimersByTime(60_000)
  expect(personOf(jonas).nearness).toBe('via')
  comes(again)
  expect(personOf(again).keyChanged?.before).toBe(idOf(jonas))
})

test('accepted: the new key takes the place of the old one, unverified', () => {
  jonasIsKnown()
  trust.verify(idOf(jonas), 'code')
  comes(again)
  expect(trust.acceptKey(idOf(again))).toMatchObject({ keyChanged: null, verified: null, lookalike: false })
  expect(personOf(jonas)).toMatchObject({ verified: null, lookalike: true })
  expect(trust.isContact(again.account.publicKey)).toBe(true)
  expect(trust.isContact(jonas.account.publicKey)).toBe(false)
  expect([closed(jonas), closed(again)]).toEqual(['key-changed', null])
  expect(onChanged.mock.lastCall?.[0]).toEqual([idOf(again), idOf(jonas)])
  // and is guarded as the old one was
  goes(again)
  comes(lookingAlike)
  expect(personOf(lookingAlike).keyChanged?.before).toBe(idOf(again))
})

test('compared: the new key is accepted and verified at once', () => {
  jonasIsKnown()
  comes(again)
  expect(trust.verify(idOf(again), 'numbers')).toMatchObject({ keyChanged: null, verified: { how: 'numbers' } })
  expect([closed(jonas), trust.isContact(jonas.account.publicKey)]).toEqual(['key-changed', false])
})

test('the old key compared after another was accepted: that was a mistake', () => {
  jonasIsKnown()
  comes(again)
  trust.acceptKey(idOf(again))
  trust.verify(idOf(jonas), 'numbers')
  expect([closed(jonas), trust.isContact(jonas.account.publicKey), closed(again)]).toEqual([null, true, null])
  expect([personOf(jonas).lookalike, personOf(again).lookalike]).toEqual([true, true])
})

test('the old key compared again: whoever seemed to take its place is somebody else', () => {
  jonasIsKnown()
  comes(again)
  trust.verify(idOf(jonas), 'numbers')
  expect([personOf(again).keyChanged, closed(jonas), closed(again)]).toEqual([null, null, null])
  expect(onChanged.mock.calls.flat(2)).toContain(idOf(again))
})

test.each(['somebody else of that name', 'blocked'])('%s: the old key stays, and its room is open again', how => {
  jonasIsKnown()
  comes(again)
  const decided = how === 'blocked' ? trust.block(idOf(again), true) : trust.notTheirs(idOf(again))
  expect(decided.keyChanged).toBeNull()
  expect([closed(jonas), trust.isContact(jonas.account.publicKey)]).toEqual([null, true])
  expect(closed(again)).toBe(how === 'blocked' ? 'blocked' : null)
  comes(again)
  expect(personOf(again).keyChanged).toBeNull()
})

test('whoever is blocked closes nothing, whatever they are called', () => {
  jonasIsKnown()
  comes(zoe)
  trust.block(idOf(zoe), true)
  calls(zoe, 'Jonas', 1_700_000_009_000)
  expect([personOf(zoe).keyChanged, closed(jonas), closed(zoe)]).toEqual([null, null, 'blocked'])
})

test('nothing decides by itself: neither going and coming nor another name', () => {
  jonasIsKnown()
  comes(again)
  goes(again)
  comes(again)
  calls(again, 'Somebody', 1_700_000_009_000)
  expect([closed(jonas), closed(again)]).toEqual(['key-changed', 'key-changed'])
})

const NEW_COMPUTER = makeStranger('Jonas', 1_700_000_002_000, 'Jonas', 'a new computer')

test('the same account with another computer: loud, until it is accepted', () => {
  const counts = () => toHex(trust.certificateOf(jonas.account.publicKey) ?? new Uint8Array())
  comes(jonas)
  now = 9_000
  comes(NEW_COMPUTER)
  expect(personOf(jonas).keyChanged).toEqual({ at: 9_000, before: null, differs: false })
  expect(closed(jonas)).toBe('key-changed')
  expect(counts()).toBe(toHex(jonas.certificate))
  comes(jonas) // the old one again decides nothing: both are that account
  expect(closed(jonas)).toBe('key-changed')
  expect(trust.notTheirs(idOf(jonas)).keyChanged).not.toBeNull()
  expect(trust.acceptKey(idOf(jonas)).keyChanged).toBeNull()
  expect(counts()).toBe(toHex(NEW_COMPUTER.certificate))
  comes(jonas)
  comes(NEW_COMPUTER)
  expect(closed(jonas)).toBeNull()
})

test('after an accepted one, a third is loud again', () => {
  comes(jonas)
  comes(NEW_COMPUTER)
  trust.acceptKey(idOf(jonas))
  comes(makeStranger('Jonas', 1_600_000_000_000, 'Jonas', 'a stolen account'))
  expect(closed(jonas)).toBe('key-changed')
})

test('comparing speaks of the account: it stays verified under a new computer, which is accepted by hand', () => {
  comes(jonas)
  trust.verify(idOf(jonas), 'code')
  comes(NEW_COMPUTER)
  expect(personOf(jonas)).toMatchObject({ verified: { how: 'code' }, keyChanged: { before: null } })
  expect(trust.acceptKey(idOf(jonas))).toMatchObject({ verified: { how: 'code' }, keyChanged: null })
})

test('blocking is for the account, whatever it is called, and can be taken back', () => {
  comes(zoe)
  expect(trust.block(idOf(zoe), true).blocked).toBe(true)
  expect(() => trust.mayWrite(zoe.account.publicKey)).toThrow(expect.objectContaining({ code: 'person.blocked' }))
  calls(zoe, 'Nobody', 1_700_000_009_000)
  expect(personOf(zoe)).toMatchObject({ name: 'Nobody', blocked: true })
  expect(trust.block(idOf(zoe), false).blocked).toBe(false)
  expect(closed(zoe)).toBeNull()
})

test('nobody about whom something was decided is forgotten for the sake of strangers', () => {
  for (const who of [jonas, zoe, again]) {
    comes(who)
    goes(who)
  }
  writesWith(jonas)
  trust.block(idOf(zoe), true)
  now = 10_000
  const { account: _, ...stranger } = {
    account: 0,
    certificate: new Uint8Array(),
    profile: new Uint8Array(),
    deviceName: 'x',
    name: 'x',
    hue: 155,
    status: '',
    profileAt: 1
  }
  store.transaction(() => {
    for (let n = 0; n < 5_000; n++) {
      const key = seedOf(`stranger ${n}`)
      store.people.introduce({ ...stranger, account: key, device: key }, now)
    }
  })
  expect(presence.some(new Set([idOf(jonas), idOf(zoe), idOf(again)])).map(person => person.name)).toEqual([
    'Jonas',
    'Zoe'
  ])
})
