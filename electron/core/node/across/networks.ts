/** Which of this computer's networks an address is on. Two interfaces may be on the same one, as cable and Wi-Fi are. */
import type { LanAddress } from '../interfaces.ts'
import { interfaceTo, isLinkLocal6, isOn } from '../interfaces.ts'

/** A name for the network; null where none of the interfaces is on it. */
export function networkOf(lans: readonly LanAddress[], host: string | null): string | null {
  const name = host === null ? null : interfaceTo(lans, host)
  if (name === null) return null
  // every interface has the same link-local network: that says nothing
  const own = lans.filter(lan => lan.name === name && !isLinkLocal6(lan.address))
  const same = (lan: LanAddress) => !isLinkLocal6(lan.address) && own.some(({ address }) => isOn(lan, address))
  const names = lans.filter(lan => lan.name === name || same(lan)).map(lan => lan.name)
  return names.sort()[0] ?? name
}
