/** What copies are told of the network: the way to everybody, codes, the doctor, probes. Over a LAN in memory. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { writePeerCode } from '../../electron/core/chat/network/peerCode.ts'
import type { DoctorReport, Probing } from '../../shared/networkModel.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

async function meOf({ bridge }: Copy) {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me
}

async function pair() {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  return { ann, bo, annId: await meOf(ann), boId: await meOf(bo) }
}

test('the detail shows everybody with the way to them', async () => {
  const { ann, boId } = await pair()
  const { paths } = await ann.bridge.call('network.detail', {})
  expect(paths).toMatchObject([
    { account: boId.account, nearness: 'direct', transport: 'tcp', version: '0.0.0', found: 'typed', lastAttempt: null }
  ])
})

test('that something moved is told to who listens, and only when it did', async () => {
  const { ann, annId, boId } = await pair()
  let moves = 0
  ann.bridge.on('network.moved', () => moves++)
  await vi.waitFor(() => expect(moves).toBe(1), { timeout: 6_000 })
  talk.lan.cut(annId.peerId, boId.peerId)
  await vi.waitFor(() => expect(moves).toBe(2), { timeout: 6_000 })
})

test('a code leads to whom it names, and says by name why it does not', async () => {
  const { ann, bo, annId, boId } = await pair()
  expect((await ann.bridge.call('network.code', {})).text).toMatch(/^earshot:peer\/[\w-]+$/)
  const connect = (copy: Copy, address: string) => copy.bridge.call('people.connect', { address })
  const boAt = writePeerCode(boId.peerId, ['/ip4/10.0.0.2/tcp/47100'])
  expect((await connect(ann, boAt)).account).toBe(boId.account)
  await expect(connect(bo, boAt)).rejects.toMatchObject({ code: 'peer.self' })
  await expect(connect(ann, boAt.slice(0, -4))).rejects.toMatchObject({ code: 'peer.code' })
  await expect(connect(ann, writePeerCode(boId.peerId, []))).rejects.toMatchObject({ code: 'peer.code' })
  await bo.stop()
  await expect(connect(ann, boAt)).rejects.toMatchObject({ code: 'peer.timeout' })
  expect(annId.account).not.toBe(boId.account)
})

test('the doctor says what it has on the way, and then the whole', async () => {
  const { ann, boId } = await pair()
  const told: DoctorReport[] = []
  ann.bridge.on('doctor.changed', report => told.push(report))
  const report = await ann.bridge.call('doctor.run', { account: boId.account })
  expect(report).toMatchObject({
    running: false,
    account: boId.account,
    answer: { outcome: 'near', values: { name: 'Bo' } }
  })
  expect(report.checks.find(({ id }) => id === 'firewall')).toMatchObject({ outcome: 'open', values: { name: 'Bo' } })
  await eventually(() => expect(told.at(-1)).toEqual(report))
  expect(told[0]).toMatchObject({ running: true })
  expect(told[0]?.checks.find(({ id }) => id === 'vpn')?.state).toBe('checking')
  expect(report.checks.filter(({ state }) => state === 'checking')).toEqual([])
})

test('somebody who cannot be reached from here, but from a neighbour, is named with the evidence', async () => {
  const { ann, annId, boId } = await pair()
  await talk.start('Femi')
  talk.lan.cut(annId.peerId, boId.peerId)
  await eventually(async () => {
    const { checks } = await ann.bridge.call('doctor.run', { account: boId.account })
    expect(checks.find(({ id }) => id === 'address')?.outcome).toBe('silent')
  })
  const { text } = await ann.bridge.call('doctor.note', { account: boId.account })
  expect(text).toContain('About Bo')
  expect(text).toMatch(/^Most likely: /m)
  expect(text).toMatch(/^- Trouble: No answer from 10\.0\.0\.1\./m)
  expect(text).not.toContain(boId.account)
  expect(text).not.toContain(boId.peerId)
})

test('a note is made also where nobody looked yet, and names nobody whom its sentences do not name', async () => {
  const { ann } = await pair()
  await talk.start('Somebody of whom there is nothing to say')
  const { text } = await ann.bridge.call('doctor.note', {})
  expect(text).toMatch(/^Earshot, a look at the network of \d+ \w+ \d{4}/)
  expect(text).toContain('About everybody')
  expect(text).not.toMatch(/12D3Koo|[0-9a-f]{64}|undefined|\{/)
})

test('the doctor of somebody unknown is refused by name', async () => {
  const ann = await talk.start('Ann')
  await expect(ann.bridge.call('doctor.run', { account: 'ab'.repeat(32) as never })).rejects.toMatchObject({
    code: 'not-found'
  })
})

test('a probe tells how far it is and whom it found, and a network that is none is refused', async () => {
  const { ann, annId, boId } = await pair()
  talk.lan.cut(annId.peerId, boId.peerId)
  await vi.waitFor(async () => expect((await ann.bridge.call('people.list', {}))[0]?.nearness).toBe('out'), {
    timeout: 10_000
  })
  const told: Probing[] = []
  ann.bridge.on('network.probing', so => told.push(so))
  const nobody = await ann.bridge.call('network.probe', {})
  expect(nobody).toEqual({ cidr: '10.0.0.0/30', done: 2, total: 2, found: [], running: false })
  await eventually(() => expect(told.at(-1)).toEqual(nobody))
  await expect(ann.bridge.call('network.probe', { cidr: 'rubbish' })).rejects.toMatchObject({ code: 'net.cidr' })
  await talk.start('Cleo')
  expect((await ann.bridge.call('network.probe', { cidr: '10.0.0.0/24' })).found).toEqual([])
  await ann.bridge.call('network.stopProbe', {})
})

test('only one probe runs at a time, and it ends when it is told to', async () => {
  const { ann } = await pair()
  const first = ann.bridge.call('network.probe', { cidr: '10.0.0.0/24' })
  await expect(ann.bridge.call('network.probe', { cidr: '10.1.0.0/24' })).rejects.toMatchObject({ code: 'busy' })
  await ann.bridge.call('network.stopProbe', {})
  expect(await first).toMatchObject({ running: false })
})

test('nobody depends on a computer that bridges nothing', async () => {
  const { ann } = await pair()
  expect(await ann.bridge.call('network.dependents', {})).toEqual([])
})
