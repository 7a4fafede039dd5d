/** Whether what is announced arrives, in both directions. Only others can say so: an echo of one's own says nothing. */
import type { LanInterface } from '../../../../../shared/networkModel.ts'
import type { Findings } from '../findings.ts'
import { networkOf, usedOf } from '../networks.ts'
import { bad, type Check, caution, checking, listed, type OutcomeOf, ok, unchecked, type Verdict } from '../verdict.ts'

/** Announcements are a minute apart at most, a fifth more by chance; two may be lost. */
export const RECENT_MS = 180_000

type Said = Verdict<OutcomeOf<'announcements'>> | undefined

export const announcements: Check<'announcements'> = findings => {
  const { settings, neighbours } = findings
  const used = usedOf(findings)
  if (used.length === 0) return unchecked('none')
  if (!settings.beHeard) return caution('silent', {}, 'be-heard')
  const local = ofSockets(used)
  if (local?.state === 'bad' || local?.state === 'unchecked') return local
  if (neighbours === undefined) return checking()
  // who is reached by address over a router hears no announcement, and that is as it should be
  const near = neighbours.filter(({ link }) => networkOf(findings, link.address) !== undefined)
  const heard = ofNeighbours(findings, near, used)
  return local !== undefined && heard?.state !== 'bad' ? local : heard
}

/** What the sockets here say by themselves. */
function ofSockets(used: readonly LanInterface[]): Said {
  if (used.every(({ multicast, broadcast }) => multicast === 'off' && broadcast === 'off')) return unchecked('off')
  const dumb = used.filter(({ multicast, broadcast }) => multicast !== 'works' && broadcast !== 'works')
  const networks = listed(dumb.map(({ name }) => name))
  if (dumb.length === used.length) {
    const isHeld = dumb.some(({ multicast }) => multicast === 'held')
    return isHeld ? bad('held', { networks }, 'retry') : bad('failed', { networks }, 'network-settings')
  }
  const halved = used.filter(({ multicast }) => multicast === 'held' || multicast === 'failed')
  return halved.length === 0
    ? undefined
    : caution('replaced', { networks: listed(halved.map(({ name }) => name)) }, 'retry')
}

function ofNeighbours(
  { at }: Findings,
  neighbours: NonNullable<Findings['neighbours']>,
  used: readonly LanInterface[]
): Said {
  const networks = listed(used.map(({ name }) => name))
  if (neighbours.length === 0)
    return unchecked('alone', { sent: used.reduce((sum, { sent }) => sum + sent, 0), networks })
  const asked = neighbours.flatMap(({ testimony }) => testimony ?? [])
  if (asked.length === 0) return unchecked('unanswered')
  const agos = asked.flatMap(({ multicastMs, broadcastMs }) => lately(multicastMs, broadcastMs))
  const cameIn = used.some(({ heardAt }) => heardAt !== null && at - heardAt < RECENT_MS)
  const people = asked.length
  if (agos.length > 0 && cameIn)
    return ok('heard', { people: agos.length, seconds: Math.round(Math.min(...agos) / 1_000) })
  if (agos.length > 0) return bad('lost-in', { people: agos.length, networks }, 'probe')
  if (cameIn) return bad('lost-out', { people, networks }, 'probe')
  return bad('lost', { people, networks }, 'probe')
}

/** How long ago, where that was lately. */
function lately(...agos: Array<number | undefined>): number[] {
  const recent = agos.filter(ago => ago !== undefined && ago < RECENT_MS) as number[]
  return recent.length === 0 ? [] : [Math.min(...recent)]
}
