/** Finds out what the doctor needs, from this computer and from those near, within a deadline. What it has, it hands on at once. */
import type { AccountId, Person, Settings } from '../../../../shared/model.ts'
import type { DialOutcome } from '../../../../shared/networkModel.ts'
import { versionOf } from '../network/detail.ts'
import type { Network } from '../ports.ts'
import type { Presence } from '../presence.ts'
import { placeTold } from './checks/address.ts'
import type { Dial, Findings, Neighbour, Subject, Tie } from './findings.ts'
import type { Announced, Testimony } from './looking.ts'
import { directTies, isOnlyThere, shown } from './networks.ts'

/** People near who are asked, and addresses of the person that are tried. */
const MAX_ASKED = 8
const MAX_DIALS = 4
/** Whoever is there announces itself once a minute, give or take a fifth. */
const STILL_MS = 75_000
/** One dial, one question. */
const STEP_MS = 4_000
/** Two who have just met need not have heard each other both ways yet: whoever has not is asked again a moment later. */
const JUST_MET_MS = 5_000
const AGAIN_MS = 1_000

export interface GatherComponents {
  network: Network
  presence: Pick<Presence, 'list' | 'accountOf'>
  settings(): Pick<Settings, 'beHeard'>
  /** How far this clock is ahead where it is far; null: nobody said. */
  clock(): Findings['clock']
  version: string
  platform: NodeJS.Platform
  now(): number
}

/**
 * @param account the person who cannot be heard
 * @param onFound what is known so far, each time there is more
 */
export async function gather(
  components: GatherComponents,
  account: AccountId | undefined,
  onFound: (findings: Findings) => void,
  signal: AbortSignal
): Promise<Findings> {
  const { network } = components
  let findings = begin(components, account)
  const found = (part: Partial<Findings>): void => {
    findings = { ...findings, ...part }
    onFound(findings)
  }
  const dialled = (dials: Dial[]): void => {
    const { subject } = findings
    if (subject === undefined || (subject.dials !== undefined && dials.length === 0)) return
    found({ subject: { ...subject, dials: [...(subject.dials ?? []), ...dials] } })
  }
  onFound(findings)
  const { subject } = findings
  const peer = subject && peerOf(components, subject)
  const asked = askNeighbours(components, findings, peer, signal).then(neighbours => found({ neighbours }))
  const tried = dialAll(network, subject?.addresses ?? [], peer, signal).then(dialled)
  await Promise.all([
    within(signal, network.looking.routes(), null).then(routes => found({ routes })),
    within(signal, network.looking.permission(), null).then(permission => found({ permission })),
    Promise.all([asked, tried]).then(async () => dialled(await dialAll(network, toldOf(findings), peer, signal)))
  ])
  const now = begin(components, account) // a dial may have reached somebody
  const again = now.subject && { ...now.subject, dials: findings.subject?.dials }
  return { ...findings, facts: now.facts, ties: now.ties, near: now.near, subject: again }
}

/** What is known without asking anybody. */
function begin(components: GatherComponents, account: AccountId | undefined): Findings {
  const { network, presence, now } = components
  const people = presence.list()
  const facts = network.facts()
  const nameOf = new Map(people.map(person => [person.account, person.name]))
  const ties = facts.links.flatMap((link): Tie[] => {
    const whose = presence.accountOf(link.peer)
    const name = whose === undefined ? undefined : nameOf.get(whose)
    return whose === undefined || name === undefined ? [] : [{ account: whose, name, link }]
  })
  const namesOf = (accounts: readonly AccountId[]): string[] => accounts.flatMap(each => nameOf.get(each) ?? [])
  const person = people.find(each => each.account === account)
  return {
    at: now(),
    platform: components.platform,
    version: components.version,
    settings: components.settings(),
    status: network.status(),
    facts,
    ties: oneEach(ties),
    near: people
      .filter(({ nearness }) => nearness !== 'out')
      .map(({ name, via, nearness }) => ({ name, via: namesOf(via), nearness })),
    clock: components.clock(),
    neighbours: undefined,
    routes: undefined,
    permission: components.platform === 'darwin' ? undefined : null,
    subject: person && subjectOf(components, person, ties, namesOf(person.via))
  }
}

/** A tie for each person, a direct one where there is one. */
function oneEach(ties: readonly Tie[]): Tie[] {
  const best = new Map<AccountId, Tie>()
  for (const tie of ties) {
    const before = best.get(tie.account)
    if (before === undefined || (before.link.relay !== null && tie.link.relay === null)) best.set(tie.account, tie)
  }
  return [...best.values()]
}

function subjectOf({ network, now }: GatherComponents, person: Person, ties: readonly Tie[], via: string[]): Subject {
  const { account, name, nearness, peerId } = person
  const tie = ties.find(each => each.account === account)
  return {
    account,
    name,
    nearness,
    via,
    // of one computer several ways are known: the one people can read stands first
    addresses: network.looking.whereabouts(peerId).toSorted((a, b) => Number(isOnlyThere(a)) - Number(isOnlyThere(b))),
    dials: undefined,
    version: versionOf(tie?.link.agent ?? null),
    heard: heardStill(network.looking.heardFrom(peerId), now() - person.lastHeardAt)
  }
}

/** What was announced before the link broke says only that there was a computer then. */
function heardStill(
  { multicastMs, broadcastMs, interface: network }: ReturnType<Network['looking']['heardFrom']>,
  partedMs: number
): Subject['heard'] {
  const agoMs = Math.min(multicastMs ?? Number.POSITIVE_INFINITY, broadcastMs ?? Number.POSITIVE_INFINITY)
  return network === undefined || agoMs > STILL_MS || agoMs > partedMs ? undefined : { agoMs, network }
}

const peerOf = ({ presence }: GatherComponents, { account }: Subject): Person['peerId'] | undefined =>
  presence.list().find(person => person.account === account)?.peerId

async function askNeighbours(
  { network, now }: GatherComponents,
  findings: Findings,
  about: Person['peerId'] | undefined,
  signal: AbortSignal
): Promise<Neighbour[]> {
  const { port } = findings.status
  const question = { ...(port === null ? {} : { port }), ...(about === undefined ? {} : { about }) }
  const asked = directTies(findings).slice(0, MAX_ASKED)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(STEP_MS)])
  const witness = (peer: Person['peerId'], asking: typeof question): Promise<Testimony | undefined> =>
    within(limit, network.looking.askWitness(peer, asking, limit), undefined)
  return Promise.all(
    asked.map(async (tie): Promise<Neighbour> => {
      const { peer, since } = tie.link
      let testimony = await witness(peer, question)
      const isEarly = (): boolean => testimony !== undefined && now() - since < JUST_MET_MS && !limit.aborted
      while (isEarly() && !(hasHeard(testimony) && hasHeard(network.looking.heardFrom(peer)))) {
        await within(limit, new Promise(resolve => setTimeout(resolve, AGAIN_MS)), undefined)
        const again = await witness(peer, {}) // one dial back was enough
        if (testimony === undefined || again === undefined) continue
        testimony = { ...testimony, multicastMs: again.multicastMs, broadcastMs: again.broadcastMs }
      }
      return { ...tie, testimony }
    })
  )
}

const hasHeard = (said: Announced | undefined): boolean =>
  said?.multicastMs !== undefined || said?.broadcastMs !== undefined

async function dialAll(
  network: Network,
  addresses: readonly string[],
  peer: Person['peerId'] | undefined,
  signal: AbortSignal
): Promise<Dial[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(STEP_MS)])
  const dials = addresses.slice(0, MAX_DIALS).map(
    async (address): Promise<Dial> => ({
      address,
      outcome: await within<DialOutcome>(limit, network.attempt(address, peer, limit), 'timeout')
    })
  )
  return Promise.all(dials)
}

/** Where those near have a link to the person, and it was not tried yet. */
function toldOf(findings: Findings): string[] {
  const { subject } = findings
  const told = subject && placeTold(findings, subject)
  if (subject === undefined || told === undefined) return []
  return (subject.dials ?? []).some(({ address }) => shown(address) === shown(told.address)) ? [] : [told.address]
}

/** What comes in time; otherwise, and where it fails, something else. */
function within<T>(signal: AbortSignal, work: Promise<T>, otherwise: T): Promise<T> {
  return new Promise(resolve => {
    const late = (): void => resolve(otherwise)
    signal.addEventListener('abort', late, { once: true })
    if (signal.aborted) late()
    work.then(
      value => resolve(value),
      () => resolve(otherwise)
    )
    work.finally(() => signal.removeEventListener('abort', late)).catch(() => {})
  })
}
