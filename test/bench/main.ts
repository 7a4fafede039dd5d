/**
 * npm run bench: what Earshot must reach, as ratios against bare libp2p and gossipsub in the same run, on loopback.
 * Numbers on one machine travel badly; ratios travel.
 */
import { measureAdding } from './adding.ts'
import { buildPeers } from './build.ts'
import { measureCrowd } from './crowd.ts'
import { measureGathering } from './lan.ts'
import { measurePairs } from './pairs.ts'
import { measureRoom } from './room.ts'
import { measureBacklog } from './sealed.ts'
import { measureSearch } from './search.ts'
import { canMeasureLan } from './seats.ts'
import { measureStart } from './start.ts'
import { measureIdle, measureJoining, measureMending } from './sync.ts'
import { createTable } from './table.ts'

const MESSAGES = 20_000
const STORED = 100_000
const DIRECT = 10_000
const CROWD = 32
const wanted = new Set(process.argv.slice(2))
const wants = (name: string): boolean => wanted.size === 0 || wanted.has(name)
const table = createTable()
const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.NaN

const peers = await buildPeers()
try {
  if (wants('hop')) {
    const [bare, ours] = await measurePairs([peers.bare, peers.earshot], MESSAGES)
    if (bare === undefined || ours === undefined) throw new Error('nothing was measured')
    table.ratio('one hop, 200 B, p50', ours.hop.p50Ms, bare.hop.p50Ms, 'ms', { atMost: 1.5 })
    table.ratio('one hop, 200 B, p99', ours.hop.p99Ms, bare.hop.p99Ms, 'ms', { atMost: 1.5 })
    table.ratio(`${MESSAGES} messages of 200 B`, ours.flood.perSecond, bare.flood.perSecond, '/s', { atLeast: 0.7 })
    table.value('of these, arrived', ours.flood.arrived, '', { atLeast: MESSAGES })
  }
  if (wants('start')) {
    const { bareMs, oursMs, rssMb } = await measureStart(peers.start)
    table.ratio('start of the headless host, empty store', oursMs, bareMs, 'ms', { atMost: 2 })
    table.value('its memory when ready', rssMb, 'MB', { atMost: 160 })
  }
  if (wants('room')) {
    const room = await measureRoom(STORED)
    table.value(`newest page of ${STORED} messages, from the core`, room.pageMs, 'ms')
    table.value(`a channel of ${STORED} messages, click to painted`, room.openMs, 'ms', { atMost: 500 })
    table.value('rows in the page while scrolling, at most', room.rows, '', { atMost: 400 })
  }
  if (wants('sync')) {
    const [few, many] = [await measureJoining(peers, STORED / 10), await measureJoining(peers, STORED)]
    for (const [count, joined] of [[STORED / 10, few] as const, [STORED, many] as const]) {
      table.ratio(`late joiner, ${count} messages, against bare rows`, joined.tookMs, joined.bareMs, 'ms', {
        atMost: 3
      })
      table.value('its first page', joined.firstPageMs, 'ms', { atMost: 1_000 })
      table.ratio('bytes on the wire, of those stored', joined.wireBytes, joined.storedBytes, 'B', { atMost: 1.3 })
      table.value('its memory meanwhile, at most', joined.rssMb, 'MB', { atMost: 250 })
      table.value('a bridge call meanwhile, p99', joined.callMs, 'ms', { atMost: 50 })
    }
    table.ratio('a message among many, among few', many.tookMs / 10, few.tookMs, 'ms', { atMost: 1.3 })
    const idle = await measureIdle(peers)
    table.value('a round that finds nothing, a room', idle.bytesPerRoom, 'B', { atMost: 200 })
    const mended = await measureMending(peers, STORED)
    table.value(`1 % of ${STORED} missing: questions`, mended.trips, '', { atMost: 2 })
    table.value('bytes beyond what was missing', mended.extraBytes, 'B', { atMost: 20_000 })
  }
  if (wants('private')) {
    const [plain, direct] = await measurePairs([peers.earshot, peers.direct], DIRECT)
    if (plain === undefined || direct === undefined) throw new Error('nothing was measured')
    const more = direct.hop.p50Ms - plain.hop.p50Ms
    table.value('a direct message, beyond a plain one, p50', more, 'ms', { atMost: 8 })
    table.ratio(`${DIRECT} direct messages, against plain`, direct.flood.perSecond, plain.flood.perSecond, '/s', {})
    table.value('a second', direct.flood.perSecond, '/s', { atLeast: 300 })
    table.value('of these, arrived', direct.flood.arrived, '', { atLeast: DIRECT })
    const backlog = await measureBacklog(peers.direct, DIRECT / 2)
    table.value(`${DIRECT / 2} sealed messages open`, backlog.perSecond, '/s', { atLeast: 500 })
    table.value('a bridge call meanwhile, p99', backlog.callMs, 'ms', { atMost: 50 })
    const adding = await measureAdding(peers.adding, CROWD)
    const oneMs = (adding.sendersMs + adding.readersMs + adding.joinerMs) / CROWD
    table.value(
      `one member more among ${CROWD}, in one send group: CPU of who adds, all who read, who joins`,
      oneMs,
      'ms',
      {
        atMost: 1_000
      }
    )
    table.value(`one member more: CPU of ${CROWD} send groups that let them in`, adding.sendersMs, 'ms', {
      atMost: 1_000
    })
    table.value(`of all who read these ${CROWD} entries`, adding.readersMs, 'ms')
    table.value(`and of the newcomer who joins ${CROWD} groups`, adding.joinerMs, 'ms')
  }
  if (wants('crowd') && !canMeasureLan()) console.log('The crowd is not measured: that needs root on Linux.')
  else if (wants('crowd')) {
    const crowd = await measureCrowd(CROWD)
    const bound = 2 * crowd.publicMs + 20
    table.value(`a message in a public channel of ${CROWD} at all others`, crowd.publicMs, 'ms')
    table.value(`in a private one (at most ${bound.toFixed(0)})`, crowd.privateMs, 'ms', { atMost: bound })
    table.value('one member more, who reads one message: CPU of all, the whole programs', crowd.addingCpuMs, 'ms')
    table.value('and until each of them has spoken', crowd.speakingCpuMs, 'ms')
  }
  if (wants('search')) {
    const { p95Ms, worst, putUs } = await measureSearch(peers.search, STORED)
    table.value(`a search over ${STORED} messages, p95`, p95Ms, 'ms', { atMost: 50 })
    table.value(`the slowest of these: ${worst.what}`, worst.p95Ms, 'ms', { atMost: 50 })
    table.value('putting a message into the index', putUs, 'µs')
  }
  if (wants('lan') && !canMeasureLan()) console.log('The LAN is not measured: that needs root on Linux.')
  else if (wants('lan')) {
    const [ten, fifty] = [await measureGathering(10, 20, 20_000), await measureGathering(50, 1, 60_000)]
    table.value('10 hosts, last start to all see all, p95', percentile(ten.tookMs, 0.95), 'ms', { atMost: 2_000 })
    table.value('50 hosts, last start to all see all', percentile(fifty.tookMs, 1), 'ms', { atMost: 10_000 })
    table.value('connections of a host, at most', fifty.connections, '', { atMost: 60 })
    table.value('while they meet, at most', fifty.crossing, '')
    table.value('idle traffic of each, both ways', fifty.idle.bytesPerSecond, 'B/s', { atMost: 2_000 })
    table.value('idle CPU of each', fifty.idle.cpuPercent, '% of a core', { atMost: 2 })
    table.value('memory of each', fifty.idle.rssMb, 'MB')
  }
} finally {
  peers.remove()
}
process.exitCode = table.print() ? 0 : 1
