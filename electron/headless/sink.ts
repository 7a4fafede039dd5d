/** Where an export goes: what is printed waits for its reader, and a file is only there once it is whole. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'

export interface Sink {
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>
  /** All of it was written. */
  done(): Promise<void>
  /** It will not be: nothing of it stays. */
  undo(): Promise<void>
}

export const printSink = (out: Writable): Sink => ({
  async write(text) {
    if (!out.write(text)) await once(out, 'drain')
  },
  done: async () => {},
  undo: async () => {}
})

/** For its owner only. Rejects with what the file system says. */
export async function fileSink(path: string): Promise<Sink> {
  const part = `${path}.part`
  const stream = createWriteStream(part, { mode: 0o600 })
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {}) // told by whichever write waits for it
  stream.on('error', failed.reject)
  await Promise.race([once(stream, 'open'), failed.promise])
  return {
    async write(text) {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed.promise])
    },
    async done() {
      stream.end()
      await Promise.race([once(stream, 'close'), failed.promise])
      await rename(part, path)
    },
    async undo() {
      stream.destroy()
      await rm(part, { force: true })
    }
  }
}
