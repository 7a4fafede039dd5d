/**
 * Packets as they were read. Who announces himself says the same bytes each time, to everybody, and taking them apart costs
 * more than all else that is done with them.
 */
import { type Heard, readPacket } from './packets.ts'

/** What is longer is read each time. */
const MAX_BYTES = 512
const MAX_KEPT = 512

export class Readings {
  readonly #kept = new Map<string, Heard>()

  /** Never throws. */
  read(bytes: Buffer): Heard {
    if (bytes.length > MAX_BYTES) return readPacket(bytes)
    const name = bytes.toString('latin1')
    const known = this.#kept.get(name)
    if (known !== undefined) return known
    const heard = readPacket(bytes)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(name, heard)
    return heard
  }
}
