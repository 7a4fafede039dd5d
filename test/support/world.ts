/** Several copies with clocks and wires of their own, the random things that happen to them, and what must be true in the end. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { DeviceId, EventId, TimelineEvent } from '../../shared/model.ts'
import type { Copy } from './makeCopy.ts'
import { createTalk, EVERYONE, page, room, type Talk } from './talk.ts'

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR
const ROUNDS = 5
const EMOJI = ['👍', '🎉', '👀']

type Said = 'send' | 'reply' | 'answer' | 'edit' | 'redact' | 'react' | 'pin' | 'topic'

export type Step =
  | { do: Said; who: number; pick: number }
  | { do: 'cut' | 'mend'; who: number; other: number }
  | { do: 'restart' | 'fill' | 'late'; who: number }
  | { do: 'clock'; who: number; offMs: number }

export interface Story {
  people: number
  /** What the wires do comes from this. */
  noise: number
  /** How much of what is gossiped is lost, said twice or late, in percent. */
  trouble: number
  steps: Step[]
}

const OFFSETS = [0, 3 * 60_000, -5 * 60_000, 7 * HOUR, -3 * YEAR, 20 * HOUR, 40 * HOUR, 3 * YEAR]

function stepOf(people: number): fc.Arbitrary<Step> {
  const who = fc.nat(people - 1)
  const other = fc.nat(people - 1)
  const pick = fc.nat(99)
  const said = (what: Said) => fc.record({ do: fc.constant(what), who, pick })
  const wire = (what: 'cut' | 'mend') => fc.record({ do: fc.constant(what), who, other })
  const alone = (what: 'restart' | 'fill' | 'late') => fc.record({ do: fc.constant(what), who })
  return fc.oneof(
    { weight: 8, arbitrary: said('send') },
    { weight: 2, arbitrary: said('reply') },
    { weight: 2, arbitrary: said('answer') },
    { weight: 4, arbitrary: said('edit') },
    { weight: 2, arbitrary: said('redact') },
    { weight: 4, arbitrary: said('react') },
    { weight: 1, arbitrary: said('pin') },
    { weight: 1, arbitrary: said('topic') },
    { weight: 4, arbitrary: wire('cut') },
    { weight: 2, arbitrary: wire('mend') },
    { weight: 1, arbitrary: alone('restart') },
    { weight: 1, arbitrary: alone('fill') },
    { weight: 1, arbitrary: alone('late') },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('clock' as const), who, offMs: fc.constantFrom(...OFFSETS) })
    }
  )
}

export const story: fc.Arbitrary<Story> = fc.constantFrom(3, 3, 3, 4, 4, 5, 5, 6, 7, 8).chain(people =>
  fc.record({
    people: fc.constant(people),
    noise: fc.nat(),
    trouble: fc.constantFrom(0, 30, 60),
    steps: fc.array(stepOf(people), { minLength: 4, maxLength: 16 })
  })
)

/** A small generator, so that what the wires did can be had again from the seed. */
function chance(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export class World {
  readonly talk: Talk = createTalk()
  readonly #story: Story
  readonly #chance: () => number
  readonly #copies: Copy[] = []
  readonly #ids: DeviceId[] = []
  readonly #offMs: number[] = []
  /** Whose clock was wrong: they start again once it is right. */
  readonly #astray = new Set<number>()
  readonly #late: Array<() => Promise<unknown>> = []
  /** What each message must say in the end: undefined where it was deleted. */
  readonly #said = new Map<EventId, string | undefined>()
  /** Whether a person's emoji must stand on a message. */
  readonly #reactions = new Map<string, boolean>()
  #count = 0

  constructor(told: Story) {
    this.#story = told
    this.#chance = chance(told.noise)
  }

  async play(): Promise<void> {
    for (let n = 0; n < this.#story.people; n++) {
      this.#offMs.push(0)
      const copy = await this.#start(n, `Person ${n}`)
      const { me } = await copy.bridge.call('core.state', {})
      if (me === null) throw new Error('no account')
      this.#ids.push(me.peerId)
    }
    this.#makeTrouble()
    for (const step of this.#story.steps) await this.#take(step)
  }

  async #start(n: number, name?: string, dataDir?: string): Promise<Copy> {
    const now = (): number => Date.now() + (this.#offMs[n] ?? 0)
    const copy = await this.talk.start(name, { now, ...(dataDir === undefined ? {} : { dataDir }) })
    this.#copies[n] = copy
    return copy
  }

  #copy(n: number): Copy {
    const copy = this.#copies[n]
    if (copy === undefined) throw new Error(`no copy ${n}`)
    return copy
  }

  #makeTrouble(): void {
    const { trouble } = this.#story
    this.talk.lan.trouble({
      gossip: async deliver => {
        if (this.#chance() * 100 >= trouble) return deliver()
        const what = this.#chance()
        if (what < 0.4) return undefined // lost
        if (what < 0.7) return Promise.all([deliver(), deliver()])
        this.#late.push(deliver)
        return undefined
      },
      frame: entries => {
        if (this.#chance() * 200 < trouble) throw new Error('the wire broke')
        return entries
      }
    })
  }

  async #take(step: Step): Promise<void> {
    if (step.do === 'cut' || step.do === 'mend') this.#wire(step.do, step.who, step.other)
    else if (step.do === 'restart') await this.#restart(step.who)
    else if (step.do === 'fill') await this.#fill(step.who)
    else if (step.do === 'late') await this.#deliverLate()
    else if (step.do === 'clock') this.#setClock(step.who, step.offMs)
    else if (step.do === 'send') await this.#send(step.who, {})
    else if ('pick' in step) await this.#say(step.do, step.who, step.pick)
  }

  #wire(what: 'cut' | 'mend', a: number, b: number): void {
    const [one, other] = [this.#ids[a], this.#ids[b]]
    if (a !== b && one !== undefined && other !== undefined) this.talk.lan[what](one, other)
  }

  async #restart(n: number): Promise<void> {
    const { dataDir, stop } = this.#copy(n)
    await stop()
    await this.#start(n, undefined, dataDir)
  }

  /** What was held up arrives, the last first. */
  async #deliverLate(): Promise<void> {
    for (const deliver of this.#late.splice(0).reverse()) await deliver()
  }

  #setClock(n: number, offMs: number): void {
    if (offMs !== 0) this.#astray.add(n)
    this.#offMs[n] = offMs
  }

  async #send(n: number, over: { replyTo?: EventId; thread?: EventId; alsoInRoom?: boolean }): Promise<void> {
    const body = `said ${++this.#count}`
    const { eventId } = await this.#copy(n).bridge.call('timeline.send', { roomId: EVERYONE, body, ...over })
    this.#said.set(eventId, body)
  }

  /** Does something to a message that this copy shows; nothing where there is none. */
  async #say(what: Said, who: number, pick: number): Promise<void> {
    const { bridge } = this.#copy(who)
    if (what === 'topic') {
      await bridge.call('rooms.topic', { roomId: EVERYONE, topic: `topic ${++this.#count}` })
      return
    }
    const shown = (await page(this.#copy(who))).filter(event => event.kind === 'message' && !event.deleted)
    const fitting = shown.filter(event =>
      what === 'edit' || what === 'redact' ? event.mine : what === 'answer' ? event.thread === null : true
    )
    const event = fitting[pick % Math.max(1, fitting.length)]
    if (event === undefined) return
    const { eventId } = event
    if (what === 'reply') await this.#send(who, { replyTo: eventId })
    if (what === 'answer') await this.#send(who, { thread: eventId, alsoInRoom: pick % 2 === 0 })
    if (what === 'edit') {
      const body = `edited ${++this.#count}`
      await bridge.call('timeline.edit', { eventId, body })
      this.#said.set(eventId, body)
    }
    if (what === 'redact') {
      await bridge.call('timeline.redact', { eventId })
      this.#said.set(eventId, undefined)
    }
    if (what === 'react') await this.#react(who, event, pick)
    if (what === 'pin') await bridge.call('timeline.pin', { eventId, on: event.pinned === null })
  }

  async #react(who: number, { eventId, reactions }: TimelineEvent, pick: number): Promise<void> {
    const emoji = EMOJI[pick % EMOJI.length] ?? '👍'
    const on = !(reactions.find(each => each.emoji === emoji)?.mine ?? false)
    await this.#copy(who).bridge.call('timeline.react', { eventId, emoji, on })
    this.#reactions.set([eventId, emoji, who].join(), on)
  }

  #fill = (n: number): Promise<unknown> => this.#copy(n).bridge.call('rooms.fill', { roomId: EVERYONE })

  /** Every wire is whole and every clock right; whose clock was wrong has started again since. */
  async heal(): Promise<void> {
    this.talk.lan.trouble({})
    await this.#deliverLate()
    for (let n = 0; n < this.#copies.length; n++) {
      this.#setClock(n, 0)
      if (this.#astray.has(n)) await this.#restart(n)
    }
    for (const a of this.#ids.keys()) for (const b of this.#ids.keys()) if (a < b) this.#wire('mend', a, b)
    await this.talk.lan.settled()
    // a sync that was under way already may have compared too early
    for (let round = 0; round < ROUNDS && !(await this.#areSame()); round++)
      for (const n of this.#copies.keys()) await this.#fill(n)
  }

  /** Whether all hold everything they know of, and show the same. */
  async #areSame(): Promise<boolean> {
    const told = await Promise.all(
      this.#copies.map(async copy => {
        const { history, topic, pins } = await room(copy)
        return [history, topic, pins, await this.#shownBy(copy)]
      })
    )
    const [first] = told.map(each => JSON.stringify(each))
    return told.every(each => JSON.stringify(each) === first) && first?.includes('"whole"') === true
  }

  async agree(): Promise<void> {
    const copies = this.#copies
    const rooms = await Promise.all(copies.map(copy => room(copy)))
    const [first] = rooms
    for (const { history, topic, pins } of rooms) {
      expect(history.state).toBe('whole')
      expect({ history, topic, pins }).toEqual({ history: first?.history, topic: first?.topic, pins: first?.pins })
    }
    const shown = await Promise.all(copies.map(copy => this.#shownBy(copy)))
    for (const each of shown) expect(each).toEqual(shown[0])
    const [events = []] = shown
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length)
    this.#checkSaid(new Map(events.map(event => [event.eventId, event] as const)))
  }

  /** Everything, in rooms and threads, as far as it must look the same to everybody. */
  async #shownBy(copy: Copy) {
    const inRoom = await page(copy)
    const from = { at: 'oldest' } as const
    const threads: TimelineEvent[] = []
    for (const { eventId, replies } of inRoom) {
      if (replies === null) continue
      const { events } = await copy.bridge.call('threads.page', { eventId, from, limit: 200 })
      threads.push(...events.filter(event => !event.alsoInRoom))
    }
    return [...inRoom, ...threads].map(sameForAll)
  }

  #checkSaid(events: ReadonlyMap<EventId, ReturnType<typeof sameForAll>>): void {
    for (const [eventId, body] of this.#said) {
      const event = events.get(eventId)
      expect(event, `${body} is lost`).toBeDefined()
      expect([event?.deleted, event?.body]).toEqual(body === undefined ? [true, ''] : [false, body])
    }
    for (const [name, on] of this.#reactions) {
      const [eventId, emoji, who] = name.split(',')
      const event = events.get(eventId as EventId)
      if (event === undefined || event.deleted) continue
      const people = event.reactions.find(each => each.emoji === emoji)?.people ?? []
      expect(people.includes(`Person ${who}`)).toBe(on)
    }
  }
}

function sameForAll(event: TimelineEvent) {
  const { eventId, orderKey, sentAt, kind, body, deleted, editedAt, mentions, replyTo, thread, alsoInRoom } = event
  return {
    eventId,
    orderKey,
    sentAt,
    kind,
    body,
    deleted,
    editedAt,
    mentions,
    replyTo,
    thread,
    alsoInRoom,
    sender: event.sender.account,
    replies: event.replies && { count: event.replies.count, lastAt: event.replies.lastAt },
    reactions: event.reactions.map(({ emoji, count, people }) => ({
      emoji,
      count,
      people: people.map(({ name }) => name)
    })),
    pinned: event.pinned && { by: event.pinned.by.account, at: event.pinned.at },
    forked: event.forked
  }
}
