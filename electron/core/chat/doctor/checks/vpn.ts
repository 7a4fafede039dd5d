/** Whether a VPN or a virtual adapter takes what is meant for the local network. */
import { usedOf } from '../networks.ts'
import { bad, type Check, caution, checking, listed, ok, unchecked } from '../verdict.ts'

export const vpn: Check<'vpn'> = findings => {
  const { routes, facts } = findings
  const used = usedOf(findings)
  if (routes === undefined) return checking()
  if (routes === null || used.length === 0) return unchecked('unknown')
  const [caught] = routes.caught
  if (caught !== undefined) return bad('local', { vpn: caught.by, network: caught.network }, 'network-settings')
  const isTunnel = (name: string | null): name is string => {
    const kind = facts.interfaces.find(lan => lan.name === name)?.kind
    return kind === 'vpn' || kind === 'virtual'
  }
  // where there is nothing but such an interface, it is the network that is meant
  const others = used.some(({ name }) => !isTunnel(name))
  if (others && isTunnel(routes.multicast)) return caution('multicast', { vpn: routes.multicast })
  const taken = routes.elsewhere.find(isTunnel)
  if (others && taken !== undefined) return caution('everything', { vpn: taken }, 'network-settings')
  return ok('clear', { networks: listed(used.map(({ name }) => name)) })
}
