/**
 * The key of the store, at rest. It is random; what protects it is the operating system's key store, a file that only
 * the owner can read, or a passphrase on top (scrypt, AES-256-GCM). Changing the passphrase never re-encrypts the store.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { ChatError } from '../../../shared/errors.ts'
import { MIN_PASSPHRASE_CHARS } from '../../../shared/limits.ts'
import { length } from '../../../shared/names.ts'

/** Who protects the store's key where there is no passphrase. A host provides it. */
export interface KeyKeeper {
  /** system: the operating system's key store; file: a file only the owner can read. */
  readonly kind: 'system' | 'file'
  protect(key: Uint8Array): Uint8Array
  /** Throws when the bytes were protected by another keeper or for somebody else. */
  unprotect(bytes: Uint8Array): Uint8Array
}

const STORE_KEY_BYTES = 32
const MAX_FILE_BYTES = 16 * 1024
const SCRYPT_COST = 2 ** 16 // 64 MiB and a fraction of a second: OWASP's scrypt setting is 2^17 with r = 8, p = 1; a Raspberry Pi runs this too
const base64 = z.base64().min(1).max(4_096)
/** Base64 of exactly so many bytes. */
const base64Of = (bytes: number) => base64.length(Math.ceil(bytes / 3) * 4)
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16

const VaultFile = z.discriminatedUnion('keeper', [
  z.strictObject({ version: z.literal(1), keeper: z.enum(['system', 'file']), key: base64 }),
  z.strictObject({
    version: z.literal(1),
    keeper: z.literal('passphrase'),
    cost: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20)
      .refine(cost => Number.isInteger(Math.log2(cost))),
    salt: base64Of(SALT_BYTES),
    nonce: base64Of(NONCE_BYTES),
    key: base64Of(STORE_KEY_BYTES + TAG_BYTES)
  })
])
type VaultFile = z.infer<typeof VaultFile>

/** The vault of one data folder. */
export interface Vault {
  readonly keeper: 'system' | 'file' | 'passphrase'
  /** The store's key, where no passphrase is needed. Throws ChatError store.locked where one is. */
  open(): Uint8Array
  /** Throws ChatError store.passphrase when it is not the right one. */
  unlock(passphrase: string): Promise<Uint8Array>
  /** Protects the key by a passphrase from now on, or (undefined) by the host's keeper again. */
  protect(key: Uint8Array, passphrase: string | undefined): Promise<void>
}

/** Opens the vault file, or makes one with a new key. Throws ChatError db.damaged when the file is not one of ours. */
export function createVault(path: string, host: KeyKeeper): Vault {
  let file = read(path) ?? create(path, keptBy(host, new Uint8Array(randomBytes(STORE_KEY_BYTES))))

  return {
    get keeper() {
      return file.keeper
    },
    open() {
      if (file.keeper === 'passphrase') throw new ChatError('store.locked')
      try {
        const key = host.unprotect(Buffer.from(file.key, 'base64'))
        if (key.byteLength !== STORE_KEY_BYTES) throw new Error('not a key')
        return key
      } catch (cause) {
        throw new ChatError('db.damaged', 'the key of the store cannot be opened on this computer', { cause })
      }
    },
    async unlock(passphrase) {
      if (file.keeper !== 'passphrase') return this.open()
      const wrapping = await derive(passphrase, Buffer.from(file.salt, 'base64'), file.cost)
      return unwrap(file, wrapping)
    },
    async protect(key, passphrase) {
      if (passphrase === undefined) file = write(path, keptBy(host, key))
      else file = write(path, await keptByPassphrase(passphrase, key))
    }
  }
}

function keptBy(host: KeyKeeper, key: Uint8Array): VaultFile {
  return { version: 1, keeper: host.kind, key: Buffer.from(host.protect(key)).toString('base64') }
}

async function keptByPassphrase(passphrase: string, key: Uint8Array): Promise<VaultFile> {
  if (length(passphrase) < MIN_PASSPHRASE_CHARS) throw new ChatError('store.passphrase-weak')
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, SCRYPT_COST), nonce)
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()])
  const text = (bytes: Buffer): string => bytes.toString('base64')
  return {
    version: 1,
    keeper: 'passphrase',
    cost: SCRYPT_COST,
    salt: text(salt),
    nonce: text(nonce),
    key: text(sealed)
  }
}

function unwrap(file: Extract<VaultFile, { keeper: 'passphrase' }>, wrapping: Buffer): Uint8Array {
  const sealed = Buffer.from(file.key, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(file.nonce, 'base64'))
  try {
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]))
  } catch {
    throw new ChatError('store.passphrase')
  }
}

function derive(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }
  scrypt(passphrase.normalize('NFKC'), salt, STORE_KEY_BYTES, options, (err, key) => (err ? reject(err) : resolve(key)))
  return promise
}

function read(path: string): VaultFile | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw err
  }
  try {
    if (text.length > MAX_FILE_BYTES) throw new Error('too large')
    return VaultFile.parse(JSON.parse(text))
  } catch (cause) {
    throw new ChatError('db.damaged', 'the key file is damaged', { cause })
  }
}

/** Whole or not at all: a torn key file would lose the store. */
function write(path: string, file: VaultFile): VaultFile {
  const next = `${path}.new`
  prepare(next, file)
  renameSync(next, path)
  syncFolder(dirname(path))
  return file
}

/** The first key of a folder. Two copies that begin at once must agree on one: whose file is there first counts. */
function create(path: string, file: VaultFile): VaultFile {
  const next = `${path}.${process.pid}.new`
  prepare(next, file)
  try {
    linkSync(next, path)
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'EEXIST') return write(path, file) // a file system without links
    return read(path) ?? write(path, file)
  } finally {
    rmSync(next, { force: true })
  }
  syncFolder(dirname(path))
  return file
}

function prepare(path: string, file: VaultFile): void {
  const handle = openSync(path, 'w', 0o600)
  try {
    if (process.platform !== 'win32') fchmodSync(handle, 0o600) // a leftover may be anybody's
    writeSync(handle, JSON.stringify(file))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A name in it that was made or removed stays so over a power cut. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // folders cannot be opened there; names are journaled
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
