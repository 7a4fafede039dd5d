/** The vectors of the codes that people paste or scan. */
import { writePeerCode } from '../../electron/core/chat/network/peerCode.ts'
import { labelled, sha256 } from '../../electron/core/crypto/bytes.ts'
import { deviceKeyOf } from '../../electron/core/crypto/deviceId.ts'
import type { DeviceId } from '../../shared/model.ts'

/** A code around any bytes, with a check that holds. */
function around(...bytes: number[]): string {
  const body = Uint8Array.from(bytes)
  const check = sha256(labelled('earshot/peer-code/1', body)).subarray(0, 4)
  return `earshot:peer/${Buffer.concat([body, check]).toString('base64url')}`
}

export function codeVectors(peer: DeviceId) {
  const key = deviceKeyOf(peer) ?? new Uint8Array()
  const lan = `/ip4/10.20.4.17/tcp/47100/p2p/${peer}`
  const both = [`/ip4/192.168.1.9/tcp/47107/p2p/${peer}`, `/ip6/2001:db8::17/tcp/47100/p2p/${peer}`]
  const whole = (name: string, addresses: string[]) => ({
    name,
    peer,
    addresses,
    code: writePeerCode(peer, addresses)
  })
  const good = writePeerCode(peer, [lan])
  const place = [4, 10, 0, 0, 1, 183, 252]
  return {
    whole: [whole('no address', []), whole('one IPv4 address', [lan]), whole('both families', both)],
    broken: [
      { name: 'nothing', code: '' },
      { name: 'only the beginning', code: 'earshot:peer/' },
      { name: 'a code of another kind', code: good.replace('peer', 'room') },
      { name: 'one cut in the middle', code: good.slice(0, 50) },
      { name: 'one with a space in it', code: `${good.slice(0, 30)} ${good.slice(30)}` },
      { name: 'one of another version', code: around(2, ...key) },
      { name: 'one with a short key', code: around(1, ...key.subarray(1)) },
      { name: 'one with an unknown family', code: around(1, ...key, 5, 1, 2) },
      { name: 'one whose address is cut', code: around(1, ...key, ...place.slice(0, 6)) },
      { name: 'one with port 0', code: around(1, ...key, 4, 10, 0, 0, 1, 0, 0) },
      { name: 'one that leads back here', code: around(1, ...key, 4, 127, 0, 0, 1, 183, 252) },
      { name: 'one with nine addresses', code: around(1, ...key, ...Array<number[]>(9).fill(place).flat()) },
      { name: 'one with a wrong check', code: `${good.slice(0, -3)}AAA` },
      { name: 'one that never ends', code: good + 'A'.repeat(500) }
    ]
  }
}
