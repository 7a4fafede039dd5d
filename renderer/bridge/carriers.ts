/** The two pipes to the core: Electron's, and a WebSocket to the headless host that served this page. */
import type { Carrier } from '../../shared/bridge/rpc.ts'

declare global {
  interface Window {
    /** What the preload script exposes: one pipe, no channel names. */
    core?: { send(frame: unknown): void; onFrame(listener: (frame: unknown) => void): void }
  }
}

/** The host answered that it does not know this page, or no longer. Trying again would not help. */
export class DeniedError extends Error {
  override readonly name = 'DeniedError'
}

/** Opens a pipe; rejects when there is nobody at the other end. */
export type OpenCarrier = () => Promise<Carrier>

/** Electron's pipe where there is one, else the WebSocket. */
export const openCarrier: OpenCarrier = () => {
  const core = window.core
  return core === undefined ? openWebSocket(bridgeUrl(location.href)) : Promise.resolve(electronCarrier(core))
}

/** In the desktop application the core lives as long as its window: the pipe never closes. */
function electronCarrier(core: NonNullable<Window['core']>): Carrier {
  return { send: frame => core.send(frame), onFrame: listener => core.onFrame(listener), onClose() {} }
}

/** Whether this is the desktop application's own window. */
export const isDesktop = (): boolean => window.core !== undefined

/** Where the host of a page listens. The page's session is a cookie, which goes with it. */
export function bridgeUrl(page: string): URL {
  const url = new URL('/bridge', page)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}

function openWebSocket(url: URL): Promise<Carrier> {
  const socket = new WebSocket(url)
  const ready = Promise.withResolvers<Carrier>()
  socket.onopen = () =>
    ready.resolve({
      // The rpc is told by onClose; what is sent until then has nowhere to go.
      send: frame => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
      },
      onFrame: listener => socket.addEventListener('message', ({ data }) => listener(JSON.parse(String(data)))),
      onClose: listener => socket.addEventListener('close', () => listener())
    })
  socket.onclose = () => {
    whyRefused(url).then(ready.reject, ready.reject)
  }
  return ready.promise
}

/** A refused WebSocket does not say why: a plain request to the same place does. */
async function whyRefused(url: URL): Promise<Error> {
  const plain = new URL(url)
  plain.protocol = plain.protocol === 'wss:' ? 'https:' : 'http:'
  const answer = await fetch(plain, { cache: 'no-store', redirect: 'manual' }).catch(() => undefined)
  return answer?.status === 401 || answer?.status === 403
    ? new DeniedError('the session is gone')
    : new Error('nobody answers')
}
