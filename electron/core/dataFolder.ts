/** What lies in the data folder: the key of the store and the store itself; and how both are erased for good. */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ChatError } from '../../shared/errors.ts'
import type { Config } from './config.ts'
import { createVault, syncFolder, type Vault } from './crypto/vault.ts'

const KEY = 'key.json'
const DATABASE = 'earshot.db'
/** There while a folder is being erased: who is killed meanwhile goes on with it at the next start. */
const ERASING = 'erasing'

export const databaseOf = (dataDir: string): string => join(dataDir, DATABASE)

/** Throws ChatError db.damaged where there is a store and its key is gone: a new key would hide that. */
export function openVault({ dataDir, keyKeeper }: Config): Vault {
  if (existsSync(join(dataDir, ERASING))) erase(dataDir)
  const path = join(dataDir, KEY)
  if (existsSync(databaseOf(dataDir)) && !existsSync(path)) {
    throw new ChatError('db.damaged', `${KEY} is missing beside ${DATABASE}`)
  }
  return createVault(path, keyKeeper)
}

/**
 * Overwrites and removes the key: without it nobody reads the store again, whatever is left of it on the disk. The store may
 * still be open; `erase` follows once it is closed.
 */
export function eraseKey(dataDir: string): void {
  writeWhole(join(dataDir, ERASING), new Uint8Array())
  for (const name of readdirSync(dataDir)) if (isOf(KEY, name)) overwrite(join(dataDir, name))
  syncFolder(dataDir)
}

/** Removes the key and the store. What else lies in the folder stays. */
export function erase(dataDir: string): void {
  eraseKey(dataDir)
  for (const name of readdirSync(dataDir)) if (isOf(DATABASE, name)) rmSync(join(dataDir, name), { force: true })
  syncFolder(dataDir)
  rmSync(join(dataDir, ERASING), { force: true })
  syncFolder(dataDir)
}

/** The file, or one that was written beside it on the way to it. */
const isOf = (file: string, name: string): boolean =>
  name === file || name.startsWith(`${file}-`) || (name.startsWith(`${file}.`) && name.endsWith('.new'))

/** On a disk that writes in place nothing is left of what was there; on others the old bytes may stay for a while. */
function overwrite(path: string): void {
  writeWhole(path, randomBytes(statSync(path).size), 'r+')
  rmSync(path)
}

function writeWhole(path: string, bytes: Uint8Array, flags = 'w'): void {
  const handle = openSync(path, flags, 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
