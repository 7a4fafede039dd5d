/**
 * ts-mls under the discipline of a send group. Everything here is the one guard through which commits are made and taken:
 * free use of ts-mls 1.6.4 fails under random histories, these shapes do not. Spec: docs/protocol/14-send-groups.md
 */
import type { ClientConfig, ClientState, IncomingMessageCallback, MLSMessage, PrivateMessage, Proposal } from 'ts-mls'
import type { Decoder } from 'ts-mls/codec/tlsDecoder.js'
import type { Encoder } from 'ts-mls/codec/tlsEncoder.js'
import { defaultKeyPackageEqualityConfig } from 'ts-mls/keyPackageEqualityConfig.js'
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js'
import { CodecError, CryptoVerificationError } from 'ts-mls/mlsError.js'
import { equal } from '../bytes.ts'
import { AeadFailed, ShareFailed } from './hpke.ts'
import { type ReadRefusal, Refused } from './refusal.ts'
import { SUITE_NAME } from './suite.ts'

/** Members of one group, hard. */
export const MAX_MEMBERS = 100
/** One MLS message. A commit for 100 members has some 15 kB, a Welcome with their tree some 40. */
export const MAX_MLS_BYTES = 60 * 1024
/** Exporters that one commit imports: one of each other member. */
export const MAX_IMPORTS = MAX_MEMBERS - 1
/** The owner made the group, so it sits in its first leaf, and only it speaks. */
export const OWNER_LEAF = 0
/** Messages whose bodies were erased, that a reader steps over at once. */
export const MAX_SKIPPED = 1_000
const PADDED_BYTES = 256
const SIGNATURE_AND_LENGTHS = 72

/** What a commit does. Others are neither made nor taken. */
export type CommitKind = 'path' | 'import' | 'add' | 'remove'

/**
 * Which commits may stand in one frame: a refresh, with imports or without; an Add behind a path of its own, so that no
 * leaf is unmerged when it is applied; Removes, which carry a path. Never Add together with Remove.
 */
const FRAMES: readonly string[] = ['', 'path', 'path import', 'path add', 'remove']
/** Whether these commits may begin a frame. */
export const mayBegin = (kinds: readonly CommitKind[]): boolean =>
  FRAMES.some(frame => `${frame} `.startsWith(`${kinds.join(' ')} `) || kinds.length === 0)
export const mayStand = (kinds: readonly CommitKind[]): boolean => FRAMES.includes(kinds.join(' '))
export const MAX_COMMITS = 2

export function kindOf(proposals: readonly Proposal[]): CommitKind | undefined {
  const types = proposals.map(({ proposalType }) => proposalType)
  if (types.length === 0) return 'path'
  if (types.length === 1 && types[0] === 'add') return 'add'
  if (types.every(type => type === 'remove')) return 'remove'
  if (types.length <= MAX_IMPORTS && proposals.every(isImport)) return 'import'
  return undefined
}

const isImport = (proposal: Proposal): boolean => importedId(proposal).length === 1

/** What the commits of a frame came to. */
export interface Seen {
  kinds: CommitKind[]
  imports: Uint8Array[]
}

/** Takes only what the owner may do, and notes it in `seen`. */
export function gate(seen: Seen): IncomingMessageCallback {
  return incoming => {
    if (incoming.kind !== 'commit' || incoming.senderLeafIndex !== OWNER_LEAF) return 'reject'
    const proposals = incoming.proposals.map(({ proposal }) => proposal)
    const kind = kindOf(proposals)
    if (kind === undefined || !mayBegin([...seen.kinds, kind])) return 'reject'
    seen.kinds.push(kind)
    seen.imports.push(...proposals.flatMap(importedId))
    return 'accept'
  }
}

const importedId = (proposal: Proposal): Uint8Array[] =>
  'psk' in proposal && proposal.psk.preSharedKeyId.psktype === 'external' ? [proposal.psk.preSharedKeyId.pskId] : []

/** Logs are read in order, so nothing old is kept: neither epochs nor generations. */
export const configFor = (contentBytes: number): ClientConfig => ({
  keyRetentionConfig: {
    retainKeysForEpochs: 0,
    retainKeysForGenerations: 0,
    maximumForwardRatchetSteps: MAX_SKIPPED
  },
  lifetimeConfig: { maximumTotalLifetime: 0n, validateLifetimeOnReceive: false },
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  paddingConfig: { kind: 'padUntilLength', padUntilLength: padded(contentBytes + SIGNATURE_AND_LENGTHS) },
  // Who a credential belongs to is checked where it matters: the owner at joining and at each commit, an added one in its package.
  authService: { validateCredential: async credential => credential.credentialType === 'basic' }
})

/** Lengths on the wire: 256 bytes at least, then in steps of an eighth of the next lower power of two. */
export function padded(bytes: number): number {
  if (bytes <= PADDED_BYTES) return PADDED_BYTES
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 3)
  return Math.ceil(bytes / step) * step
}

/** All of the bytes, and spelt the one way they are written. */
export function decodeStrictly<T>(bytes: Uint8Array, decode: Decoder<T>, encode: Encoder<T>): T | undefined {
  try {
    const [value, length] = decode(bytes, 0) ?? []
    return value !== undefined && length === bytes.byteLength && equal(encode(value), bytes) ? value : undefined
  } catch {
    return undefined
  }
}

const decodeMessage = (bytes: Uint8Array): MLSMessage | undefined =>
  bytes.byteLength > MAX_MLS_BYTES ? undefined : decodeStrictly(bytes, decodeMlsMessage, encodeMlsMessage)

export function decodePrivate(bytes: Uint8Array, contentType: 'application' | 'commit'): PrivateMessage {
  const message = decodeMessage(bytes)
  if (message?.wireformat !== 'mls_private_message') throw new Refused('malformed')
  if (message.privateMessage.contentType !== contentType) throw new Refused('malformed')
  return message.privateMessage
}

export const encodePrivate = (privateMessage: PrivateMessage): Uint8Array =>
  encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage })

export function decodeWelcomeMessage(bytes: Uint8Array) {
  const message = decodeMessage(bytes)
  if (message?.wireformat !== 'mls_welcome') throw new Refused('malformed')
  // Nothing authenticates this field, and ts-mls does not look at it.
  if (message.welcome.cipherSuite !== SUITE_NAME) throw new Refused('malformed')
  return message.welcome
}

/** Device keys of all members, the owner's first: copies, since a state that is closed is wiped. */
export const membersOf = (state: Pick<ClientState, 'ratchetTree'>): Uint8Array[] =>
  state.ratchetTree.flatMap(node =>
    node?.nodeType === 'leaf' && node.leaf.credential.credentialType === 'basic'
      ? [Uint8Array.from(node.leaf.credential.identity)]
      : []
  )

/** What ts-mls threw, by the name we give it. */
export function refusalOf(err: unknown): ReadRefusal {
  if (err instanceof Refused) return err.refusal as ReadRefusal
  if (err instanceof AeadFailed) return 'cipher'
  if (err instanceof ShareFailed) return 'share'
  if (err instanceof CryptoVerificationError) return 'signature'
  if (err instanceof CodecError) return 'malformed'
  if (!(err instanceof Error)) return 'malformed'
  if (err.message.includes('gen in the past')) return 'replayed'
  if (err.message.includes('pskId')) return 'import'
  if (err.message.includes('Bad node index')) return 'sender'
  return 'commit'
}

/** Best effort: JavaScript may have copied them, but what we hold is gone. */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
