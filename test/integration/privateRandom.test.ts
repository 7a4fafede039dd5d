/**
 * Random histories of private channels: adds, removals, joins, leaves, messages, restarts and partitions. EARSHOT_CHANNEL_SEEDS
 * says how many, EARSHOT_CHANNEL_SEED where to begin: a failure names the seed that it can be repeated with, and tells the history.
 */
import { afterAll, expect, test } from 'vitest'
import { ChannelWorld } from '../support/channelWorld.ts'
import { removeFolders } from '../support/makeCopy.ts'

const SEEDS = Number(process.env['EARSHOT_CHANNEL_SEEDS'] ?? 20)
const FIRST = Number(process.env['EARSHOT_CHANNEL_SEED'] ?? 1)
const seeds = Array.from({ length: SEEDS }, (_, at) => FIRST + at)

afterAll(removeFolders)

test.each(seeds)(
  'members agree on who is in, read what every one of them says, and nobody else does (seed %i)',
  { timeout: 300_000 },
  async seed => {
    const world = new ChannelWorld(seed)
    try {
      await world.begin(3 + (seed % 4))
      await world.run(40)
      await world.nothingElse()
      await world.heal()
      await world.agree()
      await world.allSpeak()
      await world.nothingElse()
      expect(world.said.size).toBeGreaterThan(0)
    } finally {
      await world.talk.end()
    }
  }
)
