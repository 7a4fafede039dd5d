import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface SignedCertificate {
  body: Uint8Array<ArrayBuffer>
  accountSignature: Uint8Array<ArrayBuffer>
  deviceSignature: Uint8Array<ArrayBuffer>
}

export namespace SignedCertificate {
  let _codec: Codec<SignedCertificate>

  export const codec = (): Codec<SignedCertificate> => {
    if (_codec == null) {
      _codec = message<SignedCertificate>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.body)
        }

        if ((obj.accountSignature != null && obj.accountSignature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.accountSignature)
        }

        if ((obj.deviceSignature != null && obj.deviceSignature.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.deviceSignature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          body: uint8ArrayAlloc(0),
          accountSignature: uint8ArrayAlloc(0),
          deviceSignature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.body = reader.bytes()
              break
            }
            case 2: {
              obj.accountSignature = reader.bytes()
              break
            }
            case 3: {
              obj.deviceSignature = reader.bytes()
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
                field: `${prefix}.body`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.accountSignature`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.deviceSignature`,
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

  export interface SignedCertificateBodyFieldEvent {
    field: '$.body'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedCertificateAccountSignatureFieldEvent {
    field: '$.accountSignature'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedCertificateDeviceSignatureFieldEvent {
    field: '$.deviceSignature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SignedCertificate>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SignedCertificate.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedCertificate>): SignedCertificate {
    return decodeMessage(buf, SignedCertificate.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedCertificate>): Generator<SignedCertificateBodyFieldEvent | SignedCertificateAccountSignatureFieldEvent | SignedCertificateDeviceSignatureFieldEvent> {
    return streamMessage(buf, SignedCertificate.codec(), opts)
  }
}

export interface CertificateBody {
  accountKey: Uint8Array<ArrayBuffer>
  deviceKey: Uint8Array<ArrayBuffer>
  mlsSignatureKey: Uint8Array<ArrayBuffer>
  inboxKey: Uint8Array<ArrayBuffer>
  deviceName: string
  createdAt: bigint
  counter: number
}

export namespace CertificateBody {
  let _codec: Codec<CertificateBody>

  export const codec = (): Codec<CertificateBody> => {
    if (_codec == null) {
      _codec = message<CertificateBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.accountKey != null && obj.accountKey.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.accountKey)
        }

        if ((obj.deviceKey != null && obj.deviceKey.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.deviceKey)
        }

        if ((obj.mlsSignatureKey != null && obj.mlsSignatureKey.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.mlsSignatureKey)
        }

        if ((obj.inboxKey != null && obj.inboxKey.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.inboxKey)
        }

        if ((obj.deviceName != null && obj.deviceName !== '')) {
          w.uint32(42)
          w.string(obj.deviceName)
        }

        if ((obj.createdAt != null && obj.createdAt !== 0n)) {
          w.uint32(48)
          w.uint64(obj.createdAt)
        }

        if ((obj.counter != null && obj.counter !== 0)) {
          w.uint32(56)
          w.uint32(obj.counter)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          accountKey: uint8ArrayAlloc(0),
          deviceKey: uint8ArrayAlloc(0),
          mlsSignatureKey: uint8ArrayAlloc(0),
          inboxKey: uint8ArrayAlloc(0),
          deviceName: '',
          createdAt: 0n,
          counter: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.accountKey = reader.bytes()
              break
            }
            case 2: {
              obj.deviceKey = reader.bytes()
              break
            }
            case 3: {
              obj.mlsSignatureKey = reader.bytes()
              break
            }
            case 4: {
              obj.inboxKey = reader.bytes()
              break
            }
            case 5: {
              obj.deviceName = reader.string()
              break
            }
            case 6: {
              obj.createdAt = reader.uint64()
              break
            }
            case 7: {
              obj.counter = reader.uint32()
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
                field: `${prefix}.accountKey`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.deviceKey`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.mlsSignatureKey`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.inboxKey`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.deviceName`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.createdAt`,
                value: reader.uint64()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.counter`,
                value: reader.uint32()
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

  export interface CertificateBodyAccountKeyFieldEvent {
    field: '$.accountKey'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CertificateBodyDeviceKeyFieldEvent {
    field: '$.deviceKey'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CertificateBodyMlsSignatureKeyFieldEvent {
    field: '$.mlsSignatureKey'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CertificateBodyInboxKeyFieldEvent {
    field: '$.inboxKey'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CertificateBodyDeviceNameFieldEvent {
    field: '$.deviceName'
    value: string
  }

  export interface CertificateBodyCreatedAtFieldEvent {
    field: '$.createdAt'
    value: bigint
  }

  export interface CertificateBodyCounterFieldEvent {
    field: '$.counter'
    value: number
  }

  export function encode (obj: Partial<CertificateBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, CertificateBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CertificateBody>): CertificateBody {
    return decodeMessage(buf, CertificateBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CertificateBody>): Generator<CertificateBodyAccountKeyFieldEvent | CertificateBodyDeviceKeyFieldEvent | CertificateBodyMlsSignatureKeyFieldEvent | CertificateBodyInboxKeyFieldEvent | CertificateBodyDeviceNameFieldEvent | CertificateBodyCreatedAtFieldEvent | CertificateBodyCounterFieldEvent> {
    return streamMessage(buf, CertificateBody.codec(), opts)
  }
}

export interface SignedProfile {
  body: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

export namespace SignedProfile {
  let _codec: Codec<SignedProfile>

  export const codec = (): Codec<SignedProfile> => {
    if (_codec == null) {
      _codec = message<SignedProfile>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.body)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.body = reader.bytes()
              break
            }
            case 2: {
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
                field: `${prefix}.body`,
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

  export interface SignedProfileBodyFieldEvent {
    field: '$.body'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedProfileSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SignedProfile>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SignedProfile.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedProfile>): SignedProfile {
    return decodeMessage(buf, SignedProfile.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedProfile>): Generator<SignedProfileBodyFieldEvent | SignedProfileSignatureFieldEvent> {
    return streamMessage(buf, SignedProfile.codec(), opts)
  }
}

export interface ProfileBody {
  accountKey: Uint8Array<ArrayBuffer>
  name: string
  hue: number
  status: string
  updatedAt: bigint
}

export namespace ProfileBody {
  let _codec: Codec<ProfileBody>

  export const codec = (): Codec<ProfileBody> => {
    if (_codec == null) {
      _codec = message<ProfileBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.accountKey != null && obj.accountKey.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.accountKey)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(18)
          w.string(obj.name)
        }

        if ((obj.hue != null && obj.hue !== 0)) {
          w.uint32(24)
          w.uint32(obj.hue)
        }

        if ((obj.status != null && obj.status !== '')) {
          w.uint32(34)
          w.string(obj.status)
        }

        if ((obj.updatedAt != null && obj.updatedAt !== 0n)) {
          w.uint32(40)
          w.uint64(obj.updatedAt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          accountKey: uint8ArrayAlloc(0),
          name: '',
          hue: 0,
          status: '',
          updatedAt: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.accountKey = reader.bytes()
              break
            }
            case 2: {
              obj.name = reader.string()
              break
            }
            case 3: {
              obj.hue = reader.uint32()
              break
            }
            case 4: {
              obj.status = reader.string()
              break
            }
            case 5: {
              obj.updatedAt = reader.uint64()
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
                field: `${prefix}.accountKey`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.hue`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.status`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.updatedAt`,
                value: reader.uint64()
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

  export interface ProfileBodyAccountKeyFieldEvent {
    field: '$.accountKey'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ProfileBodyNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface ProfileBodyHueFieldEvent {
    field: '$.hue'
    value: number
  }

  export interface ProfileBodyStatusFieldEvent {
    field: '$.status'
    value: string
  }

  export interface ProfileBodyUpdatedAtFieldEvent {
    field: '$.updatedAt'
    value: bigint
  }

  export function encode (obj: Partial<ProfileBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ProfileBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ProfileBody>): ProfileBody {
    return decodeMessage(buf, ProfileBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ProfileBody>): Generator<ProfileBodyAccountKeyFieldEvent | ProfileBodyNameFieldEvent | ProfileBodyHueFieldEvent | ProfileBodyStatusFieldEvent | ProfileBodyUpdatedAtFieldEvent> {
    return streamMessage(buf, ProfileBody.codec(), opts)
  }
}

export interface SignedEvent {
  header: Uint8Array<ArrayBuffer>
  body: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

export namespace SignedEvent {
  let _codec: Codec<SignedEvent>

  export const codec = (): Codec<SignedEvent> => {
    if (_codec == null) {
      _codec = message<SignedEvent>((obj, w, opts = {}) => {
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

  export interface SignedEventHeaderFieldEvent {
    field: '$.header'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedEventBodyFieldEvent {
    field: '$.body'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedEventSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SignedEvent>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SignedEvent.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedEvent>): SignedEvent {
    return decodeMessage(buf, SignedEvent.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedEvent>): Generator<SignedEventHeaderFieldEvent | SignedEventBodyFieldEvent | SignedEventSignatureFieldEvent> {
    return streamMessage(buf, SignedEvent.codec(), opts)
  }
}

export interface Header {
  room: Uint8Array<ArrayBuffer>
  device: Uint8Array<ArrayBuffer>
  seq: bigint
  prev: Uint8Array<ArrayBuffer>
  parents: Uint8Array<ArrayBuffer>[]
  hlc: bigint
  kind: number
  bodyHash: Uint8Array<ArrayBuffer>
  bodyLength: number
}

export namespace Header {
  let _codec: Codec<Header>

  export const codec = (): Codec<Header> => {
    if (_codec == null) {
      _codec = message<Header>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.room != null && obj.room.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.room)
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.device)
        }

        if ((obj.seq != null && obj.seq !== 0n)) {
          w.uint32(24)
          w.uint64(obj.seq)
        }

        if ((obj.prev != null && obj.prev.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.prev)
        }

        if (obj.parents != null && obj.parents.length > 0) {
          for (const value of obj.parents) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(48)
          w.uint64(obj.hlc)
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(56)
          w.uint32(obj.kind)
        }

        if ((obj.bodyHash != null && obj.bodyHash.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.bodyHash)
        }

        if ((obj.bodyLength != null && obj.bodyLength !== 0)) {
          w.uint32(72)
          w.uint32(obj.bodyLength)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          room: uint8ArrayAlloc(0),
          device: uint8ArrayAlloc(0),
          seq: 0n,
          prev: uint8ArrayAlloc(0),
          parents: [],
          hlc: 0n,
          kind: 0,
          bodyHash: uint8ArrayAlloc(0),
          bodyLength: 0
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
              obj.device = reader.bytes()
              break
            }
            case 3: {
              obj.seq = reader.uint64()
              break
            }
            case 4: {
              obj.prev = reader.bytes()
              break
            }
            case 5: {
              if (opts.limits?.parents != null && obj.parents.length === opts.limits.parents) {
                throw new MaxLengthError('Decode error - repeated field "parents" had too many elements')
              }

              obj.parents.push(reader.bytes())
              break
            }
            case 6: {
              obj.hlc = reader.uint64()
              break
            }
            case 7: {
              obj.kind = reader.uint32()
              break
            }
            case 8: {
              obj.bodyHash = reader.bytes()
              break
            }
            case 9: {
              obj.bodyLength = reader.uint32()
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
          parents: 0
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
              yield {
                field: `${prefix}.device`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.prev`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              if (opts.limits?.parents != null && obj.parents === opts.limits.parents) {
                throw new MaxLengthError('Streaming decode error - repeated field "parents" had too many elements')
              }

              yield {
                field: `${prefix}.parents[]`,
                index: obj.parents,
                value: reader.bytes()
              }

              obj.parents++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.hlc`,
                value: reader.uint64()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.bodyHash`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.bodyLength`,
                value: reader.uint32()
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

  export interface HeaderRoomFieldEvent {
    field: '$.room'
    value: Uint8Array<ArrayBuffer>
  }

  export interface HeaderDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array<ArrayBuffer>
  }

  export interface HeaderSeqFieldEvent {
    field: '$.seq'
    value: bigint
  }

  export interface HeaderPrevFieldEvent {
    field: '$.prev'
    value: Uint8Array<ArrayBuffer>
  }

  export interface HeaderParentsFieldEvent {
    field: '$.parents[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface HeaderHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export interface HeaderKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface HeaderBodyHashFieldEvent {
    field: '$.bodyHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface HeaderBodyLengthFieldEvent {
    field: '$.bodyLength'
    value: number
  }

  export function encode (obj: Partial<Header>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Header.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Header>): Header {
    return decodeMessage(buf, Header.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Header>): Generator<HeaderRoomFieldEvent | HeaderDeviceFieldEvent | HeaderSeqFieldEvent | HeaderPrevFieldEvent | HeaderParentsFieldEvent | HeaderHlcFieldEvent | HeaderKindFieldEvent | HeaderBodyHashFieldEvent | HeaderBodyLengthFieldEvent> {
    return streamMessage(buf, Header.codec(), opts)
  }
}

export interface MessageBody {
  text: string
}

export namespace MessageBody {
  let _codec: Codec<MessageBody>

  export const codec = (): Codec<MessageBody> => {
    if (_codec == null) {
      _codec = message<MessageBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(10)
          w.string(obj.text)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          text: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.text = reader.string()
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
                field: `${prefix}.text`,
                value: reader.string()
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

  export interface MessageBodyTextFieldEvent {
    field: '$.text'
    value: string
  }

  export function encode (obj: Partial<MessageBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, MessageBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MessageBody>): MessageBody {
    return decodeMessage(buf, MessageBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MessageBody>): Generator<MessageBodyTextFieldEvent> {
    return streamMessage(buf, MessageBody.codec(), opts)
  }
}

export interface ProfileEntryBody {
  certificate: Uint8Array<ArrayBuffer>
  profile: Uint8Array<ArrayBuffer>
}

export namespace ProfileEntryBody {
  let _codec: Codec<ProfileEntryBody>

  export const codec = (): Codec<ProfileEntryBody> => {
    if (_codec == null) {
      _codec = message<ProfileEntryBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.certificate)
        }

        if ((obj.profile != null && obj.profile.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.profile)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          certificate: uint8ArrayAlloc(0),
          profile: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.certificate = reader.bytes()
              break
            }
            case 2: {
              obj.profile = reader.bytes()
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
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.profile`,
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

  export interface ProfileEntryBodyCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ProfileEntryBodyProfileFieldEvent {
    field: '$.profile'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<ProfileEntryBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ProfileEntryBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ProfileEntryBody>): ProfileEntryBody {
    return decodeMessage(buf, ProfileEntryBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ProfileEntryBody>): Generator<ProfileEntryBodyCertificateFieldEvent | ProfileEntryBodyProfileFieldEvent> {
    return streamMessage(buf, ProfileEntryBody.codec(), opts)
  }
}
