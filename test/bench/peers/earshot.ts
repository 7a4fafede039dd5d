/** A whole Earshot without a window: the same core as the headless host's, sending through the bridge, counting what is stored. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../electron/core/app.ts'
import { connect } from '../../../shared/bridge/connect.ts'
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { RoomId } from '../../../shared/model.ts'
import { directPair } from '../../support/directPair.ts'
import { createTally, obey, report, stamped } from './talk.ts'

const WINDOW = 256
const dataDir = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }))

const app = createApp({
  dataDir,
  host: 'headless',
  version: '0.0.0',
  listen: ['/ip4/127.0.0.1/tcp/0'],
  mdns: false,
  keyKeeper: { kind: 'file', protect: key => key, unprotect: bytes => bytes },
  name: `Bench ${process.pid}`,
  suggested: { name: 'Bench', deviceName: 'Bench' }
})
await app.start()
const [core, view] = directPair()
app.attach(core)
const bridge = connect<Contract>(view)
const tally = createTally()
const roomId: RoomId = (await bridge.call('rooms.list', {}))[0]?.roomId ?? (process.exit(1) as never)

// Told only once the transaction that holds it is on disk.
bridge.on('timeline.changed', events => {
  for (const event of events) if (!event.mine) tally.arrived(event.body, event.eventId)
})
const stopLooking = bridge.on('rooms.changed', ([room]) => {
  if ((room?.reachable ?? 1) < 2) return
  stopLooking()
  setTimeout(() => report({ report: 'meshed' }), 2_000) // the mesh forms with gossipsub's heartbeat
})

const send = () => bridge.call('timeline.send', { roomId, body: stamped() })

async function flood(count: number): Promise<void> {
  let left = count
  const lane = async (): Promise<void> => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: WINDOW }, lane))
}

obey(async order => {
  if (order.order === 'dial') await bridge.call('people.connect', { address: order.address })
  if (order.order === 'expect') tally.expect(order.count)
  if (order.order === 'flood') await flood(order.count)
  if (order.order === 'paced') {
    for (let sent = 0; sent < order.count; sent++) {
      await send()
      await new Promise(resolve => setTimeout(resolve, order.gapMs))
    }
  }
  if (order.order === 'paced' || order.order === 'flood') report({ report: 'sent' })
  if (order.order === 'end') {
    await app.stop()
    process.exit(0)
  }
})

report({ report: 'ready', address: app.addresses()[0] ?? '' })
