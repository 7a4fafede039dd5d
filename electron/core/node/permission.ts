/** Whether macOS lets this program onto the local network: where it does not, sending there fails as if there were no way. */
import { createSocket } from 'node:dgram'
import { MDNS_GROUP_4, MDNS_PORT } from './discovery/constants.ts'
import { isIPv6, type LanAddress } from './interfaces.ts'

/** Sends a packet with nothing in it to everybody on an interface. Answers the code of what went wrong. */
export type SendTo = (lan: LanAddress) => Promise<string | undefined>

/** Null where it cannot be told. */
export async function askPermission(
  lans: readonly LanAddress[],
  platform: NodeJS.Platform = process.platform,
  sendTo: SendTo = sendNothing
): Promise<'granted' | 'denied' | null> {
  if (platform !== 'darwin') return null
  const codes = await Promise.all(lans.filter(({ address }) => !isIPv6(address)).map(sendTo))
  if (codes.includes(undefined)) return 'granted'
  return codes.includes('EHOSTUNREACH') ? 'denied' : null
}

function sendNothing({ address }: LanAddress): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = createSocket('udp4')
    const end = (err?: Error | null): void => {
      socket.close()
      resolve(err ? ('code' in err ? String(err.code) : err.name) : undefined)
    }
    socket.once('error', end)
    socket.bind(0, address, () => {
      try {
        socket.setMulticastInterface(address)
        socket.send(Buffer.alloc(0), MDNS_PORT, MDNS_GROUP_4, end)
      } catch (err) {
        end(err instanceof Error ? err : new Error(String(err)))
      }
    })
  })
}
