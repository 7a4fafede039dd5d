/** npm run dist: installers for this system, into dist/. */
import { build } from './build.mjs'
import { giveUp, node, run, setup, tool } from './setup.mjs'

setup()
await build({ always: true }).catch(err => giveUp(err.message))
process.exitCode = await run(node, [tool('electron-builder/cli.js'), '--publish', 'never', ...process.argv.slice(2)])
