/** Serves the interface and its bridge to a browser on this machine, and to nobody else. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Carrier } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { MAX_FRAME_BYTES } from '../../shared/limits.ts'
import { type Admission, type Answer, createAdmission, tokenOf } from './admit.ts'
import { MAX_CLIENTS } from './bounds.ts'
import { createPages, type Pages } from './pages.ts'
import { wsCarrier } from './wsCarrier.ts'

// An import of node:http loads its fetch client too, 25 ms of every start.
const { createServer } = process.getBuiltinModule('node:http')

export interface PageServer {
  /** A fresh address for a browser: good once. */
  link(): string
  stop(): Promise<void>
}

export interface PageServerInit {
  /** A loopback address. */
  host: string
  /** 0: any free one. */
  port: number
  /** Where the built interface lies. */
  pagesDir: string
  attach(carrier: Carrier): void
}

const REFUSED = {
  host: 'This address is not served here.',
  origin: 'Another page may not talk to Earshot.',
  session: 'This link has been used or is not whole. Run `earshot status` for a new one.',
  token: 'This link has been used or is not whole. Run `earshot status` for a new one.'
} as const satisfies Record<Exclude<Answer, { ok: true }>['reason'], string>

/** Throws ChatError net.port-taken where another program has the port. */
export async function startPageServer({ host, port, pagesDir, attach }: PageServerInit): Promise<PageServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 })
  server.maxConnections = 4 * MAX_CLIENTS
  await listen(server, host, port)
  const bound = (server.address() as AddressInfo).port
  const address = `${host.includes(':') ? `[${host}]` : host}:${bound}`
  const admission = createAdmission({ host, port: bound })
  const pages = createPages(pagesDir, address)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  server.on('request', (request, response) => answer(request, response, admission, pages))
  server.on('clientError', (_, socket) => socket.destroy())
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    const refusal = refuseUpgrade(request, admission, sockets.clients.size)
    if (refusal !== undefined) return refuse(stream, refusal)
    sockets.handleUpgrade(request, stream, head, socket => {
      socket.on('error', () => {}) // too big, or not WebSocket: ws closes it and says why
      attach(wsCarrier(socket))
    })
  })

  return {
    link: () => `http://${address}/?token=${admission.issue()}`,
    stop() {
      for (const client of sockets.clients) client.terminate()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    }
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (err: NodeJS.ErrnoException) => {
    const taken = err.code === 'EADDRINUSE' || err.code === 'EACCES'
    reject(taken ? new ChatError('net.port-taken', `port ${port} cannot be had on ${host}`, { cause: err }) : err)
  })
  server.listen({ host, port, exclusive: true }, resolve)
  return promise
}

function answer(request: IncomingMessage, response: ServerResponse, admission: Admission, pages: Pages): void {
  const admitted = admission.page(request)
  if (!admitted.ok && admitted.reason !== 'session') return pages.text(response, 403, REFUSED[admitted.reason])
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return pages.text(response, 405, 'Only reading is possible.')

  const path = /^[^?]*/.exec(request.url ?? '')?.[0] ?? ''
  const token = path === '/' ? tokenOf(request) : undefined
  if (token !== undefined) return enter(request, response, admission, pages, token)
  if (!admitted.ok) return pages.text(response, 403, REFUSED.session)
  pages.file(response, path)
}

/** A token becomes a session, and the address bar forgets it. */
function enter(
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission,
  pages: Pages,
  token: string
): void {
  // A browser that only looks ahead must not use the link up.
  const ahead = request.method === 'HEAD' || String(request.headers['sec-purpose'] ?? '').includes('prefetch')
  const cookie = ahead ? undefined : admission.exchange(token)
  if (cookie === undefined) return pages.text(response, 403, REFUSED.token)
  response.setHeader('set-cookie', cookie)
  response.setHeader('location', '/')
  pages.text(response, 303, 'Welcome.')
}

function refuseUpgrade(request: IncomingMessage, admission: Admission, clients: number): string | undefined {
  if (!/^\/bridge(?:\?|$)/.test(request.url ?? '')) return '404 Not Found'
  if (clients >= MAX_CLIENTS) return '503 Service Unavailable'
  return admission.socket(request).ok ? undefined : '403 Forbidden'
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
