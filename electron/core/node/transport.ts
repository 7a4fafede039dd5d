/**
 * TCP over link-local IPv6 addresses. These mean something together with an interface only: the library leaves it out when
 * it dials, and refuses whoever dials from one, since it cannot write `fe80::1%eth0` as a multiaddr.
 */
import { Server, type Socket } from 'node:net'
import type { Transport } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { hostPort } from './addresses.ts'

export function zonedTcp(): ReturnType<typeof tcp> {
  const make = tcp()
  return components => {
    const transport = make(components)
    const dial: Transport['dial'] = transport.dial.bind(transport)
    const createListener: Transport['createListener'] = transport.createListener.bind(transport)
    transport.dial = (address, options) => {
      const host = hostPort(address)?.host
      // what stands in the options goes before what the address says
      const zone = host?.includes('%') ? { host } : {}
      return dial(address, { ...options, ...zone })
    }
    transport.createListener = options => {
      const listener = createListener(options)
      // there is no other way to the socket; a network test with link-local addresses alone shows that this one is there
      const server: unknown = Reflect.get(listener, 'server')
      if (server instanceof Server) server.prependListener('connection', withoutZone)
      return listener
    }
    return transport
  }
}

/** The library reads the address from the socket. */
function withoutZone(socket: Socket): void {
  const [address, zone] = socket.remoteAddress?.split('%') ?? []
  if (zone !== undefined) Object.defineProperty(socket, 'remoteAddress', { value: address, configurable: true })
}
