import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface SignedParcel {
  content: Uint8Array<ArrayBuffer>
  certificate: Uint8Array<ArrayBuffer>
  profile: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

export namespace SignedParcel {
  let _codec: Codec<SignedParcel>

  export const codec = (): Codec<SignedParcel> => {
    if (_codec == null) {
      _codec = message<SignedParcel>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.content != null && obj.content.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.content)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.certificate)
        }

        if ((obj.profile != null && obj.profile.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.profile)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          content: uint8ArrayAlloc(0),
          certificate: uint8ArrayAlloc(0),
          profile: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.content = reader.bytes()
              break
            }
            case 2: {
              obj.certificate = reader.bytes()
              break
            }
            case 3: {
              obj.profile = reader.bytes()
              break
            }
            case 4: {
              obj.signature = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.content`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.profile`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.signature`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SignedParcelContentFieldEvent {
    field: '$.content'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedParcelCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedParcelProfileFieldEvent {
    field: '$.profile'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedParcelSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SignedParcel>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SignedParcel.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedParcel>): SignedParcel {
    return decodeMessage(buf, SignedParcel.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedParcel>): Generator<SignedParcelContentFieldEvent | SignedParcelCertificateFieldEvent | SignedParcelProfileFieldEvent | SignedParcelSignatureFieldEvent> {
    return streamMessage(buf, SignedParcel.codec(), opts)
  }
}

export interface ParcelContent {
  key: Uint8Array<ArrayBuffer>
  madeAt: bigint
  entries?: Entries
  receipts?: Receipts
  room?: PrivateRoom
}

export namespace ParcelContent {
  let _codec: Codec<ParcelContent>

  export const codec = (): Codec<ParcelContent> => {
    if (_codec == null) {
      _codec = message<ParcelContent>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.room != null) {
          obj.receipts = undefined
          obj.entries = undefined
        }

        if (obj.receipts != null) {
          obj.room = undefined
          obj.entries = undefined
        }

        if (obj.entries != null) {
          obj.room = undefined
          obj.receipts = undefined
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.madeAt != null && obj.madeAt !== 0n)) {
          w.uint32(16)
          w.uint64(obj.madeAt)
        }

        if (obj.entries != null) {
          w.uint32(26)
          Entries.codec().encode(obj.entries, w)
        }

        if (obj.receipts != null) {
          w.uint32(34)
          Receipts.codec().encode(obj.receipts, w)
        }

        if (obj.room != null) {
          w.uint32(42)
          PrivateRoom.codec().encode(obj.room, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: uint8ArrayAlloc(0),
          madeAt: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.madeAt = reader.uint64()
              break
            }
            case 3: {
              obj.entries = Entries.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries
              })
              break
            }
            case 4: {
              obj.receipts = Receipts.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.receipts
              })
              break
            }
            case 5: {
              obj.room = PrivateRoom.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.room
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.room != null) {
          delete obj.receipts
          delete obj.entries
        }

        if (obj.receipts != null) {
          delete obj.room
          delete obj.entries
        }

        if (obj.entries != null) {
          delete obj.room
          delete obj.receipts
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.madeAt`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield * Entries.codec().stream(reader, reader.uint32(), `${prefix}.entries`, {
                limits: opts.limits?.entries
              })

              break
            }
            case 4: {
              yield * Receipts.codec().stream(reader, reader.uint32(), `${prefix}.receipts`, {
                limits: opts.limits?.receipts
              })

              break
            }
            case 5: {
              yield * PrivateRoom.codec().stream(reader, reader.uint32(), `${prefix}.room`, {
                limits: opts.limits?.room
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ParcelContentKeyFieldEvent {
    field: '$.key'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ParcelContentMadeAtFieldEvent {
    field: '$.madeAt'
    value: bigint
  }

  export interface ParcelContentEntriesEntriesFieldEvent {
    field: '$.entries.entries[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface ParcelContentReceiptsRoomFieldEvent {
    field: '$.receipts.room'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ParcelContentReceiptsHeldFirstFieldEvent {
    field: '$.receipts.held[].first'
    value: number
    index: number
  }

  export interface ParcelContentReceiptsHeldLastFieldEvent {
    field: '$.receipts.held[].last'
    value: number
    index: number
  }

  export interface ParcelContentReceiptsReadFirstFieldEvent {
    field: '$.receipts.read[].first'
    value: number
    index: number
  }

  export interface ParcelContentReceiptsReadLastFieldEvent {
    field: '$.receipts.read[].last'
    value: number
    index: number
  }

  export interface ParcelContentRoomSecretFieldEvent {
    field: '$.room.secret'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ParcelContentRoomCreatorFieldEvent {
    field: '$.room.creator'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ParcelContentRoomNameFieldEvent {
    field: '$.room.name'
    value: string
  }

  export interface ParcelContentRoomEntriesFieldEvent {
    field: '$.room.entries[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<ParcelContent>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ParcelContent.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ParcelContent>): ParcelContent {
    return decodeMessage(buf, ParcelContent.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ParcelContent>): Generator<ParcelContentKeyFieldEvent | ParcelContentMadeAtFieldEvent | ParcelContentEntriesEntriesFieldEvent | ParcelContentReceiptsRoomFieldEvent | ParcelContentReceiptsHeldFirstFieldEvent | ParcelContentReceiptsHeldLastFieldEvent | ParcelContentReceiptsReadFirstFieldEvent | ParcelContentReceiptsReadLastFieldEvent | ParcelContentRoomSecretFieldEvent | ParcelContentRoomCreatorFieldEvent | ParcelContentRoomNameFieldEvent | ParcelContentRoomEntriesFieldEvent> {
    return streamMessage(buf, ParcelContent.codec(), opts)
  }
}

export interface Entries {
  entries: Uint8Array<ArrayBuffer>[]
}

export namespace Entries {
  let _codec: Codec<Entries>

  export const codec = (): Codec<Entries> => {
    if (_codec == null) {
      _codec = message<Entries>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(reader.bytes())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          entries: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries === opts.limits.entries) {
                throw new MaxLengthError('Streaming decode error - repeated field "entries" had too many elements')
              }

              yield {
                field: `${prefix}.entries[]`,
                index: obj.entries,
                value: reader.bytes()
              }

              obj.entries++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface EntriesEntriesFieldEvent {
    field: '$.entries[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Entries>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Entries.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Entries {
    return decodeMessage(buf, Entries.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Generator<EntriesEntriesFieldEvent> {
    return streamMessage(buf, Entries.codec(), opts)
  }
}

export interface Receipts {
  room: Uint8Array<ArrayBuffer>
  held: Range[]
  read: Range[]
}

export namespace Receipts {
  let _codec: Codec<Receipts>

  export const codec = (): Codec<Receipts> => {
    if (_codec == null) {
      _codec = message<Receipts>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.room != null && obj.room.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.room)
        }

        if (obj.held != null && obj.held.length > 0) {
          for (const value of obj.held) {
            w.uint32(18)
            Range.codec().encode(value, w)
          }
        }

        if (obj.read != null && obj.read.length > 0) {
          for (const value of obj.read) {
            w.uint32(26)
            Range.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          room: uint8ArrayAlloc(0),
          held: [],
          read: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.room = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.held != null && obj.held.length === opts.limits.held) {
                throw new MaxLengthError('Decode error - repeated field "held" had too many elements')
              }

              obj.held.push(Range.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.held$
              }))
              break
            }
            case 3: {
              if (opts.limits?.read != null && obj.read.length === opts.limits.read) {
                throw new MaxLengthError('Decode error - repeated field "read" had too many elements')
              }

              obj.read.push(Range.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.read$
              }))
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          held: 0,
          read: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.room`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.held != null && obj.held === opts.limits.held) {
                throw new MaxLengthError('Streaming decode error - repeated field "held" had too many elements')
              }

              for (const evt of Range.codec().stream(reader, reader.uint32(), `${prefix}.held[]`, {
                limits: opts.limits?.held$
              })) {
                yield {
                  ...evt,
                  index: obj.held
                }
              }

              obj.held++

              break
            }
            case 3: {
              if (opts.limits?.read != null && obj.read === opts.limits.read) {
                throw new MaxLengthError('Streaming decode error - repeated field "read" had too many elements')
              }

              for (const evt of Range.codec().stream(reader, reader.uint32(), `${prefix}.read[]`, {
                limits: opts.limits?.read$
              })) {
                yield {
                  ...evt,
                  index: obj.read
                }
              }

              obj.read++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ReceiptsRoomFieldEvent {
    field: '$.room'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReceiptsHeldFirstFieldEvent {
    field: '$.held[].first'
    value: number
    index: number
  }

  export interface ReceiptsHeldLastFieldEvent {
    field: '$.held[].last'
    value: number
    index: number
  }

  export interface ReceiptsReadFirstFieldEvent {
    field: '$.read[].first'
    value: number
    index: number
  }

  export interface ReceiptsReadLastFieldEvent {
    field: '$.read[].last'
    value: number
    index: number
  }

  export function encode (obj: Partial<Receipts>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Receipts.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Receipts>): Receipts {
    return decodeMessage(buf, Receipts.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Receipts>): Generator<ReceiptsRoomFieldEvent | ReceiptsHeldFirstFieldEvent | ReceiptsHeldLastFieldEvent | ReceiptsReadFirstFieldEvent | ReceiptsReadLastFieldEvent> {
    return streamMessage(buf, Receipts.codec(), opts)
  }
}

export interface Range {
  first: number
  last: number
}

export namespace Range {
  let _codec: Codec<Range>

  export const codec = (): Codec<Range> => {
    if (_codec == null) {
      _codec = message<Range>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.first != null && obj.first !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.first)
        }

        if ((obj.last != null && obj.last !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.last)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          first: 0,
          last: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.first = reader.uint64Number()
              break
            }
            case 2: {
              obj.last = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.first`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.last`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RangeFirstFieldEvent {
    field: '$.first'
    value: number
  }

  export interface RangeLastFieldEvent {
    field: '$.last'
    value: number
  }

  export function encode (obj: Partial<Range>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Range.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Range>): Range {
    return decodeMessage(buf, Range.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Range>): Generator<RangeFirstFieldEvent | RangeLastFieldEvent> {
    return streamMessage(buf, Range.codec(), opts)
  }
}

export interface PrivateRoom {
  secret: Uint8Array<ArrayBuffer>
  creator: Uint8Array<ArrayBuffer>
  name: string
  entries: Uint8Array<ArrayBuffer>[]
}

export namespace PrivateRoom {
  let _codec: Codec<PrivateRoom>

  export const codec = (): Codec<PrivateRoom> => {
    if (_codec == null) {
      _codec = message<PrivateRoom>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.secret != null && obj.secret.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.secret)
        }

        if ((obj.creator != null && obj.creator.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.creator)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(26)
          w.string(obj.name)
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          secret: uint8ArrayAlloc(0),
          creator: uint8ArrayAlloc(0),
          name: '',
          entries: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.secret = reader.bytes()
              break
            }
            case 2: {
              obj.creator = reader.bytes()
              break
            }
            case 3: {
              obj.name = reader.string()
              break
            }
            case 4: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(reader.bytes())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          entries: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.secret`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.creator`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 4: {
              if (opts.limits?.entries != null && obj.entries === opts.limits.entries) {
                throw new MaxLengthError('Streaming decode error - repeated field "entries" had too many elements')
              }

              yield {
                field: `${prefix}.entries[]`,
                index: obj.entries,
                value: reader.bytes()
              }

              obj.entries++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PrivateRoomSecretFieldEvent {
    field: '$.secret'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PrivateRoomCreatorFieldEvent {
    field: '$.creator'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PrivateRoomNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface PrivateRoomEntriesFieldEvent {
    field: '$.entries[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<PrivateRoom>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, PrivateRoom.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PrivateRoom>): PrivateRoom {
    return decodeMessage(buf, PrivateRoom.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PrivateRoom>): Generator<PrivateRoomSecretFieldEvent | PrivateRoomCreatorFieldEvent | PrivateRoomNameFieldEvent | PrivateRoomEntriesFieldEvent> {
    return streamMessage(buf, PrivateRoom.codec(), opts)
  }
}
