/** Send groups as their owner and its readers live with them. Spec: docs/protocol/14-send-groups.md */
import { describe, expect, test } from 'vitest'
import { equal, toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { factsOf } from '../../electron/core/crypto/groups/chain.ts'
import { MAX_SEALED_BYTES } from '../../electron/core/crypto/groups/frame.ts'
import { MAX_MEMBERS } from '../../electron/core/crypto/groups/mls.ts'
import type { OwnPackage } from '../../electron/core/crypto/groups/packages.ts'
import { groupId } from '../../electron/core/crypto/groups/position.ts'
import { MAX_CONTENT_BYTES } from '../../electron/core/crypto/groups/write.ts'
import {
  AT,
  conversation,
  type Device,
  Log,
  makeDevice,
  must,
  Owner,
  onePackage,
  Reader,
  ROOM,
  recipient,
  said,
  stored,
  textOf
} from '../support/sendGroups.ts'

const refresh = { kind: 'refresh', imports: [] } as const

describe('an owner', () => {
  test('opens a group with everybody at once, who read what its first entry says and know who else does', async () => {
    const { readers } = await conversation(['ada', 'brin', 'cleo', 'dara'], 'welcome')
    expect(readers.map(({ heard }) => heard)).toStrictEqual(['welcome', 'welcome', 'welcome'])
    const members = ['ada', 'brin', 'cleo', 'dara'].map(name => toHex(makeDevice(name).keys.deviceKey))
    for (const { share } of readers) expect(share.members.map(toHex)).toStrictEqual(members)
  })

  test('speaks, and each message moves the small half of the state only', async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const [brin] = readers
    if (brin === undefined || owner.state === undefined) throw new Error('nobody')
    const before = owner.state
    const result = must(
      await owner.device.port.write(before, {
        position: owner.log.next,
        lastSealed: 0,
        change: undefined,
        content: utf8('one'),
        now: AT
      })
    )
    expect(result.state.epoch).toBe(before.epoch)
    expect(toHex(result.state.chain)).not.toBe(toHex(before.chain))
    expect(result.share).toBeUndefined()
    const reading = brin.reader.state
    if (reading === undefined) throw new Error('nothing to read from')
    const read = await brin.reader.device.port.read(reading, [{ position: owner.log.next, sealed: result.sealed }], [])
    expect(said(read.outcomes[0])).toBe('one')
    expect(read.state?.epoch).toBe(reading.epoch)
  })

  test('adds somebody, who reads from that entry on', async () => {
    const { owner, entry, readers } = await conversation(['ada', 'brin'])
    const cleo = makeDevice('cleo')
    const one = await onePackage(cleo)
    const early = await owner.write('before')
    const added = await owner.write('and now', { kind: 'add', recipient: recipient(cleo, one) })
    const { reader, joined } = await Reader.join(cleo, owner.device, added, [one])
    expect(textOf(joined.content)).toBe('and now')
    expect(await reader.read(early)).toBe('refused: replayed')
    expect(await reader.read(await owner.write('later'))).toBe('later')
    expect(await cleo.port.join({ entry, owner: owner.device.keys, packages: [one] })).toStrictEqual({
      refusal: 'not-for-us'
    })
    const brin = readers[0]?.reader
    expect(await brin?.read(early)).toBe('before')
    expect(await brin?.read(added)).toBe('and now')
    expect(await brin?.read(owner.log.entry(3))).toBe('later')
  })

  test('removes somebody, who reads nothing from that entry on', async () => {
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
    const [brin, cleo] = readers.map(({ reader }) => reader)
    const removed = await owner.write('without cleo', {
      kind: 'remove',
      devices: [makeDevice('cleo').keys.deviceKey]
    })
    const before = cleo?.state && stored(cleo.state)
    expect(await cleo?.read(removed)).toBeUndefined()
    expect(cleo?.state).toBeUndefined()
    expect(await brin?.read(removed)).toBe('without cleo')
    const next = await owner.write('still without')
    expect(await brin?.read(next)).toBe('still without')
    // Not even with what cleo had before, skipping the removal.
    if (before === undefined || cleo === undefined) throw new Error('nobody')
    cleo.state = before
    expect(await cleo.read(next)).toBe('refused: gap')
    expect(await cleo.read({ ...next, erased: 2 })).toBe('refused: epoch')
    expect((await owner.device.port.members(owner.state ?? before)) as Uint8Array[]).toHaveLength(2)
  })

  test('takes back whom it had removed, by a new package', async () => {
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
    const [brin, cleo] = readers.map(({ reader }) => reader)
    const gone = await owner.write(undefined, { kind: 'remove', devices: [makeDevice('cleo').keys.deviceKey] })
    const one = await onePackage(makeDevice('cleo'))
    const back = await owner.write('you again', { kind: 'add', recipient: recipient(makeDevice('cleo'), one) })
    await brin?.read(gone)
    await cleo?.read(gone)
    expect(await brin?.read(back)).toBe('you again')
    const { joined } = await Reader.join(makeDevice('cleo'), owner.device, back, [one])
    expect(textOf(joined.content)).toBe('you again')
  })

  test('refreshes as often as it likes, and neither half of the state grows', async () => {
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
    const sizes: number[] = []
    for (let count = 0; count < 6; count++) {
      const entry = await owner.write(`after ${count}`, refresh)
      for (const { reader } of readers) expect(await reader.read(entry)).toBe(`after ${count}`)
      sizes.push((owner.state?.epoch.byteLength ?? 0) + (readers[0]?.reader.state?.epoch.byteLength ?? 0))
    }
    expect(new Set(sizes.slice(1)).size).toBe(1)
  })

  test('imports the exporter of a peer, and who has read that peer follows', async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]
    if (brin === undefined) throw new Error('nobody')
    const back = new Owner(brin.reader.device)
    const one = await onePackage(owner.device)
    const first = await back.open([recipient(owner.device, one)], 'hello yourself')
    const { joined } = await Reader.join(owner.device, back.device, first, [one])
    expect(toHex(joined.share.secret)).toBe(toHex(back.shares[0]?.secret ?? new Uint8Array()))
    const entry = await owner.write('healed', { kind: 'refresh', imports: [joined.share] })
    expect(entry.sealed.imports.map(toHex)).toStrictEqual([toHex(joined.share.id)])
    expect(await brin.reader.read(entry)).toBe('refused: import')
    expect(await brin.reader.read(entry, [{ ...joined.share, secret: new Uint8Array(32) }])).toBe('refused: signature')
    expect(await brin.reader.read(entry, back.shares)).toBe('healed')
  })

  test('and its readers export the same secrets, each epoch others', async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]?.reader
    const both = async () => {
      if (owner.state === undefined || brin?.state === undefined) throw new Error('nobody')
      const [one, other] = await Promise.all(
        [owner.state, brin.state].map(state => owner.device.port.export(state, 'earshot/test', utf8('x'), 32))
      )
      if (!(one instanceof Uint8Array && other instanceof Uint8Array)) throw new Error('refused')
      expect(equal(one, other)).toBe(true)
      return toHex(one)
    }
    const first = await both()
    await brin?.read(await owner.write('next', refresh))
    expect(await both()).not.toBe(first)
  })

  test('says in the open what it has done: step, messages and refresh', async () => {
    const { owner } = await conversation(['ada', 'brin'])
    await owner.write('two')
    expect(factsOf(owner.state?.chain ?? new Uint8Array())).toMatchObject({ role: 'send', step: 2, seq: 1, sent: 2 })
    await owner.write('three', refresh, AT + 5)
    expect(factsOf(owner.state?.chain ?? new Uint8Array())).toMatchObject({ step: 4, sent: 1, refreshedAt: AT + 5 })
    expect(factsOf(new Uint8Array(98))).toBeUndefined()
  })
})

describe('an owner is refused', () => {
  const writing = (owner: Owner, more: object = {}) => ({
    position: owner.log.next,
    lastSealed: owner.lastSealed,
    change: undefined,
    content: utf8('x'),
    now: AT,
    ...more
  })

  test('a second message from one state, also where both are asked for at once', async () => {
    const { owner } = await conversation(['ada', 'brin'])
    const { state } = owner
    if (state === undefined) throw new Error('no group')
    const results = await Promise.all([1, 2].map(() => owner.device.port.write(state, writing(owner))))
    expect(results.map(result => ('refusal' in result ? result.refusal : 'written'))).toStrictEqual([
      'written',
      'spent'
    ])
  })

  test('a message from a state that the log has left behind', async () => {
    const { owner } = await conversation(['ada', 'brin'])
    const old = owner.state && stored(owner.state)
    await owner.write('after the copy')
    if (old === undefined) throw new Error('no group')
    expect(await owner.device.port.write(old, writing(owner))).toStrictEqual({ refusal: 'rolled-back' })
    expect(
      await owner.device.port.write(old, writing(owner, { lastSealed: 0, position: owner.log.at(0) }))
    ).toStrictEqual({ refusal: 'position' })
  })

  test('what its group does not allow, by name, and goes on', async () => {
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
    const { port } = owner.device
    const ask = async (more: object) => {
      if (owner.state === undefined) throw new Error('no group')
      const result = await port.write(owner.state, writing(owner, more))
      return 'refusal' in result ? result.refusal : 'written'
    }
    const [brin, cleo] = ['brin', 'cleo'].map(name => makeDevice(name))
    if (brin === undefined || cleo === undefined) throw new Error('nobody')
    const again = recipient(brin, await onePackage(brin))
    const remove = (...devices: Uint8Array[]) => ask({ change: { kind: 'remove', devices } })
    expect(await ask({ content: undefined })).toBe('empty')
    expect(await ask({ content: new Uint8Array(MAX_CONTENT_BYTES + 1) })).toBe('too-large')
    expect(await ask({ position: { ...owner.log.next, room: new Uint8Array(32) } })).toBe('group')
    expect(await ask({ change: { kind: 'add', recipient: again } })).toBe('member')
    expect(await remove()).toBe('member')
    expect(await remove(makeDevice('nobody').keys.deviceKey)).toBe('member')
    expect(await remove(owner.device.keys.deviceKey)).toBe('member')
    expect(await remove(brin.keys.deviceKey, brin.keys.deviceKey)).toBe('member')
    expect(await remove(brin.keys.deviceKey, cleo.keys.deviceKey)).toBe('alone')
    expect(await port.open({ position: owner.log.next, recipients: [], content: undefined, now: AT })).toStrictEqual({
      refusal: 'alone'
    })
    const twice = { position: owner.log.next, recipients: [again, again], content: undefined, now: AT }
    expect(await port.open(twice)).toStrictEqual({ refusal: 'member' })
    const many = Array.from({ length: MAX_MEMBERS }, (_, at) => ({ ...again, deviceKey: new Uint8Array(32).fill(at) }))
    expect(await port.open({ ...twice, recipients: many })).toStrictEqual({ refusal: 'full' })
    for (const { reader } of readers) expect(await reader.read(owner.log.entry(0))).toBe('refused: replayed')
    const next = await owner.write('unharmed')
    for (const { reader } of readers) expect(await reader.read(next)).toBe('unharmed')
  })

  test("a reader's state to write from, and another device's", async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]?.reader
    if (brin?.state === undefined || owner.state === undefined) throw new Error('nobody')
    expect(await brin.device.port.write(brin.state, writing(owner))).toStrictEqual({ refusal: 'state' })
    expect(await brin.device.port.write(owner.state, writing(owner))).toStrictEqual({ refusal: 'state' })
    const read = await owner.device.port.read(owner.state, [owner.log.entry(0)], [])
    expect(said(read.outcomes[0])).toBe('refused: state')
  })
})

test('a group of a hundred fits into one entry, and so does everything that is done with it', {
  timeout: 60_000
}, async () => {
  const others = Array.from({ length: MAX_MEMBERS - 1 }, (_, at) => makeDevice(`device ${at}`))
  const packages = await Promise.all(others.map(onePackage))
  const owner = new Owner(makeDevice('ada'))
  const all = others.map((device, at) => recipient(device, packages[at] as OwnPackage))
  const entry = await owner.open(all.slice(0, -1), 'hello, all')
  const last = all.at(-1)
  if (last === undefined) throw new Error('nobody')
  await owner.write('x'.repeat(2_000), { kind: 'add', recipient: last })
  const imports = others.map((_, at) => ({ id: new Uint8Array(40).fill(at), secret: new Uint8Array(32) }))
  await owner.write('x'.repeat(20_000), { kind: 'refresh', imports })
  for (const body of owner.log.bodies) expect(body.byteLength).toBeLessThan(MAX_SEALED_BYTES)
  const { reader } = await Reader.join(others[50] as Device, owner.device, entry, [packages[50] as OwnPackage])
  expect(await reader.read(owner.log.entry(1))).toBe('x'.repeat(2_000))
  expect(await reader.read(owner.log.entry(2), imports)).toBe('x'.repeat(20_000))
  await expect(owner.write('one more', { kind: 'add', recipient: last })).rejects.toThrow('full')
})

describe('a reader', () => {
  test('reads a backlog in one call, changes included, and refuses what does not hold in between', async () => {
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
    const cleo = makeDevice('cleo').keys.deviceKey
    const entries = [
      await owner.write('1'),
      await owner.write('2', refresh),
      await owner.write('3'),
      await owner.write(undefined, { kind: 'remove', devices: [cleo] }),
      await owner.write('5')
    ]
    const [first, ...rest] = entries
    if (first === undefined) throw new Error('nothing')
    const backlog = [first, { ...first, position: owner.log.at(9) }, ...rest]
    const outcomes = await Promise.all(
      readers.map(async ({ reader }) => {
        if (reader.state === undefined) throw new Error('nobody')
        return (await reader.device.port.read(reader.state, backlog, [])).outcomes.map(said)
      })
    )
    expect(outcomes[0]).toStrictEqual(['1', 'refused: replayed', '2', '3', undefined, '5'])
    expect(outcomes[1]).toStrictEqual(['1', 'refused: replayed', '2', '3', undefined, 'refused: removed'])
  })

  test('steps over messages whose bodies were erased, and over nothing else', async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]?.reader
    await owner.write('erased')
    await owner.write('erased too')
    const next = await owner.write('kept')
    expect(await brin?.read(next)).toBe('refused: gap')
    expect(await brin?.read({ ...next, erased: 1 })).toBe('refused: gap')
    expect(await brin?.read({ ...next, erased: 2 })).toBe('kept')
  })

  test('keeps the groups of one room and one log apart', async () => {
    const device = makeDevice('ada').keys.deviceKey
    const ids = [0, 1].flatMap(opened => [ROOM, device].map(room => toHex(groupId({ room, device, opened }))))
    expect(new Set(ids).size).toBe(4)
    expect(new Log(device).next.prev).toBeUndefined()
  })
})
