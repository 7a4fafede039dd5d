/** What the parts of a network share: all it was started with, and what of that changes while it runs. */
import type { PeerId } from '@libp2p/interface'
import type { NetworkRules } from '../chat/ports.ts'
import type { Timings } from './constants.ts'
import type { Facts } from './facts.ts'
import type { LanAddress } from './interfaces.ts'
import type { NetworkInit } from './node.ts'
import type { Receive } from './topics.ts'

/** Everything of the init, defaults filled in, and the peer it makes. */
export interface Settled extends Required<Omit<NetworkInit, 'timings' | 'announce' | 'rules'>> {
  readonly self: PeerId
  readonly timings: Timings
  readonly joined: Map<string, Receive>
  readonly facts: Facts
  /** Whether there is somebody to announce; the rules decide whether it is done. */
  announcing: boolean
  rules: NetworkRules
}

/** The addresses of the interfaces that may be used. */
export const usedLans = ({ interfaces, rules }: Settled): LanAddress[] =>
  interfaces().filter(({ name }) => rules.uses(name))

/** Whether others may notice this computer. */
export const isHeard = ({ announcing, rules }: Settled): boolean => announcing && rules.beHeard
