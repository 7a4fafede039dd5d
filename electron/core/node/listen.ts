/** Which port is ours: the one people know, or a free one where that is taken, the same in both families. */
import { createServer } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import type { HostPort } from './addresses.ts'
import { hostPort } from './addresses.ts'
import { isIPv6 } from './interfaces.ts'
import type { Node } from './libp2p.ts'

/** Numbers that are tried; starts that are tried, since others here may start at the same moment. */
const TRIES = 8

/** What libp2p calls it, too. */
const CANNOT_LISTEN = 'UnsupportedListenAddressesError'

/** What to listen on, with a free port in place of each one that is taken, and the first that was. */
export async function freePorts(listen: readonly string[]): Promise<{ listen: string[]; taken: number | null }> {
  const places = listen.map(text => ({ text, place: hostPort(multiaddr(text)) }))
  const states = await Promise.all(places.map(({ place }) => (place === undefined ? 'free' : tryPort(place))))
  const able = places.filter((_, index) => states[index] !== 'impossible')
  // without IPv6 only IPv4 is listened on; where nothing is possible, starting says why
  const kept = able.length > 0 ? able : places
  const taken = places.find((_, index) => states[index] === 'taken')?.place?.port ?? null
  const port = taken === null ? undefined : await portFreeFor(kept.flatMap(({ place }) => place ?? []))
  const texts = kept.map(({ text, place }) =>
    place?.port === taken ? text.replace(/\/tcp\/\d+/, `/tcp/${port}`) : text
  )
  return { listen: texts, taken }
}

/** One number that is free in both families, if luck will have it. */
async function portFreeFor(places: readonly HostPort[]): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = await anyFreePort(places[0]?.host ?? '')
    const states = await Promise.all(places.map(({ host }) => tryPort({ host, port })))
    if (states.every(state => state === 'free')) return port
  }
  return 0
}

function anyFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port: 0, ipv6Only: isIPv6(host) }, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

function tryPort({ host, port }: HostPort): Promise<'free' | 'taken' | 'impossible'> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', err => {
      const taken = 'code' in err && (err.code === 'EADDRINUSE' || err.code === 'EACCES')
      resolve(taken ? 'taken' : 'impossible')
    })
    server.listen({ host, port, ipv6Only: isIPv6(host) }, () => server.close(() => resolve('free')))
  })
}

/** Starts a node. Fails where any of what was wanted is not listened on: the library takes that for a lack of IPv6. */
export async function startListening(node: Node, wanted: number): Promise<void> {
  let listening = 0
  const count = (): void => void listening++
  node.addEventListener('transport:listening', count)
  try {
    await node.start()
  } finally {
    node.removeEventListener('transport:listening', count)
  }
  if (listening < wanted) throw Object.assign(new Error('a port was taken meanwhile'), { name: CANNOT_LISTEN })
}

/** Tries again with other ports where somebody was faster. */
export async function whilePortsAreTaken<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start()
    } catch (err) {
      if (!(err instanceof Error) || err.name !== CANNOT_LISTEN || tries >= TRIES) throw err
    }
  }
}

/** Where a node listens: what was asked for, with the ports that were given. */
export function listenersOf(node: Node, listen: readonly string[]): HostPort[] {
  const given = node.services.inside.transportManager
    .getListeners()
    .flatMap(listener => listener.getAddrs().flatMap(address => hostPort(address) ?? []))
  return listen.flatMap(text => {
    const place = hostPort(multiaddr(text))
    if (place === undefined || place.port !== 0) return place ?? []
    const port = given.find(({ host }) => isIPv6(host) === isIPv6(place.host))?.port
    return port === undefined ? [] : { host: place.host, port }
  })
}
