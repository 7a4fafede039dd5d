/**
 * Waits until what was committed is on the disk itself. A commit alone survives the end of this process, not a power
 * cut; syncing beside the event loop, once for all who wait, costs a message less than a commit that waits for the disk.
 */
import { type FileHandle, open } from 'node:fs/promises'

export interface Disk {
  /** Resolves when everything committed before the call is on the disk. */
  durable(): Promise<void>
  close(): Promise<void>
}

/** @param path the database; what is committed goes to the write-ahead log beside it */
export function createDisk(path: string): Disk {
  let handle: Promise<FileHandle> | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function sync(): Promise<void> {
    handle ??= open(`${path}-wal`, 'r+')
    await (await handle).datasync()
  }

  function begin(): Promise<void> {
    next = undefined
    const done = sync().finally(() => {
      if (running === done) running = undefined
    })
    running = done
    return done
  }

  return {
    durable() {
      if (running === undefined) return begin()
      // what runs may have begun before this caller's commit
      next ??= running.then(begin, begin)
      return next
    },
    async close() {
      await (next ?? running)?.catch(() => {})
      await (await handle)?.close()
    }
  }
}
