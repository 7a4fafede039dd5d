/** The command line from a checkout: npm run -s earshot -- ARGS */
import { join } from 'node:path'
import { build } from './build.mjs'
import { giveUp, node, root, run, setup } from './setup.mjs'

setup()
await build().catch(err => giveUp(err.message))
process.exitCode = await run(node, [join(root, 'out/headless/main.js'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(), // paths are meant from where the person stands
  env: process.env
})
