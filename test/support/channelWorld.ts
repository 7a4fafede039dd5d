/**
 * Random histories of a private channel among real copies: messages, adds, removals, joins, leaves, restarts and partitions. Who may
 * read what is worked out beside it, from what its writer knew when it was sealed.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { ChatError } from '../../shared/errors.ts'
import type { AccountId, DeviceId, Member, Room, RoomId } from '../../shared/model.ts'
import { channel, createChannel, inviteTo, joinBy, members, texts } from './channels.ts'
import { say } from './directs.ts'
import type { Copy } from './makeCopy.ts'
import { randomOf } from './membershipHistory.ts'
import { createTalk, type Talk } from './talk.ts'

/** Long, for a machine that has other things to do: it costs time only where something is wrong. */
const PATIENT = { timeout: 60_000, interval: 100 }
const NAMES = ['Ann', 'Bob', 'Cleo', 'Dara', 'Eve', 'Finn']
/** What may be refused in a history: a right somebody lost, a room somebody is not in any more. */
const EXPECTED = new Set([
  'room.rights',
  'room.removed',
  'room.pending',
  'room.last-owner',
  'room.not-joined',
  'person.unknown',
  'room.request',
  'not-found'
])

interface Person {
  copy: Copy
  account: AccountId
  device: DeviceId
  name: string
}

/** How somebody sees the room. */
interface View {
  room: Room
  members: Member[]
}

export class ChannelWorld {
  readonly talk: Talk = createTalk()
  readonly #random: () => number
  readonly #people: Person[] = []
  /** By text: accounts of the members as its writer knew them, itself among them, when it was said. */
  readonly said = new Map<string, Set<AccountId>>()
  /** What happened, for whoever reads of a failure. */
  readonly #story: string[] = []
  #roomId: RoomId | undefined
  #links: string[] = []

  constructor(seed: number) {
    this.#random = randomOf(seed)
  }

  get roomId(): RoomId {
    if (this.#roomId === undefined) throw new Error('no room')
    return this.#roomId
  }

  #pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T
  }

  async begin(size: number): Promise<void> {
    for (const name of NAMES.slice(0, size)) await this.#start(name)
    const [first, ...others] = this.#people
    if (first === undefined) throw new Error('nobody')
    this.#roomId = (await createChannel(first.copy)).roomId
    this.#links = [await inviteTo(first.copy, this.roomId)]
    for (const { copy } of others.slice(0, 2)) {
      await joinBy(copy, this.#links[0] ?? '')
      await expect.poll(async () => (await channel(copy, this.roomId))?.role ?? null, PATIENT).not.toBe(null)
    }
    const [, second] = this.#people
    if (second === undefined) return
    await expect
      .poll(async () => (await members(first.copy, this.roomId)).map(({ account }) => account), PATIENT)
      .toContain(second.account)
    await first.copy.bridge.call('rooms.role', { roomId: this.roomId, account: second.account, role: 'admin' })
  }

  async #start(name: string): Promise<void> {
    const copy = await this.talk.start(name)
    const { me } = await copy.bridge.call('core.state', {})
    if (me === null) throw new Error('no account')
    this.#people.push({ copy, account: me.account, device: me.peerId, name })
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      try {
        await this.#step(step)
      } catch (err) {
        if (!(err instanceof ChatError) || !EXPECTED.has(err.code)) throw err
        this.#story.push(`   refused: ${err.code}`)
      }
    }
  }

  async #step(step: number): Promise<void> {
    const who = this.#pick(this.#people)
    const other = this.#pick(this.#people)
    const { roomId } = this
    const { bridge } = who.copy
    const about = { roomId, account: other.account }
    const { lan } = this.talk
    const deeds: [number, string, () => unknown][] = [
      [0.4, 'says something', () => this.#say(who, `${step} by ${who.name}`)],
      [0.5, `removes ${other.name}`, () => bridge.call('rooms.remove', about)],
      [0.6, `adds ${other.name}`, () => bridge.call('rooms.add', about)],
      [0.64, `makes ${other.name} admin`, () => bridge.call('rooms.role', { ...about, role: 'admin' })],
      [0.66, `makes ${other.name} member`, () => bridge.call('rooms.role', { ...about, role: 'member' })],
      [0.7, 'joins', () => joinBy(who.copy, this.#pick(this.#links))],
      [0.74, 'leaves', () => this.#leave(who)],
      [0.77, 'invites', async () => this.#links.push(await inviteTo(who.copy, roomId))],
      [0.8, 'accepts', () => this.#accept(who)],
      [0.87, `is cut from ${other.name}`, () => who !== other && lan.cut(who.device, other.device)],
      [0.92, `meets ${other.name}`, () => who !== other && lan.mend(who.device, other.device)],
      [0.96, 'waits', () => this.#wait()],
      [1, 'starts again', () => this.#restart(who)]
    ]
    const dice = this.#random()
    const [, what, deed] = deeds.find(([upTo]) => dice < upTo) ?? expect.fail('no deed')
    this.#story.push(`${step} ${who.name} ${what}`)
    await deed()
  }

  /** Who sees nobody else stays: of a room that everybody left nothing is to be agreed on. */
  async #leave({ copy }: Person): Promise<void> {
    const { bridge } = copy
    if ((await members(copy, this.roomId)).length > 1) await bridge.call('rooms.leave', { roomId: this.roomId })
  }

  /** Who is added by a stranger is asked. */
  async #accept({ copy }: Person): Promise<void> {
    if ((await channel(copy, this.roomId))?.request) await copy.bridge.call('rooms.accept', { roomId: this.roomId })
  }

  /** What was sealed was sealed for those who were members for its writer, before or after: both are looked at. */
  async #say(who: Person, body: string): Promise<void> {
    const before = await members(who.copy, this.roomId)
    await say(who.copy, this.roomId, body)
    const after = await members(who.copy, this.roomId).catch(() => before)
    this.said.set(body, new Set([...before, ...after].map(({ account }) => account)))
  }

  async #restart(who: Person): Promise<void> {
    await who.copy.stop()
    who.copy = await this.talk.start(undefined, { dataDir: who.copy.dataDir })
  }

  /** Long enough that people hear of each other, and that a room which was left is let go of once somebody knows. */
  async #wait(): Promise<void> {
    for (let times = 0; times < 3; times++) {
      await this.#settle()
      await pause(300) // receipts are told together
    }
    for (const { copy } of this.#people) copy.chat().members.tidy() // as it is done now and then
  }

  async #settle(): Promise<void> {
    await this.talk.lan.settled()
    for (const { copy } of this.#people)
      await copy.bridge.call('rooms.fill', { roomId: (await copy.bridge.call('rooms.list', {}))[0]?.roomId as RoomId })
  }

  /** Everybody is near everybody. */
  async heal(): Promise<void> {
    for (const a of this.#people)
      for (const b of this.#people) if (a.device < b.device) this.talk.lan.mend(a.device, b.device)
    await this.#settle()
  }

  /** As those see it who see it at all. */
  async #views(): Promise<Map<AccountId, View>> {
    const views = new Map<AccountId, View>()
    for (const { copy, account } of this.#people) {
      const room = await channel(copy, this.roomId)
      if (room !== undefined) views.set(account, { room, members: await members(copy, this.roomId) })
    }
    return views
  }

  /**
   * The members, once they all see themselves and each other as that. Whoever was put out while they were away does not hear of
   * it, and may go on thinking that they are in.
   */
  async #membersNow(): Promise<Person[]> {
    const lists = new Map<AccountId, string>()
    for (const [account, { room, members: listed }] of await this.#views())
      if (room.closed === null && !room.request)
        lists.set(account, JSON.stringify(listed.map(one => [one.account, one.role])))
    const agreed = [...new Set(lists.values())].find(list => {
      const accounts = (JSON.parse(list) as [AccountId, string][]).map(([account]) => account)
      return accounts.every(account => lists.get(account) === list)
    })
    return this.#people.filter(({ account }) => agreed !== undefined && lists.get(account) === agreed)
  }

  /** Members see the same members, in the same roles. Who was added by a stranger accepts, sooner or later: till then they say nothing. */
  async agree(): Promise<void> {
    try {
      await expect
        .poll(async () => {
          for (const who of this.#people) await this.#accept(who)
          await this.#settle()
          return (await this.#membersNow()).length
        }, PATIENT)
        .toBeGreaterThan(0)
    } catch (err) {
      throw new Error(await this.#told(), { cause: err })
    }
  }

  /** The history, and what everybody makes of it. */
  async #told(): Promise<string> {
    const views = await this.#views()
    const nameOf = (account: AccountId): string => this.#people.find(one => one.account === account)?.name ?? account
    const seen = this.#people.map(({ name, account }) => {
      const view = views.get(account)
      if (view === undefined) return `${name} is not there`
      const listed = view.members.map(
        one => `${nameOf(one.account)} (${[one.role, ...(one.waiting ? ['no keys'] : [])].join(', ')})`
      )
      const { closed, request } = view.room
      return `${name}${request ? ', asked' : ''}${closed === null ? '' : `, ${closed}`} sees ${listed.join(', ')}`
    })
    return ['no agreement', ...this.#story, ...seen].join('\n')
  }

  /** Nobody reads what was not sealed for them. */
  async nothingElse(): Promise<void> {
    for (const { copy, account } of this.#people) {
      const room = await channel(copy, this.roomId)
      if (room === undefined) continue
      for (const body of await texts(copy, this.roomId))
        expect(this.said.get(body)?.has(account), `${account.slice(0, 6)} reads ${body}`).toBe(true)
    }
  }

  /** After all that, every member speaks once, and every member reads all of it. */
  async allSpeak(): Promise<void> {
    const now = await this.#membersNow()
    for (const { copy } of now)
      await expect
        .poll(async () => {
          await this.#settle()
          return (await members(copy, this.roomId)).filter(
            ({ waiting, account }) => waiting && now.some(one => one.account === account)
          ).length
        }, PATIENT)
        .toBe(0)
    const last: string[] = []
    for (const who of now) {
      const body = `at last, ${who.account.slice(0, 6)}`
      await this.#say(who, body)
      last.push(body)
    }
    for (const { copy, account } of now)
      await expect
        .poll(
          async () => {
            const shown = new Set(await texts(copy, this.roomId))
            return last.filter(body => !shown.has(body))
          },
          { ...PATIENT, message: `${account.slice(0, 6)} reads what every member says` }
        )
        .toEqual([])
  }
}
