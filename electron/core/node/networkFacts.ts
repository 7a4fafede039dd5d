/** What the network page and the doctor are told: the interfaces there are, and what happened on them. */
import type { Hearing, LanInterface } from '../../../shared/networkModel.ts'
import type { Link, NetworkFacts } from '../chat/ports.ts'
import { kindOf } from './interfaces.ts'
import type { Settled } from './settled.ts'

/** How an interface is listened on. */
export interface Hears {
  readonly multicast: Hearing
  readonly broadcast: Hearing
}

export interface Running {
  readonly links: Link[]
  hears(interfaceName: string): Hears
}

const NOT_RUNNING: Running = { links: [], hears: () => ({ multicast: 'off', broadcast: 'off' }) }

export function factsOf(init: Settled, running: Running = NOT_RUNNING): NetworkFacts {
  const { links } = running
  return {
    interfaces: interfacesOf(init, running),
    links,
    attempts: init.facts.attempts(),
    ignored: init.facts.allIgnored()
  }
}

function interfacesOf({ interfaces, rules, facts }: Settled, { links, hears }: Running): LanInterface[] {
  const byName = Map.groupBy(interfaces(), ({ name }) => name)
  return [...byName].map(([name, addresses]) => ({
    name,
    kind: kindOf(name),
    addresses: addresses.map(({ address, prefix }) => ({ address, prefix })),
    ...rules.ruleOf(name),
    used: rules.uses(name),
    ...hears(name),
    people: new Set(links.filter(link => link.interface === name).map(({ peer }) => peer)).size,
    ...facts.counts(name)
  }))
}
