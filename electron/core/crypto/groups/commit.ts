/** The one place where a commit of ours is made: the changes a send group knows, each as the commits it takes. */
import type { ClientState, KeyPackage, Proposal } from 'ts-mls'
import { createCommit } from 'ts-mls/createCommit.js'
import { encodeMlsMessage } from 'ts-mls/message.js'
import { equal } from '../bytes.ts'
import { type EpochShare, indexOf } from './exporter.ts'
import { type CommitKind, kindOf, MAX_IMPORTS, MAX_MEMBERS, mayBegin, membersOf, OWNER_LEAF, wipe } from './mls.ts'
import { type DeviceKeys, openPackage } from './packages.ts'
import { boundTo, type Position } from './position.ts'
import { Refused } from './refusal.ts'
import { suite } from './suite.ts'

/** Somebody to be added: the keys of their certificate, and one of their key packages. */
export interface Recipient extends DeviceKeys {
  package: Uint8Array
}

export type Change =
  | { kind: 'refresh'; imports: readonly Pick<EpochShare, 'id' | 'secret'>[] }
  | { kind: 'add'; recipient: Recipient }
  | { kind: 'remove'; devices: readonly Uint8Array[] }

/** What a frame has so far. */
export interface Draft {
  mls: ClientState
  /** Number of the next MLS message. */
  step: number
  commits: Uint8Array[]
  welcome: Uint8Array | undefined
  imports: Uint8Array[]
  changed: boolean
}

export async function apply(draft: Draft, change: Change, position: Position): Promise<void> {
  const kinds: CommitKind[] = []
  const commit = (proposals: Proposal[], secrets: ReturnType<typeof indexOf> = indexOf([])): Promise<void> =>
    commitOnce(draft, kinds, proposals, position, secrets)
  switch (change.kind) {
    case 'refresh':
      if (change.imports.length > MAX_IMPORTS) throw new Refused('full')
      await commit([])
      if (change.imports.length === 0) return
      draft.imports = change.imports.map(({ id }) => id)
      return commit(change.imports.map(importOf), indexOf(change.imports))
    case 'add': {
      const { recipient } = change
      const members = membersOf(draft.mls)
      if (members.length >= MAX_MEMBERS) throw new Refused('full')
      if (members.some(key => equal(key, recipient.deviceKey))) throw new Refused('member')
      const added = await openPackage(recipient.package, recipient)
      await commit([])
      return commit([addOf(added)])
    }
    case 'remove':
      return commit(removesOf(draft.mls, change.devices))
  }
}

/** The one place where a commit of ours is made. */
async function commitOnce(
  draft: Draft,
  kinds: CommitKind[],
  proposals: Proposal[],
  position: Position,
  pskIndex: ReturnType<typeof indexOf>
): Promise<void> {
  const kind = kindOf(proposals)
  if (kind === undefined || !mayBegin([...kinds, kind])) throw new Error('a commit that the discipline does not allow')
  kinds.push(kind)
  const before = draft.mls
  const { newState, commit, welcome, consumed } = await createCommit(
    { state: before, cipherSuite: suite, pskIndex },
    {
      extraProposals: proposals,
      ratchetTreeExtension: kind === 'add',
      authenticatedData: boundTo(before.groupContext.groupId, position, draft.step)
    }
  )
  wipe(...consumed)
  wipeEpoch(before)
  draft.mls = { ...newState, historicalReceiverData: new Map() } // ts-mls 1.6.4 keeps every epoch when told to keep none
  draft.step++
  draft.commits.push(encodeMlsMessage(commit))
  draft.changed = true
  if (welcome !== undefined) draft.welcome = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome })
}

export const addOf = (keyPackage: KeyPackage): Proposal => ({ proposalType: 'add', add: { keyPackage } })
const importOf = ({ id }: Pick<EpochShare, 'id'>): Proposal => ({
  proposalType: 'psk',
  psk: { preSharedKeyId: { psktype: 'external', pskId: id, pskNonce: suite.rng.randomBytes(suite.kdf.size) } }
})

function removesOf(mls: ClientState, devices: readonly Uint8Array[]): Proposal[] {
  const leaves = devices.map(device =>
    mls.ratchetTree.findIndex(
      node =>
        node?.nodeType === 'leaf' &&
        node.leaf.credential.credentialType === 'basic' &&
        equal(node.leaf.credential.identity, device)
    )
  )
  // Not found, or the owner itself, or one of them twice.
  if (leaves.length === 0 || leaves.some(node => node <= OWNER_LEAF) || new Set(leaves).size < leaves.length)
    throw new Refused('member')
  if (leaves.length >= membersOf(mls).length - 1) throw new Refused('alone')
  return leaves.map(node => ({ proposalType: 'remove', remove: { removed: node / 2 } }))
}

/** An epoch that is over; its path keys may go on into the next one. */
export function wipeEpoch({ keySchedule, secretTree }: ClientState): void {
  wipe(...Object.values(keySchedule))
  for (const node of secretTree) wipe(node?.application.secret, node?.handshake.secret)
}
