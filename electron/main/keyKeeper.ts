/** Who keeps the store's key on a desktop: the system's key store. Where Linux has none, a file, and the interface says so. */
import { safeStorage } from 'electron'
import type { KeyKeeper } from '../core/crypto/vault.ts'

const STORE_KEY_BYTES = 32

/**
 * After app.whenReady. A key that was kept in the clear, from before there was a key store, is 32 bytes as it is; what
 * a key store made is longer. So a folder opens again when a key ring appears, and says clearly when one has gone.
 */
export function createKeyKeeper(): KeyKeeper {
  const unprotected = (bytes: Uint8Array): boolean => bytes.byteLength === STORE_KEY_BYTES
  if (!hasKeyStore())
    return {
      kind: 'file',
      protect: key => key,
      unprotect(bytes) {
        if (!unprotected(bytes)) throw new Error('kept by a key store that is not here')
        return bytes
      }
    }
  return {
    kind: 'system',
    protect: key => safeStorage.encryptString(Buffer.from(key).toString('base64')),
    unprotect: bytes =>
      unprotected(bytes) ? bytes : Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64')
  }
}

/** 'basic_text' is a password that is the same everywhere: no protection, so it does not count as a key store. */
function hasKeyStore(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
}
