/** How every protocol of ours treats a stream: a deadline, and at any fault a reset stream and nothing else. */
import type { Stream } from '@libp2p/interface'
import type { ProtobufStream } from '@libp2p/utils'
import { pbStream } from '@libp2p/utils'

export interface Exchange {
  readonly messages: ProtobufStream<Stream>
  readonly signal: AbortSignal
}

const asError = (err: unknown): Error => (err instanceof Error ? err : new Error(String(err)))

/** Runs one exchange on a stream, within its deadline. At a fault the stream is reset and the fault thrown. */
export async function exchange<T>(
  stream: Stream,
  limits: { maxBytes: number; signal: AbortSignal },
  talk: (exchange: Exchange) => Promise<T>
): Promise<T> {
  const { signal, maxBytes } = limits
  try {
    const messages = pbStream(stream, { maxDataLength: maxBytes, maxBufferSize: maxBytes + 16 })
    const result = await talk({ messages, signal })
    await stream.close({ signal })
    void untilClosed(stream, signal).catch(err => stream.abort(asError(err)))
    return result
  } catch (err) {
    stream.abort(asError(err))
    throw err
  }
}

/** A stream whose other end never closes would stay for the life of the connection. */
async function untilClosed(stream: Stream, signal: AbortSignal): Promise<void> {
  if (stream.status !== 'open' && stream.status !== 'closing') return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = () => reject(signal.reason)
  stream.addEventListener('close', () => resolve(), { once: true })
  signal.addEventListener('abort', late, { once: true })
  try {
    await promise
  } finally {
    signal.removeEventListener('abort', late)
  }
}
