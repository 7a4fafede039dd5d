/** Which networks there are behind the interfaces. Two interfaces may be on the same one, as cable and Wi-Fi often are. */
import type { LanAddress } from '../interfaces.ts'
import { isLinkLocal6, isOn } from '../interfaces.ts'

/** One name for all interfaces on a network. */
export function networkOf(lans: readonly LanAddress[], interfaceName: string): string {
  // every interface has the same link-local network: that says nothing
  const own = lans.filter(lan => lan.name === interfaceName && !isLinkLocal6(lan.address))
  const same = (lan: LanAddress) => !isLinkLocal6(lan.address) && own.some(({ address }) => isOn(lan, address))
  const [first = interfaceName] = lans
    .filter(same)
    .map(({ name }) => name)
    .sort()
  return first
}
