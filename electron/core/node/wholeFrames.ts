/**
 * Noise hands the length of a frame and its bytes over apart, and TCP would send each as a packet of its own: twice the
 * packets, and for a ping most of its cost. Corked, both leave together.
 */
import { Socket } from 'node:net'
import type { MultiaddrConnection } from '@libp2p/interface'

type Send = (data: unknown) => unknown

/** From now on what is sent in one call leaves in one packet, where it fits. Does nothing to other transports than TCP. */
export function sendWhole(raw: MultiaddrConnection): void {
  // the library keeps both to itself; where it changes them, only the packets are more again, and a test says so
  const socket: unknown = Reflect.get(raw, 'socket')
  const send: unknown = Reflect.get(raw, 'sendData')
  if (!(socket instanceof Socket) || typeof send !== 'function') return
  const sendCorked: Send = data => {
    socket.cork()
    try {
      return Reflect.apply(send, raw, [data])
    } finally {
      socket.uncork()
    }
  }
  Reflect.set(raw, 'sendData', sendCorked)
}
