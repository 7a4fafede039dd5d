/** Yamux, mended in two places where the library as it is would end the process, or say too much. */
import type { StreamMuxerFactory } from '@libp2p/interface'
import type { YamuxMuxerInit } from '@libp2p/yamux'
import { yamux } from '@libp2p/yamux'

type Muxer = ReturnType<ReturnType<ReturnType<typeof yamux>>['createStreamMuxer']>
type Stream = ReturnType<Muxer['onCreateStream']>

/** What a stream keeps of its window. Checked at the first stream, since no type vouches for it. */
interface Window {
  state: number
  /** What may be under way, and how much of it the other end knows to be free. */
  recvWindow: number
  recvWindowCapacity: number
}

/** States of a stream in which it owes the other end nothing but the window. */
const SYN_SENT = 1
const ESTABLISHED = 3
/** The other end is told of free room once so much of the window was used. */
const TOLD_AT = 1 / 4

export const calmYamux = (init: YamuxMuxerInit) => (): StreamMuxerFactory => {
  const factory = yamux(init)()
  return {
    protocol: factory.protocol,
    createStreamMuxer: connection => sparing(catching(factory.createStreamMuxer(connection), connection))
  }
}

/**
 * It sends the first frame of a new stream a moment after the stream was asked for, and where the connection closes in that
 * moment, it throws where nobody can catch it. Here what is sent into a closed connection is dropped; the stream hears that it is
 * closed anyway.
 */
function catching(muxer: Muxer, connection: { readonly status: string }): Muxer {
  const send = muxer.send.bind(muxer)
  muxer.send = data => {
    try {
      return send(data)
    } catch (err) {
      if (connection.status === 'open') throw err
      return false
    }
  }
  return muxer
}

/** It answers every frame of data with a frame that the window is whole again: of small messages every second frame is one. */
function sparing(muxer: Muxer): Muxer {
  const create = muxer.onCreateStream.bind(muxer)
  muxer.onCreateStream = () => spared(create())
  const onRemote = muxer.onRemoteStream.bind(muxer)
  muxer.onRemoteStream = stream => onRemote(spared(stream))
  return muxer
}

function spared(stream: Stream): Stream {
  const window = stream as unknown as Window
  const isKnown = [window.state, window.recvWindow, window.recvWindowCapacity].every(Number.isInteger)
  if (!isKnown) throw new Error('this version of yamux is not the one Earshot was built for')
  const tell = stream.sendWindowUpdate.bind(stream)
  stream.sendWindowUpdate = () => {
    const owesNothing = window.state === ESTABLISHED || window.state === SYN_SENT
    const used = window.recvWindow - window.recvWindowCapacity
    if (!owesNothing || used >= window.recvWindow * TOLD_AT) tell()
  }
  return stream
}
