/** Somebody in #everyone who is asked to sync: answers with what the test gives them, true or not, and counts what was asked. */
import type { Comparison, Network, Part, RoomFrontier, SignedEntry } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { equal, toHex } from '../../electron/core/crypto/bytes.ts'
import { deviceKeyOf } from '../../electron/core/crypto/deviceId.ts'
import type { Entry } from '../../electron/core/crypto/event.ts'
import { roomTag } from '../../electron/core/crypto/tag.ts'
import { runsOf } from '../../electron/core/store/runs.ts'
import type { DeviceId } from '../../shared/model.ts'
import { deaf, type Stranger } from './stranger.ts'
import { type Talk, topic } from './talk.ts'

const ROOM = publicRoomId('everyone')

export interface Answering {
  /** Entries that are claimed and given when asked for. */
  entries: Entry[]
  /** What is claimed instead. */
  claim?(frontier: RoomFrontier): RoomFrontier
  /** What is given instead. */
  give?(parts: readonly Part[], asked: readonly SignedEntry[]): Iterable<SignedEntry[]>
  /** Strangers whose certificates are given to whoever asks. */
  knows?: Stranger[]
}

export interface Asked {
  network: Network
  comparisons: Comparison[]
  parts: Part[][]
  /** Frames that were taken. */
  frames: number
  ended: number
}

/** Frames of 64, each part newest first. */
function* framesOf(entries: readonly SignedEntry[]): Iterable<SignedEntry[]> {
  for (let from = 0; from < entries.length; from += 64) yield entries.slice(from, from + 64)
}

const within = (entries: readonly Entry[], parts: readonly Part[]): Entry[] =>
  parts.flatMap(({ device, first, last }) =>
    entries
      .filter(entry => equal(entry.device, device) && entry.seq >= first && entry.seq <= last)
      .sort((a, b) => b.seq - a.seq)
  )

function frontierOf(tag: Uint8Array, entries: readonly Entry[]): RoomFrontier {
  const logs = Map.groupBy(entries, ({ device }) => toHex(device))
  return {
    tag,
    digest: new Uint8Array(32).fill(7),
    logs: [...logs.values()].map(log => ({
      device: log[0]?.device ?? new Uint8Array(32),
      headHlc: log.reduce((most, { hlc }) => (hlc > most ? hlc : most), 0n),
      ranges: runsOf(log.map(({ seq }) => seq))
    })),
    forks: []
  }
}

/** Comes onto the LAN. `answering` may be changed later. */
export async function answerAs(talk: Talk, who: Stranger, answering: Answering): Promise<Asked> {
  const asked: Omit<Asked, 'network'> = { comparisons: [], parts: [], frames: 0, ended: 0 }
  const own = who.device.publicKey

  const answers = (peer: DeviceId) => ({
    compare(theirs: Comparison) {
      asked.comparisons.push(theirs)
      const tag = roomTag(ROOM, deviceKeyOf(peer) ?? own, own, theirs.nonce)
      const honest = frontierOf(tag, answering.entries)
      const { seen } = theirs.rooms.find(room => equal(room.tag, tag)) ?? {}
      if (answering.claim === undefined && seen !== undefined && equal(seen, honest.digest))
        return { now: Date.now(), rooms: [] }
      return { now: Date.now(), rooms: [answering.claim?.(honest) ?? honest] }
    },
    *fetch(_tag: Uint8Array, parts: readonly Part[]) {
      asked.parts.push([...parts])
      const honest = within(answering.entries, parts)
      for (const frame of answering.give?.(parts, honest) ?? framesOf(honest)) {
        asked.frames++
        yield frame
      }
    },
    end: () => void asked.ended++
  })

  const network = talk.lan.makeNetwork({
    deviceSeed: who.deviceSeed,
    announce: true,
    events: deaf({
      greeting: () => who.greeting(),
      syncing: answers,
      introductions: devices => [who, ...(answering.knows ?? [])].filter(({ deviceId }) => devices.includes(deviceId))
    })
  })
  network.join(topic('everyone'), async () => ({ verdict: 'accept' }))
  await network.start()
  return Object.assign(asked, { network })
}
