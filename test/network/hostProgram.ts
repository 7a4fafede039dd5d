/**
 * What runs on a host of the test LAN. Prints what it is told as JSON lines; takes lines to publish, and commands behind a
 * slash. Arguments: name, kind, and what the kind wants to know.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { NetworkEvents } from '../../electron/core/chat/ports.ts'
import { createNetwork } from '../../electron/core/node/node.ts'
import { rules } from '../support/rules.ts'
import { crowd } from './crowdProgram.ts'
import { forger } from './forgerProgram.ts'
import { asker, holder, responder, stock, tell } from './otherPrograms.ts'

// whoever started it has gone: nothing may be left running in a namespace
process.stdin.once('close', () => process.exit())

const [, , name = '', kind = 'earshot', ...more] = process.argv

const eventsOf = (announce: boolean, status: () => object): NetworkEvents => ({
  greeting: () => (announce ? { certificate: Buffer.from(name), profile: Buffer.from(name), channels: [] } : undefined),
  greeted(peer, { certificate }) {
    tell({ greeted: Buffer.from(certificate).toString(), peer })
    return true
  },
  welcomed() {},
  parted: peer => tell({ parted: peer }),
  proved: () => {},
  measured: () => {},
  reached: () => {},
  told: () => {},
  subscribed: peer => tell({ subscribed: peer }),
  introductions: () => [],
  receipts: () => {},
  keys: () => [],
  carrying: () => undefined,
  history: () => undefined,
  syncing: () => undefined,
  statusChanged: () => tell({ status: status() })
})

async function earshot(announce: boolean): Promise<void> {
  const port = 47_100
  const network = createNetwork({
    devicePrivateKey: randomBytes(32),
    listen: announce ? [`/ip4/0.0.0.0/tcp/${port}`, `/ip6/::/tcp/${port}`] : [],
    mdns: true,
    announce,
    rules: rules(),
    agent: 'earshot/0.0.0',
    messageId: data => createHash('sha256').update(data).digest(),
    events: eventsOf(announce, () => network.status())
  })
  network.join('room', async data => {
    tell({ heard: Buffer.from(data).toString() })
    return { verdict: 'accept' }
  })
  await network.start()
  tell({ ready: network.deviceId, addresses: network.addresses() })
  tell({ status: network.status() })
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, text = ''] = line.startsWith('/') ? line.split(/ (.*)/s) : []
    if (command === '/facts') tell({ facts: network.facts() })
    else if (command === '/connect') tell({ met: await network.connect(text).catch(err => err.code) })
    else if (command === '/set') network.configure(rules(JSON.parse(text)))
    else if (command === '/leave') {
      await network.stop()
      process.exit()
    } else tell({ published: await network.publish('room', Buffer.from(line)) })
  }
}

const programs: Record<string, () => Promise<void>> = {
  earshot: () => earshot(true),
  browsing: () => earshot(false),
  stock,
  asker,
  holder: () => holder(more.map(Number)),
  responder: () => responder(name),
  crowd: () => crowd(Number(more[0])),
  forger: () => forger(more[0] ?? '')
}
await programs[kind]?.()
