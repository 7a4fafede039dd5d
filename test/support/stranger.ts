/** Somebody who is not a copy of Earshot: signs what they like, byte by byte. For valid, forged and malformed events. */
import type { Greeting, NetworkEvents } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import {
  type EditSaid,
  encodeEdit,
  encodeMessage,
  encodePin,
  encodeProfileEntry,
  encodeReact,
  encodeRedact,
  encodeTopic,
  type RedactSaid
} from '../../electron/core/crypto/bodies.ts'
import { labelled, sha256 } from '../../electron/core/crypto/bytes.ts'
import { deviceIdOf } from '../../electron/core/crypto/deviceId.ts'
import { agreementPublicKey, type SigningKey, signingKey } from '../../electron/core/crypto/ed25519.ts'
import { type Entry, encodeEntry, KIND, signEntry } from '../../electron/core/crypto/event.ts'
import { signCertificate, signProfile } from '../../electron/core/crypto/identity.ts'
import { Header, SignedEvent } from '../../electron/core/crypto/pb/wire.ts'
import type { DeviceId } from '../../shared/model.ts'

/** Bytes that depend on nothing but a text: keys that are the same in every run. */
export const seedOf = (text: string): Uint8Array => sha256(new TextEncoder().encode(`seed of ${text}`))
export const hlcAt = (ms: number, counter = 0): bigint => (BigInt(ms) << 16n) + BigInt(counter)

export interface Stranger {
  name: string
  account: SigningKey
  device: SigningKey
  deviceSeed: Uint8Array
  deviceId: DeviceId
  certificate: Uint8Array
  profile: Uint8Array
  greeting(channels?: string[]): Greeting
  /** A profile that says something else, signed. */
  profileOf(name: string, updatedAt: number): Uint8Array
}

/**
 * @param seed what the keys are made from: one name may have several
 * @param computer the same for what belongs to a computer: one account may have several
 */
export function makeStranger(name: string, at = 1_700_000_000_000, seed = name, computer = seed): Stranger {
  const account = signingKey(seedOf(`account ${seed}`))
  const deviceSeed = seedOf(`device ${computer}`)
  const device = signingKey(deviceSeed)
  const accountKey = account.publicKey
  const profileOf = (called: string, updatedAt: number): Uint8Array =>
    signProfile({ accountKey, name: called, hue: 155, status: 'by the window', updatedAt }, device)
  const certificate = signCertificate(
    {
      accountKey,
      deviceKey: device.publicKey,
      mlsSignatureKey: signingKey(seedOf(`mls ${computer}`)).publicKey,
      inboxKey: agreementPublicKey(seedOf(`inbox ${computer}`)),
      deviceName: 'Field laptop',
      createdAt: at,
      counter: 1
    },
    account,
    device
  )
  const profile = profileOf(name, at)
  return {
    name,
    account,
    device,
    deviceSeed,
    deviceId: deviceIdOf(device.publicKey),
    certificate,
    profile,
    profileOf,
    greeting: (channels = ['everyone']) => ({ certificate, profile, channels })
  }
}

/** One writer's log in a channel, entry by entry. */
export interface StrangersLog {
  readonly entries: Entry[]
  add(kind: number, body: Uint8Array, hlc: bigint, parents?: Uint8Array[]): Entry
  introduce(ms: number, profile?: Uint8Array): Entry
  say(text: string, ms: number, counter?: number): Entry
  /** A message that says more than its text. */
  write(said: Parameters<typeof encodeMessage>[0], ms: number): Entry
  edit(target: Entry, text: string, ms: number, mentions?: EditSaid['mentions']): Entry
  redact(target: Entry, ms: number, said?: Partial<RedactSaid>): Entry
  react(target: Entry, emoji: string, ms: number, on?: boolean): Entry
  pin(target: Entry, ms: number, on?: boolean): Entry
  topic(text: string, ms: number): Entry
}

export function makeLog(who: Stranger, channel = 'everyone'): StrangersLog {
  const entries: Entry[] = []
  const add: StrangersLog['add'] = (kind, body, hlc, parents = []) => {
    const last = entries.at(-1)
    const room = publicRoomId(channel)
    const entry = signEntry(
      { room, seq: last === undefined ? 0 : last.seq + 1, prev: last?.id, parents, hlc, kind, body },
      who.device
    )
    entries.push(entry)
    return entry
  }
  return {
    entries,
    add,
    introduce: (ms, profile = who.profile) =>
      add(KIND.profile, encodeProfileEntry(who.certificate, profile), hlcAt(ms)),
    say: (text, ms, counter = 0) => add(KIND.message, encodeMessage({ text }), hlcAt(ms, counter)),
    write: (said, ms) => add(KIND.message, encodeMessage(said), hlcAt(ms)),
    edit: ({ id: target }, text, ms, mentions = []) =>
      add(KIND.edit, encodeEdit({ target, text, mentions }), hlcAt(ms)),
    redact: ({ id: target }, ms, said = {}) =>
      add(KIND.redact, encodeRedact({ target, edits: [], inRoom: true, ...said }), hlcAt(ms)),
    react: ({ id: target }, emoji, ms, on = true) => add(KIND.react, encodeReact({ target, emoji, on }), hlcAt(ms)),
    pin: ({ id: target }, ms, on = true) => add(KIND.pin, encodePin({ target, on }), hlcAt(ms)),
    topic: (text, ms) => add(KIND.topic, encodeTopic(text), hlcAt(ms))
  }
}

/** The bytes of an entry with a header that says something else, hashed and signed as if it were right. */
export function forge(entry: Entry, over: Partial<Header> & { body?: Uint8Array }, by: SigningKey): Uint8Array {
  const body = over.body ?? entry.body
  const header = Header.encode({
    room: entry.room,
    device: by.publicKey,
    seq: BigInt(entry.seq),
    prev: entry.prev ?? new Uint8Array(),
    parents: entry.parents,
    hlc: entry.hlc,
    kind: entry.kind,
    bodyHash: sha256(body),
    bodyLength: body.byteLength,
    ...over
  } as Header)
  const signature = by.sign(labelled('earshot/event/1', sha256(header)))
  return SignedEvent.encode({ header, body, signature } as SignedEvent)
}

export const bytesOf = (entry: Entry): Uint8Array => encodeEntry(entry)

/** What a bare node answers: it knows nobody and keeps nothing. */
export const deaf = (over: Partial<NetworkEvents> = {}): NetworkEvents => ({
  greeting: () => undefined,
  greeted: () => true,
  welcomed() {},
  parted() {},
  proved() {},
  measured() {},
  reached() {},
  told() {},
  subscribed() {},
  introductions: () => [],
  receipts() {},
  keys: () => [],
  carrying: () => undefined,
  history: () => undefined,
  syncing: () => undefined,
  statusChanged() {},
  ...over
})
