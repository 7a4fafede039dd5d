/** What the network page and the doctor are told: interfaces, ways to people, dials, probes, checks. */
import { z } from 'zod'
import { AccountId, DeviceId, InterfaceRule, Nearness } from './model.ts'

/**
 * How a dial ended. reached: it was who was meant; timeout: silence; refused: the computer is there and nothing listens on that
 * port; unreachable: no such computer, or no way there; not-earshot: something else answers; wrong-peer: another device
 * answers; self: it leads back here; outside: a rule of the settings forbids it.
 */
export const DialOutcome = z.enum([
  'reached',
  'timeout',
  'refused',
  'unreachable',
  'not-earshot',
  'wrong-peer',
  'self',
  'outside'
])
export type DialOutcome = z.infer<typeof DialOutcome>

export const Attempt = z.object({
  at: z.number(),
  /** Who was meant, where that was known. */
  peerId: DeviceId.nullable(),
  account: AccountId.nullable(),
  /** Multiaddr. */
  address: z.string(),
  outcome: DialOutcome
})
export type Attempt = z.infer<typeof Attempt>

/** What was heard and not heeded, counted by reason since the start. */
export const Ignored = z.object({
  reason: z.enum(['malformed', 'too-long', 'too-many', 'flood', 'elsewhere', 'self', 'forged']),
  interface: z.string().nullable(),
  count: z.number().int(),
  lastAt: z.number()
})
export type Ignored = z.infer<typeof Ignored>

/** One way of finding people on one interface. held: another program has the port for itself. */
export const Hearing = z.enum(['works', 'held', 'failed', 'off'])
export type Hearing = z.infer<typeof Hearing>

/** One network interface of this computer, and what happened on it since the start. */
export const LanInterface = z.object({
  name: z.string(),
  kind: z.enum(['ethernet', 'wifi', 'vpn', 'virtual', 'other']),
  addresses: z.array(z.object({ address: z.string(), prefix: z.number().int() })),
  /** Null where there is no rule; the command line's count as well, and cannot be changed from here (`fixed`). */
  rule: InterfaceRule.nullable(),
  fixed: z.boolean(),
  used: z.boolean(),
  multicast: Hearing,
  broadcast: Hearing,
  /** People reached directly on it. */
  people: z.number().int(),
  /** Announcements and questions that went out, and those of others that came in. */
  sent: z.number().int(),
  heard: z.number().int(),
  heardAt: z.number().nullable(),
  /** Dials that went out over it, and those that failed. */
  dialled: z.number().int(),
  failed: z.number().int()
})
export type LanInterface = z.infer<typeof LanInterface>

/** How somebody was found. */
export const Found = z.enum(['multicast', 'broadcast', 'met', 'told', 'seed', 'typed', 'probe', 'came'])
export type Found = z.infer<typeof Found>

/** The way to one person. Of somebody out of earshot: what is known, and the last attempt. */
export const PersonPath = z.object({
  account: AccountId,
  peerId: DeviceId,
  nearness: Nearness,
  /** As in Person. */
  via: z.array(AccountId),
  latencyMs: z.number().nullable(),
  /** When the connection that is there was opened. */
  since: z.number().nullable(),
  transport: z.enum(['tcp', 'relay', 'gossip']).nullable(),
  /** The other end of the connection, as a multiaddr. */
  address: z.string().nullable(),
  interface: z.string().nullable(),
  direction: z.enum(['in', 'out']).nullable(),
  found: Found.nullable(),
  /** Version of their Earshot. */
  version: z.string().nullable(),
  lastAttempt: Attempt.nullable()
})
export type PersonPath = z.infer<typeof PersonPath>

/** All that the network page shows. */
export const NetworkDetail = z.object({
  interfaces: z.array(LanInterface),
  paths: z.array(PersonPath),
  /** Newest first. */
  attempts: z.array(Attempt),
  ignored: z.array(Ignored)
})
export type NetworkDetail = z.infer<typeof NetworkDetail>

/** How far a probe of a network has come. */
export const Probing = z.object({
  cidr: z.string(),
  done: z.number().int(),
  total: z.number().int(),
  /** People found by it who were not near before. */
  found: z.array(AccountId),
  running: z.boolean()
})
export type Probing = z.infer<typeof Probing>

/** One thing the doctor looks at. `outcome` names the sentences: doctor.<id>.<outcome> in shared/words/doctor.json. */
export const DoctorCheck = z.object({
  id: z.enum([
    'interfaces',
    'permission',
    'announcements',
    'firewall',
    'port',
    'vpn',
    'address',
    'isolation',
    'subnet',
    'clock',
    'version'
  ]),
  state: z.enum(['ok', 'bad', 'caution', 'unchecked', 'checking']),
  outcome: z.string(),
  /** What the sentences are filled with: evidence. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The one way out. */
  action: z
    .enum([
      'network-settings',
      'probe',
      'add',
      'allow-firewall',
      'date-settings',
      'interfaces',
      'share',
      'be-heard',
      'retry'
    ])
    .nullable()
})
export type DoctorCheck = z.infer<typeof DoctorCheck>

export const DoctorReport = z.object({
  at: z.number(),
  /** Whom it is about; null: everybody. */
  account: AccountId.nullable(),
  running: z.boolean(),
  checks: z.array(DoctorCheck),
  /** The check that explains it; null: nothing is wrong on this side. `outcome` names the answer: doctor.answer.<outcome>. */
  answer: z.object({
    check: DoctorCheck.shape.id.nullable(),
    outcome: z.string(),
    values: DoctorCheck.shape.values
  })
})
export type DoctorReport = z.infer<typeof DoctorReport>
