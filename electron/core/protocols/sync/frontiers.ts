/** The answer to a comparison as frames: a room with many logs is in several, what is over the limits is left out. */
import { MAX_SYNC_FORKS, MAX_SYNC_LOGS, MAX_SYNC_RANGES } from '../../../../shared/limits.ts'
import {
  DIGEST_BYTES,
  FRONTIERS_FRAME_BYTES,
  KEY_BYTES,
  MAX_ANSWER_BYTES,
  MAX_ANSWER_RANGES,
  SIGNATURE_BYTES,
  TAG_BYTES
} from './constants.ts'
import type { Compared, Fork, LogFrontier, RoomFrontier } from './index.ts'
import { Frontiers } from './pb/sync.ts'
import { joined, packRanges } from './ranges.ts'

type Piece = Frontiers['rooms'][number]

/** What each takes at most, beside its parts of changing length. */
const ROOM_BYTES = TAG_BYTES + DIGEST_BYTES + 16
const LOG_BYTES = KEY_BYTES + 24
const FORK_BYTES = 2 * SIGNATURE_BYTES + 24

/** The frames of an answer, one after the other. Where limits leave something out, the room says so by `partial`. */
export function* encodeFrontiers({ now, rooms }: Compared): Generator<Uint8Array> {
  const answer = new Answer(rooms.length)
  for (const room of rooms) answer.add(room)
  const { frames } = answer
  for (const [index, pieces] of frames.entries()) {
    yield Frontiers.encode({ now: index === 0 ? now : 0, rooms: pieces, more: index < frames.length - 1 })
  }
}

class Answer {
  readonly frames: Piece[][] = [[]]
  #frameBytes = 0
  /** What may still be said. */
  #bytes: number
  #ranges = MAX_ANSWER_RANGES

  constructor(rooms: number) {
    this.#bytes = MAX_ANSWER_BYTES - rooms * ROOM_BYTES
  }

  add(room: RoomFrontier): void {
    let piece = this.#begin(room)
    const forks = room.forks.slice(0, MAX_SYNC_FORKS)
    const logs = room.logs.slice(0, MAX_SYNC_LOGS)
    let partial = room.partial === true || forks.length < room.forks.length || logs.length < room.logs.length
    const say = (bytes: number, put: () => void): void => {
      if (this.#bytes < bytes + ROOM_BYTES) {
        partial = true
        return
      }
      if (this.#frameBytes + bytes > FRONTIERS_FRAME_BYTES) piece = this.#next(room)
      this.#bytes -= bytes
      this.#frameBytes += bytes
      put()
    }
    for (const fork of forks) say(bytesOf(fork), () => piece.forks.push(fork as Piece['forks'][number]))
    for (const log of logs) {
      const { ranges, packed, whole } = this.#newest(log)
      if (!whole) partial = true
      if (packed === undefined) continue
      this.#ranges -= ranges
      const said = { device: log.device, headHlc: log.headHlc, ranges: packed } as Piece['logs'][number]
      say(LOG_BYTES + packed.length, () => piece.logs.push(said))
    }
    piece.partial = partial
  }

  /** The newest ranges of a log; undefined where the answer has no room for them. */
  #newest(log: LogFrontier): { ranges: number; packed: Uint8Array | undefined; whole: boolean } {
    const all = joined(log.ranges)
    const newest = all.slice(Math.max(0, all.length - MAX_SYNC_RANGES))
    const ranges = newest.length + 1
    if (ranges > this.#ranges) return { ranges, packed: undefined, whole: false }
    return { ranges, packed: packRanges(newest), whole: newest.length === all.length }
  }

  /** A room in the frame under way. */
  #begin({ tag, digest }: RoomFrontier): Piece {
    if (this.#frameBytes + ROOM_BYTES > FRONTIERS_FRAME_BYTES) this.#turn()
    const piece = { tag, digest, logs: [], forks: [], partial: false } as unknown as Piece
    this.frames.at(-1)?.push(piece)
    this.#frameBytes += ROOM_BYTES
    return piece
  }

  /** The same room in a frame of its own. */
  #next(room: RoomFrontier): Piece {
    this.#turn()
    this.#bytes -= ROOM_BYTES
    return this.#begin(room)
  }

  #turn(): void {
    this.frames.push([])
    this.#frameBytes = 0
  }
}

const bytesOf = ({ header, header2 }: Fork): number => FORK_BYTES + header.length + header2.length
