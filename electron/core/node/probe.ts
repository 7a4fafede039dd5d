/**
 * Asks every address of a network: where neither multicast nor broadcast gets through, a packet or a connection to one
 * address may. Both are tried, so many at once, and whoever answers is dialled as if it had announced itself.
 */
import { createSocket, type Socket } from 'node:dgram'
import type { Multiaddr } from '@multiformats/multiaddr'
import { ChatError } from '../../../shared/errors.ts'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import type { ProbeProgress } from '../chat/doctor/looking.ts'
import type { HostPort } from './addresses.ts'
import { hostPort } from './addresses.ts'
import { BROADCAST_PORT } from './discovery/constants.ts'
import { question, readPacket } from './discovery/packets.ts'
import { isIPv6, isSame, type LanAddress } from './interfaces.ts'
import { cidrOf, hostsOf, isAmong, isForComputers, networkOf, parseCidr, type Subnet, sizeOf } from './subnet.ts'

export const MAX_PROBED = 4_096
/** Of a larger network of our own, the part around our own address. */
const OWN_PREFIX = 22
/** Addresses under way at once, and how long each may take. */
const AT_ONCE = 64
const ANSWER_MS = 700
/** Announcements that come in by then count as answers. */
const LINGER_MS = 300
/** Answers that are looked at: a liar may send more. */
const MAX_ANSWERS = 2 * MAX_PROBED

export interface ProbeInit {
  /** TCP and UDP alike: the port people know. */
  readonly port?: number
  /** Addresses of the interfaces that are used. */
  lans(): LanAddress[]
  onlyThisLan(): boolean
  reach(place: HostPort, signal: AbortSignal): Promise<DialOutcome>
  /** Somebody answered the question, and says where it listens. */
  answered(peer: string, addresses: Multiaddr[]): void
  /** Something listens there, and did not answer the question. */
  listening(place: HostPort, signal: AbortSignal): Promise<unknown>
}

/** Throws ChatError net.cidr, net.outside. */
export async function probe(
  cidr: string | undefined,
  init: ProbeInit,
  onProgress: (so: ProbeProgress) => void,
  signal: AbortSignal
): Promise<void> {
  const subnets = subnetsFor(cidr, init)
  const ours = init.lans().map(({ address }) => address)
  const hosts = subnets.flatMap(subnet => [...hostsOf(subnet)]).filter(host => !ours.some(own => isSame(own, host)))
  const asker = new Asker(hosts, init)
  const networks = subnets.map(cidrOf).join(', ')
  let done = 0
  const tell = (): void => onProgress({ cidr: networks, done, total: hosts.length, answered: asker.answered() })
  tell()
  try {
    await asker.open()
    const next = hosts.values()
    const work = async (): Promise<void> => {
      for (const host of next) {
        if (signal.aborted) return
        await asker.try(host, signal)
        done++
        tell()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    if (!signal.aborted && hosts.length > 0) await new Promise(resolve => setTimeout(resolve, LINGER_MS))
    tell()
  } finally {
    asker.close()
  }
}

function subnetsFor(cidr: string | undefined, { lans, onlyThisLan }: ProbeInit): Subnet[] {
  const own = lans()
  if (cidr === undefined) return ownSubnets(own)
  const subnet = parseCidr(cidr)
  if (subnet === undefined || sizeOf(subnet) > BigInt(MAX_PROBED) || !isForComputers(subnet))
    throw new ChatError('net.cidr', `not a network of up to ${MAX_PROBED} addresses: ${cidr}`)
  if (onlyThisLan() && !isAmong(subnet, own))
    throw new ChatError('net.outside', `not a network of this computer: ${cidr}`)
  return [subnet]
}

/** The IPv4 networks of this computer, each once, in all no more than may be probed: IPv6 networks have no end. */
function ownSubnets(lans: readonly LanAddress[]): Subnet[] {
  const found = new Map<string, Subnet>()
  let left = MAX_PROBED
  for (const { address, prefix } of lans) {
    const subnet = isIPv6(address) ? undefined : networkOf(address, Math.max(prefix, OWN_PREFIX))
    if (subnet === undefined || !isForComputers(subnet) || found.has(cidrOf(subnet)) || sizeOf(subnet) > left) continue
    left -= Number(sizeOf(subnet))
    found.set(cidrOf(subnet), subnet)
  }
  return [...found.values()]
}

/** Asks by UDP, and by TCP whether anything listens. */
class Asker {
  readonly #init: ProbeInit
  readonly #asked: ReadonlySet<string>
  readonly #answered = new Set<string>()
  readonly #question = question(1 + Math.floor(Math.random() * 0xfffe))
  readonly #port: number
  readonly #sockets = new Map<boolean, Socket>()
  #answers = 0

  constructor(hosts: readonly string[], init: ProbeInit) {
    this.#init = init
    this.#asked = new Set(hosts)
    this.#port = init.port ?? BROADCAST_PORT
  }

  async open(): Promise<void> {
    for (const six of new Set([...this.#asked].map(isIPv6))) {
      const socket = createSocket(six ? 'udp6' : 'udp4')
      socket.on('error', () => {}) // TCP is tried all the same
      socket.on('message', (bytes, { address }) => this.#heard(bytes, address))
      await new Promise<void>(resolve => {
        socket.once('error', () => resolve())
        socket.bind(0, () => {
          this.#sockets.set(six, socket)
          resolve()
        })
      })
    }
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.close()
    this.#sockets.clear()
  }

  async try(host: string, signal: AbortSignal): Promise<void> {
    this.#sockets.get(isIPv6(host))?.send(this.#question, this.#port, host, () => {})
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
    const outcome = await this.#init.reach({ host, port: this.#port }, limit)
    if (outcome !== 'reached' || this.#answered.has(host) || signal.aborted) return
    this.#answered.add(host)
    await this.#init.listening({ host, port: this.#port }, signal)
  }

  answered(): string[] {
    return [...this.#answered]
  }

  /** Only from those who were asked, about themselves. */
  #heard(bytes: Buffer, address: string): void {
    if (!this.#asked.has(address) || ++this.#answers > MAX_ANSWERS) return
    const heard = readPacket(bytes)
    if (heard.kind !== 'announcement' || heard.leaving) return
    const own = heard.addresses.filter(each => isSame(hostPort(each)?.host ?? '', address))
    if (own.length === 0) return
    this.#answered.add(address)
    this.#init.answered(heard.peer, own)
  }
}
