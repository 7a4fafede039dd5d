/**
 * A private room of several devices, driven by chance: people speak, are added and removed, are cut off from each other,
 * start again, lose what they had just written, and come back with an old copy. What each may read is known, so that what
 * each has read can be compared with it. Everything a device keeps are bytes, written out and read again at every step.
 */
import { toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { factsOf } from '../../electron/core/crypto/groups/chain.ts'
import type { Change } from '../../electron/core/crypto/groups/commit.ts'
import type { EpochShare } from '../../electron/core/crypto/groups/exporter.ts'
import { encodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import type { OwnPackage } from '../../electron/core/crypto/groups/packages.ts'
import { importsFor, refreshDue } from '../../electron/core/crypto/groups/refresh.ts'
import type { GroupState } from '../../electron/core/crypto/groups/state.ts'
import type { Written } from '../../electron/core/crypto/groups/write.ts'
import { AT, type Device, Log, makeDevice, must, recipient, said, stored, textOf } from './sendGroups.ts'

/** Who is in: the n-th adding of somebody counts unless a removal of the same number is known. Removing wins. */
interface Roster {
  added: Map<number, number>
  removed: Map<number, number>
}

interface Peer {
  at: number
  device: Device
  log: Log
  /** What this device knows of who is in. */
  roster: Roster
  /** Its own group; `members` as they must be, by what was asked of it. */
  own: { state: GroupState; lastSealed: number; members: Set<number>; imported: Set<string> } | undefined
  /** A copy of its own state from some time ago. */
  backup: GroupState | undefined
  readers: Map<number, { state: GroupState | undefined; opened: number; next: number }>
  /** Newest share of each peer's present group, and all that were ever seen, by id. */
  newest: Map<number, EpochShare>
  shelf: Map<string, EpochShare>
  packages: OwnPackage[]
  heard: Set<string>
  group: number
}

/** Deterministic, small, good enough to choose what happens. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const isIn = ({ added, removed }: Roster, who: number): boolean => (added.get(who) ?? 0) > (removed.get(who) ?? 0)

/** What a run came to, for the test to look at. */
export interface Outcome {
  /** entry -> who may read it, and who has. */
  entitled: Map<string, Set<number>>
  heard: Set<string>[]
  /** What was refused although its reader may read it, after everybody had met. */
  stuck: string[]
  counts: Record<string, number>
}

export class World {
  readonly #peers: Peer[] = []
  readonly #roll: (below: number) => number
  readonly #entitled = new Map<string, Set<number>>()
  readonly #counts: Record<string, number> = {}
  #clock = AT

  private constructor(
    seed: number,
    readonly size: number
  ) {
    this.#roll = dice(seed)
  }

  static async make(seed: number, size: number): Promise<World> {
    const world = new World(seed, size)
    for (let at = 0; at < size; at++) {
      const device = makeDevice(`device ${at}`)
      const roster: Roster = { added: new Map(), removed: new Map() }
      // Two at least are there from the beginning; the others are added as it comes.
      for (let who = 0; who < Math.max(2, Math.ceil(size / 2)); who++) roster.added.set(who, 1)
      world.#peers.push({
        at,
        device,
        log: new Log(device.keys.deviceKey),
        roster,
        own: undefined,
        backup: undefined,
        readers: new Map(),
        newest: new Map(),
        shelf: new Map(),
        packages: await device.port.makePackages(2),
        heard: new Set(),
        group: 0
      })
    }
    return world
  }

  async run(steps: number): Promise<Outcome> {
    await this.#speak(this.#at(0)) // whatever comes, something was said
    for (let count = 0; count < steps; count++) {
      this.#clock += 1_000 * (1 + this.#roll(5_000))
      await this.#step()
    }
    for (const peer of this.#peers) peer.group = 0
    for (let round = 0; round <= this.size; round++)
      for (const peer of this.#peers) await this.#meet(peer, Number.MAX_SAFE_INTEGER)
    const stuck = this.#peers.flatMap(peer =>
      [...this.#entitled]
        .filter(([entry, who]) => who.has(peer.at) && !peer.heard.has(entry))
        .map(([entry]) => `${peer.at} lacks ${entry}`)
    )
    return { entitled: this.#entitled, heard: this.#peers.map(({ heard }) => heard), stuck, counts: this.#counts }
  }

  /** Everything that was ever sent. */
  wire(): Uint8Array[] {
    return this.#peers.flatMap(({ log }) => log.bodies)
  }

  async #step(): Promise<void> {
    const peer = this.#any()
    const what = this.#roll(100)
    if (what < 45) await this.#speak(peer)
    else if (what < 75) await this.#meet(peer, 1 + this.#roll(6))
    else if (what < 83) this.#changeRoster(peer)
    else if (what < 90) this.#split()
    else if (what < 95) this.#restart(peer)
    else this.#rollBack(peer)
  }

  #any(): Peer {
    return this.#at(this.#roll(this.#peers.length))
  }

  #at(at: number): Peer {
    const peer = this.#peers[at]
    if (peer === undefined) throw new Error('nobody')
    return peer
  }

  #count(what: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1
  }

  #split(): void {
    const together = this.#roll(3) === 0
    for (const peer of this.#peers) peer.group = together ? 0 : this.#roll(2)
    this.#count(together ? 'healed' : 'split')
  }

  /** The first two may add and remove. */
  #changeRoster(peer: Peer): void {
    const who = this.#roll(this.size)
    if (peer.at > 1 || !isIn(peer.roster, peer.at) || who === peer.at) return
    const { added, removed } = peer.roster
    if (isIn(peer.roster, who)) removed.set(who, added.get(who) ?? 0)
    else added.set(who, (removed.get(who) ?? 0) + 1)
    this.#count('roster')
  }

  /** Nothing but what is stored goes on. */
  #restart(peer: Peer): void {
    if (peer.own !== undefined) peer.own.state = stored(peer.own.state)
    for (const reader of peer.readers.values()) reader.state = reader.state && stored(reader.state)
    this.#count('restart')
  }

  /** Keeps a copy of the own state, or comes back with the one it has. */
  #rollBack(peer: Peer): void {
    if (peer.own === undefined) return
    if (peer.backup === undefined || this.#roll(2) === 0) peer.backup = stored(peer.own.state)
    else peer.own.state = stored(peer.backup)
  }

  async #speak(peer: Peer): Promise<void> {
    if (!isIn(peer.roster, peer.at)) return
    const wanted = this.#peers.filter(({ at }) => at !== peer.at && isIn(peer.roster, at))
    if (wanted.length === 0) return
    const text = `${peer.at}:${peer.log.bodies.length}`
    if (peer.own === undefined) return this.#open(peer, wanted, text)
    const gone = [...peer.own.members].filter(at => !wanted.some(one => one.at === at))
    if (gone.length === peer.own.members.size) {
      peer.own = undefined // nobody of it is left: a new group
      return this.#open(peer, wanted, text)
    }
    if (gone.length > 0) {
      const devices = gone.map(at => this.#at(at).device.keys.deviceKey)
      if (!(await this.#write(peer, undefined, { kind: 'remove', devices }, at => !gone.includes(at)))) return
      this.#count('remove')
    }
    for (const one of wanted) {
      if (peer.own.members.has(one.at)) continue
      const change: Change = { kind: 'add', recipient: recipient(one.device, this.#package(one)) }
      const saying = this.#roll(2) === 0 ? `${peer.at}:${peer.log.bodies.length}` : undefined
      if (!(await this.#write(peer, saying, change, undefined, one.at))) return
      this.#count('add')
    }
    const present = [peer.device, ...[...peer.own.members].map(at => this.#at(at).device)]
    const readers = present.map(({ keys }) => keys.deviceKey)
    const imports = importsFor(readers, [...peer.newest.values()], peer.own.imported)
    const facts = factsOf(peer.own.state.chain)
    if (facts === undefined) throw new Error('not a state')
    const due = refreshDue(facts, readers.length, imports.length > 0, this.#clock) || this.#roll(12) === 0
    const change: Change | undefined = due ? { kind: 'refresh', imports } : undefined
    if (due) this.#count(imports.length > 0 ? 'import' : 'refresh')
    await this.#write(peer, `${peer.at}:${peer.log.bodies.length}`, change)
  }

  /** One that is left for each use, the last of them again and again. */
  #package({ packages }: Peer): OwnPackage {
    const found = packages.at(-1)
    if (found === undefined) throw new Error('no package')
    return found
  }

  async #open(peer: Peer, wanted: readonly Peer[], text: string): Promise<void> {
    const recipients = wanted.map(one => recipient(one.device, this.#package(one)))
    const opening = { position: peer.log.next, recipients, content: utf8(text), now: this.#clock }
    const written = must(await peer.device.port.open(opening))
    this.#keep(peer, written, text, new Set(wanted.map(({ at }) => at)))
    this.#count('open')
  }

  /** False where the state was not the newest: then the group is given up. */
  async #write(
    peer: Peer,
    text: string | undefined,
    change: Change | undefined,
    stays: (at: number) => boolean = () => true,
    added?: number
  ): Promise<boolean> {
    const { own } = peer
    if (own === undefined) return false
    const content = text === undefined ? undefined : utf8(text)
    const writing = { position: peer.log.next, lastSealed: own.lastSealed, change, content, now: this.#clock }
    if (this.#roll(8) === 0) {
      // Sealed, and then the transaction failed: nothing was stored, nothing is sent.
      const lost = await peer.device.port.write(own.state, writing)
      if (!('refusal' in lost)) this.#count('lost')
      own.state = stored(own.state)
    }
    const written = await peer.device.port.write(own.state, writing)
    if ('refusal' in written) {
      if (written.refusal !== 'rolled-back') throw new Error(`refused: ${written.refusal}`)
      peer.own = undefined
      peer.backup = undefined
      this.#count('rolled back')
      return false
    }
    const members = new Set([...own.members].filter(stays))
    if (added !== undefined) members.add(added)
    this.#keep(peer, written, text, members)
    if (change?.kind === 'refresh') for (const { id } of change.imports) peer.own?.imported.add(toHex(id))
    return true
  }

  /** State, entry and share in one go, as a transaction would. */
  #keep(peer: Peer, { state, sealed, share }: Written, text: string | undefined, members: Set<number>): void {
    const seq = peer.log.add(encodeSealed(sealed))
    const imported = seq === sealed.opened ? new Set<string>() : (peer.own?.imported ?? new Set<string>())
    peer.own = { state: stored(state), lastSealed: seq, members, imported }
    if (share !== undefined) peer.shelf.set(toHex(share.id), share)
    if (text === undefined) return
    this.#entitled.set(text, new Set(members))
    this.#count('message')
  }

  /** Takes what others of its part have, up to so many entries of each log, and who is in. */
  async #meet(peer: Peer, most: number): Promise<void> {
    for (const other of this.#peers) {
      if (other === peer || other.group !== peer.group) continue
      for (const side of ['added', 'removed'] as const)
        for (const [who, count] of other.roster[side])
          peer.roster[side].set(who, Math.max(peer.roster[side].get(who) ?? 0, count))
      await this.#readLog(peer, other, most)
    }
  }

  async #readLog(peer: Peer, owner: Peer, most: number): Promise<void> {
    const reader = peer.readers.get(owner.at) ?? { state: undefined, opened: -1, next: 0 }
    peer.readers.set(owner.at, reader)
    for (let count = 0; count < most && reader.next < owner.log.bodies.length; count++) {
      const entry = owner.log.entry(reader.next)
      if (!(await this.#take(peer, owner, reader, entry))) return // waits for what it imports
      reader.next++
    }
  }

  async #take(
    peer: Peer,
    owner: Peer,
    reader: { state: GroupState | undefined; opened: number },
    entry: SealedEntry
  ): Promise<boolean> {
    if (reader.state !== undefined && reader.opened === entry.sealed.opened) {
      const imports = entry.sealed.imports.flatMap(id => peer.shelf.get(toHex(id)) ?? [])
      const { state, outcomes, shares } = await peer.device.port.read(stored(reader.state), [entry], imports)
      const heard = said(outcomes[0])
      if (heard === 'refused: import') return false
      if (heard?.startsWith('refused') === true)
        throw new Error(`${peer.at} at ${owner.at}:${entry.position.seq}: ${heard}`)
      reader.state = state && stored(state)
      this.#learn(peer, owner, shares)
      if (heard !== undefined) peer.heard.add(heard)
      return true
    }
    if (entry.sealed.welcome === undefined) return true
    const joined = await peer.device.port.join({ entry, owner: owner.device.keys, packages: peer.packages })
    if ('refusal' in joined) {
      if (joined.refusal !== 'not-for-us') throw new Error(`${peer.at} cannot join: ${joined.refusal}`)
      return true
    }
    reader.state = stored(joined.state)
    reader.opened = entry.sealed.opened
    this.#learn(peer, owner, [joined.share])
    const heard = textOf(joined.content)
    if (heard !== undefined) peer.heard.add(heard)
    this.#count('join')
    return true
  }

  #learn(peer: Peer, owner: Peer, shares: readonly EpochShare[]): void {
    for (const share of shares) {
      peer.shelf.set(toHex(share.id), share)
      peer.newest.set(owner.at, share)
    }
  }
}
