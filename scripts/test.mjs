/** npm test: everything that is checked, every time. Ends with a line of its own that counts all of it. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ensureBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { electronBinary, noWindowBecause } from './electron.mjs'
import { environment, node, onPinnedNode, root, run, setup, tool } from './setup.mjs'

const asRoot = process.platform === 'linux' && process.getuid() === 0
const reports = mkdtempSync(join(tmpdir(), 'earshot-test-'))
const results = []
const failures = []
const MAX_FAILURES_TOLD = 20
const has = command => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

function record(name, { passed = 0, failed = 0, skipped = 0 }, why = '') {
  results.push({ name, passed, failed, skipped, why })
  console.log(`${failed > 0 ? 'FAILED' : passed > 0 ? 'passed' : 'skipped'}  ${name}${why === '' ? '' : `: ${why}`}`)
}

/** A check without cases of its own counts as one. Its output is only shown when it fails. */
function check(name, script, args) {
  const child = spawn(node, [tool(script), ...args], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const said = []
  child.stdout.on('data', chunk => said.push(chunk))
  child.stderr.on('data', chunk => said.push(chunk))
  return new Promise(resolve =>
    child.on('close', code => {
      if (code !== 0) process.stdout.write(Buffer.concat(said))
      record(name, code === 0 ? { passed: 1 } : { failed: 1 })
      resolve()
    })
  )
}

async function checks() {
  for (const part of ['shared', 'electron', 'renderer', 'test'])
    await check(`types ${part}`, 'typescript/bin/tsc', ['-p', part])
  await check('format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  await check('lint', 'oxlint/bin/oxlint', [
    '--type-aware',
    '--deny-warnings',
    'electron',
    'renderer',
    'shared',
    'test',
    'scripts'
  ])
  await check('import walls', 'dependency-cruiser/bin/dependency-cruiser.mjs', ['electron', 'renderer', 'shared'])
  await check('unused code', 'knip/bin/knip.js', [])
}

/** One suite in a process of its own. `around` is what it is run inside of. */
async function suite(name, { env = {}, around = [], args: more = [] } = {}) {
  const report = join(reports, `${name}.json`)
  const vitest = [
    tool('vitest/vitest.mjs'),
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...more
  ]
  const [command, ...args] = [...around, node, ...vitest]
  const code = await run(command, args, { env: environment(env) })
  record(name, countOf(report, code))
}

/** What failed in a suite, to be read again where the output ends: each with the beginning of what it said. */
function rememberFailed({ name, assertionResults, message }) {
  const file = relative(root, name)
  if (assertionResults.length === 0 && message) failures.push(`${file}\n${beginning(message)}`)
  for (const { status, title, failureMessages } of assertionResults)
    if (status === 'failed') failures.push(`${file}: ${title}\n${failureMessages.map(beginning).join('\n')}`)
}

function beginning(message) {
  const lines = stripVTControlCharacters(message).split('\n')
  const ours = lines.filter(line => !line.includes('node_modules'))
  return ours.slice(0, 12).join('\n').slice(0, 1_500)
}

/** A run that broke outside of its tests fails too. */
function countOf(report, code) {
  try {
    const {
      numPassedTests,
      numFailedTests,
      numPendingTests,
      numTodoTests = 0,
      testResults
    } = JSON.parse(readFileSync(report, 'utf8'))
    testResults.forEach(rememberFailed)
    const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
    const failed = numFailedTests + broken
    return {
      passed: numPassedTests,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: numPendingTests + numTodoTests
    }
  } catch {
    return { failed: 1 }
  }
}

async function networkSuite() {
  if (!asRoot) return record('network', { skipped: 1 }, 'network namespaces need root on Linux')
  const needed = { ip: 'iproute2', tcpdump: 'tcpdump' }
  for (const [command, named] of Object.entries(needed)) {
    if (!has(command))
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', named], { stdio: ['ignore', 2, 2] })
    if (!has(command))
      return record('network', { failed: 1 }, `the command ${command} (${named}) is missing and could not be installed`)
  }
  await suite('network')
}

async function browserSuite() {
  const browser = await ensureBrowser()
  if (browser === undefined)
    return record(
      'browser',
      { failed: 1 },
      'no browser: install Chromium, Chrome or Edge, or name one in EARSHOT_BROWSER'
    )
  await suite('browser', { env: { EARSHOT_BROWSER: browser } })
}

async function electronSuite() {
  const given = process.env.EARSHOT_ELECTRON
  const reason = given ? undefined : noWindowBecause()
  if (reason !== undefined) return record('electron', { skipped: 1 }, `${reason} (see .ci/run)`)
  const binary = electronBinary()
  if (binary === undefined) return record('electron', { skipped: 1 }, "Electron's binary cannot be downloaded here")
  // As root there is a place apart for it: no network but loopback.
  const around = asRoot ? ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] : []
  await suite('electron', { env: { EARSHOT_ELECTRON: binary }, around })
}

function summary() {
  for (const failure of failures.slice(0, MAX_FAILURES_TOLD)) console.log(`\nFAILED  ${failure}`)
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log('')
  for (const { name, passed, failed, skipped, why } of results)
    console.log(
      `${name.padEnd(width)}  ${passed} passed, ${failed} failed, ${skipped} skipped${why === '' ? '' : ` (${why})`}`
    )
  const sum = key => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  return sum('failed')
}

async function everything() {
  await checks()
  await suite('unit', { args: ['--maxWorkers=100%'] }) // nothing in it waits for a clock
  try {
    await build()
    record('build', { passed: 1 })
  } catch {
    return record('build', { failed: 1 }, 'the suites that need it were not run') // integration, network, browser, electron
  }
  await suite('integration')
  await networkSuite()
  await browserSuite()
  await electronSuite()
}

setup()
await onPinnedNode()
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))
await everything()
// A suite that somebody adds and forgets here would never run.
const known = new Set([
  'unit',
  'integration',
  'network',
  'browser',
  'electron',
  'support',
  'bench',
  'vectors',
  'ui' // the page on scripted people, for looking at
])
for (const entry of readdirSync(join(root, 'test'), { withFileTypes: true }))
  if (entry.isDirectory() && !known.has(entry.name)) record(entry.name, { failed: 1 }, 'no suite of this name is run')
process.exitCode = summary() === 0 ? 0 : 1
