/** Runs of seq: sets of whole numbers as sorted, disjoint, non-adjacent inclusive ranges. */
export interface Run {
  first: number
  last: number
}

/** The union of both, in ascending order. */
export function union(a: readonly Run[], b: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of [...a, ...b].sort((x, y) => x.first - y.first)) {
    const end = out.at(-1)
    if (end !== undefined && run.first <= end.last + 1) end.last = Math.max(end.last, run.last)
    else out.push({ first: run.first, last: run.last })
  }
  return out
}

/** What is in `a` and not in `b`, in ascending order. Both ascending and disjoint. */
export function minus(a: readonly Run[], b: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of a) {
    let first = run.first
    for (const hole of b) {
      if (hole.last < first) continue
      if (hole.first > run.last) break
      if (hole.first > first) out.push({ first, last: hole.first - 1 })
      first = hole.last + 1
    }
    if (first <= run.last) out.push({ first, last: run.last })
  }
  return out
}

export const contains = (runs: readonly Run[], seq: number): boolean =>
  runs.some(run => run.first <= seq && seq <= run.last)

/** Whether all from first to last are in them; nothing is. */
export const covers = (runs: readonly Run[], first: number, last: number): boolean =>
  first > last || runs.some(run => run.first <= first && last <= run.last)

/** Seqs in any order as runs. */
export const runsOf = (seqs: readonly number[]): Run[] =>
  union(
    seqs.map(seq => ({ first: seq, last: seq })),
    []
  )
