/** gossipsub's RPC with one published message, for what gossipsub itself will not send a second time. */

const PUBLISH = 0x12 // RPC field 2, bytes
const DATA = 0x12 // Message field 2, bytes
const TOPIC = 0x22 // Message field 4, string

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  return [...bytes, rest]
}

const field = (tag: number, value: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(tag, ...varint(value.length)), value])

/** @returns the protobuf bytes, without length prefix */
export function publishRpc(topic: string, data: Uint8Array): Uint8Array {
  return field(PUBLISH, Buffer.concat([field(DATA, data), field(TOPIC, Buffer.from(topic))]))
}
