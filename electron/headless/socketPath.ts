/** Where the command line finds the host of a folder: a Unix socket or a named pipe that only its owner may use. */
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** sun_path holds 108 bytes on Linux, 104 on macOS, the end mark included. */
const MAX_SOCKET_PATH_BYTES = 103

/** The same for host and command line, whatever way the folder is written. */
export function socketPath(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const real = realpathSync(dataDir)
  if (platform === 'win32') return `\\\\.\\pipe\\earshot-${short(`${userInfo().username}\0${real}`)}`
  const beside = join(real, 'earshot.sock')
  return Buffer.byteLength(beside) <= MAX_SOCKET_PATH_BYTES ? beside : join(runtimeDir(), `${short(real)}.sock`)
}

/** Makes sure that only the owner can reach the folder the socket lies in. Throws when somebody else's folder is there. */
export function guardSocketDir(path: string): void {
  const dir = join(path, '..')
  if (dir !== runtimeDir()) return // beside the store: the core made that folder for its owner alone
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const found = lstatSync(dir)
  if (!found.isDirectory() || found.uid !== userInfo().uid) throw new Error(`${dir} belongs to somebody else`)
  chmodSync(dir, 0o700)
}

const runtimeDir = (): string => join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `earshot-${userInfo().uid}`)
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)
