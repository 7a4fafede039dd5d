/**
 * What a device hands out so that others can write to it while it is away: key packages, signed together. Which of them is
 * used, and when new ones are due. Spec: docs/protocol/15-key-packages.md
 */
import { equal, labelled, sha256, toHex, utf8 } from '../bytes.ts'
import { KEY_BYTES, type SigningKey, verify } from '../ed25519.ts'
import { MAX_PACKAGE_BYTES } from './packages.ts'
import { KeyBundleBody, SignedKeyBundle } from './pb/groups.ts'

const LABEL = 'earshot/key-bundle/1'
const REF_LABEL = 'MLS 1.0 KeyPackage Reference'
const DAY_MS = 24 * 60 * 60 * 1000
/** One-time packages in one bundle. */
export const MAX_ONCE = 16
export const MAX_BUNDLE_BYTES = 18 * 1024
/** So long a bundle can be used; somebody may be away as long and still be written to. */
export const BUNDLE_LIFE_MS = 90 * DAY_MS
/** A new last resort is made when the present one is as old as this. */
export const ROTATE_AFTER_MS = 7 * DAY_MS
/** Private halves outlive their bundle by the longest time that a courier carries something. */
export const KEEP_AFTER_MS = 30 * DAY_MS
/** One-time packages that one peer is given, and from how few left on it is given more. */
export const ONCE_GIVEN = 4
export const ONCE_LOW = 2
const AHEAD_MS = DAY_MS

/** What a device says of its key packages. */
export interface KeyBundle {
  device: Uint8Array
  /** The one device that this is for; undefined: anybody, and then there are no one-time packages. */
  audience: Uint8Array | undefined
  /** Of one device and audience the largest counts. */
  counter: number
  createdAt: number
  expiresAt: number
  lastResort: Uint8Array
  once: Uint8Array[]
}

export type BundleRefusal =
  | 'bundle-malformed'
  | 'bundle-device'
  | 'bundle-signature'
  | 'bundle-audience'
  | 'bundle-expired'
  | 'bundle-future'

export function signBundle(bundle: KeyBundle, device: SigningKey): Uint8Array {
  const body = KeyBundleBody.encode({
    ...bundle,
    audience: bundle.audience ?? new Uint8Array(),
    counter: BigInt(bundle.counter),
    createdAt: BigInt(bundle.createdAt),
    expiresAt: BigInt(bundle.expiresAt)
  } as KeyBundleBody)
  return SignedKeyBundle.encode({ body, signature: device.sign(labelled(LABEL, body)) } as SignedKeyBundle)
}

/**
 * A bundle that holds, of the device it is asked for. Its packages are looked at when one is used.
 *
 * @param reader our own device key: one-time packages for somebody else are not ours to take
 */
export function openBundle(
  bytes: Uint8Array,
  device: Uint8Array,
  reader: Uint8Array,
  now: number
): { bundle: KeyBundle } | { refusal: BundleRefusal } {
  const found = decode(bytes)
  if (found === undefined) return { refusal: 'bundle-malformed' }
  const { bundle, body, signature } = found
  if (!equal(bundle.device, device)) return { refusal: 'bundle-device' }
  if (!verify(device, labelled(LABEL, body), signature)) return { refusal: 'bundle-signature' }
  if (bundle.audience !== undefined && !equal(bundle.audience, reader)) return { refusal: 'bundle-audience' }
  if (bundle.createdAt > now + AHEAD_MS) return { refusal: 'bundle-future' }
  if (bundle.expiresAt <= now) return { refusal: 'bundle-expired' }
  return { bundle }
}

function decode(bytes: Uint8Array) {
  if (bytes.byteLength > MAX_BUNDLE_BYTES) return undefined
  try {
    const { body, signature } = SignedKeyBundle.decode(bytes)
    const said = KeyBundleBody.decode(body, { limits: { once: MAX_ONCE } })
    const bundle: KeyBundle = {
      ...said,
      audience: said.audience.byteLength === 0 ? undefined : said.audience,
      counter: Number(said.counter),
      createdAt: Number(said.createdAt),
      expiresAt: Number(said.expiresAt)
    }
    return holdsTogether(bundle) ? { bundle, body, signature } : undefined
  } catch {
    return undefined
  }
}

function holdsTogether({ device, audience, counter, createdAt, expiresAt, lastResort, once }: KeyBundle): boolean {
  if (device.byteLength !== KEY_BYTES || (audience ?? device).byteLength !== KEY_BYTES) return false
  if (![counter, createdAt, expiresAt].every(Number.isSafeInteger)) return false
  if (expiresAt <= createdAt || expiresAt - createdAt > BUNDLE_LIFE_MS) return false
  if (audience === undefined && once.length > 0) return false
  if ([lastResort, ...once].some(({ byteLength }) => byteLength === 0 || byteLength > MAX_PACKAGE_BYTES)) return false
  return new Set([lastResort, ...once].map(toHex)).size === once.length + 1
}

/** KeyPackageRef of RFC 9420, 5.2. */
export function packageRef(bytes: Uint8Array): Uint8Array {
  const label = utf8(REF_LABEL)
  const length = bytes.byteLength < 64 ? [bytes.byteLength] : [0x40 | (bytes.byteLength >> 8), bytes.byteLength & 0xff]
  return sha256(Uint8Array.of(label.byteLength), label, Uint8Array.from(length), bytes)
}

export interface Chosen {
  package: Uint8Array
  kind: 'once' | 'last-resort'
}

/**
 * The package to add a device by: an unused one-time one of the newest bundle made for us, or the newest last resort. None
 * where every bundle is over: then the other side has to be met, or its bundle, first.
 *
 * @param used refs (hex) of packages that we have used
 */
export function choosePackage(
  bundles: readonly KeyBundle[],
  used: ReadonlySet<string>,
  now: number
): Chosen | undefined {
  const valid = bundles.filter(({ expiresAt }) => expiresAt > now)
  const own = newest(valid.filter(({ audience }) => audience !== undefined))
  const once = own?.once.find(bytes => !used.has(toHex(packageRef(bytes))))
  if (once !== undefined) return { package: once, kind: 'once' }
  const last = valid.toSorted((a, b) => b.createdAt - a.createdAt)[0]
  return last && { package: last.lastResort, kind: 'last-resort' }
}

const newest = (bundles: readonly KeyBundle[]): KeyBundle | undefined =>
  bundles.toSorted((a, b) => b.counter - a.counter)[0]

/** What is due of our own packages. */
export interface PackagesDue {
  lastResort: boolean
  /** One-time packages to make for this peer. */
  once: number
}

/**
 * @param lastResortAt when the present last resort was made; undefined: there is none
 * @param left one-time packages of this peer that nobody has used yet
 */
export const packagesDue = (lastResortAt: number | undefined, left: number, now: number): PackagesDue => ({
  lastResort: lastResortAt === undefined || now - lastResortAt >= ROTATE_AFTER_MS || now < lastResortAt,
  once: left < ONCE_LOW ? ONCE_GIVEN - left : 0
})

/** Whether a private half is to be erased; a one-time one is erased with its first use in any case. */
export const isOver = (expiresAt: number, now: number): boolean => now >= expiresAt + KEEP_AFTER_MS
