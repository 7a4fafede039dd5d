/** What the doctor has found out so far. Where a part is undefined, it is still being looked for; null: it cannot be had. */
import type { AccountId, Nearness, Settings } from '../../../../shared/model.ts'
import type { DialOutcome } from '../../../../shared/networkModel.ts'
import type { Link, NetworkFacts, NetworkStatus } from '../ports.ts'
import type { Routes, Testimony } from './looking.ts'

/** A link, and whose it is. */
export interface Tie {
  account: AccountId
  name: string
  link: Link
}

/** Somebody with a direct link, who was asked. */
export interface Neighbour extends Tie {
  /** Undefined: no answer, or too old for the question. */
  testimony: Testimony | undefined
}

export interface Dial {
  address: string
  outcome: DialOutcome
}

/** The person who cannot be heard. */
export interface Subject {
  account: AccountId
  name: string
  nearness: Nearness
  /** Names of those in between. */
  via: string[]
  /** Where it was reached or is said to be, the likeliest first. */
  addresses: string[]
  /** How they answer now. */
  dials: Dial[] | undefined
  version: string | null
  /** Since its announcement was last heard here, and where; undefined: not lately, or not since the link to it broke. */
  heard: { agoMs: number; network: string } | undefined
}

export interface Findings {
  /** By this clock, ms since 1970. */
  at: number
  platform: NodeJS.Platform
  version: string
  settings: Pick<Settings, 'beHeard'>
  status: NetworkStatus
  facts: NetworkFacts
  /** Everybody with a link. */
  ties: Tie[]
  /** People within earshot, also those that are reached through somebody, with the names of whom. */
  near: Array<{ name: string; via: string[]; nearness: Nearness }>
  /** null: nobody said what time it is. Otherwise how far ours is ahead, where it is far. */
  clock: { offMs: number | null } | null
  neighbours: Neighbour[] | undefined
  routes: Routes | null | undefined
  permission: 'granted' | 'denied' | null | undefined
  subject: Subject | undefined
}
