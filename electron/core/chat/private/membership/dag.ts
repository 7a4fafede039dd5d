/** Operations and what each had in its past. Only what its past allows is in here: that never changes, whatever comes later. */
import { type Bits, has, put, union } from './bits.ts'
import type { Op } from './op.ts'

/** How far up somebody stands, and since when: who wins where two remove each other. */
export interface Strength {
  rank: number
  /** Of the entry that made them a member: how deep it lies, then its order. */
  depth: number
  order: string
}

export interface Node {
  op: Op
  /** Ends of the past: what `after` names. */
  after: number[]
  /** All that is before it, itself not included. */
  past: Bits
  /** Of its past, what counted where nothing else was known. */
  counted: Bits
  /** Of a join: its invite. */
  invite: number | undefined
  /** Entries on the longest way from the beginning. */
  depth: number
  /** Of its author, there. */
  strength: Strength
}

/** A number for each operation; a smaller one is never after a larger one. */
export class Dag {
  readonly nodes: Node[] = []
  readonly #numbers = new Map<string, number>()

  number(id: string): number | undefined {
    return this.#numbers.get(id)
  }

  node(at: number): Node {
    const node = this.nodes[at]
    if (node === undefined) throw new Error('no such operation')
    return node
  }

  add(node: Node): number {
    const at = this.nodes.push(node) - 1
    this.#numbers.set(node.op.id, at)
    return at
  }

  /** The invite that a join stands on. */
  invite(at: number): Op | undefined {
    const { invite } = this.node(at)
    return invite === undefined ? undefined : this.node(invite).op
  }

  /** Everything that is named, and everything before it. */
  upTo(ends: readonly number[]): Bits {
    const past = union(ends.map(end => this.node(end).past))
    return ends.reduce((all, end) => put(all, end), past)
  }

  isBefore(earlier: number, later: number): boolean {
    return has(this.node(later).past, earlier)
  }

  /** Neither knew of the other. */
  areConcurrent(one: number, other: number): boolean {
    return one !== other && !this.isBefore(one, other) && !this.isBefore(other, one)
  }

  depthAfter(ends: readonly number[]): number {
    return ends.reduce((depth, end) => Math.max(depth, this.node(end).depth + 1), 0)
  }

  /** Those of a set that nothing in it is after. */
  ends(set: Iterable<number>): number[] {
    const all = [...set]
    const before = union(all.map(at => this.node(at).past))
    return all.filter(at => !has(before, at))
  }

  /** Which of two came earlier: the depth goes by what they knew, only the rest by clocks. */
  compare(one: number, other: number): number {
    const [a, b] = [this.node(one), this.node(other)]
    return a.depth - b.depth || (a.op.order < b.op.order ? -1 : a.op.order > b.op.order ? 1 : 0)
  }
}
