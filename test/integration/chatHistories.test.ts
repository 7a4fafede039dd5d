/**
 * Random histories over a LAN in memory: whoever is connected to the author when something is published holds it, once,
 * and all who hold the same things show them in the same order. What somebody missed is not asked for yet: that is sync.
 */
import fc from 'fast-check'
import { afterAll, expect, test, vi } from 'vitest'
import type { DeviceId, TimelineEvent } from '../../shared/model.ts'
import { type Copy, removeFolders } from '../support/makeCopy.ts'
import { createTalk, page, send, type Talk } from '../support/talk.ts'

type Step =
  | { do: 'send'; who: number; texts: number }
  | { do: 'cut' | 'mend'; who: number; other: number }
  | { do: 'restart'; who: number }
  | { do: 'rename'; who: number }

const step = (people: number): fc.Arbitrary<Step> => {
  const who = fc.nat(people - 1)
  const other = fc.nat(people - 1)
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('send' as const), who, texts: fc.integer({ min: 1, max: 5 }) })
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), who, other }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('mend' as const), who, other }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), who }) }
  )
}
const history = fc
  .integer({ min: 3, max: 5 })
  .chain(people => fc.record({ people: fc.constant(people), steps: fc.array(step(people), { maxLength: 12 }) }))

/** The copies, and what each of them must hold by now. */
class World {
  readonly talk: Talk = createTalk()
  readonly copies: Copy[] = []
  readonly ids: DeviceId[] = []
  readonly cuts = new Set<string>()
  readonly owed: Set<string>[] = []
  #count = 0

  async open(people: number): Promise<void> {
    for (let n = 0; n < people; n++) {
      const copy = await this.talk.start(`Person ${n}`)
      const { me } = await copy.bridge.call('core.state', {})
      if (me === null) throw new Error('no account')
      this.copies.push(copy)
      this.ids.push(me.peerId)
      this.owed.push(new Set())
    }
  }

  copy(n: number): Copy {
    const copy = this.copies[n]
    if (copy === undefined) throw new Error(`no copy ${n}`)
    return copy
  }

  #link = (a: number, b: number): string => [Math.min(a, b), Math.max(a, b)].join()
  connected = (a: number, b: number): boolean => a === b || !this.cuts.has(this.#link(a, b))

  async take(step: Step): Promise<void> {
    if (step.do === 'send') await this.#send(step.who, step.texts)
    if (step.do === 'cut' || step.do === 'mend') await this.#wire(step.do, step.who, step.other)
    if (step.do === 'rename') await this.copy(step.who).bridge.call('profile.set', { name: `Name ${++this.#count}` })
    if (step.do === 'restart') {
      const { dataDir, stop } = this.copy(step.who)
      await stop()
      this.copies[step.who] = await this.talk.start(undefined, { dataDir })
    }
  }

  async #send(who: number, texts: number): Promise<void> {
    const sending = Array.from({ length: texts }, () => send(this.copy(who), `${++this.#count}`))
    const sent: TimelineEvent[] = await Promise.all(sending)
    for (const [other, owed] of this.owed.entries())
      if (this.connected(who, other)) for (const { eventId } of sent) owed.add(eventId)
    await this.#arrived()
  }

  async #wire(what: 'cut' | 'mend', a: number, b: number): Promise<void> {
    const [one, other] = [this.ids[a], this.ids[b]]
    if (a === b || one === undefined || other === undefined) return
    if (what === 'cut') this.cuts.add(this.#link(a, b))
    else this.cuts.delete(this.#link(a, b))
    this.talk.lan[what](one, other)
  }

  /** Everything owed so far is there. */
  async #arrived(): Promise<void> {
    await this.talk.lan.settled()
    for (const [n, owed] of this.owed.entries())
      await vi.waitFor(async () => expect((await this.idsOf(n)).filter(id => owed.has(id))).toHaveLength(owed.size), {
        timeout: 5_000,
        interval: 5
      })
  }

  idsOf = async (n: number): Promise<string[]> => (await page(this.copy(n))).map(event => event.eventId)

  /** Nobody holds anything twice, and all agree on the order of what they share. */
  async agrees(): Promise<void> {
    await this.#arrived()
    const pages = await Promise.all(this.copies.map(copy => page(copy)))
    const all = new Map(pages.flat().map(event => [event.eventId, event]))
    const order = [...all.values()].sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1)).map(event => event.eventId)
    for (const events of pages) {
      const ids = events.map(event => event.eventId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(order.filter(id => ids.includes(id))).toEqual(ids)
    }
  }
}

afterAll(removeFolders)

test('everybody connected holds everything once, in one order', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ people, steps }) => {
      const world = new World()
      try {
        await world.open(people)
        for (const each of steps) await world.take(each)
        await world.agrees()
      } finally {
        await world.talk.end()
      }
    }),
    { numRuns: 25, endOnFailure: true }
  )
})
