/** What the network page shows: what the network knows of devices, told of people. */
import type { AccountId, DeviceId, Person } from '../../../../shared/model.ts'
import type { Attempt, LanInterface, NetworkDetail, PersonPath } from '../../../../shared/networkModel.ts'
import type { DialAttempt, Link, NetworkFacts } from '../ports.ts'

/** Whose device it is, where that is known. */
export type AccountOf = (device: DeviceId) => AccountId | undefined

export function networkDetail(facts: NetworkFacts, people: readonly Person[], accountOf: AccountOf): NetworkDetail {
  const links = linksByPerson(facts.links, accountOf)
  const attempts = facts.attempts.map(attempt => describeAttempt(attempt, accountOf))
  const last = new Map<AccountId, Attempt>()
  for (const attempt of attempts.toReversed()) if (attempt.account !== null) last.set(attempt.account, attempt)
  return {
    interfaces: facts.interfaces.map(lan => ({ ...lan, people: peopleOn(lan, links) })),
    paths: people.map(person => pathTo(person, links.get(person.account) ?? [], last.get(person.account) ?? null)),
    attempts,
    ignored: facts.ignored
  }
}

function linksByPerson(links: readonly Link[], accountOf: AccountOf): Map<AccountId, Link[]> {
  const found = new Map<AccountId, Link[]>()
  for (const link of links) {
    const account = accountOf(link.peer)
    if (account !== undefined) found.set(account, [...(found.get(account) ?? []), link])
  }
  return found
}

export const describeAttempt = ({ at, peer, address, outcome }: DialAttempt, accountOf: AccountOf): Attempt => ({
  at,
  peerId: peer,
  account: peer === null ? null : (accountOf(peer) ?? null),
  address,
  outcome
})

const peopleOn = ({ name }: LanInterface, links: ReadonlyMap<AccountId, Link[]>): number =>
  links
    .values()
    .reduce((count, of) => count + (of.some(link => link.relay === null && link.interface === name) ? 1 : 0), 0)

/** The connection that is used: a direct one before one through somebody, then the oldest. */
const bestOf = (links: readonly Link[]): Link | undefined =>
  links.toSorted((a, b) => Number(a.relay !== null) - Number(b.relay !== null) || a.since - b.since)[0]

function pathTo(person: Person, links: readonly Link[], lastAttempt: Attempt | null): PersonPath {
  const { account, nearness, via, latencyMs } = person
  const link = bestOf(links)
  return {
    account,
    peerId: link?.peer ?? person.peerId,
    nearness,
    via,
    latencyMs,
    since: link?.since ?? null,
    transport: transportOf(person, link),
    address: link?.address ?? null,
    interface: link?.interface ?? null,
    direction: link?.direction ?? null,
    found: link?.found ?? null,
    version: versionOf(link?.agent ?? null),
    lastAttempt
  }
}

function transportOf({ nearness }: Person, link: Link | undefined): PersonPath['transport'] {
  if (link !== undefined) return link.relay === null ? 'tcp' : 'relay'
  return nearness === 'out' ? null : 'gossip'
}

/** The version in what a peer says it runs: 'earshot/0.1.0'. A stranger may say anything, of any length. */
export const versionOf = (agent: string | null): string | null =>
  /^earshot\/(\d{1,5}\.\d{1,5}\.\d{1,5})(?![\d.])/.exec(agent ?? '')?.[1] ?? null
