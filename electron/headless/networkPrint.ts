/** How the command line shows the network: JSON objects whose form is public, or lines for reading. */
import type { AccountId } from '../../shared/model.ts'
import type { Attempt, DoctorReport, LanInterface, PersonPath, Probing } from '../../shared/networkModel.ts'
import { plain } from './plain.ts'

type NameOf = (account: AccountId) => string

interface NetworkForms {
  code(text: string): string
  lan(lan: LanInterface): string
  path(path: PersonPath, nameOf: NameOf): string
  probed(so: Probing, nameOf: NameOf): string
}

/** The public form. Keys are never renamed or removed. */
export const networkJson: NetworkForms & { report(report: DoctorReport): string } = {
  code: code => JSON.stringify({ code }),
  lan: ({ name, kind, addresses, rule, fixed, used, multicast, broadcast, people, ...counts }) => {
    const { sent, heard, heardAt, dialled, failed } = counts
    return JSON.stringify({
      ...{ name, kind, addresses, rule, fixed, used, multicast, broadcast, people },
      ...{ sent, heard, heardAt, dialled, failed }
    })
  },
  path: (path, nameOf) =>
    JSON.stringify({
      account: path.account,
      peerId: path.peerId,
      name: nameOf(path.account),
      nearness: path.nearness,
      via: path.via,
      latencyMs: path.latencyMs,
      since: path.since,
      transport: path.transport,
      address: path.address,
      interface: path.interface,
      direction: path.direction,
      found: path.found,
      version: path.version,
      lastAttempt: path.lastAttempt === null ? null : attemptForm(path.lastAttempt)
    }),
  probed: ({ cidr, done, total, found }, nameOf) =>
    JSON.stringify({ cidr, done, total, found: found.map(account => ({ account, name: nameOf(account) })) }),
  report: ({ at, account, checks, answer }) =>
    JSON.stringify({
      at,
      account,
      answer: { check: answer.check, outcome: answer.outcome, values: answer.values },
      checks: checks.map(({ id, state, outcome, values, action }) => ({ id, state, outcome, values, action }))
    })
}

const attemptForm = ({ at, address, outcome }: Attempt) => ({ at, address, outcome })

const OUTCOMES: Record<Attempt['outcome'], string> = {
  reached: 'answered',
  timeout: 'no answer',
  refused: 'nothing listens there',
  unreachable: 'no such computer',
  'not-earshot': 'it is not Earshot',
  'wrong-peer': 'somebody else answers there',
  self: 'it is this computer',
  outside: 'the settings forbid it'
}

const HEARING: Record<LanInterface['multicast'], string> = {
  works: 'works',
  held: 'is held by another program',
  failed: 'fails',
  off: 'is off'
}

function wayTo({ nearness, transport, address, interface: name, via, latencyMs }: PersonPath, nameOf: NameOf): string {
  const ms = latencyMs === null ? [] : [latencyMs < 1 ? '< 1 ms' : `${Math.round(latencyMs)} ms`]
  if (nearness === 'direct' && transport !== 'relay')
    return [
      'direct',
      ...(name === null ? [] : [`on ${plain(name)}`]),
      ...(address === null ? [] : [address]),
      ...ms
    ].join(', ')
  if (nearness === 'out') return 'out of earshot'
  const through =
    via.length === 0 ? 'through somebody' : `through ${via.map(account => plain(nameOf(account))).join(', ')}`
  return [through, ...ms].join(', ')
}

/** For reading: what a stranger wrote cannot move the cursor or change colours. */
export const networkText: NetworkForms = {
  code: code => code,
  lan: ({ name, kind, addresses, used, rule, multicast, broadcast, people, sent, heard, dialled, failed }) =>
    [
      `${plain(name)}  ${kind}, ${addresses.map(({ address, prefix }) => `${address}/${prefix}`).join(', ')}`,
      used
        ? `    ${people} people; ${sent} announcements sent, ${heard} heard; ${dialled} dials, ${failed} failed`
        : `    not used${rule === 'never' ? ': a rule forbids it' : ''}`,
      ...(used ? [`    multicast ${HEARING[multicast]}, broadcast ${HEARING[broadcast]}`] : [])
    ].join('\n'),
  path: (path, nameOf) => {
    const tried = path.nearness === 'out' ? path.lastAttempt : null
    const last = tried === null ? '' : `; ${tried.address}: ${OUTCOMES[tried.outcome]}`
    return `${plain(nameOf(path.account))}  ${wayTo(path, nameOf)}${last}`
  },
  probed: ({ cidr, done, total, found }, nameOf) =>
    [
      `${done} of ${total} addresses of ${cidr === '' ? 'no network' : cidr} asked`,
      ...(found.length === 0
        ? ['nobody found who was not near before']
        : found.map(account => `found ${plain(nameOf(account))}`))
    ].join('\n')
}
