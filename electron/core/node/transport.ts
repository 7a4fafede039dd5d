/** TCP that can dial link-local IPv6 addresses: these need the interface's name, which the library leaves out. */
import type { Transport } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { hostPort } from './addresses.ts'

export function zonedTcp(): ReturnType<typeof tcp> {
  const make = tcp()
  return components => {
    const transport = make(components)
    const dial: Transport['dial'] = transport.dial.bind(transport)
    transport.dial = (address, options) => {
      const host = hostPort(address)?.host
      // what stands in the options goes before what the address says
      const zone = host?.includes('%') ? { host } : {}
      return dial(address, { ...options, ...zone })
    }
    return transport
  }
}
