/** Only so many at once; the others wait. Who takes long gives its turn on: a few slow peers do not keep the rest waiting. */

export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/** @param longMs after this a turn is given on, and its work goes on beside the others */
export function createTurns(most: number, longMs: number): Turns {
  const waiting: Array<() => void> = []
  let taken = 0

  function give(): void {
    const next = waiting.shift() // takes this turn over
    if (next === undefined) taken--
    else next()
  }

  return async work => {
    if (taken >= most) await new Promise<void>(resolve => waiting.push(resolve))
    else taken++
    let given = false
    const giveOnce = (): void => {
      if (!given) give()
      given = true
    }
    const timer = setTimeout(giveOnce, longMs)
    try {
      return await work()
    } finally {
      clearTimeout(timer)
      giveOnce()
    }
  }
}
