/**
 * The small half of a group's state: what changes with every message. 98 bytes of fixed form, so that a message rewrites
 * these and not the tree of all members. Readable without ts-mls.
 */
import { equal } from '../bytes.ts'
import { Refused } from './refusal.ts'

const VERSION = 1
const ROLES = ['send', 'read'] as const
const BINDING_BYTES = 16
const SECRET_BYTES = 32
const BINDING_AT = 50
const SECRET_AT = BINDING_AT + BINDING_BYTES
export const CHAIN_BYTES = SECRET_AT + SECRET_BYTES
const MAX_UINT32 = 0xffff_ffff

/** send: our own group; read: somebody else's. */
export type Role = (typeof ROLES)[number]

/** What can be said of a group without opening it. */
export interface ChainFacts {
  role: Role
  /** seq of the entry that opened the group. */
  opened: number
  epoch: bigint
  /** Number of the next MLS message. */
  step: number
  /** seq of the last sealed entry written or read. */
  seq: number
  /** Messages since the last refresh, and when that was. */
  sent: number
  refreshedAt: number
}

export interface Chain extends ChainFacts {
  generation: number
  /** Of the owner's application ratchet, at that generation. */
  secret: Uint8Array
  /** Beginning of the epoch's confirmation tag: the half of the state this one goes with. */
  binding: Uint8Array
}

export const bindingOf = (confirmationTag: Uint8Array): Uint8Array => confirmationTag.subarray(0, BINDING_BYTES)

export function encodeChain(chain: Chain): Uint8Array {
  const out = new Uint8Array(CHAIN_BYTES)
  const view = new DataView(out.buffer)
  view.setUint8(0, VERSION)
  view.setUint8(1, ROLES.indexOf(chain.role))
  view.setBigUint64(2, BigInt(chain.opened))
  view.setBigUint64(10, chain.epoch)
  view.setUint32(18, chain.generation)
  view.setBigUint64(22, BigInt(chain.step))
  view.setBigUint64(30, BigInt(chain.seq))
  view.setUint32(38, Math.min(chain.sent, MAX_UINT32))
  view.setBigUint64(42, BigInt(chain.refreshedAt))
  out.set(chain.binding, BINDING_AT)
  out.set(chain.secret, SECRET_AT)
  return out
}

/** Throws Refused('state'). */
export function decodeChain(bytes: Uint8Array): Chain {
  if (bytes.byteLength !== CHAIN_BYTES) throw new Refused('state')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const role = ROLES[view.getUint8(1)]
  if (view.getUint8(0) !== VERSION || role === undefined) throw new Refused('state')
  return {
    role,
    opened: whole(view.getBigUint64(2)),
    epoch: view.getBigUint64(10),
    generation: view.getUint32(18),
    step: whole(view.getBigUint64(22)),
    seq: whole(view.getBigUint64(30)),
    sent: view.getUint32(38),
    refreshedAt: whole(view.getBigUint64(42)),
    // copies, also of a Buffer, whose slice is none: what is wiped must not be what is stored
    binding: Uint8Array.from(bytes.subarray(BINDING_AT, SECRET_AT)),
    secret: Uint8Array.from(bytes.subarray(SECRET_AT))
  }
}

/** Whether both go with the same epoch half. */
export const isSameEpoch = (one: Uint8Array, other: Uint8Array): boolean =>
  equal(one.subarray(BINDING_AT, SECRET_AT), other.subarray(BINDING_AT, SECRET_AT))

/** What a stored state says of itself; undefined where it is none. */
export function factsOf(chain: Uint8Array): ChainFacts | undefined {
  try {
    const { secret, generation: _, binding: __, ...facts } = decodeChain(chain)
    secret.fill(0)
    return facts
  } catch {
    return undefined
  }
}

function whole(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refused('state')
  return Number(value)
}
