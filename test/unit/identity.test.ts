import { describe, expect, test } from 'vitest'
import { labelled } from '../../electron/core/crypto/bytes.ts'
import { signingKey, verify } from '../../electron/core/crypto/ed25519.ts'
import {
  type Certificate,
  openCertificate,
  openProfile,
  signCertificate,
  signProfile
} from '../../electron/core/crypto/identity.ts'
import { SignedProfile } from '../../electron/core/crypto/pb/wire.ts'
import { makeStranger, seedOf } from '../support/stranger.ts'

const ada = makeStranger('Ada')
const mallory = makeStranger('Mallory')
const open = (bytes: Uint8Array): Certificate => {
  const certificate = openCertificate(bytes)
  if (certificate === undefined) throw new Error('the certificate does not hold')
  return certificate
}
const real = open(ada.certificate)
const profile = { accountKey: real.accountKey, name: 'Ada', hue: 155, status: '', updatedAt: 1 }
const certify = (over: Partial<Certificate>, account = ada.account, device = ada.device) =>
  openCertificate(signCertificate({ ...real, ...over }, account, device))

describe('a certificate', () => {
  test('says what was signed', () => {
    expect(certify({ counter: 2 })).toEqual({ ...real, counter: 2 })
  })
  test.each([
    ['the account did not sign', () => certify({}, mallory.account)],
    ['the device did not countersign', () => certify({}, ada.account, mallory.device)],
    ['claims a device that is not theirs', () => certify({ deviceKey: mallory.device.publicKey })],
    ['claims an account that is not theirs', () => certify({ accountKey: mallory.account.publicKey })],
    ['has a short key', () => certify({ inboxKey: new Uint8Array(31) })],
    ['has no device name', () => certify({ deviceName: '' })],
    ['has a device name that turns text', () => certify({ deviceName: 'a\u202Eb' })],
    ['has a device name of 65 letters', () => certify({ deviceName: 'x'.repeat(65) })],
    ['is too large', () => openCertificate(new Uint8Array([...ada.certificate, ...new Uint8Array(1_024)]))]
  ])('that %s is none', (_, made) => {
    expect(made()).toBeUndefined()
  })
})

describe('a profile', () => {
  const say = (over: Partial<typeof profile>, device = ada.device) =>
    openProfile(signProfile({ ...profile, ...over }, device), real)

  test('says what was signed', () => {
    expect(say({ status: 'on the roof' })).toEqual({ ...profile, status: 'on the roof' })
  })
  test.each([
    ['another device signed', () => say({}, mallory.device)],
    ['speaks of another account', () => say({ accountKey: mallory.account.publicKey })],
    ['has no name', () => say({ name: '' })],
    ['has a name of 65 letters', () => say({ name: 'x'.repeat(65) })],
    ['has a name that is not tidy', () => say({ name: ' Ada' })],
    ['has a name that hides something', () => say({ name: 'A\u200Bda' })],
    ['has a status of 121 letters', () => say({ status: 'x'.repeat(121) })],
    ['has a hue that is none', () => say({ hue: 1 })]
  ])('that %s is none', (_, made) => {
    expect(made()).toBeUndefined()
  })

  test('whose name is not well-formed UTF-8 is none', () => {
    const { body } = SignedProfile.decode(signProfile({ ...profile, name: 'AAda' }, ada.device))
    const at = Buffer.from(body).indexOf('AAda')
    body.set([0xc1, 0x81], at) // a lenient decoder reads an A
    const signature = ada.device.sign(labelled('earshot/profile/1', body))
    expect(openProfile(SignedProfile.encode({ body, signature } as SignedProfile), real)).toBeUndefined()
  })

  test('with a time beyond all counting is as old as can be', () => {
    const body = SignedProfile.decode(signProfile(profile, ada.device)).body
    const far = Uint8Array.from([...body.subarray(0, -2), 0x28, ...new Uint8Array(9).fill(0xff), 1])
    const signature = ada.device.sign(labelled('earshot/profile/1', far))
    expect(openProfile(SignedProfile.encode({ body: far, signature } as SignedProfile), real)?.updatedAt).toBe(0)
  })
})

test('a signature of the wrong length or by a key off the curve is none, and throws nothing', () => {
  const key = signingKey(seedOf('any'))
  const message = new Uint8Array([1, 2, 3])
  const signature = key.sign(message)
  expect(verify(key.publicKey, message, signature)).toBe(true)
  expect(verify(key.publicKey, message, signature.subarray(1))).toBe(false)
  expect(verify(key.publicKey.subarray(1), message, signature)).toBe(false)
  expect(verify(new Uint8Array(32).fill(0xff), message, signature)).toBe(false)
  expect(verify(new Uint8Array(32), message, new Uint8Array(64))).toBe(false)
})
