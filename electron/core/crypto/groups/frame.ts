/** The body of a sealed entry as bytes. Spec: docs/protocol/14-send-groups.md */
import { equal } from '../bytes.ts'
import { MAX_COMMITS, MAX_IMPORTS, MAX_MLS_BYTES } from './mls.ts'
import { SealedBody } from './pb/groups.ts'
import type { Sealed } from './position.ts'

/** A body and its field headers stay under this; with header and signature an entry stays under its 64 KiB. */
export const MAX_SEALED_BYTES = MAX_MLS_BYTES + 1_024
const IMPORT_BYTES = 40
const NONE = new Uint8Array()
const MAX_NUMBER = BigInt(Number.MAX_SAFE_INTEGER)
type Bytes = Uint8Array<ArrayBuffer>

export const encodeSealed = ({ opened, step, commits, message, welcome, imports }: Sealed): Uint8Array =>
  SealedBody.encode({
    opened: BigInt(opened),
    step: BigInt(step),
    commits: commits as Bytes[],
    message: (message ?? NONE) as Bytes,
    welcome: (welcome ?? NONE) as Bytes,
    imports: imports as Bytes[]
  })

/** undefined where the body is none that anybody may write, as far as that shows without keys. */
export function decodeSealed(body: Uint8Array): Sealed | undefined {
  if (body.byteLength > MAX_SEALED_BYTES) return undefined
  try {
    const limits = { commits: MAX_COMMITS, imports: MAX_IMPORTS }
    const { opened, step, commits, message, welcome, imports } = SealedBody.decode(body, { limits })
    if (opened > MAX_NUMBER || step > MAX_NUMBER) return undefined
    if (commits.length === 0 && message.byteLength === 0 && welcome.byteLength === 0) return undefined
    if (commits.some(commit => commit.byteLength === 0)) return undefined
    if (imports.some(id => id.byteLength !== IMPORT_BYTES)) return undefined
    const sealed = {
      opened: Number(opened),
      step: Number(step),
      commits,
      message: message.byteLength === 0 ? undefined : message,
      welcome: welcome.byteLength === 0 ? undefined : welcome,
      imports
    }
    return equal(encodeSealed(sealed), body) ? sealed : undefined // in the one way that it is written
  } catch {
    return undefined
  }
}
