/** Runs the core without a window: for a server, a small computer without a display, or a test. */
import { existsSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../core/app.ts'
import { type Config, DEFAULT_LISTEN } from '../core/config.ts'
import type { KeyKeeper } from '../core/crypto/vault.ts'
import type { ServeArgs } from './args.ts'
import { startLocalSocket } from './localSocket.ts'
import type { Print } from './print.ts'
import { readSeeds } from './seeds.ts'
import { startPageServer } from './server.ts'

export interface ServeInit {
  args: ServeArgs
  version: string
  out: Print
  err: Print
  /** Opens a locked store without the page. */
  passphrase?: string
  /** Ends the host. */
  signal: AbortSignal
}

/** Resolves when the host has stopped. Throws ChatError when it cannot start, and has then stopped again. */
export async function serveHeadless({ args, version, out, err, passphrase, signal }: ServeInit): Promise<void> {
  const pages = pagesDir()
  const running: Array<{ stop(): Promise<void> }> = []
  try {
    const app = createApp(configOf(args, version, passphrase))
    running.push(app)
    const attach: App['attach'] = carrier => app.attach(carrier)
    // The port before the network: a taken one is said before anybody hears of us. No link exists yet, so nobody is let in.
    const page = await startPageServer({ ...args.http, pagesDir: pages, attach })
    running.push(page)
    await app.start()
    running.push(await startLocalSocket({ dataDir: args.data, attach, link: page.link }))
    if (!existsSync(join(pages, 'index.html')))
      err(`the interface is not built: nothing to show at the link (${pages})`)
    out(args.json ? readyLine(app, page.link()) : readyText(app, page.link()))
    await aborted(signal)
  } finally {
    for (const part of running.reverse()) await part.stop()
  }
}

function configOf(args: ServeArgs, version: string, passphrase: string | undefined): Config {
  return Object.freeze({
    dataDir: args.data,
    host: 'headless',
    version,
    listen: args.listen ?? DEFAULT_LISTEN,
    mdns: args.mdns,
    keyKeeper: fileKeeper,
    suggested: { name: args.name ?? userInfo().username, deviceName: hostname() },
    ...(args.interfaces === undefined ? {} : { interfaces: args.interfaces }),
    ...(args.onlyThisLan === true ? { onlyThisLan: true } : {}),
    ...(args.relay === true ? { relay: true } : {}),
    ...(args.courierMegabytes === undefined ? {} : { courierMegabytes: args.courierMegabytes }),
    ...(args.seeds === undefined ? {} : { seeds: readSeeds(args.seeds) }),
    ...(args.name === undefined ? {} : { name: args.name }),
    ...(passphrase === undefined ? {} : { passphrase })
  })
}

/** Without a desktop there is no key store: the core keeps the key in a file that only the owner can read. */
const fileKeeper: KeyKeeper = { kind: 'file', protect: key => key, unprotect: bytes => bytes }

/** Beside this bundle: out/headless and out/renderer. */
const pagesDir = (): string => join(import.meta.dirname, '..', 'renderer')

function readyLine(app: App, url: string): string {
  const { me } = app.state()
  return JSON.stringify({
    ready: true,
    account: me?.account ?? null,
    peerId: me?.peerId ?? null,
    addresses: app.addresses(),
    url
  })
}

const readyText = (app: App, url: string): string =>
  [
    'Earshot is listening.',
    ...app.addresses().map(address => `Others can reach you at ${address}`),
    `Open in a browser on this computer: ${url}`,
    'Ctrl C ends it.'
  ].join('\n')

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
