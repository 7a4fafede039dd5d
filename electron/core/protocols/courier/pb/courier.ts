import { decodeMessage, encodeMessage, enumeration, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface CourierRequest {
  put?: Put
  take?: Take
  drop?: Drop
}

export namespace CourierRequest {
  let _codec: Codec<CourierRequest>

  export const codec = (): Codec<CourierRequest> => {
    if (_codec == null) {
      _codec = message<CourierRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.drop != null) {
          obj.take = undefined
          obj.put = undefined
        }

        if (obj.take != null) {
          obj.drop = undefined
          obj.put = undefined
        }

        if (obj.put != null) {
          obj.drop = undefined
          obj.take = undefined
        }

        if (obj.put != null) {
          w.uint32(10)
          Put.codec().encode(obj.put, w)
        }

        if (obj.take != null) {
          w.uint32(18)
          Take.codec().encode(obj.take, w)
        }

        if (obj.drop != null) {
          w.uint32(26)
          Drop.codec().encode(obj.drop, w)
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
              obj.put = Put.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.put
              })
              break
            }
            case 2: {
              obj.take = Take.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.take
              })
              break
            }
            case 3: {
              obj.drop = Drop.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.drop
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.drop != null) {
          delete obj.take
          delete obj.put
        }

        if (obj.take != null) {
          delete obj.drop
          delete obj.put
        }

        if (obj.put != null) {
          delete obj.drop
          delete obj.take
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Put.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                limits: opts.limits?.put
              })

              break
            }
            case 2: {
              yield * Take.codec().stream(reader, reader.uint32(), `${prefix}.take`, {
                limits: opts.limits?.take
              })

              break
            }
            case 3: {
              yield * Drop.codec().stream(reader, reader.uint32(), `${prefix}.drop`, {
                limits: opts.limits?.drop
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

  export interface CourierRequestPutTagFieldEvent {
    field: '$.put.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CourierRequestPutParcelFieldEvent {
    field: '$.put.parcel'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CourierRequestTakeTagsFieldEvent {
    field: '$.take.tags[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface CourierRequestTakeAfterTagFieldEvent {
    field: '$.take.afterTag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CourierRequestTakeAfterHashFieldEvent {
    field: '$.take.afterHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CourierRequestDropParcelsTagFieldEvent {
    field: '$.drop.parcels[].tag'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface CourierRequestDropParcelsHashFieldEvent {
    field: '$.drop.parcels[].hash'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface CourierRequestDropParcelsKeyFieldEvent {
    field: '$.drop.parcels[].key'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<CourierRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, CourierRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CourierRequest>): CourierRequest {
    return decodeMessage(buf, CourierRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CourierRequest>): Generator<CourierRequestPutTagFieldEvent | CourierRequestPutParcelFieldEvent | CourierRequestTakeTagsFieldEvent | CourierRequestTakeAfterTagFieldEvent | CourierRequestTakeAfterHashFieldEvent | CourierRequestDropParcelsTagFieldEvent | CourierRequestDropParcelsHashFieldEvent | CourierRequestDropParcelsKeyFieldEvent> {
    return streamMessage(buf, CourierRequest.codec(), opts)
  }
}

export interface Put {
  tag: Uint8Array<ArrayBuffer>
  parcel: Uint8Array<ArrayBuffer>
}

export namespace Put {
  let _codec: Codec<Put>

  export const codec = (): Codec<Put> => {
    if (_codec == null) {
      _codec = message<Put>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tag != null && obj.tag.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.tag)
        }

        if ((obj.parcel != null && obj.parcel.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.parcel)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tag: uint8ArrayAlloc(0),
          parcel: uint8ArrayAlloc(0)
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
              obj.parcel = reader.bytes()
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
                field: `${prefix}.parcel`,
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

  export interface PutTagFieldEvent {
    field: '$.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PutParcelFieldEvent {
    field: '$.parcel'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Put>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Put.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Put>): Put {
    return decodeMessage(buf, Put.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Put>): Generator<PutTagFieldEvent | PutParcelFieldEvent> {
    return streamMessage(buf, Put.codec(), opts)
  }
}

export interface Take {
  tags: Uint8Array<ArrayBuffer>[]
  afterTag: Uint8Array<ArrayBuffer>
  afterHash: Uint8Array<ArrayBuffer>
}

export namespace Take {
  let _codec: Codec<Take>

  export const codec = (): Codec<Take> => {
    if (_codec == null) {
      _codec = message<Take>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.tags != null && obj.tags.length > 0) {
          for (const value of obj.tags) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if ((obj.afterTag != null && obj.afterTag.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.afterTag)
        }

        if ((obj.afterHash != null && obj.afterHash.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.afterHash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tags: [],
          afterTag: uint8ArrayAlloc(0),
          afterHash: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.tags != null && obj.tags.length === opts.limits.tags) {
                throw new MaxLengthError('Decode error - repeated field "tags" had too many elements')
              }

              obj.tags.push(reader.bytes())
              break
            }
            case 2: {
              obj.afterTag = reader.bytes()
              break
            }
            case 3: {
              obj.afterHash = reader.bytes()
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
          tags: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.tags != null && obj.tags === opts.limits.tags) {
                throw new MaxLengthError('Streaming decode error - repeated field "tags" had too many elements')
              }

              yield {
                field: `${prefix}.tags[]`,
                index: obj.tags,
                value: reader.bytes()
              }

              obj.tags++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.afterTag`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.afterHash`,
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

  export interface TakeTagsFieldEvent {
    field: '$.tags[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface TakeAfterTagFieldEvent {
    field: '$.afterTag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface TakeAfterHashFieldEvent {
    field: '$.afterHash'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Take>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Take.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Take>): Take {
    return decodeMessage(buf, Take.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Take>): Generator<TakeTagsFieldEvent | TakeAfterTagFieldEvent | TakeAfterHashFieldEvent> {
    return streamMessage(buf, Take.codec(), opts)
  }
}

export interface Drop {
  parcels: Dropped[]
}

export namespace Drop {
  let _codec: Codec<Drop>

  export const codec = (): Codec<Drop> => {
    if (_codec == null) {
      _codec = message<Drop>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.parcels != null && obj.parcels.length > 0) {
          for (const value of obj.parcels) {
            w.uint32(10)
            Dropped.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          parcels: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.parcels != null && obj.parcels.length === opts.limits.parcels) {
                throw new MaxLengthError('Decode error - repeated field "parcels" had too many elements')
              }

              obj.parcels.push(Dropped.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.parcels$
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
          parcels: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.parcels != null && obj.parcels === opts.limits.parcels) {
                throw new MaxLengthError('Streaming decode error - repeated field "parcels" had too many elements')
              }

              for (const evt of Dropped.codec().stream(reader, reader.uint32(), `${prefix}.parcels[]`, {
                limits: opts.limits?.parcels$
              })) {
                yield {
                  ...evt,
                  index: obj.parcels
                }
              }

              obj.parcels++

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

  export interface DropParcelsTagFieldEvent {
    field: '$.parcels[].tag'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface DropParcelsHashFieldEvent {
    field: '$.parcels[].hash'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface DropParcelsKeyFieldEvent {
    field: '$.parcels[].key'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<Drop>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Drop.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Drop>): Drop {
    return decodeMessage(buf, Drop.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Drop>): Generator<DropParcelsTagFieldEvent | DropParcelsHashFieldEvent | DropParcelsKeyFieldEvent> {
    return streamMessage(buf, Drop.codec(), opts)
  }
}

export interface Dropped {
  tag: Uint8Array<ArrayBuffer>
  hash: Uint8Array<ArrayBuffer>
  key: Uint8Array<ArrayBuffer>
}

export namespace Dropped {
  let _codec: Codec<Dropped>

  export const codec = (): Codec<Dropped> => {
    if (_codec == null) {
      _codec = message<Dropped>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tag != null && obj.tag.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.tag)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.hash)
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.key)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tag: uint8ArrayAlloc(0),
          hash: uint8ArrayAlloc(0),
          key: uint8ArrayAlloc(0)
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
              obj.hash = reader.bytes()
              break
            }
            case 3: {
              obj.key = reader.bytes()
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
                field: `${prefix}.hash`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.key`,
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

  export interface DroppedTagFieldEvent {
    field: '$.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface DroppedHashFieldEvent {
    field: '$.hash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface DroppedKeyFieldEvent {
    field: '$.key'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Dropped>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Dropped.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Dropped>): Dropped {
    return decodeMessage(buf, Dropped.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Dropped>): Generator<DroppedTagFieldEvent | DroppedHashFieldEvent | DroppedKeyFieldEvent> {
    return streamMessage(buf, Dropped.codec(), opts)
  }
}

export interface CourierResponse {
  refusal: Refusal
  parcels: Parcel[]
  more: boolean
  carries: Carries
}

export namespace CourierResponse {
  let _codec: Codec<CourierResponse>

  export const codec = (): Codec<CourierResponse> => {
    if (_codec == null) {
      _codec = message<CourierResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.refusal != null && __RefusalValues[obj.refusal] !== 0) {
          w.uint32(8)
          Refusal.codec().encode(obj.refusal, w)
        }

        if (obj.parcels != null && obj.parcels.length > 0) {
          for (const value of obj.parcels) {
            w.uint32(18)
            Parcel.codec().encode(value, w)
          }
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(24)
          w.bool(obj.more)
        }

        if (obj.carries != null && __CarriesValues[obj.carries] !== 0) {
          w.uint32(32)
          Carries.codec().encode(obj.carries, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          refusal: Refusal.NONE,
          parcels: [],
          more: false,
          carries: Carries.NOTHING
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.refusal = Refusal.codec().decode(reader)
              break
            }
            case 2: {
              if (opts.limits?.parcels != null && obj.parcels.length === opts.limits.parcels) {
                throw new MaxLengthError('Decode error - repeated field "parcels" had too many elements')
              }

              obj.parcels.push(Parcel.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.parcels$
              }))
              break
            }
            case 3: {
              obj.more = reader.bool()
              break
            }
            case 4: {
              obj.carries = Carries.codec().decode(reader)
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
          parcels: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.refusal`,
                value: Refusal.codec().decode(reader)
              }
              break
            }
            case 2: {
              if (opts.limits?.parcels != null && obj.parcels === opts.limits.parcels) {
                throw new MaxLengthError('Streaming decode error - repeated field "parcels" had too many elements')
              }

              for (const evt of Parcel.codec().stream(reader, reader.uint32(), `${prefix}.parcels[]`, {
                limits: opts.limits?.parcels$
              })) {
                yield {
                  ...evt,
                  index: obj.parcels
                }
              }

              obj.parcels++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.more`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.carries`,
                value: Carries.codec().decode(reader)
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

  export interface CourierResponseRefusalFieldEvent {
    field: '$.refusal'
    value: Refusal
  }

  export interface CourierResponseParcelsTagFieldEvent {
    field: '$.parcels[].tag'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface CourierResponseParcelsParcelFieldEvent {
    field: '$.parcels[].parcel'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface CourierResponseMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export interface CourierResponseCarriesFieldEvent {
    field: '$.carries'
    value: Carries
  }

  export function encode (obj: Partial<CourierResponse>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, CourierResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CourierResponse>): CourierResponse {
    return decodeMessage(buf, CourierResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CourierResponse>): Generator<CourierResponseRefusalFieldEvent | CourierResponseParcelsTagFieldEvent | CourierResponseParcelsParcelFieldEvent | CourierResponseMoreFieldEvent | CourierResponseCarriesFieldEvent> {
    return streamMessage(buf, CourierResponse.codec(), opts)
  }
}

export interface Parcel {
  tag: Uint8Array<ArrayBuffer>
  parcel: Uint8Array<ArrayBuffer>
}

export namespace Parcel {
  let _codec: Codec<Parcel>

  export const codec = (): Codec<Parcel> => {
    if (_codec == null) {
      _codec = message<Parcel>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tag != null && obj.tag.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.tag)
        }

        if ((obj.parcel != null && obj.parcel.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.parcel)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tag: uint8ArrayAlloc(0),
          parcel: uint8ArrayAlloc(0)
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
              obj.parcel = reader.bytes()
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
                field: `${prefix}.parcel`,
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

  export interface ParcelTagFieldEvent {
    field: '$.tag'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ParcelParcelFieldEvent {
    field: '$.parcel'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Parcel>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Parcel.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Parcel>): Parcel {
    return decodeMessage(buf, Parcel.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Parcel>): Generator<ParcelTagFieldEvent | ParcelParcelFieldEvent> {
    return streamMessage(buf, Parcel.codec(), opts)
  }
}

export enum Carries {
  NOTHING = 'NOTHING',
  BESIDE = 'BESIDE',
  ALWAYS = 'ALWAYS'
}

enum __CarriesValues {
  NOTHING = 0,
  BESIDE = 1,
  ALWAYS = 2
}

export namespace Carries {
  export const codec = (): Codec<Carries> => {
    return enumeration<Carries>(__CarriesValues)
  }
}

export enum Refusal {
  NONE = 'NONE',
  NOT_A_COURIER = 'NOT_A_COURIER',
  MALFORMED = 'MALFORMED',
  TOO_LARGE = 'TOO_LARGE',
  TAG_FULL = 'TAG_FULL',
  YOURS_FULL = 'YOURS_FULL',
  FULL = 'FULL'
}

enum __RefusalValues {
  NONE = 0,
  NOT_A_COURIER = 1,
  MALFORMED = 2,
  TOO_LARGE = 3,
  TAG_FULL = 4,
  YOURS_FULL = 5,
  FULL = 6
}

export namespace Refusal {
  export const codec = (): Codec<Refusal> => {
    return enumeration<Refusal>(__RefusalValues)
  }
}
