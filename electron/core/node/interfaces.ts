/** The IPv4 interfaces that others could be on, as they are now. */
import { networkInterfaces } from 'node:os'

export interface LanInterface {
  readonly name: string
  readonly address: string
  readonly netmask: string
}

/** All that are up and not internal. */
export function lanInterfaces(): LanInterface[] {
  const found: LanInterface[] = []
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    for (const { address, netmask, family, internal } of addresses ?? []) {
      if (family === 'IPv4' && !internal) found.push({ name, address, netmask })
    }
  }
  return found
}

/** Whether an IPv4 address is on an interface's own network. */
export function isOn({ address, netmask }: LanInterface, other: string): boolean {
  const mask = toNumber(netmask)
  return (toNumber(address) & mask) === (toNumber(other) & mask)
}

const toNumber = (address: string): number =>
  address.split('.').reduce((number, part) => ((number << 8) | Number(part)) >>> 0, 0)
