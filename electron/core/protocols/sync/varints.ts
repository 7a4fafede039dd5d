/** Runs of seq as packed varints, so that a range costs two to four bytes: ranges of a frontier, parts of a fetch. */
import { InvalidMessageError } from '@libp2p/interface'

/** Appends a number of at most 2^53 - 1. */
export function putVarint(out: number[], value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a number for a varint')
  let rest = value
  while (rest > 127) {
    out.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  out.push(rest)
}

/** Reads packed varints from the first to the last. Throws at one that is cut off or over 2^53 - 1. */
export class VarintReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  next(): number {
    let value = 0
    let scale = 1
    for (let count = 0; count < 8; count++) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new InvalidMessageError('a number that is cut off')
      value += (byte & 127) * scale
      if (!Number.isSafeInteger(value)) throw new InvalidMessageError('a number over 2^53 - 1')
      if (byte < 128) return value
      scale *= 128
    }
    throw new InvalidMessageError('a number over 2^53 - 1')
  }
}
