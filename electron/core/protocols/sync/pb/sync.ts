import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Request {
  compare?: Compare
  fetch?: Fetch
}

export namespace Request {
  let _codec: Codec<Request>

  export const codec = (): Codec<Request> => {
    if (_codec == null) {
      _codec = message<Request>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.fetch != null) {
          obj.compare = undefined
        }

        if (obj.compare != null) {
          obj.fetch = undefined
        }

        if (obj.compare != null) {
          w.uint32(10)
          Compare.codec().encode(obj.compare, w)
        }

        if (obj.fetch != null) {
          w.uint32(18)
          Fetch.codec().encode(obj.fetch, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.compare = Compare.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.compare
              })
              break
            }
            case 2: {
              obj.fetch = Fetch.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.fetch
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.fetch != null) {
          delete obj.compare
        }

        if (obj.compare != null) {
          delete obj.fetch
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Compare.codec().stream(reader, reader.uint32(), `${prefix}.compare`, {
                limits: opts.limits?.compare
              })

              break
            }
            case 2: {
              yield * Fetch.codec().stream(reader, reader.uint32(), `${prefix}.fetch`, {
                limits: opts.limits?.fetch
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

  export interface RequestCompareNonceFieldEvent {
    field: '$.compare.nonce'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RequestCompareNowFieldEvent {
    field: '$.compare.now'
    value: number
  }

  export interface RequestCompareRoomsTagFieldEvent {
    field: '$.compare.rooms[].tag'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RequestCompareRoomsDigestFieldEvent {
    field: '$.compare.rooms[].digest'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RequestCompareRoomsSeenFieldEvent {
    field: '$.compare.rooms[].seen'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RequestFetchTagFieldEvent {
    field: '$.fetch.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RequestFetchDevicesFieldEvent {
    field: '$.fetch.devices[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface RequestFetchPartsFieldEvent {
    field: '$.fetch.parts'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Request>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Request.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Request {
    return decodeMessage(buf, Request.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Generator<RequestCompareNonceFieldEvent | RequestCompareNowFieldEvent | RequestCompareRoomsTagFieldEvent | RequestCompareRoomsDigestFieldEvent | RequestCompareRoomsSeenFieldEvent | RequestFetchTagFieldEvent | RequestFetchDevicesFieldEvent | RequestFetchPartsFieldEvent> {
    return streamMessage(buf, Request.codec(), opts)
  }
}

export interface Compare {
  nonce: Uint8Array<ArrayBuffer>
  now: number
  rooms: RoomDigest[]
}

export namespace Compare {
  let _codec: Codec<Compare>

  export const codec = (): Codec<Compare> => {
    if (_codec == null) {
      _codec = message<Compare>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.nonce)
        }

        if ((obj.now != null && obj.now !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.now)
        }

        if (obj.rooms != null && obj.rooms.length > 0) {
          for (const value of obj.rooms) {
            w.uint32(26)
            RoomDigest.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          nonce: uint8ArrayAlloc(0),
          now: 0,
          rooms: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.nonce = reader.bytes()
              break
            }
            case 2: {
              obj.now = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.rooms != null && obj.rooms.length === opts.limits.rooms) {
                throw new MaxLengthError('Decode error - repeated field "rooms" had too many elements')
              }

              obj.rooms.push(RoomDigest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rooms$
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
          rooms: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.nonce`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.now`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.rooms != null && obj.rooms === opts.limits.rooms) {
                throw new MaxLengthError('Streaming decode error - repeated field "rooms" had too many elements')
              }

              for (const evt of RoomDigest.codec().stream(reader, reader.uint32(), `${prefix}.rooms[]`, {
                limits: opts.limits?.rooms$
              })) {
                yield {
                  ...evt,
                  index: obj.rooms
                }
              }

              obj.rooms++

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

  export interface CompareNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CompareNowFieldEvent {
    field: '$.now'
    value: number
  }

  export interface CompareRoomsTagFieldEvent {
    field: '$.rooms[].tag'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface CompareRoomsDigestFieldEvent {
    field: '$.rooms[].digest'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface CompareRoomsSeenFieldEvent {
    field: '$.rooms[].seen'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<Compare>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Compare.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Compare>): Compare {
    return decodeMessage(buf, Compare.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Compare>): Generator<CompareNonceFieldEvent | CompareNowFieldEvent | CompareRoomsTagFieldEvent | CompareRoomsDigestFieldEvent | CompareRoomsSeenFieldEvent> {
    return streamMessage(buf, Compare.codec(), opts)
  }
}

export interface RoomDigest {
  tag: Uint8Array<ArrayBuffer>
  digest: Uint8Array<ArrayBuffer>
  seen: Uint8Array<ArrayBuffer>
}

export namespace RoomDigest {
  let _codec: Codec<RoomDigest>

  export const codec = (): Codec<RoomDigest> => {
    if (_codec == null) {
      _codec = message<RoomDigest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tag != null && obj.tag.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.tag)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.digest)
        }

        if ((obj.seen != null && obj.seen.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.seen)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tag: uint8ArrayAlloc(0),
          digest: uint8ArrayAlloc(0),
          seen: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.tag = reader.bytes()
              break
            }
            case 2: {
              obj.digest = reader.bytes()
              break
            }
            case 3: {
              obj.seen = reader.bytes()
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
                field: `${prefix}.tag`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.digest`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.seen`,
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

  export interface RoomDigestTagFieldEvent {
    field: '$.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RoomDigestDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RoomDigestSeenFieldEvent {
    field: '$.seen'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<RoomDigest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RoomDigest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RoomDigest>): RoomDigest {
    return decodeMessage(buf, RoomDigest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RoomDigest>): Generator<RoomDigestTagFieldEvent | RoomDigestDigestFieldEvent | RoomDigestSeenFieldEvent> {
    return streamMessage(buf, RoomDigest.codec(), opts)
  }
}

export interface Frontiers {
  now: number
  rooms: RoomFrontier[]
  more: boolean
}

export namespace Frontiers {
  let _codec: Codec<Frontiers>

  export const codec = (): Codec<Frontiers> => {
    if (_codec == null) {
      _codec = message<Frontiers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.now != null && obj.now !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.now)
        }

        if (obj.rooms != null && obj.rooms.length > 0) {
          for (const value of obj.rooms) {
            w.uint32(18)
            RoomFrontier.codec().encode(value, w)
          }
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(24)
          w.bool(obj.more)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          now: 0,
          rooms: [],
          more: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.now = reader.uint64Number()
              break
            }
            case 2: {
              if (opts.limits?.rooms != null && obj.rooms.length === opts.limits.rooms) {
                throw new MaxLengthError('Decode error - repeated field "rooms" had too many elements')
              }

              obj.rooms.push(RoomFrontier.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rooms$
              }))
              break
            }
            case 3: {
              obj.more = reader.bool()
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
          rooms: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.now`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              if (opts.limits?.rooms != null && obj.rooms === opts.limits.rooms) {
                throw new MaxLengthError('Streaming decode error - repeated field "rooms" had too many elements')
              }

              for (const evt of RoomFrontier.codec().stream(reader, reader.uint32(), `${prefix}.rooms[]`, {
                limits: opts.limits?.rooms$
              })) {
                yield {
                  ...evt,
                  index: obj.rooms
                }
              }

              obj.rooms++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.more`,
                value: reader.bool()
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

  export interface FrontiersNowFieldEvent {
    field: '$.now'
    value: number
  }

  export interface FrontiersRoomsTagFieldEvent {
    field: '$.rooms[].tag'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsDigestFieldEvent {
    field: '$.rooms[].digest'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsLogsDeviceFieldEvent {
    field: '$.rooms[].logs[].device'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsLogsHeadHlcFieldEvent {
    field: '$.rooms[].logs[].headHlc'
    value: bigint
    index: number
  }

  export interface FrontiersRoomsLogsRangesFieldEvent {
    field: '$.rooms[].logs[].ranges'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsForksHeaderFieldEvent {
    field: '$.rooms[].forks[].header'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsForksSignatureFieldEvent {
    field: '$.rooms[].forks[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsForksHeader2FieldEvent {
    field: '$.rooms[].forks[].header2'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsForksSignature2FieldEvent {
    field: '$.rooms[].forks[].signature2'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FrontiersRoomsPartialFieldEvent {
    field: '$.rooms[].partial'
    value: boolean
    index: number
  }

  export interface FrontiersMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export function encode (obj: Partial<Frontiers>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Frontiers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frontiers>): Frontiers {
    return decodeMessage(buf, Frontiers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frontiers>): Generator<FrontiersNowFieldEvent | FrontiersRoomsTagFieldEvent | FrontiersRoomsDigestFieldEvent | FrontiersRoomsLogsDeviceFieldEvent | FrontiersRoomsLogsHeadHlcFieldEvent | FrontiersRoomsLogsRangesFieldEvent | FrontiersRoomsForksHeaderFieldEvent | FrontiersRoomsForksSignatureFieldEvent | FrontiersRoomsForksHeader2FieldEvent | FrontiersRoomsForksSignature2FieldEvent | FrontiersRoomsPartialFieldEvent | FrontiersMoreFieldEvent> {
    return streamMessage(buf, Frontiers.codec(), opts)
  }
}

export interface RoomFrontier {
  tag: Uint8Array<ArrayBuffer>
  digest: Uint8Array<ArrayBuffer>
  logs: LogFrontier[]
  forks: Fork[]
  partial: boolean
}

export namespace RoomFrontier {
  let _codec: Codec<RoomFrontier>

  export const codec = (): Codec<RoomFrontier> => {
    if (_codec == null) {
      _codec = message<RoomFrontier>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tag != null && obj.tag.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.tag)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.digest)
        }

        if (obj.logs != null && obj.logs.length > 0) {
          for (const value of obj.logs) {
            w.uint32(26)
            LogFrontier.codec().encode(value, w)
          }
        }

        if (obj.forks != null && obj.forks.length > 0) {
          for (const value of obj.forks) {
            w.uint32(34)
            Fork.codec().encode(value, w)
          }
        }

        if ((obj.partial != null && obj.partial !== false)) {
          w.uint32(40)
          w.bool(obj.partial)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tag: uint8ArrayAlloc(0),
          digest: uint8ArrayAlloc(0),
          logs: [],
          forks: [],
          partial: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.tag = reader.bytes()
              break
            }
            case 2: {
              obj.digest = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.logs != null && obj.logs.length === opts.limits.logs) {
                throw new MaxLengthError('Decode error - repeated field "logs" had too many elements')
              }

              obj.logs.push(LogFrontier.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.logs$
              }))
              break
            }
            case 4: {
              if (opts.limits?.forks != null && obj.forks.length === opts.limits.forks) {
                throw new MaxLengthError('Decode error - repeated field "forks" had too many elements')
              }

              obj.forks.push(Fork.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.forks$
              }))
              break
            }
            case 5: {
              obj.partial = reader.bool()
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
          logs: 0,
          forks: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.tag`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.digest`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.logs != null && obj.logs === opts.limits.logs) {
                throw new MaxLengthError('Streaming decode error - repeated field "logs" had too many elements')
              }

              for (const evt of LogFrontier.codec().stream(reader, reader.uint32(), `${prefix}.logs[]`, {
                limits: opts.limits?.logs$
              })) {
                yield {
                  ...evt,
                  index: obj.logs
                }
              }

              obj.logs++

              break
            }
            case 4: {
              if (opts.limits?.forks != null && obj.forks === opts.limits.forks) {
                throw new MaxLengthError('Streaming decode error - repeated field "forks" had too many elements')
              }

              for (const evt of Fork.codec().stream(reader, reader.uint32(), `${prefix}.forks[]`, {
                limits: opts.limits?.forks$
              })) {
                yield {
                  ...evt,
                  index: obj.forks
                }
              }

              obj.forks++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.partial`,
                value: reader.bool()
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

  export interface RoomFrontierTagFieldEvent {
    field: '$.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RoomFrontierDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RoomFrontierLogsDeviceFieldEvent {
    field: '$.logs[].device'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RoomFrontierLogsHeadHlcFieldEvent {
    field: '$.logs[].headHlc'
    value: bigint
    index: number
  }

  export interface RoomFrontierLogsRangesFieldEvent {
    field: '$.logs[].ranges'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RoomFrontierForksHeaderFieldEvent {
    field: '$.forks[].header'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RoomFrontierForksSignatureFieldEvent {
    field: '$.forks[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RoomFrontierForksHeader2FieldEvent {
    field: '$.forks[].header2'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RoomFrontierForksSignature2FieldEvent {
    field: '$.forks[].signature2'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface RoomFrontierPartialFieldEvent {
    field: '$.partial'
    value: boolean
  }

  export function encode (obj: Partial<RoomFrontier>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RoomFrontier.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RoomFrontier>): RoomFrontier {
    return decodeMessage(buf, RoomFrontier.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RoomFrontier>): Generator<RoomFrontierTagFieldEvent | RoomFrontierDigestFieldEvent | RoomFrontierLogsDeviceFieldEvent | RoomFrontierLogsHeadHlcFieldEvent | RoomFrontierLogsRangesFieldEvent | RoomFrontierForksHeaderFieldEvent | RoomFrontierForksSignatureFieldEvent | RoomFrontierForksHeader2FieldEvent | RoomFrontierForksSignature2FieldEvent | RoomFrontierPartialFieldEvent> {
    return streamMessage(buf, RoomFrontier.codec(), opts)
  }
}

export interface LogFrontier {
  device: Uint8Array<ArrayBuffer>
  headHlc: bigint
  ranges: Uint8Array<ArrayBuffer>
}

export namespace LogFrontier {
  let _codec: Codec<LogFrontier>

  export const codec = (): Codec<LogFrontier> => {
    if (_codec == null) {
      _codec = message<LogFrontier>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.headHlc != null && obj.headHlc !== 0n)) {
          w.uint32(16)
          w.uint64(obj.headHlc)
        }

        if ((obj.ranges != null && obj.ranges.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.ranges)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          headHlc: 0n,
          ranges: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.device = reader.bytes()
              break
            }
            case 2: {
              obj.headHlc = reader.uint64()
              break
            }
            case 3: {
              obj.ranges = reader.bytes()
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
                field: `${prefix}.device`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.headHlc`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.ranges`,
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

  export interface LogFrontierDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array<ArrayBuffer>
  }

  export interface LogFrontierHeadHlcFieldEvent {
    field: '$.headHlc'
    value: bigint
  }

  export interface LogFrontierRangesFieldEvent {
    field: '$.ranges'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<LogFrontier>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, LogFrontier.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogFrontier>): LogFrontier {
    return decodeMessage(buf, LogFrontier.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogFrontier>): Generator<LogFrontierDeviceFieldEvent | LogFrontierHeadHlcFieldEvent | LogFrontierRangesFieldEvent> {
    return streamMessage(buf, LogFrontier.codec(), opts)
  }
}

export interface Fork {
  header: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
  header2: Uint8Array<ArrayBuffer>
  signature2: Uint8Array<ArrayBuffer>
}

export namespace Fork {
  let _codec: Codec<Fork>

  export const codec = (): Codec<Fork> => {
    if (_codec == null) {
      _codec = message<Fork>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.header != null && obj.header.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.header)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if ((obj.header2 != null && obj.header2.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.header2)
        }

        if ((obj.signature2 != null && obj.signature2.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.signature2)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          header: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0),
          header2: uint8ArrayAlloc(0),
          signature2: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.header = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
              break
            }
            case 3: {
              obj.header2 = reader.bytes()
              break
            }
            case 4: {
              obj.signature2 = reader.bytes()
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
                field: `${prefix}.header`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.header2`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.signature2`,
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

  export interface ForkHeaderFieldEvent {
    field: '$.header'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ForkSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ForkHeader2FieldEvent {
    field: '$.header2'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ForkSignature2FieldEvent {
    field: '$.signature2'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Fork>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Fork.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fork>): Fork {
    return decodeMessage(buf, Fork.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fork>): Generator<ForkHeaderFieldEvent | ForkSignatureFieldEvent | ForkHeader2FieldEvent | ForkSignature2FieldEvent> {
    return streamMessage(buf, Fork.codec(), opts)
  }
}

export interface Fetch {
  tag: Uint8Array<ArrayBuffer>
  devices: Uint8Array<ArrayBuffer>[]
  parts: Uint8Array<ArrayBuffer>
}

export namespace Fetch {
  let _codec: Codec<Fetch>

  export const codec = (): Codec<Fetch> => {
    if (_codec == null) {
      _codec = message<Fetch>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tag != null && obj.tag.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.tag)
        }

        if (obj.devices != null && obj.devices.length > 0) {
          for (const value of obj.devices) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if ((obj.parts != null && obj.parts.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.parts)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tag: uint8ArrayAlloc(0),
          devices: [],
          parts: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.tag = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.devices != null && obj.devices.length === opts.limits.devices) {
                throw new MaxLengthError('Decode error - repeated field "devices" had too many elements')
              }

              obj.devices.push(reader.bytes())
              break
            }
            case 3: {
              obj.parts = reader.bytes()
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
          devices: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.tag`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.devices != null && obj.devices === opts.limits.devices) {
                throw new MaxLengthError('Streaming decode error - repeated field "devices" had too many elements')
              }

              yield {
                field: `${prefix}.devices[]`,
                index: obj.devices,
                value: reader.bytes()
              }

              obj.devices++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.parts`,
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

  export interface FetchTagFieldEvent {
    field: '$.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FetchDevicesFieldEvent {
    field: '$.devices[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface FetchPartsFieldEvent {
    field: '$.parts'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Fetch>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Fetch.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fetch>): Fetch {
    return decodeMessage(buf, Fetch.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fetch>): Generator<FetchTagFieldEvent | FetchDevicesFieldEvent | FetchPartsFieldEvent> {
    return streamMessage(buf, Fetch.codec(), opts)
  }
}

export interface Entries {
  entries: SignedEntry[]
  done: boolean
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
            SignedEntry.codec().encode(value, w)
          }
        }

        if ((obj.done != null && obj.done !== false)) {
          w.uint32(16)
          w.bool(obj.done)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: [],
          done: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(SignedEntry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 2: {
              obj.done = reader.bool()
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

              for (const evt of SignedEntry.codec().stream(reader, reader.uint32(), `${prefix}.entries[]`, {
                limits: opts.limits?.entries$
              })) {
                yield {
                  ...evt,
                  index: obj.entries
                }
              }

              obj.entries++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.done`,
                value: reader.bool()
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

  export interface EntriesEntriesHeaderFieldEvent {
    field: '$.entries[].header'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface EntriesEntriesBodyFieldEvent {
    field: '$.entries[].body'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface EntriesEntriesSignatureFieldEvent {
    field: '$.entries[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface EntriesDoneFieldEvent {
    field: '$.done'
    value: boolean
  }

  export function encode (obj: Partial<Entries>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Entries.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Entries {
    return decodeMessage(buf, Entries.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Generator<EntriesEntriesHeaderFieldEvent | EntriesEntriesBodyFieldEvent | EntriesEntriesSignatureFieldEvent | EntriesDoneFieldEvent> {
    return streamMessage(buf, Entries.codec(), opts)
  }
}

export interface SignedEntry {
  header: Uint8Array<ArrayBuffer>
  body: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

export namespace SignedEntry {
  let _codec: Codec<SignedEntry>

  export const codec = (): Codec<SignedEntry> => {
    if (_codec == null) {
      _codec = message<SignedEntry>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.header != null && obj.header.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.header)
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.body)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          header: uint8ArrayAlloc(0),
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.header = reader.bytes()
              break
            }
            case 2: {
              obj.body = reader.bytes()
              break
            }
            case 3: {
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
                field: `${prefix}.header`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.body`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
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

  export interface SignedEntryHeaderFieldEvent {
    field: '$.header'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedEntryBodyFieldEvent {
    field: '$.body'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedEntrySignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SignedEntry>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SignedEntry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedEntry>): SignedEntry {
    return decodeMessage(buf, SignedEntry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedEntry>): Generator<SignedEntryHeaderFieldEvent | SignedEntryBodyFieldEvent | SignedEntrySignatureFieldEvent> {
    return streamMessage(buf, SignedEntry.codec(), opts)
  }
}
