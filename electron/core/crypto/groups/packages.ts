/** Key packages: what a device hands out so that others can add it, made and checked. Spec: docs/protocol/15-key-packages.md */
import type { Capabilities, KeyPackage, Lifetime } from 'ts-mls'
import {
  decodeKeyPackage,
  encodeKeyPackage,
  generateKeyPackageWithKey,
  makeKeyPackageRef,
  verifyKeyPackage
} from 'ts-mls/keyPackage.js'
import { verifyLeafNodeSignatureKeyPackage } from 'ts-mls/leafNode.js'
import { equal } from '../bytes.ts'
import { KEY_BYTES, type SigningKey } from '../ed25519.ts'
import { isShare } from './hpke.ts'
import { decodeStrictly } from './mls.ts'
import { Refused } from './refusal.ts'
import { lend, SUITE_NAME, suite } from './suite.ts'

export const MAX_PACKAGE_BYTES = 1_024

/** The two keys of a device's certificate that its packages must bear out. */
export interface DeviceKeys {
  deviceKey: Uint8Array
  mlsSignatureKey: Uint8Array
}

/** A key package of ours with its private halves. Secret; erased once it was used, or is over. */
export interface OwnPackage {
  /** The KeyPackage as others get it. */
  bytes: Uint8Array
  /** Its KeyPackageRef, by which a Welcome names it. */
  ref: Uint8Array
  initKey: Uint8Array
  leafKey: Uint8Array
}

/** All that a package is for; how long is said by the bundle that it stands in. */
const CAPABILITIES: Capabilities = {
  versions: ['mls10'],
  ciphersuites: [SUITE_NAME],
  extensions: [],
  proposals: [],
  credentials: ['basic']
}
const FOREVER: Lifetime = { notBefore: 0n, notAfter: 2n ** 63n - 1n }

export async function makePackage(deviceKey: Uint8Array, signer: SigningKey): Promise<OwnPackage> {
  const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
    { credentialType: 'basic', identity: deviceKey },
    CAPABILITIES,
    FOREVER,
    [],
    { signKey: lend(signer), publicKey: signer.publicKey },
    suite
  )
  return {
    bytes: encodeKeyPackage(publicPackage),
    ref: await makeKeyPackageRef(publicPackage, suite.hash),
    initKey: privatePackage.initPrivateKey,
    leafKey: privatePackage.hpkePrivateKey
  }
}

/** A key package of that device, or Refused with what is wrong with it. */
export async function openPackage(bytes: Uint8Array, { deviceKey, mlsSignatureKey }: DeviceKeys): Promise<KeyPackage> {
  const found =
    bytes.byteLength > MAX_PACKAGE_BYTES ? undefined : decodeStrictly(bytes, decodeKeyPackage, encodeKeyPackage)
  if (found === undefined) throw new Refused('package-malformed')
  const { leafNode } = found
  if (leafNode.leafNodeSource !== 'key_package' || leafNode.extensions.length + found.extensions.length > 0)
    throw new Refused('package-malformed')
  if (found.cipherSuite !== SUITE_NAME || found.version !== 'mls10') throw new Refused('package-suite')
  if (!supportsOurs(leafNode.capabilities)) throw new Refused('package-suite')
  const { credential } = leafNode
  if (credential.credentialType !== 'basic' || !equal(credential.identity, deviceKey))
    throw new Refused('package-device')
  if (!equal(leafNode.signaturePublicKey, mlsSignatureKey)) throw new Refused('package-signature-key')
  const { notBefore, notAfter } = leafNode.lifetime
  if (notBefore !== FOREVER.notBefore || notAfter !== FOREVER.notAfter) throw new Refused('package-lifetime')
  if (!(await isSigned(found))) throw new Refused('package-signature')
  if (equal(found.initKey, leafNode.hpkePublicKey)) throw new Refused('package-share')
  if (![found.initKey, leafNode.hpkePublicKey].every(isShare)) throw new Refused('package-share')
  return found
}

const supportsOurs = ({ versions, ciphersuites, credentials }: Capabilities): boolean =>
  versions.includes('mls10') && ciphersuites.includes(SUITE_NAME) && credentials.includes('basic')

async function isSigned(found: KeyPackage): Promise<boolean> {
  if (found.leafNode.signaturePublicKey.byteLength !== KEY_BYTES) return false
  if (!(await verifyLeafNodeSignatureKeyPackage(found.leafNode, suite.signature))) return false
  return verifyKeyPackage(found, suite.signature)
}

/** A stored package of ours, as ts-mls reads it. */
export function ownPublic({ bytes }: OwnPackage): KeyPackage {
  const found = decodeStrictly(bytes, decodeKeyPackage, encodeKeyPackage)
  if (found === undefined) throw new Refused('state')
  return found
}
