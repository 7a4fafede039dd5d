/** The bridge over a local socket: JSON, one frame a line. Both ends use it. */
import type { Socket } from 'node:net'
import type { Carrier } from '../../shared/bridge/rpc.ts'
import { MAX_FRAME_BYTES } from '../../shared/limits.ts'
import { MAX_UNSENT_BYTES } from './bounds.ts'

const NEWLINE = 0x0a

/** Frames over a stream. A line that is too long or is not JSON ends the connection. */
export function lineCarrier(socket: Socket): Carrier {
  const listeners: Array<(frame: unknown) => void> = []
  const readLine = (line: string): void => {
    let frame: unknown
    try {
      frame = JSON.parse(line)
    } catch {
      socket.destroy()
      return
    }
    for (const listener of listeners) listener(frame)
  }
  socket.on(
    'data',
    splitLines(readLine, () => socket.destroy())
  )
  socket.on('error', () => socket.destroy()) // told by 'close'

  return {
    send(frame) {
      if (!socket.writable) return
      socket.write(`${JSON.stringify(frame)}\n`)
      if (socket.writableLength > MAX_UNSENT_BYTES) socket.destroy()
    },
    onFrame(listener) {
      listeners.push(listener)
    },
    onClose(listener) {
      socket.on('close', listener)
    }
  }
}

/** Cuts what comes in into lines, and gives up past one frame's size without an end of line. */
function splitLines(onLine: (line: string) => void, onTooLong: () => void): (chunk: Buffer) => void {
  let pending: Buffer[] = []
  let pendingBytes = 0
  return chunk => {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      pending.push(chunk.subarray(start, end))
      const line = Buffer.concat(pending)
      pending = []
      pendingBytes = 0
      start = end + 1
      if (line.byteLength > MAX_FRAME_BYTES) return onTooLong()
      onLine(line.toString('utf8'))
    }
    if (start === chunk.byteLength) return
    pending.push(chunk.subarray(start))
    pendingBytes += chunk.byteLength - start
    if (pendingBytes > MAX_FRAME_BYTES) onTooLong()
  }
}
