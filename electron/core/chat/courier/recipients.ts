/** Whom parcels are sealed to, by their certificates: opening one verifies two signatures, and many rooms ask for the same. */
import { equal } from '../../crypto/bytes.ts'
import { deviceIdOf } from '../../crypto/deviceId.ts'
import { openCertificate } from '../../crypto/identity.ts'
import type { Recipient } from './leaving.ts'

const KEPT = 1_024

export function createRecipients() {
  const kept = new Map<string, { certificate: Uint8Array; recipient: Recipient | undefined }>()

  return {
    /** Undefined where the certificate does not hold, or is of another device. */
    of(device: Uint8Array, certificate: Uint8Array): Recipient | undefined {
      const name = deviceIdOf(device)
      const known = kept.get(name)
      if (known !== undefined && equal(known.certificate, certificate)) return known.recipient
      const opened = openCertificate(certificate)
      const recipient =
        opened === undefined || !equal(opened.deviceKey, device)
          ? undefined
          : { device, inboxKey: opened.inboxKey, account: opened.accountKey }
      const oldest = kept.size >= KEPT ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(name, { certificate, recipient })
      return recipient
    }
  }
}
