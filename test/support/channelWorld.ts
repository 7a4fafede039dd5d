/**
 * Random histories of a private channel among real copies: messages, adds, removals, joins, leaves, restarts and partitions. Who may
 * read what is worked out beside it, from what its writer knew when it was sealed.
 */
import { expect } from 'vitest'
import { ChatError } from '../../shared/errors.ts'
import type { AccountId, DeviceId, RoomId } from '../../shared/model.ts'
import { channel, createChannel, inviteTo, isIn, joinBy, members, texts } from './channels.ts'
import { accountOf, say } from './directs.ts'
import type { Copy } from './makeCopy.ts'
import { randomOf } from './membershipHistory.ts'
import { createTalk, type Talk } from './talk.ts'

const PATIENT = { timeout: 20_000, interval: 100 }
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
}

export class ChannelWorld {
  readonly talk: Talk = createTalk()
  readonly #random: () => number
  readonly #people: Person[] = []
  /** By text: accounts of the members as its writer knew them, itself among them, when it was said. */
  readonly said = new Map<string, Set<AccountId>>()
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
      await isIn(copy, this.roomId)
    }
    await this.#settle()
    const [, second] = this.#people
    if (second !== undefined)
      await first.copy.bridge.call('rooms.role', { roomId: this.roomId, account: second.account, role: 'admin' })
  }

  async #start(name: string): Promise<void> {
    const copy = await this.talk.start(name)
    const { me } = await copy.bridge.call('core.state', {})
    if (me === null) throw new Error('no account')
    this.#people.push({ copy, account: me.account, device: me.peerId })
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      try {
        await this.#step(step)
      } catch (err) {
        if (!(err instanceof ChatError) || !EXPECTED.has(err.code)) throw err
      }
    }
  }

  async #step(step: number): Promise<void> {
    const who = this.#pick(this.#people)
    const other = this.#pick(this.#people)
    const { bridge } = who.copy
    const about = { roomId: this.roomId, account: other.account }
    const dice = this.#random()
    if (dice < 0.45) await this.#say(who, `${step} by ${who.account.slice(0, 6)}`)
    else if (dice < 0.55) await bridge.call('rooms.remove', about)
    else if (dice < 0.63) await bridge.call('rooms.add', about)
    else if (dice < 0.68) await bridge.call('rooms.role', { ...about, role: this.#pick(['admin', 'member', 'admin']) })
    else if (dice < 0.73) await joinBy(who.copy, this.#pick(this.#links))
    else if (dice < 0.76) await bridge.call('rooms.leave', { roomId: this.roomId })
    else if (dice < 0.8) this.#links.push(await inviteTo(who.copy, this.roomId))
    else if (dice < 0.88 && who !== other) this.talk.lan.cut(who.device, other.device)
    else if (dice < 0.96 && who !== other) this.talk.lan.mend(who.device, other.device)
    else await this.#restart(who)
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

  async #settle(): Promise<void> {
    await this.talk.lan.settled()
    for (const { copy } of this.#people)
      await copy.bridge.call('rooms.fill', { roomId: (await copy.bridge.call('rooms.list', {}))[0]?.roomId as RoomId })
  }

  async heal(): Promise<void> {
    for (const a of this.#people)
      for (const b of this.#people) if (a.device < b.device) this.talk.lan.mend(a.device, b.device)
    await this.#settle()
  }

  /**
   * The members, once they all see themselves and each other as that. Whoever was put out while they were away does not hear of
   * it, and may go on thinking that they are in.
   */
  async #membersNow(): Promise<Person[]> {
    const lists = new Map<AccountId, string>()
    for (const { copy, account } of this.#people) {
      const room = await channel(copy, this.roomId)
      if (room === undefined || room.closed !== null || room.request) continue
      const listed = await members(copy, this.roomId)
      lists.set(account, JSON.stringify(listed.map(one => [one.account, one.role])))
    }
    const agreed = [...new Set(lists.values())].find(list => {
      const accounts = (JSON.parse(list) as [AccountId, string][]).map(([account]) => account)
      return accounts.every(account => lists.get(account) === list)
    })
    return this.#people.filter(({ account }) => agreed !== undefined && lists.get(account) === agreed)
  }

  /** Members see the same members, in the same roles. */
  async agree(): Promise<void> {
    await expect
      .poll(async () => {
        await this.#settle()
        return (await this.#membersNow()).length
      }, PATIENT)
      .toBeGreaterThan(0)
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

  accounts = (): Promise<AccountId[]> => Promise.all(this.#people.map(({ copy }) => accountOf(copy)))
}
