/**
 * Somebody who has copied all that a device keeps, and has recorded everything that travelled. Tries every 32 bytes of the
 * copy as every secret they could be, and is told besides what protects nothing but who wrote (the sender data).
 */
import type { PrivateMessage } from 'ts-mls'
import { decryptWithLabel } from 'ts-mls/crypto/hpke.js'
import { deriveTreeSecret } from 'ts-mls/crypto/kdf.js'
import { decodeMlsMessage } from 'ts-mls/message.js'
import { decryptSenderData, encodePrivateContentAAD } from 'ts-mls/privateMessage.js'
import { createSecretTree, deriveKey, derivePrivateMessageNonce } from 'ts-mls/secretTree.js'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import { type GroupState, unpack } from '../../electron/core/crypto/groups/state.ts'
import { suite } from '../../electron/core/crypto/groups/suite.ts'

const SECRET_BYTES = 32

function* windows(copies: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const copy of copies)
    for (let at = 0; at + SECRET_BYTES <= copy.byteLength; at++) yield copy.slice(at, at + SECRET_BYTES)
}

type SenderData = NonNullable<Awaited<ReturnType<typeof decryptSenderData>>>

/** Which generation a message was sealed with, and its reuse guard, from a state of the same epoch. */
export async function senderDataOf(entry: SealedEntry, sameEpoch: GroupState): Promise<SenderData> {
  const data = await decryptSenderData(
    messageIn(entry),
    unpack(sameEpoch, false).mls.keySchedule.senderDataSecret,
    suite
  )
  if (data === undefined) throw new Error('not of this epoch')
  return data
}

/** Whether the copy opens that message. */
export async function opens(
  copies: readonly Uint8Array[],
  entry: SealedEntry,
  data: SenderData,
  text: string
): Promise<boolean> {
  const message = messageIn(entry)
  for (const secret of windows(copies))
    for (let from = 0; from <= data.generation; from++) {
      if (await isRatchet(secret, from, message, data, text)) return true
      // Or the root of all ratchets of an epoch with two members.
      if (from > 0) continue
      const [leaf] = await createSecretTree(2, Uint8Array.from(secret), suite.kdf)
      if (leaf !== undefined && (await isRatchet(leaf.application.secret, 0, message, data, text))) return true
    }
  return false
}

/** Whether the copy opens the Welcome of that entry. */
export async function opensWelcome(copies: readonly Uint8Array[], { sealed }: SealedEntry): Promise<boolean> {
  const decoded = sealed.welcome && decodeMlsMessage(sealed.welcome, 0)?.[0]
  if (decoded?.wireformat !== 'mls_welcome') throw new Error('no welcome')
  const { secrets, encryptedGroupInfo } = decoded.welcome
  for (const scalar of windows(copies)) {
    const key = await suite.hpke.importPrivateKey(scalar)
    for (const { encryptedGroupSecrets } of secrets) {
      const { kemOutput, ciphertext } = encryptedGroupSecrets
      const opened = await decryptWithLabel(
        key,
        'Welcome',
        encryptedGroupInfo,
        kemOutput,
        ciphertext,
        suite.hpke
      ).catch(() => undefined)
      if (opened !== undefined) return true
    }
  }
  return false
}

async function isRatchet(
  start: Uint8Array,
  from: number,
  message: PrivateMessage,
  { generation, reuseGuard }: SenderData,
  text: string
): Promise<boolean> {
  let secret = start
  for (let at = from; at < generation; at++)
    secret = await deriveTreeSecret(secret, 'secret', at, SECRET_BYTES, suite.kdf)
  const key = await deriveKey(secret, generation, suite)
  const nonce = await derivePrivateMessageNonce(secret, generation, reuseGuard, suite)
  const opened = await suite.hpke
    .decryptAead(key, nonce, encodePrivateContentAAD(message), message.ciphertext)
    .catch(() => undefined)
  return opened !== undefined && Buffer.from(opened).includes(text)
}

function messageIn({ sealed }: SealedEntry): PrivateMessage {
  const decoded = sealed.message && decodeMlsMessage(sealed.message, 0)?.[0]
  if (decoded?.wireformat !== 'mls_private_message') throw new Error('no message')
  return decoded.privateMessage
}
