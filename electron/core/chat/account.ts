/** This account: its keys, its certificate, its profile. The only code that reads the private keys. */
import { ChatError } from '../../../shared/errors.ts'
import { MAX_DEVICE_NAME_CHARS, MAX_NAME_CHARS, MAX_STATUS_CHARS } from '../../../shared/limits.ts'
import type { AccountId, Me } from '../../../shared/model.ts'
import { optionalLine, personName } from '../../../shared/names.ts'
import { sha256, toHex } from '../crypto/bytes.ts'
import { deviceIdOf } from '../crypto/deviceId.ts'
import { agreementPublicKey, newSeed, type SigningKey, signingKey } from '../crypto/ed25519.ts'
import { openFromInbox } from '../crypto/groups/inbox.ts'
import {
  type Certificate,
  openCertificate,
  openProfile,
  type Profile,
  signCertificate,
  signProfile
} from '../crypto/identity.ts'
import { type Agreeing, directSecret } from '../crypto/roomSecrets.ts'
import type { Store } from '../store/store.ts'

/** The keys of an account that may not be in use yet. */
export interface Keys {
  account: Uint8Array
  device: Uint8Array
  'mls-signature': Uint8Array
  inbox: Uint8Array
}

export const newKeys = (): Keys => ({
  account: newSeed(),
  device: newSeed(),
  'mls-signature': newSeed(),
  inbox: newSeed()
})

/** Seeds the keyprint of an account: SHA-256 of its public key, in hex. */
export const keyprintOf = (accountKey: Uint8Array): string => toHex(sha256(accountKey))

export interface Account {
  readonly device: SigningKey
  readonly deviceNum: number
  readonly person: number
  readonly accountKey: Uint8Array
  /** For libp2p, whose PeerId this key is. */
  readonly deviceSeed: Uint8Array
  /** For the thread of send groups: the private half of the MLS key in the certificate. To be wiped once it was copied. */
  mlsSeed(): Uint8Array
  /** What the direct room with somebody is made of. Undefined where nothing can be agreed with their key. */
  directSecret(other: Agreeing): Uint8Array | undefined
  /** What was sealed to the inbox key of this device. */
  openInbox(sealed: Uint8Array): ReturnType<typeof openFromInbox>
  me(): Me
  certificate(): Uint8Array
  profile(): Uint8Array
  /** Throws ChatError name.person, invalid-input. */
  change(next: { name?: string; hue?: number; status?: string }): Me
}

export interface Introducing {
  name: string
  hue: number
  deviceName: string
}

/** Makes the account of this store. Throws ChatError account.exists, name.person. */
export function createAccount(store: Store, keys: Keys, who: Introducing, now: () => number): Account {
  if (store.secrets.get('account') !== undefined) throw new ChatError('account.exists')
  const name = personName(who.name, MAX_NAME_CHARS)
  const deviceName = personName(who.deviceName, MAX_DEVICE_NAME_CHARS) ?? 'Computer'
  if (name === undefined) throw new ChatError('name.person')

  const account = signingKey(keys.account)
  const device = signingKey(keys.device)
  const accountKey = account.publicKey
  const certificate: Certificate = {
    accountKey,
    deviceKey: device.publicKey,
    mlsSignatureKey: signingKey(keys['mls-signature']).publicKey,
    inboxKey: agreementPublicKey(keys.inbox),
    deviceName,
    createdAt: now(),
    counter: 1
  }
  store.transaction(() => {
    for (const [secret, seed] of Object.entries(keys)) store.secrets.put(secret as keyof Keys, seed)
    const profile: Profile = { accountKey, name, hue: who.hue, status: '', updatedAt: now() }
    keep(
      store,
      certificate,
      signCertificate(certificate, account, device),
      profile,
      signProfile(profile, device),
      now()
    )
  })
  return openAccount(store, now) as Account
}

/** The account of this store, or undefined before the first screen was answered. */
export function openAccount(store: Store, now: () => number): Account | undefined {
  const deviceSeed = store.secrets.get('device')
  if (deviceSeed === undefined) return undefined
  const device = signingKey(deviceSeed)
  const row = store.people.device(device.publicKey)
  const certificate = openCertificate(row?.certificate ?? new Uint8Array())
  if (row?.certificate == null || certificate === undefined || row.person === null) throw new ChatError('db.damaged')
  const { accountKey, deviceName } = certificate
  const person = row.person
  const self = () => store.people.byAccount(accountKey)
  const secret = (name: 'mls-signature' | 'inbox'): Uint8Array => {
    const found = store.secrets.get(name)
    if (found === undefined) throw new ChatError('db.damaged')
    return found
  }

  function withInbox<T>(work: (scalar: Uint8Array) => T): T {
    const scalar = secret('inbox')
    try {
      return work(scalar)
    } finally {
      scalar.fill(0)
    }
  }

  const me = (): Me => ({
    account: toHex(accountKey) as AccountId,
    peerId: deviceIdOf(device.publicKey),
    name: self()?.name ?? '',
    hue: self()?.hue ?? 200,
    status: self()?.status ?? '',
    deviceName,
    keyprint: keyprintOf(accountKey)
  })

  return {
    device,
    deviceNum: store.people.deviceNum(device.publicKey, now()),
    person,
    accountKey,
    deviceSeed,
    mlsSeed: () => secret('mls-signature'),
    directSecret: other => withInbox(scalar => directSecret(scalar, accountKey, other)),
    openInbox: sealed => withInbox(scalar => openFromInbox(device.publicKey, scalar, sealed)),
    me,
    certificate: () => row.certificate ?? new Uint8Array(),
    profile: () => store.people.device(device.publicKey)?.profile ?? new Uint8Array(),
    change(next) {
      const current = me()
      const name = personName(next.name ?? current.name, MAX_NAME_CHARS)
      const status = optionalLine(next.status ?? current.status, MAX_STATUS_CHARS)
      if (name === undefined || status === undefined) throw new ChatError('name.person')
      const said = openProfile(store.people.device(device.publicKey)?.profile ?? new Uint8Array(), certificate)
      const updatedAt = Math.max(now(), (said?.updatedAt ?? 0) + 1) // the newest counts, also when the clock went back
      const profile: Profile = { accountKey, name, hue: next.hue ?? current.hue, status, updatedAt }
      const signed = signProfile(profile, device)
      store.transaction(() => keep(store, certificate, row.certificate ?? new Uint8Array(), profile, signed, now()))
      return me()
    }
  }
}

function keep(
  store: Store,
  certificate: Certificate,
  signedCertificate: Uint8Array,
  profile: Profile,
  signedProfile: Uint8Array,
  now: number
): void {
  store.people.introduce(
    {
      account: certificate.accountKey,
      device: certificate.deviceKey,
      certificate: signedCertificate,
      profile: signedProfile,
      deviceName: certificate.deviceName,
      name: profile.name,
      hue: profile.hue,
      status: profile.status,
      profileAt: profile.updatedAt
    },
    now
  )
}
