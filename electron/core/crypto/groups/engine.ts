/**
 * The port: everything the rest of the core may do with send groups. Plain data in, plain data out, so that the same calls
 * work across a thread. What is refused is a value, never an exception.
 */
import type { SigningKey } from '../ed25519.ts'
import { type SafetyNumber, safetyNumber } from '../safetyNumber.ts'
import type { EpochShare } from './exporter.ts'
import { exportFrom, membersIn } from './exporter.ts'
import { type Joined, type Joining, joinGroupOf } from './join.ts'
import type { SealedEntry } from './message.ts'
import { type DeviceKeys, makePackage, type OwnPackage, openPackage } from './packages.ts'
import { type ReadResult, readGroup } from './read.ts'
import { type PackageRefusal, type ReadRefusal, Refused, type WriteRefusal } from './refusal.ts'
import type { GroupState } from './state.ts'
import { type Opening, openGroup, type Writing, type Written, writeGroup } from './write.ts'

/** One-time packages that are made in one call. */
export const MAX_MADE = 64
export const MAX_EXPORT_BYTES = 1_024

export interface GroupPort {
  /** Key packages of this device, with their private halves. */
  makePackages(count: number): Promise<OwnPackage[]>
  /** Whether a package is one of that device, and may be used. */
  checkPackage(bytes: Uint8Array, keys: DeviceKeys): Promise<PackageRefusal | undefined>
  /** A new send group of ours. Store the state and the entry in one transaction, then send. */
  open(opening: Opening): Promise<Written | { refusal: WriteRefusal }>
  /** A message or a change in our send group. Each state can be written from once: the one that comes back is the next. */
  write(state: GroupState, writing: Writing): Promise<Written | { refusal: WriteRefusal }>
  /** Takes a Welcome into somebody else's send group. */
  join(joining: Joining): Promise<Joined | { refusal: ReadRefusal }>
  /** Reads entries of one log in their order, with the exporters that their `imports` name. */
  read(state: GroupState, entries: readonly SealedEntry[], imports: readonly Imported[]): Promise<ReadResult>
  /** A secret of the present epoch for another use. Labels begin with 'earshot/'. */
  export(
    state: GroupState,
    label: string,
    context: Uint8Array,
    bytes: number
  ): Promise<Uint8Array | { refusal: 'state' }>
  /** Device keys of the members, the owner's first. */
  members(state: GroupState): Promise<Uint8Array[] | { refusal: 'state' }>
  /** Of two account keys. Here, since it takes some 20 ms for each that is new. */
  safetyNumber(one: Uint8Array, other: Uint8Array): Promise<SafetyNumber>
}

export type Imported = Pick<EpochShare, 'id' | 'secret'>

/** @param signer the MLS signature key of this device's certificate */
export const createEngine = (deviceKey: Uint8Array, signer: SigningKey): GroupPort => ({
  async makePackages(count) {
    const made: OwnPackage[] = []
    while (made.length < Math.min(count, MAX_MADE)) made.push(await makePackage(deviceKey, signer))
    return made
  },
  async checkPackage(bytes, keys) {
    const checked = await refusing(() => openPackage(bytes, keys))
    return 'refusal' in checked ? checked.refusal : undefined
  },
  open: opening => refusing(() => openGroup(opening, signer)),
  write: (state, writing) => refusing(() => writeGroup(state, writing, signer)),
  join: joining => refusing(() => joinGroupOf(joining)),
  read: readGroup,
  export: (state, label, context, bytes) =>
    refusing(() => exportFrom(state, label, context, Math.min(bytes, MAX_EXPORT_BYTES))),
  members: state => refusing(async () => membersIn(state)),
  safetyNumber: async (one, other) => safetyNumber(one, other)
})

/** `never`: which refusals a call can come to is said by the port. */
async function refusing<T>(work: () => Promise<T>): Promise<T | { refusal: never }> {
  try {
    return await work()
  } catch (err) {
    if (err instanceof Refused) return { refusal: err.refusal as never }
    throw err
  }
}

/**
 * The same port, where no state seals twice: two messages from one state would use one key for both. A state that has been
 * written from is spent, whether its entry could be stored or not: where it could not, the stored one is loaded again, and
 * what was sealed before must never be sent.
 */
export function guarded(port: GroupPort): GroupPort {
  const spent = new WeakSet<GroupState>()
  return {
    ...port,
    async write(state, writing) {
      if (spent.has(state)) return { refusal: 'spent' }
      spent.add(state) // before anything is awaited: two calls at once are the likeliest way to do it
      const written = await port.write(state, writing)
      if ('refusal' in written) spent.delete(state) // nothing sealed has left the port
      return written
    }
  }
}
