/** What strangers say in a channel: what is taken, what is not, and what nobody can do to a copy. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { encodeMessage, encodeProfileEntry } from '../../electron/core/crypto/bodies.ts'
import { KIND } from '../../electron/core/crypto/event.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bytesOf, deaf, forge, hlcAt, makeLog, makeStranger, type Stranger } from '../support/stranger.ts'
import { bodies, createTalk, page, room, send, type Talk } from '../support/talk.ts'

const ACCEPT = [{ verdict: 'accept' }]
const ignore = (reason: string) => [{ verdict: 'ignore', reason }]
const reject = (reason: string) => [{ verdict: 'reject', reason }]
const DAY = 24 * 60 * 60 * 1000

let talk: Talk
let ann: Copy
let zoe: Stranger
let now: number
beforeEach(async () => {
  talk = createTalk()
  now = 1_800_000_000_000
  ann = await talk.start('Ann', { now: () => now })
  zoe = makeStranger('Zoe', now)
})
afterEach(() => talk.end())

/** Zoe's log with her introduction accepted. */
async function introducedLog() {
  const log = makeLog(zoe)
  expect(await talk.inject(bytesOf(log.introduce(now)))).toEqual(ACCEPT)
  return log
}

describe('what an entry must be', () => {
  test('a signed message of somebody introduced is shown', async () => {
    const log = await introducedLog()
    expect(await talk.inject(bytesOf(log.say('hello', now + 1)))).toEqual(ACCEPT)
    expect(await page(ann)).toMatchObject([
      { body: 'hello', mine: false, delivery: 'received', sender: { name: 'Zoe' } }
    ])
  })

  test('the same entry again is ignored, and shown once', async () => {
    const log = await introducedLog()
    const bytes = bytesOf(log.say('hello', now + 1))
    const [first, again] = await Promise.all([talk.inject(bytes), talk.inject(bytes)])
    expect([first, again]).toEqual([ACCEPT, ignore('held already')])
    expect(await talk.inject(bytes)).toEqual(ignore('held already'))
    expect(await bodies(ann)).toEqual(['hello'])
  })

  test('forged, truncated, oversized and misdirected bytes are rejected and leave nothing', async () => {
    const log = await introducedLog()
    const said = log.say('hello', now + 1)
    const bytes = bytesOf(said)
    const other = makeStranger('Mallory')
    expect(await talk.inject(forge(said, { device: zoe.device.publicKey as never }, other.device))).toEqual(
      reject('signature')
    )
    expect(await talk.inject(bytes.subarray(0, -1))).toEqual(reject('not an event'))
    expect(await talk.inject(new Uint8Array(70_000))).toEqual(reject('too large'))
    expect(await talk.inject(bytesOf(makeLog(zoe, 'elsewhere').introduce(now)))).toEqual(reject('another room'))
    expect(await talk.inject(forge(said, { body: encodeMessage({ text: 'a\u202Eb' }) }, zoe.device))).toEqual(
      reject('not a message')
    )
    expect(await talk.inject(forge(said, { body: encodeMessage({ text: 'a\u0000b' }) }, zoe.device))).toEqual(
      reject('not a message')
    )
    expect(await page(ann)).toEqual([])
    expect(await talk.inject(bytes)).toEqual(ACCEPT)
  })

  test("somebody else's introduction does not introduce this device", async () => {
    const mallory = makeStranger('Mallory')
    const log = makeLog(mallory)
    const stolen = log.add(KIND.profile, encodeProfileEntry(zoe.certificate, zoe.profile), hlcAt(now))
    expect(await talk.inject(bytesOf(stolen))).toEqual(reject('not an introduction'))
  })

  test('an unknown kind is kept and passed on, and not shown', async () => {
    const log = await introducedLog()
    expect(await talk.inject(bytesOf(log.add(999, new Uint8Array([1, 2, 3]), hlcAt(now + 1))))).toEqual(ACCEPT)
    expect(await talk.inject(bytesOf(log.say('after it', now + 2)))).toEqual(ACCEPT)
    expect(await bodies(ann)).toEqual(['after it'])
  })
})

describe('the chain', () => {
  test('an entry that names another predecessor is ignored, and proves that its device wrote two histories', async () => {
    const log = await introducedLog()
    const one = log.say('one', now + 1)
    const two = log.say('two', now + 2)
    expect(await talk.inject(bytesOf(one))).toEqual(ACCEPT)
    const wrong = forge(two, { prev: log.entries[0]?.id as never }, zoe.device)
    expect(await talk.inject(wrong)).toEqual(ignore('broken chain'))
    expect(await talk.inject(bytesOf(two))).toEqual(ignore('its log is frozen'))
    expect(await bodies(ann)).toEqual(['one'])
  })

  test('a gap may be filled later, but only by what its successor names', async () => {
    const log = await introducedLog()
    const [one, two, three] = [log.say('one', now + 1), log.say('two', now + 2), log.say('three', now + 3)]
    expect(await talk.inject(bytesOf(three))).toEqual(ACCEPT)
    expect(await talk.inject(bytesOf(two))).toEqual(ACCEPT)
    expect(await talk.inject(forge(one, { body: encodeMessage({ text: 'another one' }) }, zoe.device))).toEqual(
      ignore('broken chain')
    )
    expect(await bodies(ann)).toEqual(['two', 'three'])
  })

  test('what stands before the number that was given twice is still taken', async () => {
    const log = await introducedLog()
    const [one, two, three] = [log.say('one', now + 1), log.say('two', now + 2), log.say('three', now + 3)]
    expect(await talk.inject(bytesOf(three))).toEqual(ACCEPT)
    expect(await talk.inject(forge(two, { body: encodeMessage({ text: 'another two' }) }, zoe.device))).toEqual(
      ignore('broken chain')
    )
    expect(await talk.inject(bytesOf(two))).toEqual(ignore('its log is frozen'))
    expect(await talk.inject(bytesOf(one))).toEqual(ACCEPT)
    expect(await bodies(ann)).toEqual(['one', 'three'])
  })

  test('a second entry with the same number is ignored', async () => {
    const log = await introducedLog()
    const one = log.say('one', now + 1)
    expect(await talk.inject(bytesOf(one))).toEqual(ACCEPT)
    const twin = forge(one, { body: encodeMessage({ text: 'a twin' }) }, zoe.device)
    expect(await talk.inject(twin)).toEqual(ignore('two entries with one number'))
    expect(await bodies(ann)).toEqual(['one'])
  })

  test('time does not run backwards in a log', async () => {
    const log = await introducedLog()
    expect(await talk.inject(bytesOf(log.say('one', now + 10)))).toEqual(ACCEPT)
    expect(await talk.inject(bytesOf(log.say('earlier', now + 9)))).toEqual(ignore('time runs backwards'))
  })
})

describe('clocks that are wrong', () => {
  test('more than 24 h ahead is kept aside, and shown when the clock gets there', async () => {
    const log = await introducedLog()
    expect(await talk.inject(bytesOf(log.say('from tomorrow', now + DAY + 60_000)))).toEqual(ACCEPT)
    expect(await bodies(ann)).toEqual([])
    await ann.stop()
    now += 120_000
    const again = await talk.start(undefined, { dataDir: ann.dataDir, now: () => now })
    expect(await bodies(again)).toEqual(['from tomorrow'])
  })

  test('it is shown without a restart too', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const bo = await talk.start('Bo', { now: () => now })
      const log = makeLog(zoe)
      await talk.inject(bytesOf(log.introduce(now)))
      await talk.inject(bytesOf(log.say('from tomorrow', now + DAY + 60_000)))
      expect(await bodies(bo)).toEqual([])
      now += 120_000
      vi.advanceTimersByTime(60_000)
      expect(await bodies(bo)).toEqual(['from tomorrow'])
    } finally {
      vi.useRealTimers()
    }
  })

  test('an unknown author does not get past the clock either, and does not move ours', async () => {
    const log = makeLog(zoe)
    const hello = log.introduce(now)
    expect(await talk.inject(bytesOf(log.say('from the far future', now + 400 * DAY)))).toEqual(ACCEPT)
    expect(await talk.inject(bytesOf(hello))).toEqual(ACCEPT)
    expect(await bodies(ann)).toEqual([])
    await ann.stop()
    const again = await talk.start(undefined, { dataDir: ann.dataDir, now: () => now })
    expect((await send(again, 'mine')).sentAt).toBeLessThan(now + DAY)
  })

  test('a log that ends in the largest time there is does not harm the next message', async () => {
    const log = makeLog(zoe)
    const hello = log.introduce(now)
    const last = log.add(KIND.message, encodeMessage({ text: 'the end of time' }), 2n ** 64n - 1n)
    expect(await talk.inject(bytesOf(last))).toEqual(ACCEPT)
    expect(await talk.inject(bytesOf(hello))).toEqual(ACCEPT)
    await ann.stop()
    const again = await talk.start(undefined, { dataDir: ann.dataDir, now: () => now })
    expect((await send(again, 'mine')).sentAt).toBeLessThan(now + DAY)
  })

  test('what we write goes behind what we have seen', async () => {
    const log = await introducedLog()
    await talk.inject(bytesOf(log.say('an hour ahead', now + 3_600_000)))
    await send(ann, 'an answer')
    expect(await bodies(ann)).toEqual(['an hour ahead', 'an answer'])
  })
})

describe('authors nobody has introduced', () => {
  test('what they wrote waits, and is shown once their introduction comes', async () => {
    const log = makeLog(zoe)
    const hello = log.introduce(now)
    expect(await talk.inject(bytesOf(log.say('who am I?', now + 1)))).toEqual(ACCEPT)
    expect(await bodies(ann)).toEqual([])
    expect(await talk.inject(bytesOf(hello))).toEqual(ACCEPT)
    expect(await bodies(ann)).toEqual(['who am I?'])
    expect((await room(ann)).members).toBe(2)
  })

  test('somebody near who knows them is asked', async () => {
    const asked = vi.fn(() => [{ certificate: zoe.certificate, profile: zoe.profile }])
    const yan = makeStranger('Yan')
    await near(yan, { greeting: () => yan.greeting(), introductions: asked })
    const log = makeLog(zoe)
    log.introduce(now)
    expect(await talk.inject(bytesOf(log.say('who am I?', now + 1)))).toEqual(ACCEPT)
    await eventually(async () => expect(await bodies(ann)).toEqual(['who am I?']))
    expect(asked).toHaveBeenCalledWith([zoe.deviceId])
  })

  test('somebody who comes later and knows them is asked too', async () => {
    const log = makeLog(zoe)
    log.introduce(now)
    expect(await talk.inject(bytesOf(log.say('who am I?', now + 1)))).toEqual(ACCEPT)
    const yan = makeStranger('Yan')
    const introductions = () => [{ certificate: zoe.certificate, profile: zoe.profile }]
    await near(yan, { greeting: () => yan.greeting(), introductions })
    await eventually(async () => expect(await bodies(ann)).toEqual(['who am I?']))
  })

  test('an answer about somebody else, or one that does not hold, is not kept', async () => {
    const yan = makeStranger('Yan')
    const mallory = makeStranger('Mallory')
    const answers = [
      { certificate: mallory.certificate, profile: mallory.profile },
      { certificate: zoe.certificate, profile: mallory.profile },
      { certificate: new Uint8Array(5), profile: new Uint8Array() }
    ]
    await near(yan, { greeting: () => yan.greeting(), introductions: () => answers })
    const log = makeLog(zoe)
    log.introduce(now)
    await talk.inject(bytesOf(log.say('who am I?', now + 1)))
    await talk.lan.settled()
    expect(await bodies(ann)).toEqual([])
    expect((await ann.bridge.call('people.list', {})).map(person => person.name)).toEqual(['Yan'])
  })

  test('they cannot fill the store', async () => {
    const log = makeLog(zoe)
    log.introduce(now)
    const all = Array.from({ length: 2_001 }, (_, n) => bytesOf(log.say(`${n}`, now + n)))
    const verdicts = await Promise.all(all.map(bytes => talk.inject(bytes)))
    expect(verdicts.filter(([verdict]) => verdict?.verdict === 'accept')).toHaveLength(2_000)
    expect(verdicts.at(-1)).toEqual(ignore('too many unknown authors'))
  })
})

async function near(who: Stranger, events: Parameters<typeof deaf>[0]) {
  const network = talk.lan.makeNetwork({ deviceSeed: who.deviceSeed, announce: true, events: deaf(events) })
  await network.start()
  return network
}

describe('who greets', () => {
  const people = async () =>
    (await ann.bridge.call('people.list', {})).map(({ name, nearness }) => `${name} ${nearness}`)

  test('a certificate that belongs to this connection is taken', async () => {
    await near(zoe, { greeting: () => zoe.greeting() })
    expect(await people()).toEqual(['Zoe direct'])
  })

  test("somebody else's certificate closes the connection", async () => {
    const mallory = makeStranger('Mallory')
    const parted = vi.fn()
    await near(mallory, { greeting: () => zoe.greeting(), parted })
    expect(parted).toHaveBeenCalled()
    expect(await people()).toEqual([])
  })

  test('a profile of another account closes it too', async () => {
    const mallory = makeStranger('Mallory')
    const parted = vi.fn()
    const greeting = () => ({ ...mallory.greeting(), profile: zoe.profile })
    await near(mallory, { greeting, parted })
    expect(parted).toHaveBeenCalled()
    expect(await people()).toEqual([])
  })

  test('channel names that are none are not shown', async () => {
    await near(zoe, { greeting: () => zoe.greeting(['everyone', 'a\u202Eb', 'UPPER', '', 'x'.repeat(49)]) })
    expect((await ann.bridge.call('people.list', {}))[0]?.channels).toEqual(['everyone'])
    expect((await ann.bridge.call('rooms.heard', {})).map(heard => heard.name)).toEqual(['everyone'])
  })

  test('an old profile, replayed, changes nothing', async () => {
    const log = await introducedLog()
    const newer = log.introduce(now + 10, zoe.profileOf('Zoe the Second', now + 10))
    await talk.inject(bytesOf(newer))
    const first = log.entries[0]
    if (first === undefined) throw new Error('no introduction')
    expect(await talk.inject(bytesOf(first))).toEqual(ignore('held already'))
    expect((await ann.bridge.call('people.list', {})).map(person => person.name)).toEqual(['Zoe the Second'])
    const told = await askAnn(zoe)
    expect(told[0]?.profile).toEqual(Buffer.from(zoe.profileOf('Zoe the Second', now + 10)))
  })

  test('our own old profile, replayed to us, is not what we greet with', async () => {
    const seen: Uint8Array[] = []
    const old: Uint8Array[] = []
    const yan = makeStranger('Yan')
    const network = await near(yan, {
      greeting: () => yan.greeting(),
      greeted: (_, greeting) => seen.push(greeting.profile) > 0
    })
    network.join((await import('../support/talk.ts')).topic('everyone'), async bytes => {
      old.push(bytes)
      return { verdict: 'accept' }
    })
    await eventually(() => expect(old.length).toBeGreaterThan(0))
    now += 1_000
    await ann.bridge.call('profile.set', { name: 'Ann the Second' })
    const newest = seen.at(-1)
    await talk.inject(old[0] ?? new Uint8Array())
    await ann.bridge.call('rooms.join', { name: 'elsewhere' }) // greets again
    expect(seen.at(-1)).toEqual(newest)
  })

  /** What Ann answers when she is asked who somebody is. */
  async function askAnn(who: Stranger) {
    const yan = makeStranger('Yan')
    const network = await near(yan, { greeting: () => yan.greeting() })
    const me = (await ann.bridge.call('core.state', {})).me
    if (me === null) throw new Error('no account')
    return network.askIntroductions(me.peerId, [who.deviceId])
  }
})

describe('what we write', () => {
  test('a thousand at once go in, in the order of the calls', async () => {
    const sent = await Promise.all(Array.from({ length: 1_000 }, (_, n) => send(ann, `${n}`)))
    expect(new Set(sent.map(event => event.eventId)).size).toBe(1_000)
    const keys = sent.map(event => event.orderKey)
    expect(keys.toSorted()).toEqual(keys)
    expect(await bodies(ann)).toEqual(Array.from({ length: 200 }, (_, n) => `${n + 800}`))
  })

  test('a refused one among many does not hold up the others', async () => {
    const sent = await Promise.allSettled(['one', '', 'two', 'x\u0007', 'three'].map(body => send(ann, body)))
    expect(sent.map(each => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await bodies(ann)).toEqual(['one', 'two', 'three'])
  })

  test.each([
    ['', 'msg.empty'],
    [' \n\t', 'msg.empty'],
    ['\u200B', 'msg.empty'],
    ['a'.repeat(4_001), 'msg.too-long'],
    ['a\u202Eb', 'msg.characters'],
    ['a\u0000', 'msg.characters']
  ])('%j is refused: %s', async (body, code) => {
    await expect(send(ann, body)).rejects.toMatchObject({ code })
    expect(await page(ann)).toEqual([])
  })

  test('the log goes on after a restart', async () => {
    const seen: number[] = []
    await send(ann, 'before')
    await ann.stop()
    const again = await talk.start(undefined, { dataDir: ann.dataDir, now: () => now })
    await send(again, 'after')
    expect(await bodies(again)).toEqual(['before', 'after'])
    const bo = await talk.start('Bo', { now: () => now })
    await eventually(async () => expect(await bodies(bo)).toEqual(['before', 'after']))
    expect(seen).toEqual([])
  })

  test('a clock that went back does not put the next message before the last', async () => {
    await send(ann, 'before')
    now -= 3_600_000
    await send(ann, 'after')
    expect(await bodies(ann)).toEqual(['before', 'after'])
  })
})
