/** Builds out/ before suites that run it. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const SCRIPT = "import { build } from './scripts/build.mjs'; await build()"

export default function setup(): void {
  const root = join(import.meta.dirname, '..', '..')
  execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT], { cwd: root, stdio: 'inherit' })
}
