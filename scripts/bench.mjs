/** npm run bench: numbers, compared as ratios within one run. */
import { ensureBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { environment, giveUp, node, onPinnedNode, run, setup } from './setup.mjs'

setup()
await onPinnedNode()
const browser = await ensureBrowser()
if (browser === undefined) giveUp('No browser: install Chromium, Chrome or Edge, or name one in EARSHOT_BROWSER.')
await build().catch(err => giveUp(err.message))
process.exitCode = await run(node, ['test/bench/main.ts', ...process.argv.slice(2)], {
  env: environment({ EARSHOT_BROWSER: browser })
})
