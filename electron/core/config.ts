/** What a host hands the core when it starts it: one frozen value, read nowhere else from arguments or environment. */
import type { KeyKeeper } from './crypto/vault.ts'

export interface Config {
  /** The folder that holds everything of this copy. One process at a time. */
  readonly dataDir: string
  readonly host: 'desktop' | 'headless'
  readonly version: string
  /** Multiaddrs to listen on. A taken TCP port is replaced by a free one and said. */
  readonly listen: readonly string[]
  /** Whether to find and be found by multicast and broadcast. */
  readonly mdns: boolean
  /** Rules for interfaces by name, that hold before those of the settings. With `only`, no other one is used. */
  readonly interfaces?: { readonly only: readonly string[]; readonly never: readonly string[] }
  /** Keeps to the networks of this computer, whatever the settings say. */
  readonly onlyThisLan?: boolean
  /** Multiaddrs to dial at start and whenever nobody there is connected, with or without a PeerId. */
  readonly seeds?: readonly string[]
  /** Passes things on for others, wherever this copy stands and whatever the settings say. */
  readonly relay?: boolean
  /** Is there to keep sealed copies for people who are away, so many MB of them, whatever the settings say. */
  readonly courierMegabytes?: number
  /** Who protects the store's key where there is no passphrase. */
  readonly keyKeeper: KeyKeeper
  /** Makes the account with this name where there is none, without the first screen. */
  readonly name?: string
  /** Opens a store that a passphrase protects, without the interface being asked. */
  readonly passphrase?: string
  /** What the first screen is filled with. */
  readonly suggested: { readonly name: string; readonly deviceName: string }
}

/** The port people are told; an ephemeral one is used where it is taken. */
export const DEFAULT_PORT = 47_100
export const DEFAULT_LISTEN: readonly string[] = [`/ip4/0.0.0.0/tcp/${DEFAULT_PORT}`, `/ip6/::/tcp/${DEFAULT_PORT}`]
