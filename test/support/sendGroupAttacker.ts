/** Somebody who holds a place in a send group and does not keep to its rules: ts-mls, used freely. */
import type { CiphersuiteImpl, ClientState, Proposal } from 'ts-mls'
import { createGroup, joinGroup } from 'ts-mls/clientState.js'
import { createCommit } from 'ts-mls/createCommit.js'
import { createApplicationMessage, createProposal } from 'ts-mls/createMessage.js'
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js'
import { emptyPskIndex } from 'ts-mls/pskIndex.js'
import { utf8 } from '../../electron/core/crypto/bytes.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import { configFor } from '../../electron/core/crypto/groups/mls.ts'
import { makePackage, type OwnPackage, openPackage, ownPublic } from '../../electron/core/crypto/groups/packages.ts'
import { boundTo, groupId, type Position, type Sealed } from '../../electron/core/crypto/groups/position.ts'
import { lend, suite } from '../../electron/core/crypto/groups/suite.ts'
import { type Device, Log } from './sendGroups.ts'

const EMPTY: Sealed = { opened: 0, step: 0, commits: [], message: undefined, welcome: undefined, imports: [] }

/** An owner whose frames say what it likes. */
export class FreeOwner {
  mls: ClientState | undefined
  step = 0
  seq = 0

  constructor(
    readonly device: Device,
    readonly log = new Log(device.keys.deviceKey),
    readonly cipherSuite: CiphersuiteImpl = suite
  ) {}

  get position(): Position {
    return { ...this.log.at(0), seq: this.seq, prev: this.seq === 0 ? undefined : new Uint8Array(32).fill(this.seq) }
  }

  async open(members: readonly { device: Device; own: OwnPackage }[], as: Device = this.device): Promise<SealedEntry> {
    const own = await makePackage(as.keys.deviceKey, this.device.mls)
    const keys = {
      initPrivateKey: own.initKey,
      hpkePrivateKey: own.leafKey,
      signaturePrivateKey: lend(this.device.mls)
    }
    const id = groupId({ ...this.position, opened: 0 })
    this.mls = await createGroup(id, ownPublic(own), keys, [], this.cipherSuite, configFor(0))
    const adds = await Promise.all(
      members.map(async ({ device, own: one }) => addOf(await openPackage(one.bytes, device.keys)))
    )
    const { welcome } = await this.commit(adds, false)
    return this.#entry({ welcome })
  }

  /** A frame with one commit of these proposals. */
  async committing(proposals: Proposal[], more: Partial<Sealed> = {}): Promise<SealedEntry> {
    const step = this.step
    const { commit, welcome } = await this.commit(proposals, true)
    return this.#entry({ step, commits: [commit], welcome, ...more })
  }

  async saying(text: string): Promise<SealedEntry> {
    const step = this.step++
    const aad = boundTo(groupId({ ...this.position, opened: 0 }), this.position, step)
    const { newState, privateMessage } = await createApplicationMessage(this.#state, utf8(text), this.cipherSuite, aad)
    this.mls = newState
    const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage })
    return this.#entry({ step, message })
  }

  /** A proposal that stands alone, as a message of its own. */
  async proposing(proposal: Proposal): Promise<SealedEntry> {
    const step = this.step++
    const aad = boundTo(groupId({ ...this.position, opened: 0 }), this.position, step)
    const { message } = await createProposal(this.#state, false, proposal, this.cipherSuite, aad)
    return this.#entry({ step, commits: [encodeMlsMessage(message)] })
  }

  async commit(proposals: Proposal[], bound: boolean) {
    const aad = boundTo(groupId({ ...this.position, opened: 0 }), this.position, this.step)
    const { newState, commit, welcome } = await createCommit(
      { state: this.#state, cipherSuite: this.cipherSuite },
      { extraProposals: proposals, ratchetTreeExtension: true, authenticatedData: aad }
    )
    this.mls = newState
    if (bound) this.step++
    return {
      commit: encodeMlsMessage(commit),
      welcome: welcome && encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome })
    }
  }

  get #state(): ClientState {
    if (this.mls === undefined) throw new Error('no group')
    return this.mls
  }

  #entry(sealed: Partial<Sealed>): SealedEntry {
    const entry = { position: this.position, sealed: { ...EMPTY, ...sealed } }
    this.seq++
    return entry
  }
}

export const addOf = (keyPackage: ReturnType<typeof ownPublic>): Proposal => ({
  proposalType: 'add',
  add: { keyPackage }
})
export const removeOf = (leaf: number): Proposal => ({ proposalType: 'remove', remove: { removed: leaf } })

/** A member's whole group, with the secrets of every leaf, which an honest one throws away. */
export async function enterFreely(entry: SealedEntry, device: Device, own: OwnPackage): Promise<ClientState> {
  const decoded = entry.sealed.welcome && decodeMlsMessage(entry.sealed.welcome, 0)?.[0]
  if (decoded?.wireformat !== 'mls_welcome') throw new Error('no welcome')
  const keys = { initPrivateKey: own.initKey, hpkePrivateKey: own.leafKey, signaturePrivateKey: lend(device.mls) }
  return joinGroup(decoded.welcome, ownPublic(own), keys, emptyPskIndex, suite, undefined, undefined, configFor(0))
}

/** A message in somebody else's group, at a place in that one's log. */
export async function speakIn(mls: ClientState, position: Position, step: number, text: string): Promise<Uint8Array> {
  const aad = boundTo(mls.groupContext.groupId, position, step)
  const { privateMessage } = await createApplicationMessage(mls, utf8(text), suite, aad)
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage })
}

export async function commitIn(mls: ClientState, position: Position, step: number, proposals: Proposal[]) {
  const aad = boundTo(mls.groupContext.groupId, position, step)
  const { commit } = await createCommit(
    { state: mls, cipherSuite: suite },
    { extraProposals: proposals, authenticatedData: aad }
  )
  return encodeMlsMessage(commit)
}
