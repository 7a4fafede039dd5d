/**
 * What a sealed entry says before it is sealed: a kind, its body as in a public room, and a signature of its own. Whoever has it
 * can hand it on to somebody who came later, and they can check who said it. Spec: docs/protocol/17-private-rooms.md
 */
import { labelled, sha256 } from './bytes.ts'
import { type SigningKey, verify } from './ed25519.ts'
import { KIND } from './event.ts'
import { SealedContent } from './pb/wire.ts'

const LABEL = 'earshot/content/1'
/** What is sealed; the others are cloaked, or say nothing. */
const SEALABLE: ReadonlySet<number> = new Set([KIND.message, KIND.edit, KIND.react, KIND.pin, KIND.topic])

/** The entry that it stands in. */
export interface ContentPlace {
  room: Uint8Array
  device: Uint8Array
  seq: number
}

export interface Content {
  kind: number
  body: Uint8Array
}

/** With what its author signed: it can be handed on. */
export interface SignedContent extends Content {
  signature: Uint8Array
}

export const isSealable = (kind: number): boolean => SEALABLE.has(kind)

export const signContent = (place: ContentPlace, { kind, body }: Content, device: SigningKey): Uint8Array =>
  encodeContent({ kind, body, signature: device.sign(signed(place, kind, body)) })

export const encodeContent = (content: SignedContent): Uint8Array => SealedContent.encode(content as SealedContent)

/** What it says, where it is of a kind that is sealed and the device of that place has signed it there. */
export function openContent(place: ContentPlace, bytes: Uint8Array): SignedContent | undefined {
  try {
    const { kind, body, signature } = SealedContent.decode(bytes)
    if (!isSealable(kind) || !verify(place.device, signed(place, kind, body), signature)) return undefined
    return { kind, body, signature }
  } catch {
    return undefined // not protobuf
  }
}

function signed({ room, device, seq }: ContentPlace, kind: number, body: Uint8Array): Uint8Array {
  const numbers = new DataView(new ArrayBuffer(10))
  numbers.setBigUint64(0, BigInt(seq))
  numbers.setUint16(8, kind)
  return labelled(LABEL, sha256(room, device, new Uint8Array(numbers.buffer), body))
}
