/**
 * Somebody else's send group, read in the order of its log. What is refused leaves the state as it was, so the conversation
 * goes on. Spec: docs/protocol/14-send-groups.md
 */
import type { ClientState, Node } from 'ts-mls'
import { processPrivateMessage } from 'ts-mls/processMessages.js'
import { equal } from '../bytes.ts'
import type { Chain } from './chain.ts'
import { type EpochShare, indexOf, shareOf } from './exporter.ts'
import { type Cursor, countedAt, headerOf, isOwner, openMessage, type SealedEntry } from './message.ts'
import { gate, MAX_COMMITS, MAX_MEMBERS, MAX_SKIPPED, mayStand, membersOf, refusalOf, type Seen, wipe } from './mls.ts'
import { groupId } from './position.ts'
import { type ReadRefusal, Refused } from './refusal.ts'
import { type GroupState, pack, packChain, type Unpacked, unpack, wipeState } from './state.ts'
import { suite } from './suite.ts'

type Imports = readonly Pick<EpochShare, 'id' | 'secret'>[]

export type ReadOutcome = { content: Uint8Array | undefined } | { refusal: ReadRefusal }

export interface ReadResult {
  /** undefined once we were removed: nothing more can be read. */
  state: GroupState | undefined
  /** One for each entry. */
  outcomes: ReadOutcome[]
  /** Of every epoch that began, to be kept for imports. */
  shares: EpochShare[]
}

/** Reads entries of one log, in its order. Those that do not hold are refused one by one, and change nothing. */
export async function readGroup(
  state: GroupState,
  entries: readonly SealedEntry[],
  imports: Imports
): Promise<ReadResult> {
  const reading = new Reading(state)
  const outcomes: ReadOutcome[] = []
  const shares: EpochShare[] = []
  for (const entry of entries) {
    try {
      const { content, share } = await reading.take(entry, imports)
      if (share !== undefined) shares.push(share)
      outcomes.push({ content })
    } catch (err) {
      outcomes.push({ refusal: refusalOf(err) })
    }
  }
  return { state: reading.settle(), outcomes, shares }
}

interface Taken {
  content: Uint8Array | undefined
  share: EpochShare | undefined
}

/** Keeps a state unpacked while messages follow each other: unpacking costs as much as reading one. */
class Reading {
  #state: GroupState | undefined
  #open: (Unpacked & { whole: boolean }) | undefined

  constructor(state: GroupState) {
    this.#state = state
  }

  async take(entry: SealedEntry, imports: Imports): Promise<Taken> {
    const { position, sealed } = entry
    const { mls, chain, close } = this.#unpacked(sealed.commits.length > 0)
    checkOrder(entry, mls, chain)
    const cursor: Cursor = { mls, step: sealed.step, consumed: [] }
    if (sealed.commits.length > 0 && !(await takeCommits(cursor, entry, imports))) return this.#end()
    const content = sealed.message && (await openMessage(cursor, sealed.message, position, entry.erased ?? 0))
    const numbers = countedAt(chain.opened, cursor.step, position.seq)
    wipe(...cursor.consumed)
    if (sealed.commits.length === 0) {
      this.#open = { mls: cursor.mls, chain: { ...chain, ...numbers }, whole: this.#open?.whole ?? false, close }
      return { content, share: undefined }
    }
    this.#state = pack(cursor.mls, numbers)
    const share = await shareOf(cursor.mls)
    wipeState(cursor.mls)
    this.#close()
    return { content, share }
  }

  /** The state after what was taken; undefined once we were removed. */
  settle(): GroupState | undefined {
    if (this.#open !== undefined && this.#state !== undefined)
      this.#state = { epoch: this.#state.epoch, chain: packChain(this.#open.mls, this.#open.chain) }
    this.#close()
    return this.#state
  }

  #unpacked(whole: boolean): Unpacked {
    if (whole && this.#open?.whole === false) this.settle()
    if (this.#state === undefined) throw new Refused('removed')
    this.#open ??= { ...unpack(this.#state, whole), whole }
    if (this.#open.chain.role !== 'read') throw new Refused('state')
    return this.#open
  }

  readonly #close = (): void => {
    this.#open?.close()
    this.#open = undefined
  }

  #end(): Taken {
    this.#close()
    this.#state = undefined
    return { content: undefined, share: undefined }
  }
}

/** Whether this is the next entry, as far as it says itself. */
function checkOrder({ position, sealed, erased = 0 }: SealedEntry, mls: ClientState, chain: Chain): void {
  const group = groupId({ ...position, opened: sealed.opened })
  if (sealed.opened !== chain.opened || !equal(mls.groupContext.groupId, group)) throw new Refused('group')
  if (position.seq <= chain.seq || sealed.step < chain.step) throw new Refused('replayed')
  if (sealed.step !== chain.step + erased || erased > MAX_SKIPPED) throw new Refused('gap')
  if (sealed.commits.length === 0 && sealed.message === undefined) throw new Refused('malformed')
}

/** All commits of a frame, or none. False: one of them has removed us. */
async function takeCommits(cursor: Cursor, { position, sealed }: SealedEntry, imports: Imports): Promise<boolean> {
  if (sealed.commits.length > MAX_COMMITS) throw new Refused('malformed')
  if (!sealed.imports.every(id => imports.some(held => equal(held.id, id)))) throw new Refused('import')
  const seen: Seen = { kinds: [], imports: [] }
  const secrets = indexOf(imports)
  const [owner] = cursor.mls.ratchetTree
  for (const bytes of sealed.commits) {
    const message = headerOf(cursor, bytes, 'commit', position)
    const result = await processPrivateMessage(cursor.mls, message, secrets, suite, gate(seen))
    if (result.kind !== 'newState' || result.actionTaken === 'reject') throw new Refused('commit')
    if (result.newState.groupActiveState.kind !== 'active') return false
    cursor.consumed.push(...result.consumed, ...Object.values(cursor.mls.keySchedule))
    // ts-mls 1.6.4 keeps every epoch when told to keep none.
    cursor.mls = { ...result.newState, historicalReceiverData: new Map() }
    cursor.step++
  }
  const claimed = sealed.imports
  const asSaid = seen.imports.length === claimed.length && seen.imports.every((id, at) => equal(id, claimed[at] ?? id))
  if (!mayStand(seen.kinds) || !asSaid) throw new Refused('commit')
  if ((sealed.welcome !== undefined) !== seen.kinds.includes('add')) throw new Refused('commit')
  if (membersOf(cursor.mls).length > MAX_MEMBERS || !isSameOwner(owner, cursor.mls)) throw new Refused('owner')
  return true
}

function isSameOwner(before: Node | undefined, mls: ClientState): boolean {
  if (before?.nodeType !== 'leaf' || before.leaf.credential.credentialType !== 'basic') return false
  const { credential, signaturePublicKey } = before.leaf
  return isOwner(mls, { deviceKey: credential.identity, mlsSignatureKey: signaturePublicKey })
}
