import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createVault, type KeyKeeper } from '../../electron/core/crypto/vault.ts'
import { makeFolder, plainKeeper, removeFolders } from '../support/makeCopy.ts'

const PASSPHRASE = 'correct horse battery'
let path: string
beforeEach(() => {
  path = join(makeFolder(), 'key.json')
})
afterEach(removeFolders)

const mode = () => statSync(path).mode & 0o777
const change = (over: object) =>
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...over }))

/** A keeper whose bytes nobody else can open. */
const keeperOf = (secret: number): KeyKeeper => ({
  kind: 'system',
  protect: key => key.map(byte => byte ^ secret),
  unprotect(bytes) {
    if (secret === 0) throw new Error('not mine')
    return bytes.map(byte => byte ^ secret)
  }
})

test('a new folder gets a key, and the same one ever after', () => {
  const key = createVault(path, plainKeeper).open()
  expect(key).toHaveLength(32)
  expect(Buffer.from(createVault(path, plainKeeper).open()).equals(key)).toBe(true)
  expect(createVault(join(makeFolder(), 'key.json'), plainKeeper).open()).not.toEqual(key)
  expect(mode()).toBe(0o600)
})

test('what the system keeps is not the key itself', () => {
  const key = createVault(path, keeperOf(7)).open()
  expect(readFileSync(path, 'utf8')).not.toContain(Buffer.from(key).toString('base64'))
  expect(createVault(path, keeperOf(7)).keeper).toBe('system')
})

test('a keeper that cannot open it says that the store is damaged, and changes nothing', () => {
  createVault(path, keeperOf(7))
  const before = readFileSync(path)
  expect(() => createVault(path, keeperOf(0)).open()).toThrowError(expect.objectContaining({ code: 'db.damaged' }))
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a passphrase can be set, changed and removed, and the key stays the same', async () => {
  const vault = createVault(path, plainKeeper)
  const key = vault.open()
  await vault.protect(key, PASSPHRASE)
  expect(vault.keeper).toBe('passphrase')
  expect(mode()).toBe(0o600)
  expect(() => vault.open()).toThrowError(expect.objectContaining({ code: 'store.locked' }))
  expect(Buffer.from(await createVault(path, plainKeeper).unlock(PASSPHRASE)).equals(key)).toBe(true)
  await vault.protect(key, 'another long one')
  await expect(vault.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'store.passphrase' })
  expect(Buffer.from(await vault.unlock('another long one')).equals(key)).toBe(true)
  await vault.protect(key, undefined)
  expect(Buffer.from(createVault(path, plainKeeper).open()).equals(key)).toBe(true)
  expect(readFileSync(path, 'utf8')).not.toContain('salt')
})

test('a passphrase means the same however its letters are composed', async () => {
  const vault = createVault(path, plainKeeper)
  const key = vault.open()
  await vault.protect(key, 'schl\u00fcsselbund')
  expect(Buffer.from(await vault.unlock('schlu\u0308sselbund')).equals(key)).toBe(true)
})

test('a weak passphrase is refused and the key stays as it was kept', async () => {
  const vault = createVault(path, plainKeeper)
  const before = readFileSync(path, 'utf8')
  await expect(vault.protect(vault.open(), '1234567')).rejects.toMatchObject({ code: 'store.passphrase-weak' })
  expect(vault.keeper).toBe('file')
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test.each([
  ['nothing', ''],
  ['half of it', '{"version":1,"keeper":"file","key":"AAAA'],
  ['another version', '{"version":2,"keeper":"file","key":"AAAA"}'],
  ['an unknown keeper', '{"version":1,"keeper":"cloud","key":"AAAA"}'],
  ['something more', `{"version":1,"keeper":"file","key":"${'A'.repeat(43)}=","also":1}`],
  ['no key', '{"version":1,"keeper":"file","key":""}'],
  ['a list', '[]'],
  ['far too much', `{"version":1,"keeper":"file","key":"${'A'.repeat(20_000)}"}`]
])('a key file with %s in it is damaged, and stays as it is', (_, text) => {
  writeFileSync(path, text)
  expect(() => createVault(path, plainKeeper).open()).toThrowError(expect.objectContaining({ code: 'db.damaged' }))
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a key that is too short is damaged, not used', () => {
  writeFileSync(path, '{"version":1,"keeper":"file","key":"AAAA"}')
  expect(() => createVault(path, plainKeeper).open()).toThrowError(expect.objectContaining({ code: 'db.damaged' }))
})

test.each([
  ['salt', 'AAAA'],
  ['nonce', ''],
  ['nonce', 'AAAA'],
  ['key', 'AAAA'],
  ['cost', 65_537],
  ['cost', 2 ** 30],
  ['cost', 1]
])('a passphrase file whose %s is %j is damaged', async (name, value) => {
  const vault = createVault(path, plainKeeper)
  await vault.protect(vault.open(), PASSPHRASE)
  change({ [name]: value })
  expect(() => createVault(path, plainKeeper)).toThrowError(expect.objectContaining({ code: 'db.damaged' }))
})

test('a changed byte in the sealed key opens with no passphrase', async () => {
  const vault = createVault(path, plainKeeper)
  await vault.protect(vault.open(), PASSPHRASE)
  const sealed = Buffer.from(JSON.parse(readFileSync(path, 'utf8')).key, 'base64')
  sealed[3] = (sealed[3] ?? 0) ^ 1
  change({ key: sealed.toString('base64') })
  await expect(createVault(path, plainKeeper).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'store.passphrase' })
})

test('a write that was torn leaves a file that harms nobody', async () => {
  const vault = createVault(path, plainKeeper)
  const key = vault.open()
  writeFileSync(`${path}.new`, '{"version":1,"kee')
  chmodSync(`${path}.new`, 0o666)
  expect(Buffer.from(createVault(path, plainKeeper).open()).equals(key)).toBe(true)
  await vault.protect(key, PASSPHRASE)
  expect(mode()).toBe(0o600)
  expect(readdirSync(join(path, '..'))).toEqual(['key.json'])
})

test('two copies that begin in one folder at the same time agree on the key', () => {
  let other: Uint8Array | undefined
  const slow: KeyKeeper = {
    ...plainKeeper,
    protect(key) {
      other ??= createVault(path, plainKeeper).open() // the other copy is faster
      return key
    }
  }
  const ours = createVault(path, slow).open()
  expect(Buffer.from(ours).equals(other ?? new Uint8Array())).toBe(true)
})
