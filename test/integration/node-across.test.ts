/** Through a bridge: who reaches whom, what crosses, what the bridge sees of it, and when it ends. */
import { afterEach, expect, test, vi } from 'vitest'
import type { SyncAnswers } from '../../electron/core/chat/ports.ts'
import { bridged, heardOf, makePerson, overheard, relaysTo, untilCrossed, waysTo, within } from '../support/across.ts'
import { ACCEPT, greetingOf, meet, stopNodes } from '../support/makeNode.ts'
import { rules } from '../support/rules.ts'

afterEach(stopNodes)

test('two who know the same bridge reach each other through it, and it knows who depends on it', async () => {
  const { ann, ray, cleo } = await bridged()
  await untilCrossed(ann, cleo, ray)
  expect(ann.told.reached).toContainEqual({ peer: cleo.id, relay: ray.id })
  expect(cleo.told.reached).toContainEqual({ peer: ann.id, relay: ray.id })
  expect(heardOf(ann)).toEqual(['cleo', 'ray'])
  await vi.waitFor(() => expect(ray.network.dependents().sort()).toEqual([ann.id, cleo.id].sort()), within(2_000))
  expect([ray.network.status().bridging, ann.network.status().bridging]).toEqual([true, false])
  expect(ann.network.dependents()).toEqual([])
})

test('one connection a pair, also through a bridge', async () => {
  const { ann, ray, cleo } = await bridged()
  await untilCrossed(ann, cleo, ray)
  await vi.waitFor(() => expect([waysTo(ann, cleo).length, waysTo(cleo, ann).length]).toEqual([1, 1]), within(5_000))
})

test('a message crosses though the bridge is not in the topic', async () => {
  const { ann, ray, cleo } = await bridged()
  const heard: string[] = []
  ann.network.join('room', async () => ACCEPT)
  cleo.network.join('room', async data => {
    heard.push(Buffer.from(data).toString())
    return ACCEPT
  })
  await untilCrossed(ann, cleo, ray)
  await vi.waitFor(() => expect(ann.network.subscribers('room')).toEqual([cleo.id]), within(5_000))
  expect(await ann.network.publish('room', Buffer.from('over there?'))).toBe(1)
  await vi.waitFor(() => expect(heard).toEqual(['over there?']), within(5_000))
})

test('receipts, introductions, pings and a sync cross as well', async () => {
  const { ann, ray, cleo } = await bridged({ ann: { timings: { heartbeatMs: 100 } } })
  await untilCrossed(ann, cleo, ray)
  const receipt = { roomId: new Uint8Array(32).fill(7), ranges: [{ first: 0, last: 4 }], read: [] }
  await ann.network.sendReceipts(cleo.id, [receipt])
  await vi.waitFor(() => expect(cleo.told.receipts.map(({ peer }) => peer)).toEqual([ann.id]), within(2_000))
  const { certificate, profile } = greetingOf('dee')
  cleo.knows = () => [{ certificate, profile }]
  const answers = await ann.network.askIntroductions(cleo.id, [ray.id])
  expect(answers.map(answer => Buffer.from(answer.profile).toString())).toEqual(['profile of dee'])
  cleo.syncing = (): SyncAnswers => ({ compare: () => ({ now: 5, rooms: [] }), fetch: () => [], end() {} })
  const session = await ann.network.sync(cleo.id)
  expect(await session.compare({ nonce: new Uint8Array(16), now: 1, rooms: [] })).toEqual({ now: 5, rooms: [] })
  await session.close()
  await vi.waitFor(() => expect(ann.told.measured).toContain(cleo.id), within(5_000))
})

test('the bridge passes on bytes that it cannot read: what crosses is encrypted from one end to the other', async () => {
  const { ann, ray, cleo } = await bridged()
  const heard: string[] = []
  ann.network.join('room', async () => ACCEPT)
  cleo.network.join('room', async data => {
    heard.push(Buffer.from(data).toString())
    return ACCEPT
  })
  await untilCrossed(ann, cleo, ray)
  await vi.waitFor(() => expect(ann.network.subscribers('room')).toEqual([cleo.id]), within(5_000))
  const passed = overheard(ray)
  const secret = 'for your eyes only '.repeat(50)
  await ann.network.publish('room', Buffer.from(secret))
  await vi.waitFor(() => expect(heard).toEqual([secret]), within(5_000))
  await vi.waitFor(() => expect(Buffer.concat(passed).length).toBeGreaterThan(secret.length), within(2_000))
  expect(Buffer.concat(passed).includes('eyes only')).toBe(false)
  expect(waysTo(ann, cleo).map(({ encryption }) => encryption)).toEqual(['/noise'])
})

test('a direct connection takes the place of one through a bridge', async () => {
  const { ann, ray, cleo } = await bridged()
  await untilCrossed(ann, cleo, ray)
  await meet(ann, cleo)
  await vi.waitFor(() => {
    expect([relaysTo(ann, cleo), relaysTo(cleo, ann)]).toEqual([[null], [null]])
    expect(ann.told.reached.at(-1)).toEqual({ peer: cleo.id, relay: null })
  }, within(5_000))
  expect([ann.told.parted, cleo.told.parted]).toEqual([[], []])
  await vi.waitFor(() => expect(ray.network.dependents()).toEqual([]), within(5_000))
})

test('when the bridge leaves, those who were reached through it are gone as well', async () => {
  const { ann, ray, cleo } = await bridged()
  await untilCrossed(ann, cleo, ray)
  await ray.stop()
  await vi.waitFor(() => {
    expect(ann.told.parted).toEqual(expect.arrayContaining([ray.id, cleo.id]))
    expect(cleo.told.parted).toEqual(expect.arrayContaining([ray.id, ann.id]))
  }, within(5_000))
  expect(ann.told.told.get(ray.id)).toEqual([])
})

test('a bridge that does not want to be heard any more drops what it passes on, and nothing else', async () => {
  const { ann, ray, cleo } = await bridged()
  await untilCrossed(ann, cleo, ray)
  ray.network.configure(rules({ beHeard: false }, { relay: true }))
  await vi.waitFor(() => expect(ann.told.parted).toEqual([cleo.id]), within(5_000))
  expect(waysTo(ann, ray)).toHaveLength(1)
  expect([ray.network.dependents(), ray.network.status().bridging]).toEqual([[], false])
  ray.network.configure(rules({}, { relay: true }))
  await untilCrossed(ann, cleo, ray)
})

test('with "only this LAN" nobody is reached through others, from the moment it is set', async () => {
  const { ann, ray, cleo } = await bridged()
  await untilCrossed(ann, cleo, ray)
  ann.network.configure(rules({ onlyThisLan: true }))
  await vi.waitFor(() => expect([ann.told.parted, cleo.told.parted]).toEqual([[cleo.id], [ann.id]]), within(5_000))
  const dee = await makePerson('dee')
  await meet(dee, ray)
  await untilCrossed(dee, cleo, ray) // long enough for Ann to have crossed as well
  expect([relaysTo(ann, cleo), relaysTo(ann, dee)]).toEqual([[], []])
  expect(ann.told.told.get(ray.id)).toEqual([])
})

test('somebody who is on one network only passes nothing on, unless told to', async () => {
  const { ann, ray, cleo } = await bridged({ ray: { rules: rules() } })
  await vi.waitFor(() => {
    expect(ann.told.told.get(ray.id)).toEqual([{ device: cleo.id, relay: null }])
    expect(cleo.told.told.get(ray.id)).toEqual([{ device: ann.id, relay: null }])
  }, within(5_000))
  ray.network.configure(rules({}, { relay: true }))
  await untilCrossed(ann, cleo, ray)
})
