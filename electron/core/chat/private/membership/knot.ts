/** Circles among things that wait for each other (Tarjan's strongly connected components), without recursion. */

/**
 * Things that wait for each other and for nothing else that is open. Every open one waits for something.
 * @param waitsFor only open ones
 */
export function firstKnot(open: Iterable<number>, waitsFor: (at: number) => number[]): number[] {
  const [start] = open
  if (start === undefined) return []
  const found = new Map<number, number>()
  const lowest = new Map<number, number>()
  const stack: number[] = []
  const way: { at: number; next: number[] }[] = []
  const enter = (at: number): void => {
    found.set(at, found.size)
    lowest.set(at, found.size - 1)
    stack.push(at)
    way.push({ at, next: waitsFor(at) })
  }
  const lower = (at: number, to: number | undefined): void => {
    lowest.set(at, Math.min(lowest.get(at) ?? 0, to ?? 0))
  }
  enter(start)
  for (;;) {
    const here = way.at(-1)
    if (here === undefined) return []
    const next = here.next.pop()
    if (next === undefined) {
      // The first that is whole waits for nothing outside it.
      if (lowest.get(here.at) === found.get(here.at)) return stack.slice(stack.indexOf(here.at))
      way.pop()
      const before = way.at(-1)
      if (before !== undefined) lower(before.at, lowest.get(here.at))
    } else if (found.has(next)) lower(here.at, found.get(next))
    else enter(next)
  }
}
