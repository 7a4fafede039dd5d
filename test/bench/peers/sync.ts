/** A whole Earshot on a folder that was made before, watched while it syncs: when what is there, at what cost. */
import diagnostics from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { createAudience } from '../../../electron/core/audience.ts'
import type { Network } from '../../../electron/core/chat/ports.ts'
import { createCore, type MakeNetwork } from '../../../electron/core/core.ts'
import { messageId } from '../../../electron/core/crypto/event.ts'
import { createHandlers } from '../../../electron/core/handlers.ts'
import { createNetwork } from '../../../electron/core/node/node.ts'
import { connect } from '../../../shared/bridge/connect.ts'
import type { Contract } from '../../../shared/bridge/contract.ts'
import { directPair } from '../../support/directPair.ts'
import { plainKeeper } from '../../support/makeCopy.ts'
import type { SyncOrder, SyncReport } from '../sync.ts'

const EVERY_MS = 20
const QUIET_MS = 700
const PAGE = 50
const dataDir = process.argv[2] ?? ''
const sockets = new Set<Socket>()
const onSocket = (message: unknown): void => void sockets.add((message as { socket: Socket }).socket)
diagnostics.subscribe('net.client.socket', onSocket)
diagnostics.subscribe('net.server.socket', onSocket)
const wireBytes = (): number =>
  [...sockets].reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0)

/** Questions this side has asked, and waited for. */
let trips = 0
function counted(network: Network): Network {
  const open = network.sync.bind(network)
  network.sync = async peer => {
    const session = await open(peer)
    return {
      close: () => session.close(),
      compare(ours) {
        trips++
        return session.compare(ours)
      },
      fetch(tag, parts) {
        trips++
        return session.fetch(tag, parts)
      }
    }
  }
  return network
}

const makeNetwork: MakeNetwork = ({ deviceSeed, announce, rules, events }) =>
  counted(
    createNetwork({
      devicePrivateKey: deviceSeed,
      listen: ['/ip4/127.0.0.1/tcp/0'],
      mdns: false,
      announce,
      rules,
      events,
      messageId
    })
  )
const fail = (err: unknown): never => {
  console.error(err)
  process.exit(1)
}
const core = createCore({
  config: {
    dataDir,
    host: 'headless',
    version: '0.0.0',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    keyKeeper: plainKeeper,
    suggested: { name: 'Bench', deviceName: 'Bench' }
  },
  makeNetwork,
  now: Date.now,
  tell: (event, payload) => audience.tell(event, payload),
  onFailed: fail
})
const audience = createAudience(createHandlers(core), (_, err) => fail(err))
await core.start()
const [ours, view] = directPair()
audience.attach(ours)
const bridge = connect<Contract>(view)
const report = (message: SyncReport): void => void process.send?.(message)

async function roomNow() {
  const rooms = await bridge.call('rooms.list', {})
  return rooms.find(({ name }) => name === 'everyone') ?? fail('not in #everyone')
}

/** Dials and asks like an impatient interface, until everything is here. */
async function follow(address: string, wanted: number, newest: string): Promise<void> {
  const before = wireBytes()
  const callsMs: number[] = []
  let [rss, firstPageMs] = [0, Number.NaN]
  const startedAt = performance.now()
  const since = (): number => performance.now() - startedAt
  await bridge.call('people.connect', { address })
  for (;;) {
    const askedAt = performance.now()
    const room = await roomNow()
    callsMs.push(performance.now() - askedAt)
    const pagedAt = performance.now()
    const { events } = await bridge.call('timeline.page', { roomId: room.roomId, from: { at: 'newest' }, limit: PAGE })
    callsMs.push(performance.now() - pagedAt)
    if (Number.isNaN(firstPageMs) && events.length === PAGE && events.at(-1)?.body.startsWith(newest))
      firstPageMs = since()
    rss = Math.max(rss, process.memoryUsage.rss())
    if (room.history.held >= wanted) break
    await new Promise(resolve => setTimeout(resolve, EVERY_MS))
  }
  const tookMs = since()
  const asked = trips
  await quiet()
  const sorted = callsMs.toSorted((a, b) => a - b)
  report({
    report: 'whole',
    tookMs,
    firstPageMs,
    wireBytes: wireBytes() - before,
    rssMb: rss / 2 ** 20,
    callMs: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    trips: asked
  })
}

/** Nothing was said for a while: greetings, receipts and the other's own questions are over. */
async function quiet(): Promise<void> {
  for (let before = -1; before !== wireBytes(); ) {
    before = wireBytes()
    await new Promise(resolve => setTimeout(resolve, QUIET_MS))
  }
}

/** Rounds that change nothing, all rooms at once. */
async function idle(rounds: number): Promise<void> {
  const { roomId } = await roomNow()
  await bridge.call('rooms.fill', { roomId })
  const [before, asked] = [wireBytes(), trips]
  for (let round = 0; round < rounds; round++) await bridge.call('rooms.fill', { roomId })
  report({ report: 'idle', wireBytes: (wireBytes() - before) / rounds, trips: (trips - asked) / rounds })
}

process.on('message', (order: SyncOrder) => {
  if (order.order === 'follow') follow(order.address, order.wanted, order.newest).catch(fail)
  if (order.order === 'idle') idle(order.rounds).catch(fail)
  if (order.order === 'end') core.stop().then(() => process.exit(0), fail)
})
process.on('disconnect', () => process.exit(0))
report({ report: 'ready', address: core.addresses()[0] ?? '' })
