/** Who or what was heard lately, and how many of them. Bounded: the longest unheard make room. */

export class Recent {
  readonly #at = new Map<string, number>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  note(key: string, now: number): void {
    this.#at.delete(key)
    this.#at.set(key, now)
    const [oldest] = this.#at.keys()
    if (this.#at.size > this.#most && oldest !== undefined) this.#at.delete(oldest)
  }

  has(key: string, since: number): boolean {
    return (this.#at.get(key) ?? Number.NEGATIVE_INFINITY) >= since
  }

  /** How many were heard since then; forgets the others. */
  count(since: number): number {
    for (const [key, at] of this.#at) {
      if (at >= since) break
      this.#at.delete(key)
    }
    return this.#at.size
  }
}
