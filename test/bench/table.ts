/** A table of what was measured and what was wanted. */
interface Bound {
  atMost?: number
  atLeast?: number
}

const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2))

export function createTable() {
  const rows: Array<{
    measured: string
    Earshot: string
    bare: string
    ratio: string
    wanted: string
    reached: string
  }> = []
  let missed = 0

  function add(
    measured: string,
    ours: string,
    bare: string,
    ratio: string,
    compared: number,
    { atMost, atLeast }: Bound
  ): void {
    const reached = (atMost === undefined || compared <= atMost) && (atLeast === undefined || compared >= atLeast)
    if (!reached) missed++
    const wanted = atMost !== undefined ? `<= ${atMost}` : atLeast !== undefined ? `>= ${atLeast}` : ''
    rows.push({ measured, Earshot: ours, bare, ratio, wanted, reached: wanted === '' ? '' : reached ? 'yes' : 'NO' })
  }

  return {
    /** Compares the ratio of both. */
    ratio: (what: string, ours: number, bare: number, unit: string, bound: Bound): void =>
      add(what, `${shown(ours)} ${unit}`, `${shown(bare)} ${unit}`, shown(ours / bare), ours / bare, bound),
    /** Compares the number itself. */
    value: (what: string, ours: number, unit: string, bound: Bound = {}): void =>
      add(what, `${shown(ours)} ${unit}`.trim(), '', '', ours, bound),
    /** True when everything wanted was reached. */
    print(): boolean {
      console.table(rows)
      return missed === 0
    }
  }
}
