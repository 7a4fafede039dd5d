/**
 * Who is in a private room, out of the membership entries held, in whatever order they came. What is here is a function of the
 * set of entries: two devices that hold the same agree on everything. Spec: docs/protocol/18-membership.md
 */
import type { NewcomersRead, Role } from '../../../crypto/membershipBody.ts'
import { MAX_AFTER } from '../../../crypto/membershipBody.ts'
import { type Bits, has } from './bits.ts'
import { Dag } from './dag.ts'
import type { Op } from './op.ts'
import { counting } from './resolution.ts'
import { may, mayFound } from './rights.ts'
import { RANK, rankOf, type Standing, standingOf, strengthIn } from './standing.ts'

/** Entries of a device that are heeded, those with the lowest numbers; and of a room. */
export const MAX_DEVICE_OPS = 256
export const MAX_OPS = 4_096

export interface Member {
  account: string
  role: Role
  /** The entry that brought them in. */
  since: Op
}

export interface RoomInvite {
  key: string
  by: string
  expiresAt: number | undefined
  once: boolean
}

export interface MembershipState {
  /** False while the beginning is not here. */
  founded: boolean
  name: string
  newcomers: NewcomersRead
  /** By account, the longest in first. */
  members: Map<string, Member>
  /** Those that are good, but for the time. */
  invites: RoomInvite[]
  /** Members whom somebody with the right to it removed, in an entry that cannot be judged yet: nothing is sealed for them. */
  suspended: Set<string>
}

/** What counted from some place on, and what it came to. */
interface Seen {
  counted: Bits
  standing: Standing
}

const KEPT_SEEN = 32

type Taken = 'counts' | 'waits' | 'void'

export class Membership {
  readonly #founded: (account: string) => boolean
  /** By device, lowest seq first. */
  #held = new Map<string, Op[]>()
  #dag = new Dag()
  /** Those that can never count. What builds on one cannot either. */
  #void = new Set<string>()
  /** By id; what they name is not all here. */
  #waiting = new Map<string, Op>()
  readonly #lastSeen = new Map<string, Seen>()
  #counting: Bits | undefined
  #state: MembershipState | undefined

  /** @param founded whether the room's id was made of this account */
  constructor(founded: (account: string) => boolean) {
    this.#founded = founded
  }

  /** Takes them in any order. Answers whether anything may be different. */
  add(...ops: readonly Op[]): boolean {
    // Held first, all of them: one may push out another.
    const fresh = ops.filter(op => this.#hold(op)).filter(op => this.#held.get(op.device)?.includes(op))
    for (const op of fresh) if (!this.has(op.id)) this.#waiting.set(op.id, op)
    if (fresh.length > 0) this.#settle()
    return fresh.length > 0
  }

  has(id: string): boolean {
    return this.#dag.number(id) !== undefined || this.#waiting.has(id) || this.#void.has(id)
  }

  /** Account of who made the room; undefined while its beginning is not here. */
  get creator(): string | undefined {
    return this.#dag.nodes[0]?.op.account
  }

  /** Whether somebody went by themselves the last time. */
  hasLeft(account: string): boolean {
    const resolved = this.#resolved()
    const outs = this.#dag.nodes.keys().filter(at => has(resolved, at) && outOf(this.#dag.node(at).op) === account)
    return this.#dag.ends(outs).some(at => this.#dag.node(at).op.change.what === 'leave')
  }

  /** Whether an entry that is here counts now. */
  counts(id: string): boolean {
    const at = this.#dag.number(id)
    return at !== undefined && has(this.#resolved(), at)
  }

  /** Entries that wait for others which are not here. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** What an entry of this device, written now, names: the newest of each line; own ones first, then those that count. */
  heads(device: string): string[] {
    const resolved = this.#resolved()
    const ends = this.#dag.ends(this.#dag.nodes.keys())
    const worth = (at: number): number => (this.#dag.node(at).op.device === device ? 0 : has(resolved, at) ? 1 : 2)
    return ends
      .sort((a, b) => worth(a) - worth(b) || -this.#dag.compare(a, b))
      .slice(0, MAX_AFTER)
      .map(at => this.#dag.node(at).op.id)
  }

  get state(): MembershipState {
    this.#state ??= this.#fold()
    return this.#state
  }

  /** Whether this would count, said now by somebody who knows all that is here. */
  would(op: Op): boolean {
    const past = this.#resolved()
    return may(op, { dag: this.#dag, past, standing: standingOf(this.#dag, past) })
  }

  /** Of each device the lowest numbers are heeded, so that it does not depend on what came first. */
  #hold(op: Op): boolean {
    if (this.has(op.id)) return false
    const held = this.#held.get(op.device) ?? []
    held.push(op)
    held.sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))
    const over = held.splice(MAX_DEVICE_OPS)
    this.#held.set(op.device, held)
    if (over.some(({ id }) => id !== op.id && this.has(id))) this.#again()
    return !over.includes(op)
  }

  #again(): void {
    this.#lastSeen.clear()
    this.#dag = new Dag()
    this.#void = new Set()
    this.#waiting = new Map([...this.#held.values()].flat().map(op => [op.id, op]))
    this.#settle()
  }

  /** Judges those whose past is all here, until nothing moves. */
  #settle(): void {
    const before = [this.#dag.nodes.length, this.#waiting.size].join()
    for (let moved = true; moved; ) {
      moved = false
      for (const op of [...this.#waiting.values()]) {
        const taken = this.#judge(op)
        if (taken === 'waits') continue
        this.#waiting.delete(op.id)
        if (taken === 'void') this.#void.add(op.id)
        moved = true
      }
    }
    if (before === [this.#dag.nodes.length, this.#waiting.size].join()) return
    this.#counting = undefined
    this.#state = undefined
  }

  #judge(op: Op): Taken {
    if (op.after.some(id => this.#void.has(id))) return 'void'
    const after = op.after.map(id => this.#dag.number(id))
    if (!after.every(at => at !== undefined)) return 'waits'
    if (this.#dag.nodes.length >= MAX_OPS) return 'void'
    const past = this.#dag.upTo(after)
    if (this.#isTurned(op, past)) return 'void'
    const { counted, standing } = this.#seen(after, past)
    const right = mayFound(op, this.#founded) || may(op, { dag: this.#dag, past: counted, standing })
    if (!right) return 'void'
    const invite = op.change.what === 'join' ? standing.invites.get(op.change.key)?.at : undefined
    const strength = strengthIn(this.#dag, standing, op.account)
    this.#dag.add({ op, after, past, counted, invite, strength, depth: this.#dag.depthAfter(after) })
    return 'counts'
  }

  /** Whether it claims to have known what its own device wrote later. */
  #isTurned({ device, seq }: Op, past: Bits): boolean {
    return (this.#held.get(device) ?? []).some(own => {
      const at = own.seq > seq ? this.#dag.number(own.id) : undefined
      return at !== undefined && has(past, at)
    })
  }

  /** What counted before an entry, and what it came to. Many are written from the same place. */
  #seen(after: readonly number[], past: Bits): Seen {
    const from = after.toSorted((a, b) => a - b).join()
    const known = this.#lastSeen.get(from)
    if (known !== undefined) return known
    const counted = after.length === 0 ? past : counting(this.#dag, past)
    const seen = { counted, standing: standingOf(this.#dag, counted) }
    const oldest = this.#lastSeen.size >= KEPT_SEEN ? this.#lastSeen.keys().next().value : undefined
    if (oldest !== undefined) this.#lastSeen.delete(oldest)
    this.#lastSeen.set(from, seen)
    return seen
  }

  #resolved(): Bits {
    if (this.#counting === undefined) {
      const ends = this.#dag.ends(this.#dag.nodes.keys())
      this.#counting = ends.length === 0 ? new Uint32Array() : counting(this.#dag, this.#dag.upTo(ends))
    }
    return this.#counting
  }

  #fold(): MembershipState {
    const dag = this.#dag
    const standing = standingOf(dag, this.#resolved())
    return {
      founded: dag.nodes.length > 0,
      name: standing.name,
      newcomers: standing.newcomers,
      members: new Map(
        [...standing.members].map(([account, { role, since }]) => [
          account,
          { account, role, since: dag.node(since).op }
        ])
      ),
      invites: [...standing.invites].map(([key, { by, expiresAt, once }]) => ({ key, by, expiresAt, once })),
      suspended: suspendedBy(this.#waiting.values(), standing)
    }
  }
}

/** Whom it puts out. */
function outOf({ account, change }: Op): string | undefined {
  return change.what === 'leave' ? account : change.what === 'remove' ? change.account : undefined
}

/** Closed until it is known: a removal that waits for what it names is heeded where it costs least, in what is sealed. */
function suspendedBy(waiting: Iterable<Op>, standing: Standing): Set<string> {
  const suspended = new Set<string>()
  for (const { account, change } of waiting) {
    if (change.what !== 'remove' || change.account === account) continue
    const rank = rankOf(standing, account)
    if (rank >= RANK.admin && rank >= rankOf(standing, change.account) && standing.members.has(change.account))
      suspended.add(change.account)
  }
  return suspended
}
