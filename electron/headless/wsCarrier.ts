/** The bridge over a WebSocket: JSON, one frame a message. */
import type { RawData, WebSocket } from 'ws'
import type { Carrier } from '../../shared/bridge/rpc.ts'
import { MAX_UNSENT_BYTES } from './bounds.ts'

/** A client that reads too slowly for even its answers is let go, so that the core does not grow for it. */
export function wsCarrier(socket: WebSocket): Carrier {
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MAX_UNSENT_BYTES) return socket.terminate()
      socket.send(JSON.stringify(frame))
    },
    onFrame(listener) {
      socket.on('message', (data, isBinary) => {
        if (isBinary) return socket.close(1003, 'frames are text')
        const frame = parseFrame(textOf(data))
        if (frame === undefined) return socket.close(1007, 'frames are JSON')
        listener(frame.value)
      })
    },
    onClose(listener) {
      socket.on('close', listener)
    }
  }
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')

function parseFrame(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
