/** Peers that lie when they are asked to sync: the exchange is over soon, nothing of ours changes, and others still sync. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignedEntry } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { encodeMessage } from '../../electron/core/crypto/bodies.ts'
import { deviceKeyOf } from '../../electron/core/crypto/deviceId.ts'
import { type Entry, signEntry } from '../../electron/core/crypto/event.ts'
import { SignedEvent } from '../../electron/core/crypto/pb/wire.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bytesOf, forge, makeLog, makeStranger, type StrangersLog, seedOf } from '../support/stranger.ts'
import { type Answering, type Asked, answerAs } from '../support/syncStranger.ts'
import { bodies, createTalk, EVERYONE, page, room, send, type Talk } from '../support/talk.ts'

const AT = Date.now() - 3_600_000
const FALSE = encodeMessage({ text: 'false' })
const LIE_LIMIT_MS = 5_000
const zoe = makeStranger('Zoe')
const mallory = makeStranger('Mallory')

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const fill = (copy: Copy): Promise<unknown> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })

function logOf(count: number): StrangersLog {
  const log = makeLog(zoe)
  log.introduce(AT)
  for (let n = 1; n < count; n++) log.say(`true ${n}`, AT + n)
  return log
}

const textsOf = async (copy: Copy) => (await page(copy)).map(({ eventId, body }) => [eventId, body])
const signed = ({ header, body, signature }: Entry): SignedEntry => ({ header, body, signature })
const opened = (bytes: Uint8Array): SignedEntry => SignedEvent.decode(bytes)
const flip = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === 5 ? byte ^ 1 : byte))

/** Ann holds the newest of Zoe's entries and her own; Mallory claims the rest and lies about it. */
async function lieTo(log: StrangersLog, over: Omit<Answering, 'entries'>) {
  const ann = await talk.start('Ann')
  await send(ann, 'mine')
  await talk.inject(bytesOf(log.entries[0] as Entry))
  await talk.inject(bytesOf(log.entries.at(-1) as Entry))
  await eventually(async () => expect(await page(ann)).toHaveLength(2))
  const before = await page(ann)
  const startedAt = performance.now()
  const asked = await answerAs(talk, mallory, { entries: log.entries, knows: [zoe], ...over })
  await fill(ann)
  expect(performance.now() - startedAt).toBeLessThan(LIE_LIMIT_MS)
  return { ann, asked, before }
}

/** The lie was asked for, is over, is not asked for again at once; what was here is, and the truth is had from others. */
async function nothingChanged(ann: Copy, asked: Asked, before: Awaited<ReturnType<typeof page>>, log: StrangersLog) {
  expect(asked.comparisons.length).toBeGreaterThan(0)
  expect(asked.ended).toBe(asked.comparisons.length)
  const now = await page(ann)
  const truth = new Set(['mine', ...log.entries.map((_, n) => `true ${n}`)])
  expect(now.map(({ body }) => body).filter(body => !truth.has(body))).toEqual([])
  for (const { eventId, body } of before) expect(now.find(event => event.eventId === eventId)?.body).toBe(body)
  const comparisons = asked.comparisons.length
  asked.network.greetAll()
  await answerAs(talk, zoe, { entries: log.entries })
  await vi.waitFor(async () => expect((await room(ann)).history.state).toBe('whole'), LIE_LIMIT_MS)
  expect(asked.comparisons.length).toBe(comparisons) // who lied is left alone for a while
  const said = log.entries.slice(1).map((_, n) => `true ${n + 1}`)
  expect(new Set(await bodies(ann))).toEqual(new Set(['mine', ...said]))
}

const COUNT = 60
const LIES: Record<string, (log: StrangersLog) => Omit<Answering, 'entries'>> = {
  'a body that was changed': () => ({
    give: (_, asked) => [asked.map((entry, n) => (n === 3 ? { ...entry, body: flip(entry.body) } : entry))]
  }),
  'a header that was changed': () => ({
    give: (_, asked) => [asked.map((entry, n) => (n === 3 ? { ...entry, header: flip(entry.header) } : entry))]
  }),
  'a chain that is broken: another entry, signed by somebody else': log => ({
    give: (_, asked) => [
      asked.map((entry, n) =>
        n === 3
          ? opened(
              forge(log.entries.at(-5) as Entry, { device: zoe.device.publicKey as never, body: FALSE }, mallory.device)
            )
          : entry
      )
    ]
  }),
  'entries of another room': () => {
    const other = makeLog(zoe, 'elsewhere')
    other.introduce(AT)
    for (let n = 1; n < COUNT; n++) other.say(`elsewhere ${n}`, AT + n)
    return { give: () => [other.entries.map(signed).reverse()] }
  },
  'entries that were not asked for': () => {
    const other = makeLog(mallory)
    other.introduce(AT)
    return { give: () => [other.entries.map(signed)] }
  },
  'the same entry again and again': () => ({
    give: (_, asked) => [[...asked.slice(0, 1), ...asked.slice(0, 1), ...asked]]
  }),
  'the oldest first': () => ({ give: (_, asked) => [[...asked].reverse()] }),
  'bodies that are left out, with nobody having deleted them': () => ({
    give: (_, asked) => [asked.map(entry => ({ ...entry, body: new Uint8Array() }))]
  }),
  'a signature that is none, on top of what is not chained': () => ({
    claim: frontier => ({
      ...frontier,
      logs: frontier.logs.map(log => ({ ...log, ranges: [{ first: 0, last: COUNT - 5 }] }))
    }),
    give: (_, asked) => [asked.slice(3).map(entry => ({ ...entry, signature: new Uint8Array(64) }))]
  }),
  'frames without end': () => ({
    *give(_, asked) {
      for (;;) yield asked.slice(0, 64)
    }
  }),
  'nothing of what it claims': () => ({ give: () => [] })
}

describe('what is sent', () => {
  for (const [what, lie] of Object.entries(LIES)) {
    test(`${what}`, async () => {
      const log = logOf(COUNT)
      const { ann, asked, before } = await lieTo(log, lie(log))
      await nothingChanged(ann, asked, before, log)
    })
  }
})

describe('what is claimed', () => {
  test('more numbers than there can be: asked once, not for ever', async () => {
    const log = logOf(COUNT)
    const claim: Answering['claim'] = frontier => ({
      ...frontier,
      logs: frontier.logs.map(each => ({ ...each, ranges: [{ first: 0, last: Number.MAX_SAFE_INTEGER - 1 }] }))
    })
    const { ann, asked } = await lieTo(log, { claim })
    expect(asked.parts.length).toBeLessThan(5)
    expect((await room(ann)).history.known).toBeLessThan(COUNT + 5)
    await send(ann, 'still here')
    expect(await bodies(ann)).toContain('still here')
  })

  test('it never lets us give up what is yet to come, however old it says that is', async () => {
    const log = logOf(COUNT)
    const ann = await talk.start('Ann')
    await ann.bridge.call('rooms.keep', { roomId: EVERYONE, keep: { days: 30, megabytes: null } })
    for (const entry of log.entries.slice(0, 3)) await talk.inject(bytesOf(entry))
    const liar = await answerAs(talk, mallory, {
      entries: log.entries,
      knows: [zoe],
      claim: frontier => ({
        ...frontier,
        logs: frontier.logs.map(each => ({ ...each, headHlc: 1n, ranges: [{ first: 0, last: 2 ** 40 }] }))
      })
    })
    await fill(ann)
    await liar.network.stop()
    await answerAs(talk, zoe, { entries: log.entries })
    await fill(ann)
    expect((await room(ann)).history).toMatchObject({ state: 'whole', held: COUNT + 1, pruned: 0 })
  })

  test('thousands of ranges', async () => {
    const log = logOf(COUNT)
    const ranges = Array.from({ length: 4_096 }, (_, n) => ({ first: 1_000 + n * 2, last: 1_000 + n * 2 }))
    const { ann, asked, before } = await lieTo(log, {
      claim: frontier => ({ ...frontier, logs: frontier.logs.map(each => ({ ...each, ranges })) })
    })
    expect(asked.parts.length).toBeLessThan(5)
    expect(await textsOf(ann)).toEqual(before.map(({ eventId, body }) => [eventId, body]))
  })

  test('thousands of devices that nobody ever heard of', async () => {
    const log = logOf(COUNT)
    const devices = Array.from({ length: 4_096 }, (_, n) => seedOf(`invented ${n}`))
    const { ann, before } = await lieTo(log, {
      claim: frontier => ({
        ...frontier,
        logs: devices.map(device => ({ device, headHlc: 2n ** 62n, ranges: [{ first: 0, last: 9_999 }] }))
      }),
      give: () => []
    })
    expect(await textsOf(ann)).toEqual(before.map(({ eventId, body }) => [eventId, body]))
    expect((await ann.bridge.call('people.list', {})).length).toBeLessThan(5)
  })

  test('our own log further than we wrote it: what is signed by nobody is not taken', async () => {
    const ann = await talk.start('Ann')
    await send(ann, 'mine')
    const { me } = await ann.bridge.call('core.state', {})
    const self = deviceKeyOf(me?.peerId ?? ('' as never)) ?? new Uint8Array(32)
    const forged = signEntry(
      {
        room: publicRoomId('everyone'),
        seq: 3,
        prev: new Uint8Array(32),
        parents: [],
        hlc: 2n ** 60n,
        kind: 1,
        body: new Uint8Array()
      },
      mallory.device
    )
    await answerAs(talk, mallory, {
      entries: [],
      claim: frontier => ({
        ...frontier,
        logs: [{ device: self, headHlc: 2n ** 60n, ranges: [{ first: 0, last: 50 }] }]
      }),
      give: () => [[signed(forged)]]
    })
    await fill(ann)
    await send(ann, 'and on')
    expect(await bodies(ann)).toEqual(['mine', 'and on'])
  })
})

test('a crowd of liars does not keep the honest one waiting', async () => {
  const log = logOf(COUNT)
  const ann = await talk.start('Ann')
  for (let n = 0; n < 8; n++) {
    await answerAs(talk, makeStranger(`Liar ${n}`), {
      entries: log.entries,
      knows: [zoe],
      *give(_, asked) {
        for (;;) yield asked.slice(0, 64)
      }
    })
  }
  await answerAs(talk, zoe, { entries: log.entries })
  await vi.waitFor(async () => expect((await room(ann)).history).toMatchObject({ state: 'whole', held: COUNT + 1 }), {
    timeout: LIE_LIMIT_MS
  })
})
