/**
 * Our own send group: opened, changed and spoken in. Every function gives the next state beside what travels; the caller
 * stores both in one transaction and sends afterwards. Spec: docs/protocol/14-send-groups.md
 */
import type { ClientState } from 'ts-mls'
import { createGroup } from 'ts-mls/clientState.js'
import { createCommit } from 'ts-mls/createCommit.js'
import { createApplicationMessage } from 'ts-mls/createMessage.js'
import { encodeMlsMessage } from 'ts-mls/message.js'
import { equal } from '../bytes.ts'
import type { SigningKey } from '../ed25519.ts'
import type { Role } from './chain.ts'
import { addOf, apply, type Change, type Draft, type Recipient, wipeEpoch } from './commit.ts'
import { type EpochShare, shareOf } from './exporter.ts'
import { configFor, encodePrivate, MAX_MEMBERS, MAX_MLS_BYTES, OWNER_LEAF, wipe } from './mls.ts'
import { makePackage, openPackage, ownPublic } from './packages.ts'
import { boundTo, groupId, type Position, type Sealed } from './position.ts'
import { Refused } from './refusal.ts'
import { type Counted, type GroupState, pack, packChain, unpack, wipeState } from './state.ts'
import { lend, suite } from './suite.ts'

/** Content of one message. What is larger goes as a file. */
export const MAX_CONTENT_BYTES = 40 * 1024

export interface Written {
  state: GroupState
  sealed: Sealed
  /** The epoch that a change began: kept, since others may import it later. */
  share: EpochShare | undefined
}

export interface Opening {
  position: Position
  /** All at once: only a group that was just made takes several in one commit. */
  recipients: readonly Recipient[]
  content: Uint8Array | undefined
  now: number
}

export interface Writing {
  position: Position
  /**
   * seq of the newest sealed entry of this group that is known in our own log, from the store or from anybody else. Where
   * the state has not got as far, it was rolled back, and sealing again would use keys a second time.
   */
  lastSealed: number
  change: Change | undefined
  content: Uint8Array | undefined
  now: number
}

/** A new send group, with everybody who shall read it. */
export async function openGroup({ position, recipients, content, now }: Opening, signer: SigningKey): Promise<Written> {
  const members = [position.device, ...recipients.map(({ deviceKey }) => deviceKey)]
  if (recipients.length === 0) throw new Refused('alone')
  if (members.length > MAX_MEMBERS) throw new Refused('full')
  if (new Set(members.map(key => Buffer.from(key).toString('hex'))).size < members.length) throw new Refused('member')
  const packages = await Promise.all(recipients.map(one => openPackage(one.package, one)))
  const own = await makePackage(position.device, signer)
  const opened = position.seq
  const privateKeys = { initPrivateKey: own.initKey, hpkePrivateKey: own.leafKey, signaturePrivateKey: lend(signer) }
  const id = groupId({ ...position, opened })
  const begun = await createGroup(id, ownPublic(own), privateKeys, [], suite, configFor(0))
  const { newState, welcome, consumed } = await createCommit(
    { state: begun, cipherSuite: suite },
    { extraProposals: packages.map(addOf), ratchetTreeExtension: true }
  )
  wipe(...consumed, own.initKey)
  wipeEpoch(begun)
  if (welcome === undefined) throw new Error('nobody was welcomed')
  const bytes = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome })
  const draft: Draft = { mls: newState, step: 0, commits: [], welcome: bytes, imports: [], changed: true }
  return finish(draft, { role: 'send', opened, sent: 0, refreshedAt: now }, position, content)
}

/** One entry of our own group: a change, a message, or both. */
export async function writeGroup(state: GroupState, writing: Writing, signer: SigningKey): Promise<Written> {
  const { position, change, content, now } = writing
  if (change === undefined && content === undefined) throw new Refused('empty')
  const { mls, chain, close } = unpack(state, change !== undefined, lend(signer))
  try {
    checkPlace(mls, chain, writing, signer)
    const draft: Draft = { mls, step: chain.step, commits: [], welcome: undefined, imports: [], changed: false }
    if (change !== undefined) await apply(draft, change, position)
    const refreshed = change === undefined ? {} : { sent: 0, refreshedAt: now }
    const counted = { role: chain.role, opened: chain.opened, sent: chain.sent, refreshedAt: chain.refreshedAt }
    return await finish(draft, { ...counted, ...refreshed }, position, content, state)
  } finally {
    close()
  }
}

function checkPlace(
  mls: ClientState,
  chain: { role: Role; opened: number; seq: number },
  writing: Writing,
  signer: SigningKey
): void {
  const { position, lastSealed } = writing
  if (chain.role !== 'send') throw new Refused('state')
  const owner = mls.ratchetTree[OWNER_LEAF]
  if (owner?.nodeType !== 'leaf' || !equal(owner.leaf.signaturePublicKey, signer.publicKey)) throw new Refused('state')
  if (!equal(mls.groupContext.groupId, groupId({ ...position, opened: chain.opened }))) throw new Refused('group')
  if (lastSealed !== chain.seq) throw new Refused('rolled-back')
  if (position.seq <= chain.seq) throw new Refused('position')
}

/** Seals the content, if there is any, and packs what has become of the group. */
async function finish(
  draft: Draft,
  counted: Omit<Counted, 'step' | 'seq'>,
  position: Position,
  content: Uint8Array | undefined,
  before?: GroupState
): Promise<Written> {
  const first = draft.step - draft.commits.length
  let message: Uint8Array | undefined
  if (content !== undefined) {
    message = await seal(draft, position, content)
    counted = { ...counted, sent: counted.sent + 1 }
  }
  const numbers: Counted = { ...counted, step: draft.step, seq: position.seq }
  const { commits, welcome, imports, mls } = draft
  const state =
    draft.changed || before === undefined ? pack(mls, numbers) : { epoch: before.epoch, chain: packChain(mls, numbers) }
  const share = draft.changed ? await shareOf(mls) : undefined
  wipeState(mls)
  const sealed = { opened: counted.opened, step: first, commits, message, welcome, imports }
  const bytes = [...commits, message, welcome, ...imports].reduce((sum, part) => sum + (part?.byteLength ?? 0), 0)
  if (bytes > MAX_MLS_BYTES) throw new Refused('too-large')
  return { state, sealed, share }
}

async function seal(draft: Draft, position: Position, content: Uint8Array): Promise<Uint8Array> {
  if (content.byteLength > MAX_CONTENT_BYTES) throw new Refused('too-large')
  const { groupId } = draft.mls.groupContext
  const { newState, privateMessage, consumed } = await createApplicationMessage(
    { ...draft.mls, clientConfig: configFor(content.byteLength) },
    content,
    suite,
    boundTo(groupId, position, draft.step)
  )
  wipe(...consumed)
  draft.mls = newState
  draft.step++
  return encodePrivate(privateMessage)
}
