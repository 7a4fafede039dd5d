/** The local door: the command line of the same person comes in here. Who may is decided by file permissions. */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { z } from 'zod'
import type { Carrier } from '../../shared/bridge/rpc.ts'
import { MAX_CLIENTS } from './bounds.ts'
import { lineCarrier } from './lineCarrier.ts'
import { guardSocketDir, socketPath } from './socketPath.ts'

const Opened = z.strictObject({ open: z.enum(['bridge', 'link']) })
/** The first frame says what is wanted: the bridge, or a fresh link for a browser. */
export type Opening = z.infer<typeof Opened>['open']

const OPENING_DEADLINE_MS = 5_000

export interface LocalSocketInit {
  dataDir: string
  attach(carrier: Carrier): void
  link(): string
}

/** Only after the core holds the folder: what lies at the path is then a dead host's and is replaced. */
export async function startLocalSocket({ dataDir, attach, link }: LocalSocketInit): Promise<{ stop(): Promise<void> }> {
  const path = socketPath(dataDir)
  const clients = new Set<Socket>()
  const server = createServer(socket => {
    clients.add(socket)
    socket.on('close', () => clients.delete(socket))
    welcome(socket, attach, link)
  })
  server.maxConnections = MAX_CLIENTS
  await listen(server, path)

  return {
    stop() {
      for (const client of clients) client.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    }
  }
}

function welcome(socket: Socket, attach: LocalSocketInit['attach'], link: LocalSocketInit['link']): void {
  const carrier = lineCarrier(socket)
  let isOpened = false
  // a host that was busy for so long reads what has come meanwhile before it judges
  const deadline = setTimeout(() => setImmediate(() => isOpened || socket.destroy()), OPENING_DEADLINE_MS)
  socket.on('close', () => clearTimeout(deadline))

  // After the opening, frames go to the core; until then there is nobody else to hear them.
  let hear = (frame: unknown): void => {
    clearTimeout(deadline)
    isOpened = true
    const opened = Opened.safeParse(frame)
    if (!opened.success) return void socket.destroy()
    hear = () => socket.destroy()
    if (opened.data.open === 'link') return carrier.send({ url: link() })
    attach({
      ...carrier,
      onFrame: listener => {
        hear = listener
      }
    })
  }
  carrier.onFrame(frame => hear(frame))
}

function listen(server: ReturnType<typeof createServer>, path: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  if (process.platform === 'win32') {
    server.listen(path, resolve) // a named pipe: by default its owner and administrators
    return promise
  }
  guardSocketDir(path)
  rmSync(path, { force: true })
  const before = process.umask(0o177) // owner only from the first moment, not after a chmod
  try {
    server.listen(path, () => {
      chmodSync(path, 0o600)
      resolve()
    })
  } finally {
    process.umask(before)
  }
  return promise
}
