/**
 * Random histories over a LAN in memory: partitions, restarts, gossip that is lost, doubled or late, wires that break in
 * the middle of a sync, wrong clocks. Once all is healed, everybody holds the same, in one order, each once, and what was
 * answered to whoever said it is there. EARSHOT_HISTORIES says how many; a failure prints the seed and the history.
 */
import fc from 'fast-check'
import { afterAll, test } from 'vitest'
import { removeFolders } from '../support/makeCopy.ts'
import { story, World } from '../support/world.ts'

const HISTORIES = Number(process.env.EARSHOT_HISTORIES ?? 500)

afterAll(removeFolders)

test(`after healing all hold the same: ${HISTORIES} histories`, { timeout: HISTORIES * 2_000 + 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(story, async told => {
      const world = new World(told)
      try {
        await world.play()
        await world.heal()
        await world.agree()
      } finally {
        await world.talk.end()
      }
    }),
    { numRuns: HISTORIES, endOnFailure: process.env.EARSHOT_SHRINK === undefined }
  )
})
