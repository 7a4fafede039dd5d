/**
 * A group's state as bytes, and back. Two halves: `epoch` changes at a commit only, `chain` with every message. Only what a
 * send group needs is kept: the owner's ratchet, no old epochs, no secrets that nothing here uses.
 */
import type { ClientState, PrivateKeyPath } from 'ts-mls'
import type { Decoder } from 'ts-mls/codec/tlsDecoder.js'
import { encode } from 'ts-mls/codec/tlsEncoder.js'
import { decodeGroupContext, encodeGroupContext } from 'ts-mls/groupContext.js'
import { decodeLeafNode, encodeLeafNode } from 'ts-mls/leafNode.js'
import { decodePrivateKeyPath, privateKeyPathEncoder } from 'ts-mls/privateKeyPath.js'
import { decodeRatchetTree, encodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { allSecretTreeValues } from 'ts-mls/secretTree.js'
import { equal } from '../bytes.ts'
import { bindingOf, type Chain, decodeChain, encodeChain } from './chain.ts'
import { configFor, OWNER_LEAF, wipe } from './mls.ts'
import { Refused } from './refusal.ts'

/** What is stored of a group, in the same transaction as the entry it came from. Its bytes are secret. */
export interface GroupState {
  /** The same object as before where no commit was made or read. */
  readonly epoch: Uint8Array
  readonly chain: Uint8Array
}

const VERSION = 1
export const MAX_EPOCH_BYTES = 128 * 1024
const NONE = new Uint8Array()
const encodePath = encode(privateKeyPathEncoder)

/** In this order, each behind its length in four bytes. */
const FIELDS = 9

function encodeEpoch(fields: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(fields.reduce((sum, field) => sum + 4 + field.byteLength, 1))
  const view = new DataView(out.buffer)
  out[0] = VERSION
  let at = 1
  for (const field of fields) {
    view.setUint32(at, field.byteLength)
    out.set(field, at + 4)
    at += 4 + field.byteLength
  }
  return out
}

/** Views into the bytes. */
function decodeEpoch(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== VERSION) throw new Error('another version')
  const fields: Uint8Array[] = []
  let at = 1
  while (fields.length < FIELDS) {
    const end = at + 4 + view.getUint32(at)
    if (end > bytes.byteLength) throw new Error('cut off')
    fields.push(bytes.subarray(at + 4, end))
    at = end
  }
  if (at !== bytes.byteLength) throw new Error('more than a state')
  return fields
}

/** A state taken apart: what ts-mls works on, and what we count beside it. `close` wipes all of it. */
export interface Unpacked {
  mls: ClientState
  chain: Chain
  close(): void
}

/**
 * @param whole with the tree of all members, as commits need it; a message needs the owner's leaf alone
 * @param signer what stands for our signing key, where we write
 */
export function unpack({ epoch, chain }: GroupState, whole: boolean, signer: Uint8Array = NONE): Unpacked {
  const numbers = decodeChain(chain)
  if (epoch.byteLength > MAX_EPOCH_BYTES) throw new Refused('state')
  const copy = Uint8Array.from(epoch) // what is decoded are views into it: wiping it wipes them
  const close = (): void => wipe(copy, numbers.secret)
  try {
    const mls = assemble(copy, numbers, whole, signer)
    return { mls, chain: numbers, close }
  } catch (cause) {
    close()
    throw new Refused('state', { cause })
  }
}

function assemble(bytes: Uint8Array, chain: Chain, whole: boolean, signer: Uint8Array): ClientState {
  const [context, senderDataSecret, exporterSecret, initSecret, handshake, tag, leaf, tree, path] = decodeEpoch(bytes)
  if (!senderDataSecret || !exporterSecret || !initSecret || !handshake || !tag) throw new Error('cut off')
  const groupContext = must(context, decodeGroupContext)
  if (groupContext.epoch !== chain.epoch) throw new Error('another epoch')
  if (!equal(bindingOf(tag), chain.binding)) throw new Error('another half')
  const unused = { externalSecret: NONE, confirmationKey: NONE, membershipKey: NONE, resumptionPsk: NONE }
  return {
    groupContext,
    keySchedule: { senderDataSecret, exporterSecret, initSecret, ...unused, epochAuthenticator: NONE },
    // Sparse: no other leaf has secrets here, so nothing by another sender can be opened.
    secretTree: [
      {
        application: { secret: chain.secret, generation: chain.generation, unusedGenerations: {} },
        handshake: { secret: handshake, generation: 0, unusedGenerations: {} }
      }
    ],
    ratchetTree: whole ? must(tree, decodeRatchetTree) : [{ nodeType: 'leaf', leaf: must(leaf, decodeLeafNode) }],
    privatePath: whole ? must(path, decodePrivateKeyPath) : { leafIndex: OWNER_LEAF, privateKeys: {} },
    signaturePrivateKey: signer,
    unappliedProposals: {},
    confirmationTag: tag,
    historicalReceiverData: new Map(),
    groupActiveState: { kind: 'active' },
    clientConfig: configFor(0)
  }
}

function must<T>(bytes: Uint8Array | undefined, decode: Decoder<T>): T {
  const decoded = bytes && decode(bytes, 0)
  if (decoded?.[1] !== bytes?.byteLength || decoded === undefined) throw new Error('not a state')
  return decoded[0]
}

/** The numbers that `pack` cannot know from ts-mls. */
export type Counted = Pick<Chain, 'role' | 'opened' | 'step' | 'seq' | 'sent' | 'refreshedAt'>

/** The same epoch, one message on. */
export function packChain(mls: ClientState, counted: Counted): Uint8Array {
  const ratchet = mls.secretTree[OWNER_LEAF]?.application
  if (ratchet === undefined) throw new Refused('state')
  return encodeChain({
    ...counted,
    epoch: mls.groupContext.epoch,
    generation: ratchet.generation,
    secret: ratchet.secret,
    binding: bindingOf(mls.confirmationTag)
  })
}

/** A new epoch, whole. */
export function pack(mls: ClientState, counted: Counted): GroupState {
  const owner = mls.ratchetTree[OWNER_LEAF]
  const ratchet = mls.secretTree[OWNER_LEAF]
  if (owner?.nodeType !== 'leaf' || ratchet === undefined) throw new Refused('state')
  const { senderDataSecret, exporterSecret, initSecret } = mls.keySchedule
  const path = encodePath(pruned(mls))
  const epoch = encodeEpoch([
    encodeGroupContext(mls.groupContext),
    senderDataSecret,
    exporterSecret,
    initSecret,
    ratchet.handshake.secret,
    mls.confirmationTag,
    encodeLeafNode(owner.leaf),
    encodeRatchetTree(mls.ratchetTree),
    path
  ])
  wipe(path)
  if (epoch.byteLength > MAX_EPOCH_BYTES) throw new Refused('state')
  return { epoch, chain: packChain(mls, counted) }
}

/** Keys of nodes that are blank now open nothing any more, but what was sealed to them. */
function pruned({ privatePath, ratchetTree }: ClientState): PrivateKeyPath {
  const kept = Object.entries(privatePath.privateKeys).filter(([node]) => ratchetTree[Number(node)] !== undefined)
  return { ...privatePath, privateKeys: Object.fromEntries(kept) }
}

/** Everything secret of a state that is over. Its signing key is only lent. */
export function wipeState(mls: ClientState): void {
  wipe(...Object.values(mls.keySchedule), ...allSecretTreeValues(mls.secretTree.filter(node => node !== undefined)))
  wipe(...Object.values(mls.privatePath.privateKeys))
}
