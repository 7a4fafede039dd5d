/** Vectors of membership: bodies, what is refused, proof and link, and what histories come to. */

import { writeInvite } from '../../electron/core/chat/private/inviteLink.ts'
import { Membership } from '../../electron/core/chat/private/membership/membership.ts'
import { opOf } from '../../electron/core/chat/private/membership/op.ts'
import { equal, toHex } from '../../electron/core/crypto/bytes.ts'
import { signingKey } from '../../electron/core/crypto/ed25519.ts'
import { proveInvited } from '../../electron/core/crypto/joinProof.ts'
import { encodeMembership, type MembershipChange } from '../../electron/core/crypto/membershipBody.ts'
import { MembershipBody } from '../../electron/core/crypto/pb/membership.ts'
import { privateRoomId } from '../../electron/core/crypto/roomSecrets.ts'
import { seedOf } from './stranger.ts'

const AT = 1_767_225_600_000
const account = (name: string): Uint8Array => signingKey(seedOf(`account ${name}`)).publicKey
const device = (name: string): Uint8Array => signingKey(seedOf(`device ${name}`)).publicKey
const [ADA, BRIN, CLEO] = ['Ada', 'Brin', 'Cleo'].map(account) as [Uint8Array, Uint8Array, Uint8Array]
const SECRET = seedOf('room secret')
const SEED = seedOf('invite')
const KEY = signingKey(SEED).publicKey
const ROOM = privateRoomId(ADA, SECRET)
const hexed = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, one instanceof Uint8Array ? toHex(one) : one])
  )

const CHANGES: MembershipChange[] = [
  { what: 'create', name: 'night-watch', newcomers: 'since-joining' },
  { what: 'invite', key: KEY, expiresAt: AT + 86_400_000, once: true },
  { what: 'invite', key: KEY, expiresAt: undefined, once: false },
  { what: 'revoke', key: KEY },
  { what: 'join', key: KEY, proof: proveInvited(SEED, ROOM, BRIN) },
  { what: 'add', account: BRIN, introduction: undefined },
  { what: 'remove', account: BRIN },
  { what: 'leave' },
  { what: 'role', account: BRIN, role: 'owner' },
  { what: 'role', account: BRIN, role: 'admin' },
  { what: 'role', account: BRIN, role: 'member' },
  { what: 'rename', name: 'nachtwache' },
  { what: 'newcomers', newcomers: 'all' }
]

const raw = (body: object): string => toHex(MembershipBody.encode(body as MembershipBody))
const one = [seedOf('an entry')]
const ids = (count: number): Uint8Array[] => Array.from({ length: count }, (_, at) => seedOf(`entry ${at}`))
const MALFORMED: [string, string][] = [
  ['nothing is said', raw({ after: one })],
  ['two things are said', raw({ after: one, leave: {}, rename: { name: 'x' } })],
  ['a create that names something', raw({ after: one, create: { name: 'x', read: 1 } })],
  ['a change that names nothing', raw({ after: [], leave: {} })],
  ['17 entries are named', raw({ after: ids(17), leave: {} })],
  ['one entry is named twice', raw({ after: [...one, ...one], leave: {} })],
  ['an entry has 31 bytes', raw({ after: [new Uint8Array(31)], leave: {} })],
  ['no name', raw({ after: one, rename: { name: '' } })],
  ['a name that is no channel name', raw({ after: one, rename: { name: 'Night Watch' } })],
  ['a name with its hash', raw({ after: one, rename: { name: '#x' } })],
  ['a policy that is not known', raw({ after: one, newcomers: { read: 3 } })],
  ['no policy', raw({ after: one, newcomers: {} })],
  ['a role that is not known', raw({ after: one, role: { account: BRIN, role: 4 } })],
  ['an account of 33 bytes', raw({ after: one, remove: { account: new Uint8Array(33) } })],
  ['a proof of 63 bytes', raw({ after: one, join: { key: KEY, proof: new Uint8Array(63) } })],
  ['a certificate without a profile', raw({ after: one, add: { account: BRIN, certificate: new Uint8Array(4) } })],
  ['a time over 2^53 - 1', raw({ after: one, invite: { key: KEY, expiresAt: 2n ** 53n } })],
  [
    'more than 4,096 bytes are said',
    raw({ after: one, add: { account: BRIN, certificate: new Uint8Array(4_100), profile: new Uint8Array(14) } })
  ],
  ['a name that is not UTF-8', `${raw({ after: one, rename: { name: 'x' } }).slice(0, -2)}ff`],
  ['cut', raw({ after: one, remove: { account: BRIN } }).slice(0, -2)]
]

interface Line {
  by: string
  seq: number
  /** Indices of the lines before that it names. */
  after: number[]
  hlcMs: number
  change: MembershipChange
}

/** A line for each entry; who wrote it is told by a name, ids are SHA-256 of `entry N`. */
const HISTORIES: { name: string; lines: Line[] }[] = [
  {
    name: 'an add does not win over a removal that it did not know of',
    lines: [
      { by: 'Ada', seq: 1, after: [], hlcMs: AT, change: CHANGES[0] as MembershipChange },
      { by: 'Ada', seq: 2, after: [0], hlcMs: AT + 1, change: { what: 'add', account: BRIN, introduction: undefined } },
      { by: 'Ada', seq: 3, after: [1], hlcMs: AT + 2, change: { what: 'role', account: BRIN, role: 'admin' } },
      { by: 'Ada', seq: 4, after: [2], hlcMs: AT + 3, change: { what: 'add', account: CLEO, introduction: undefined } },
      { by: 'Ada', seq: 5, after: [3], hlcMs: AT + 4, change: { what: 'remove', account: CLEO } },
      { by: 'Brin', seq: 1, after: [3], hlcMs: AT + 9, change: { what: 'add', account: CLEO, introduction: undefined } }
    ]
  },
  {
    name: 'two admins who remove each other: who is longer in stays',
    lines: [
      { by: 'Ada', seq: 1, after: [], hlcMs: AT, change: CHANGES[0] as MembershipChange },
      { by: 'Ada', seq: 2, after: [0], hlcMs: AT + 1, change: { what: 'add', account: BRIN, introduction: undefined } },
      { by: 'Ada', seq: 3, after: [1], hlcMs: AT + 2, change: { what: 'role', account: BRIN, role: 'admin' } },
      { by: 'Ada', seq: 4, after: [2], hlcMs: AT + 3, change: { what: 'add', account: CLEO, introduction: undefined } },
      { by: 'Ada', seq: 5, after: [3], hlcMs: AT + 4, change: { what: 'role', account: CLEO, role: 'admin' } },
      { by: 'Cleo', seq: 1, after: [4], hlcMs: AT + 5, change: { what: 'remove', account: BRIN } },
      { by: 'Brin', seq: 1, after: [4], hlcMs: AT + 9, change: { what: 'remove', account: CLEO } }
    ]
  },
  {
    name: 'an invite for once, used twice at once',
    lines: [
      { by: 'Ada', seq: 1, after: [], hlcMs: AT, change: CHANGES[0] as MembershipChange },
      {
        by: 'Ada',
        seq: 2,
        after: [0],
        hlcMs: AT + 1,
        change: { what: 'invite', key: KEY, expiresAt: undefined, once: true }
      },
      {
        by: 'Brin',
        seq: 1,
        after: [1],
        hlcMs: AT + 9,
        change: { what: 'join', key: KEY, proof: proveInvited(SEED, ROOM, BRIN) }
      },
      {
        by: 'Cleo',
        seq: 1,
        after: [1],
        hlcMs: AT + 8,
        change: { what: 'join', key: KEY, proof: proveInvited(SEED, ROOM, CLEO) }
      }
    ]
  }
]

function told({ name, lines }: (typeof HISTORIES)[number]) {
  const membership = new Membership(key => equal(privateRoomId(Buffer.from(key, 'hex'), SECRET), ROOM))
  const ids = lines.map((_, at) => seedOf(`${name} ${at}`))
  const entries = lines.map(({ by, seq, after, hlcMs, change }, at) => {
    const hlc = BigInt(hlcMs) << 16n
    const named = after.map(index => ids[index] as Uint8Array)
    const written = { room: ROOM, id: ids[at] as Uint8Array, device: device(by), account: account(by), seq, hlc }
    const op = opOf(written, { after: named, change })
    if (op === undefined) throw new Error('a proof does not hold')
    membership.add(op)
    const body = toHex(encodeMembership({ after: named, change }))
    return { id: op.id, device: op.device, account: op.account, seq, hlc: hlc.toString(), body }
  })
  const members = [...membership.state.members.values()].map(one => ({ account: one.account, role: one.role }))
  return { name, entries, counts: entries.map(({ id }) => membership.counts(id)), members }
}

export function makeMembershipVectors() {
  const invitation = { name: 'night-watch', creator: ADA, secret: SECRET, seed: SEED, by: BRIN }
  return {
    room: hexed({ creator: ADA, secret: SECRET, room: ROOM }),
    proof: hexed({ seed: SEED, key: KEY, room: ROOM, account: BRIN, proof: proveInvited(SEED, ROOM, BRIN) }),
    bodies: CHANGES.map(change => {
      const after = change.what === 'create' ? [] : one
      return { after: after.map(toHex), change: hexed(change), body: toHex(encodeMembership({ after, change })) }
    }),
    malformed: MALFORMED.map(([why, body]) => ({ why, body })),
    links: [undefined, AT + 3_600_000].map(expiresAt => ({
      said: hexed({ ...invitation, expiresAt }),
      link: writeInvite({ ...invitation, expiresAt })
    })),
    histories: HISTORIES.map(told)
  }
}
