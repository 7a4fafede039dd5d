import { test } from 'vitest'
import { World } from '../support/world.ts'
test('one', { timeout: 600000 }, async () => {
  const told = JSON.parse(process.env.STORY ?? '{}')
  for (let i = 0; i < Number(process.env.TIMES ?? 1); i++) {
    const world = new World(told)
    try { await world.play(); await world.heal(); await world.agree() } finally { await world.talk.end().catch(e => { console.log(e.actual?.map?.((x: Error) => x.stack)); throw e }) }
  }
})
