/**
 * Which connections the rules allow, both ways: over interfaces that are used, and where only this LAN is wanted, to
 * nobody beyond the networks this computer is on. Everything passes here, whoever dialled.
 */
import type { Connection, ConnectionGater, MultiaddrConnection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { NetworkRules } from '../chat/ports.ts'
import { hostPort, isLoopback } from './addresses.ts'
import type { LanAddress } from './interfaces.ts'
import { interfaceTo } from './interfaces.ts'
import type { Lifelines } from './lifelines.ts'
import { localHost } from './lifelines.ts'
import { sendWhole } from './wholeFrames.ts'

export interface GaterInit {
  rules(): NetworkRules
  /** All there are, used or not. */
  interfaces(): LanAddress[]
  readonly lifelines: Lifelines
}

export class Gater {
  readonly #init: GaterInit
  #isShut = false

  constructor(init: GaterInit) {
    this.#init = init
  }

  /** Lets nobody in or out any more: who came while everything is closed would be greeted on a closed connection. */
  shut(): void {
    this.#isShut = true
  }

  /** Whether this address may be dialled, or come from. */
  allows(address: Multiaddr): boolean {
    if (this.#isShut) return false
    const { onlyThisLan, uses } = this.#init.rules()
    if (isThroughSomebody(address)) return !onlyThisLan
    const host = hostPort(address)?.host
    if (host === undefined) return true // of this process: tests
    const lans = this.#init.interfaces()
    if (lans.some(({ address: own }) => own === host)) return true // of this computer
    const near = lans.filter(lan => interfaceTo([lan], host) !== null)
    return near.length > 0 ? near.some(({ name }) => uses(name)) : isLoopback(host) || !onlyThisLan
  }

  /** Whether a connection that is there may stay. */
  allowsConnection(connection: Connection): boolean {
    return this.allows(connection.remoteAddr) && this.#usesLocal(this.#init.lifelines.localHost(connection))
  }

  /** For libp2p. */
  asked(): ConnectionGater {
    const denies = (raw: MultiaddrConnection): boolean =>
      !this.allows(raw.remoteAddr) || !this.#usesLocal(localHost(raw))
    const watch = (raw: MultiaddrConnection): boolean => {
      this.#init.lifelines.watch(raw)
      sendWhole(raw)
      return this.#isShut
    }
    return {
      denyDialMultiaddr: address => !this.allows(address),
      denyInboundConnection: denies,
      denyOutboundEncryptedConnection: (_peer, raw) => denies(raw),
      denyInboundUpgradedConnection: (_peer, raw) => watch(raw),
      denyOutboundUpgradedConnection: (_peer, raw) => watch(raw)
    }
  }

  /** The interface that an address of ours is on; one that is on none any more is not forbidden. */
  #usesLocal(host: string | null): boolean {
    const own = host === null ? undefined : this.#init.interfaces().find(({ address }) => address === host)
    return own === undefined || this.#init.rules().uses(own.name)
  }
}

const isThroughSomebody = (address: Multiaddr): boolean =>
  address.getComponents().some(({ name }) => name === 'p2p-circuit')
