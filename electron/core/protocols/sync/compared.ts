/** The answer to a comparison as a stranger sent it: its frames checked and joined, room by room. */
import { InvalidMessageError } from '@libp2p/interface'
import { MAX_SYNC_FORKS, MAX_SYNC_LOGS, MAX_SYNC_ROOMS } from '../../../../shared/limits.ts'
import {
  DIGEST_BYTES,
  KEY_BYTES,
  MAX_ANSWER_BYTES,
  MAX_ANSWER_RANGES,
  MAX_HEADER_BYTES,
  SIGNATURE_BYTES
} from './constants.ts'
import type { Compared, Comparison, Fork, LogFrontier, RoomFrontier } from './index.ts'
import { Frontiers } from './pb/sync.ts'
import { unpackRanges } from './ranges.ts'

const LIMITS = { rooms: MAX_SYNC_ROOMS, rooms$: { logs: MAX_SYNC_LOGS, forks: MAX_SYNC_FORKS } }

type Piece = Frontiers['rooms'][number]

interface Joined {
  readonly room: RoomFrontier
  readonly devices: Set<string>
}

/** Takes the frames of one answer. Throws at anything malformed, at rooms that were not asked for, and at too much. */
export class ComparedReader {
  readonly #asked: Set<string>
  readonly #rooms = new Map<string, Joined>()
  #now: number | undefined
  #bytes = 0
  #ranges = 0

  constructor(asked: Comparison) {
    this.#asked = new Set(asked.rooms.map(({ tag }) => keyOf(tag)))
  }

  /** True: another frame follows. */
  take(frame: Uint8Array): boolean {
    this.#bytes += frame.length
    if (this.#bytes > MAX_ANSWER_BYTES) throw new InvalidMessageError('an answer that is too large')
    const { now, rooms, more } = Frontiers.decode(frame, { limits: LIMITS })
    this.#now ??= now
    if (!Number.isSafeInteger(this.#now)) throw new InvalidMessageError('not a time')
    if (more && rooms.length === 0) throw new InvalidMessageError('a frame with nothing in it')
    for (const room of rooms) this.#join(room)
    return more
  }

  result(): Compared {
    return { now: this.#now ?? 0, rooms: [...this.#rooms.values()].map(({ room }) => room) }
  }

  #join(piece: Piece): void {
    const { room, devices } = this.#roomOf(piece)
    if (piece.partial) room.partial = true
    for (const fork of piece.forks) room.forks.push(checkFork(fork))
    for (const log of piece.logs) {
      const device = keyOf(log.device)
      if (devices.has(device)) throw new InvalidMessageError('a log twice')
      devices.add(device)
      room.logs.push(this.#logOf(log))
    }
    const tooMany = room.logs.length > MAX_SYNC_LOGS || room.forks.length > MAX_SYNC_FORKS
    if (tooMany) throw new InvalidMessageError('a room with too much in it')
  }

  #roomOf({ tag, digest }: Piece): Joined {
    const key = keyOf(tag)
    const known = this.#rooms.get(key)
    if (known !== undefined) {
      if (keyOf(known.room.digest) !== keyOf(digest)) throw new InvalidMessageError('two digests of one room')
      return known
    }
    if (!this.#asked.has(key)) throw new InvalidMessageError('a room that was not asked for')
    if (digest.length !== DIGEST_BYTES) throw new InvalidMessageError('not a digest')
    const joined = { room: { tag, digest, logs: [], forks: [], partial: false }, devices: new Set<string>() }
    this.#rooms.set(key, joined)
    return joined
  }

  #logOf({ device, headHlc, ranges: packed }: Piece['logs'][number]): LogFrontier {
    if (device.length !== KEY_BYTES) throw new InvalidMessageError('not a device key')
    const ranges = unpackRanges(packed)
    this.#ranges += ranges.length + 1
    if (this.#ranges > MAX_ANSWER_RANGES) throw new InvalidMessageError('too many ranges')
    return { device, headHlc, ranges }
  }
}

function checkFork(fork: Fork): Fork {
  const { header, header2, signature, signature2 } = fork
  const headers = [header, header2].every(({ length }) => length > 0 && length <= MAX_HEADER_BYTES)
  const signatures = [signature, signature2].every(({ length }) => length === SIGNATURE_BYTES)
  if (!headers || !signatures) throw new InvalidMessageError('not a fork')
  return fork
}

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
