/** Sealed entries: what they carry, where they stand, and the bytes that bind the one to the other. */
import { labelled, sha256 } from '../bytes.ts'

const GROUP = 'earshot/send-group/1'
const SEALED = 'earshot/sealed/1'
export const ID_BYTES = 32

/** One send group: the room, the device that owns it, and the entry of that device's log that opened it. */
export interface GroupName {
  room: Uint8Array
  device: Uint8Array
  /** seq of the entry that opened it: numbers are never given twice, so neither are group ids. */
  opened: number
}

/** The place of one sealed entry in its owner's log. */
export interface Position {
  room: Uint8Array
  device: Uint8Array
  seq: number
  /** id of the entry before; undefined at seq 0. */
  prev: Uint8Array | undefined
}

/** What an entry carries of a send group; frame.ts makes its bytes. */
export interface Sealed {
  opened: number
  step: number
  commits: Uint8Array[]
  message: Uint8Array | undefined
  welcome: Uint8Array | undefined
  imports: Uint8Array[]
}

export const groupId = ({ room, device, opened }: GroupName): Uint8Array =>
  sha256(labelled(GROUP, Buffer.concat([room, device, uint64(opened)])))

/** What an MLS message is bound to beside its group and epoch. `step` counts the MLS messages of the group. */
export const boundTo = (group: Uint8Array, { seq, prev }: Position, step: number): Uint8Array =>
  sha256(labelled(SEALED, Buffer.concat([group, uint64(seq), uint64(step), prev ?? new Uint8Array()])))

/** By what an exported epoch is named: group id || epoch. */
export const epochId = (group: Uint8Array, epoch: bigint): Uint8Array => {
  const out = new Uint8Array(ID_BYTES + 8)
  out.set(group)
  new DataView(out.buffer).setBigUint64(ID_BYTES, epoch)
  return out
}

function uint64(value: number): Uint8Array {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, BigInt(value))
  return out
}
