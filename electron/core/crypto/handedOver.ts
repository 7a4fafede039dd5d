/**
 * What was said in a private room before somebody came, handed to them by a member: the contents of entries, each as its author
 * signed it, sealed to the inbox of who asks. Spec: docs/protocol/20-history.md
 */
import { equal, utf8 } from './bytes.ts'
import { KEY_BYTES } from './ed25519.ts'
import { MAX_INBOX_CONTENT_BYTES, sealToInbox } from './groups/inbox.ts'
import { HandedOver } from './pb/handed.ts'

/** An inbox is sealed to for other things too. */
const LABEL = utf8('earshot/history/1')
/** In one bundle. */
export const MAX_HANDED = 256

export interface HandedContent {
  device: Uint8Array
  seq: number
  /** SealedContent, encoded. */
  content: Uint8Array
}

/** What one costs in a bundle, beside its content. */
const AROUND_BYTES = 64
const ROOM = MAX_INBOX_CONTENT_BYTES - LABEL.byteLength

/** As many bundles as it takes, in that order. A content that fits into none is left out. */
export function bundlesOf(contents: readonly HandedContent[], maxBundles: number): HandedContent[][] {
  const bundles: HandedContent[][] = []
  let room = 0
  for (const one of contents) {
    const size = one.content.byteLength + AROUND_BYTES
    if (size > ROOM) continue
    const last = bundles.at(-1)
    if (last !== undefined && size <= room && last.length < MAX_HANDED) {
      last.push(one)
      room -= size
    } else {
      if (bundles.length === maxBundles) return bundles
      bundles.push([one])
      room = ROOM - size
    }
  }
  return bundles
}

/** Undefined where nothing can be sealed to that key. */
export function sealHanded(
  { device, inboxKey }: { device: Uint8Array; inboxKey: Uint8Array },
  contents: readonly HandedContent[]
): Uint8Array | undefined {
  const said = HandedOver.encode({ contents: contents.map(one => ({ ...one, seq: BigInt(one.seq) })) } as HandedOver)
  const sealed = sealToInbox(device, inboxKey, new Uint8Array(Buffer.concat([LABEL, said])))
  return 'sealed' in sealed ? sealed.sealed : undefined
}

/** What was in a bundle, once its seal is off. Undefined where it is none. What is in it is unverified. */
export function readHanded(opened: Uint8Array): HandedContent[] | undefined {
  if (!equal(opened.subarray(0, LABEL.byteLength), LABEL)) return undefined
  try {
    const { contents } = HandedOver.decode(opened.subarray(LABEL.byteLength), { limits: { contents: MAX_HANDED } })
    const isWhole = contents.every(({ device, seq }) => device.byteLength === KEY_BYTES && seq <= MAX_SEQ)
    return isWhole ? contents.map(one => ({ ...one, seq: Number(one.seq) })) : undefined
  } catch {
    return undefined // not protobuf
  }
}

const MAX_SEQ = BigInt(Number.MAX_SAFE_INTEGER)
