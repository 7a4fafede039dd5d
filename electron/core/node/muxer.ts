/**
 * Yamux, mended: it sends the first frame of a new stream a moment after the stream was asked for, and where the connection
 * closes in that moment, it throws where nobody can catch it, and the process ends. Here what is sent into a closed
 * connection is dropped; the stream hears that it is closed anyway.
 */
import type { StreamMuxerFactory } from '@libp2p/interface'
import type { YamuxMuxerInit } from '@libp2p/yamux'
import { yamux } from '@libp2p/yamux'

export const calmYamux = (init: YamuxMuxerInit) => (): StreamMuxerFactory => {
  const factory = yamux(init)()
  return {
    protocol: factory.protocol,
    createStreamMuxer(connection) {
      const muxer = factory.createStreamMuxer(connection)
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
  }
}
