/** One running copy of Earshot for a test: the real core and store in a folder of its own, over a LAN in memory. */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAudience } from '../../electron/core/audience.ts'
import type { Chat } from '../../electron/core/chat/chat.ts'
import type { Config } from '../../electron/core/config.ts'
import { createCore } from '../../electron/core/core.ts'
import type { KeyKeeper } from '../../electron/core/crypto/vault.ts'
import { createHandlers } from '../../electron/core/handlers.ts'
import { connect } from '../../shared/bridge/connect.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { carrierPair } from './carrierPair.ts'
import type { MemoryLan } from './memoryLan.ts'

export const plainKeeper: KeyKeeper = { kind: 'file', protect: key => key, unprotect: bytes => bytes }

export interface Copy {
  bridge: Bridge<Contract>
  dataDir: string
  /** Internal errors so far: a test that expects none checks that this is empty. */
  internal: unknown[]
  /** What nobody asks over the bridge. */
  chat(): Chat
  stop(): Promise<void>
}

export interface CopyOptions extends Partial<Config> {
  lan: MemoryLan
  now?: () => number
}

/** Started; without `name` it shows the first screen. */
export async function makeCopy({ lan, now = Date.now, ...config }: CopyOptions): Promise<Copy> {
  const dataDir = config.dataDir ?? makeFolder()
  const internal: unknown[] = []
  const core = createCore({
    config: {
      host: 'headless',
      version: '0.0.0',
      listen: [],
      mdns: false,
      keyKeeper: plainKeeper,
      suggested: { name: 'Elin', deviceName: 'Lab laptop' },
      ...config,
      dataDir
    },
    makeNetwork: lan.makeNetwork,
    now,
    tell: (event, payload) => audience.tell(event, payload),
    onFailed: err => internal.push(err)
  })
  const audience = createAudience(createHandlers(core), (_, err) => internal.push(err))
  await core.start()
  const [ours, theirs] = carrierPair()
  audience.attach(ours)
  return { bridge: connect(theirs), dataDir, internal, chat: core.chat, stop: core.stop }
}

const ENOUGH_BYTES = 2 ** 30

/** In memory where there is room enough: what a disk does is tested elsewhere. */
function placeForFolders(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > ENOUGH_BYTES ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}

const FOLDERS = placeForFolders()
const folders: string[] = []
export function makeFolder(): string {
  const folder = mkdtempSync(join(FOLDERS, 'earshot-test-'))
  folders.push(folder)
  return folder
}

/** Removes every folder that was made here. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
