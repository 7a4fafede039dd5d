/**
 * Random histories of a private room. EARSHOT_GROUP_SEEDS says how many (where CI is set: 200), EARSHOT_GROUP_SEED where to
 * begin: a failure prints the seed that it can be repeated with. They stand in two files, so that two of them run at once.
 */
import { expect, test } from 'vitest'
import { World } from './sendGroupWorld.ts'

const SEEDS = Number(process.env.EARSHOT_GROUP_SEEDS ?? (process.env.CI === undefined ? 6 : 200))
export const FIRST = Number(process.env.EARSHOT_GROUP_SEED ?? 1)
const MIN_SIZE = 2
const SIZES = 11

/** Declares the histories of every second seed. */
export function tryHistories(which: 'even' | 'odd'): void {
  const all = Array.from({ length: SEEDS }, (_, at) => FIRST + at)
  const seeds = all.filter(seed => (seed % 2 === 0) === (which === 'even'))
  test.each(seeds)(
    'whoever is a member reads everything it may and nothing else (seed %i)',
    { timeout: 120_000 },
    async seed => {
      const size = MIN_SIZE + (seed % SIZES)
      const world = await World.make(seed, size)
      const { entitled, heard, stuck, counts } = await world.run(60 + size * 6)
      for (const [who, entries] of heard.entries())
        for (const entry of entries) expect(entitled.get(entry)?.has(who), `${who} has read ${entry}`).toBe(true)
      expect(stuck, `seed ${seed}, ${size} devices, ${JSON.stringify(counts)}`).toStrictEqual([])
      expect(counts.message).toBeGreaterThan(0)
    }
  )
}
