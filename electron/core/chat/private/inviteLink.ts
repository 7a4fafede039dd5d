/**
 * What lets somebody into a private room: a link to paste, and the same text to scan. Whoever has it has the room's secret.
 * Spec: docs/protocol/18-membership.md
 */
import { ChatError } from '../../../../shared/errors.ts'
import { channelName } from '../../../../shared/names.ts'
import { equal, labelled, sha256, spells } from '../../crypto/bytes.ts'
import { KEY_BYTES } from '../../crypto/ed25519.ts'
import { InviteLink } from '../../crypto/pb/membership.ts'

const PREFIX = 'earshot://join/1/'
const LABEL = 'earshot/invite-link/1'
const CHECK_BYTES = 4
export const MAX_LINK_CHARS = 1_024

export interface Invitation {
  name: string
  /** Account that made the room. */
  creator: Uint8Array
  secret: Uint8Array
  /** Private half of the invite's key. */
  seed: Uint8Array
  /** In ms since 1970; undefined: does not run out. */
  expiresAt: number | undefined
  /** Account that made the invite. */
  by: Uint8Array
}

export function writeInvite({ expiresAt = 0, ...invitation }: Invitation): string {
  const body = InviteLink.encode({ ...invitation, expiresAt: BigInt(expiresAt) } as InviteLink)
  return PREFIX + Buffer.concat([body, checkOf(body)]).toString('base64url')
}

/** Throws ChatError invite.bad. Whether it has run out is another question: hasRunOut. */
export function readInvite(text: string): Invitation {
  const trimmed = text.trim()
  const written = trimmed.slice(PREFIX.length)
  if (trimmed.length > MAX_LINK_CHARS || !trimmed.startsWith(PREFIX) || !/^[\w-]+$/.test(written)) throw broken()
  const bytes = new Uint8Array(Buffer.from(written, 'base64url'))
  const body = bytes.subarray(0, -CHECK_BYTES)
  if (bytes.length <= CHECK_BYTES || !equal(bytes.subarray(-CHECK_BYTES), checkOf(body))) throw broken()
  const { expiresAt, ...invitation } = decoded(body)
  const { name, creator, secret, seed, by } = invitation
  const whole = [creator, secret, seed, by].every(key => key.byteLength === KEY_BYTES)
  if (!whole || channelName(name) !== name || !spells(body, name) || expiresAt > BigInt(Number.MAX_SAFE_INTEGER))
    throw broken()
  return { ...invitation, expiresAt: expiresAt === 0n ? undefined : Number(expiresAt) }
}

export const hasRunOut = ({ expiresAt }: Pick<Invitation, 'expiresAt'>, now: number): boolean =>
  expiresAt !== undefined && expiresAt < now

function decoded(body: Uint8Array): InviteLink {
  try {
    return InviteLink.decode(body)
  } catch {
    throw broken()
  }
}

const broken = (): ChatError => new ChatError('invite.bad')

/** Against a link that was not copied whole, not against forgery: anybody can make one. */
const checkOf = (body: Uint8Array): Uint8Array => sha256(labelled(LABEL, body)).subarray(0, CHECK_BYTES)
