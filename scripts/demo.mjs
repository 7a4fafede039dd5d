/** npm run demo: three more people who find each other, join #everyone and talk, so that somebody alone sees Earshot live. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from './build.mjs'
import { giveUp, node, onPinnedNode, root, setup } from './setup.mjs'

const ROOM = '#everyone'
const TALK = [
  ['Ann', 'Morning. Is anybody within earshot?'],
  ['Bo', 'Yes, you came up the moment I started it.'],
  ['Chidi', 'Same here. And the internet is down, which makes this rather a good test.'],
  ['Ann', 'No server, no account, nothing in between. Just the three of us on one wire.'],
  ['Bo', 'What happens when I close the lid?'],
  ['Chidi', 'You go out of earshot. What you had not sent waits on your computer until somebody hears it.'],
  ['Ann', 'And what we say meanwhile stays with us.'],
  ['Bo', 'Lunch at half past twelve, then? Soup, by the smell of it.'],
  ['Chidi', 'Half past twelve. Whoever reads this is welcome too.'],
  ['Ann', 'See you there.']
]
/** How long people take: to think, and to type a character. */
const THINK_MS = 1_500
const TYPE_MS = 45
const FIND_EACH_OTHER_MS = 8_000
const START_LIMIT_MS = 30_000

const hurry = process.argv.includes('--fast') ? 50 : 1
const main = join(root, 'out/headless/main.js')
let folder
const hosts = []
const children = []
let ending = false

/** Everything that was started is ended, and the folder goes. */
async function cleanUp() {
  ending = true
  await Promise.all(
    children.map(child => {
      if (child.exitCode !== null || child.signalCode !== null) return undefined
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
      return gone.finally(() => clearTimeout(late))
    })
  )
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}

function leave() {
  void cleanUp().then(() => process.exit(0))
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

async function startPerson(name) {
  const data = join(folder, name.toLowerCase())
  const port = await freePort()
  const args = ['serve', '--data', data, '--name', name, '--listen', `/ip4/0.0.0.0/tcp/${port}`, '--json']
  const child = spawn(node, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const host = { name, data, port, said: '' }
  children.push(child)
  hosts.push(host)
  child.stderr.setEncoding('utf8').on('data', text => {
    host.said = `${host.said}${text}`.slice(-500)
  })
  const lines = createInterface({ input: child.stdout })
  const [ready] = await Promise.race([
    new Promise(resolve => lines.once('line', line => resolve([JSON.parse(line)]))),
    new Promise((_, reject) =>
      child.once('exit', () => reject(new Error(`${name} could not start. ${host.said.trim()}`)))
    ),
    wait(START_LIMIT_MS, undefined, { ref: false }).then(() => Promise.reject(new Error(`${name} did not start.`)))
  ])
  return Object.assign(host, ready)
}

/** One command of a person. Resolves with its lines as objects; empty when it was refused. */
function ask(host, ...args) {
  return new Promise(resolve => {
    const child = spawn(node, [main, ...args, '--data', host.data, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', chunk => {
      text += chunk
    })
    child.on('close', () =>
      resolve(
        text
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line))
      )
    )
  })
}

const hears = async host => {
  const people = await ask(host, 'people')
  return hosts.every(
    ({ account }) => account === host.account || people.some(p => p.account === account && p.nearness === 'direct')
  )
}
const allHear = async () => (await Promise.all(hosts.map(hears))).every(Boolean)

/** By announcement where the network carries it, else by address, as two people in one room would. */
async function meet() {
  const deadline = Date.now() + FIND_EACH_OTHER_MS
  while (Date.now() < deadline) {
    if (await allHear()) return 'They found each other.'
    await wait(500)
  }
  for (const [index, host] of hosts.entries())
    for (const other of hosts.slice(index + 1))
      await ask(host, 'connect', `/ip4/127.0.0.1/tcp/${other.port}/p2p/${other.peerId}`)
  return (await allHear())
    ? 'No announcement came through here; they met by address.'
    : 'They do not all hear each other yet.'
}

/** What Ann sees, whoever says it. */
function listen(ann) {
  const child = spawn(node, [main, 'tail', ROOM, '--data', ann.data, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  createInterface({ input: child.stdout }).on('line', line => {
    const { sender, body } = JSON.parse(line)
    console.log(`  ${sender.name.padEnd(6)} ${body.replace(/\p{Cc}/gu, ' ')}`)
  })
}

async function talk(people) {
  for (const [name, text] of TALK) {
    await wait((THINK_MS + TYPE_MS * text.length) / hurry)
    if (ending) return
    await ask(
      people.find(person => person.name === name),
      'send',
      ROOM,
      text
    )
  }
  await wait(2_000 / hurry)
}

async function demo() {
  folder = mkdtempSync(join(tmpdir(), 'earshot-demo-'))
  console.log('Three people start Earshot: Ann, Bo and Chidi. Ctrl C ends it.')
  const people = await Promise.all([...new Set(TALK.map(([name]) => name))].map(startPerson))
  console.log(await meet())
  for (const person of people) await ask(person, 'join', ROOM)
  console.log(`They join ${ROOM}. Join it too, in a window of your own (npm start), and they will hear you.\n`)
  listen(people[0])
  await wait(1_000) // she listens before anybody speaks
  await talk(people)
  console.log('\nThey leave. Everything of them is removed.')
}

setup()
await onPinnedNode()
await build().catch(err => giveUp(err.message))
process.stdout.on('error', leave) // nobody reads it any more
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave)
try {
  await demo()
} catch (err) {
  if (!ending) {
    console.error(err.message)
    process.exitCode = 1
  }
} finally {
  await cleanUp()
}
