/** Bytes as the formats need them: labels before what is signed, hashes, hex. */
import { createHash, hash as hashOf } from 'node:crypto'

const encoder = new TextEncoder()

/** label || data: what a signature of one format covers can never be taken for another's. */
export function labelled(label: string, data: Uint8Array): Uint8Array {
  const prefix = encoder.encode(label)
  const out = new Uint8Array(prefix.byteLength + data.byteLength)
  out.set(prefix)
  out.set(data, prefix.byteLength)
  return out
}

export const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return new Uint8Array(hashOf('sha256', only, 'buffer'))
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export const utf8 = (text: string): Uint8Array => encoder.encode(text)
/** Whether these bytes have the text in them as UTF-8: a lenient decoder reads the same text out of malformed bytes. */
export const spells = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(Buffer.from(text))
export const toHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
export const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
