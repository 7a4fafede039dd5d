/** A whole Earshot without a window: the same core as the headless host's, sending through the bridge, counting what is stored. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../electron/core/app.ts'
import { connect } from '../../../shared/bridge/connect.ts'
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Bridge } from '../../../shared/bridge/rpc.ts'
import type { RoomId } from '../../../shared/model.ts'
import { directPair } from '../../support/directPair.ts'
import { createTally, obey, report, stamped } from './talk.ts'

const WINDOW = 256
const PAGE = 200

/** @param enter resolves with the room to talk in, once it is there */
export async function runPeer(enter: (bridge: Bridge<Contract>) => Promise<RoomId>): Promise<void> {
  const given = process.argv[2]
  const dataDir = given ?? mkdtempSync(join(tmpdir(), 'earshot-bench-'))
  if (given === undefined) process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }))

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
  const tally = createTally(() => bridge.call('rooms.list', {}))
  const room = enter(bridge)

  // Told only once the transaction that holds it is on disk.
  bridge.on('timeline.changed', events => {
    for (const event of events) if (!event.mine) tally.arrived(event.body, event.eventId)
  })
  // So much came at once that it is asked for.
  bridge.on('timeline.stale', () => void readAll())
  async function readAll(): Promise<void> {
    let from: Parameters<typeof page>[0] = { at: 'newest' }
    for (;;) {
      const { events, older } = await page(from)
      for (const event of events) if (!event.mine) tally.arrived(event.body, event.eventId)
      const [first] = events
      if (older === 0 || first === undefined) return
      from = { at: 'before', orderKey: first.orderKey }
    }
  }
  const page = async (from: Parameters<typeof bridge.call<'timeline.page'>>[1]['from']) =>
    bridge.call('timeline.page', { roomId: await room, from, limit: PAGE })

  room
    .then(roomId => {
      const stopLooking = bridge.on('rooms.changed', rooms => look(rooms))
      const look = (rooms: ReadonlyArray<{ roomId: RoomId; reachable: number }>): void => {
        if (!rooms.some(each => each.roomId === roomId && each.reachable > 1)) return
        stopLooking()
        setTimeout(() => report({ report: 'meshed' }), 2_000) // the mesh forms with gossipsub's heartbeat
      }
      return bridge.call('rooms.list', {}).then(look)
    })
    .catch(err => {
      console.error(err)
      process.exit(1)
    })

  const send = async () => bridge.call('timeline.send', { roomId: await room, body: stamped() })

  async function flood(count: number): Promise<void> {
    let left = count
    const lane = async (): Promise<void> => {
      while (left-- > 0) await send()
    }
    await Promise.all(Array.from({ length: WINDOW }, lane))
  }

  obey(async order => {
    if (order.order === 'dial') await bridge.call('people.connect', { address: order.address })
    if (order.order === 'expect') tally.expect(order.count, order.watched)
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
}
