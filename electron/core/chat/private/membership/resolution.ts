/**
 * Which operations of a set count. One counts if what counts in its past gives its author the right, and nothing that it
 * did not know of, and that counts, took that away. Where this goes in a circle (two who remove each other), the
 * strongest wins: what it stands on and it itself end what would end them. A function of the set alone.
 */
import { attacks, canAttack, loserOf } from './attacks.ts'
import { type Bits, has, intersection, members as numbersOf, put, same } from './bits.ts'
import type { Dag } from './dag.ts'
import { firstKnot } from './knot.ts'
import { may } from './rights.ts'
import { standingOf } from './standing.ts'

/** @param set whoever is in it has all its past in it */
export function counting(dag: Dag, set: Bits): Bits {
  const all = [...numbersOf(set)]
  const ends = dag.ends(all)
  const [end] = ends
  // One end: whoever wrote it knew of everything, so nothing crosses what it saw.
  if (ends.length === 1 && end !== undefined) return put(dag.node(end).counted.slice(), end)
  return new Resolution(dag, all).run()
}

class Resolution {
  readonly #dag: Dag
  readonly #all: readonly number[]
  /** What ends it, where that counts. */
  readonly #attackers = new Map<number, Set<number>>()
  readonly #open: Set<number>
  #counting: Bits = new Uint32Array()

  constructor(dag: Dag, all: readonly number[]) {
    this.#dag = dag
    const forgetful = forgetfulOf(dag, all)
    this.#all = all.filter(at => !forgetful.has(at))
    this.#open = new Set(this.#all)
    const byAuthor = Map.groupBy(this.#all, at => dag.node(at).op.account)
    const joins = this.#all.filter(at => dag.node(at).op.change.what === 'join')
    for (const by of this.#all) {
      const { op } = dag.node(by)
      if (canAttack(op)) this.#findVictims(by, [...(byAuthor.get(loserOf(op) ?? '') ?? []), ...joins])
    }
  }

  #findVictims(by: number, candidates: readonly number[]): void {
    for (const at of candidates) if (attacks(this.#dag, by, at) && this.#dag.areConcurrent(by, at)) this.#attack(by, at)
  }

  #attack(by: number, at: number): void {
    const attackers = this.#attackers.get(at)
    if (attackers === undefined) this.#attackers.set(at, new Set([by]))
    else attackers.add(by)
  }

  run(): Bits {
    for (;;) {
      this.#decide()
      if (this.#open.size === 0) return this.#counting
      this.#cut(firstKnot(this.#open, at => this.#waitsFor(at)))
    }
  }

  /** Everything that waits for nothing open. Numbers go forwards in time, so that one round sees most. */
  #decide(): void {
    for (let before = -1; before !== this.#open.size; ) {
      before = this.#open.size
      for (const at of this.#all)
        if (this.#open.has(at) && this.#waitsFor(at).length === 0) {
          this.#open.delete(at)
          if (this.#counts(at)) this.#counting = put(this.#counting, at)
        }
    }
  }

  #waitsFor(at: number): number[] {
    return [...this.#dag.node(at).after, ...(this.#attackers.get(at) ?? [])].filter(other => this.#open.has(other))
  }

  #counts(at: number): boolean {
    for (const by of this.#attackers.get(at) ?? []) if (has(this.#counting, by)) return false
    const node = this.#dag.node(at)
    const past = intersection(this.#counting, node.past)
    if (same(past, node.counted)) return true // as its writer saw it
    return node.after.length > 0 && may(node.op, { dag: this.#dag, past, standing: standingOf(this.#dag, past) })
  }

  /** In a circle, the strongest and what it stands on come first, and end what would have ended them. */
  #cut(knot: readonly number[]): void {
    const within = new Set(knot)
    const able = knot.filter(at => canAttack(this.#dag.node(at).op))
    const strongest = able.sort((a, b) => compareStrength(this.#dag, a, b))[0]
    if (strongest === undefined) throw new Error('a circle without anybody who takes anything')
    for (const at of knot)
      if (at === strongest || this.#dag.isBefore(at, strongest))
        for (const by of this.#attackers.get(at) ?? [])
          if (within.has(by)) {
            this.#attackers.get(at)?.delete(by)
            this.#attack(at, by)
          }
  }
}

/** A log has one writer, who knows what it wrote: who leaves out an own entry wants it not to be known. */
function forgetfulOf(dag: Dag, all: readonly number[]): Set<number> {
  const forgetful = new Set<number>()
  for (const own of Map.groupBy(all, at => dag.node(at).op.device).values())
    for (const at of own)
      if (own.some(other => dag.node(other).op.seq < dag.node(at).op.seq && !dag.isBefore(other, at))) forgetful.add(at)
  return forgetful
}

/** The higher rank first, then who is longer in, then what was done earlier. */
function compareStrength(dag: Dag, one: number, other: number): number {
  const [a, b] = [dag.node(one).strength, dag.node(other).strength]
  const longer = a.depth - b.depth || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)
  return b.rank - a.rank || longer || dag.compare(one, other)
}
