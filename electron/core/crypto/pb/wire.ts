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
  replyTo: Uint8Array<ArrayBuffer>
  thread: Uint8Array<ArrayBuffer>
  inRoom: boolean
  mentions: MentionBody[]
  sentAt: bigint
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

        if ((obj.replyTo != null && obj.replyTo.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.replyTo)
        }

        if ((obj.thread != null && obj.thread.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.thread)
        }

        if ((obj.inRoom != null && obj.inRoom !== false)) {
          w.uint32(32)
          w.bool(obj.inRoom)
        }

        if (obj.mentions != null && obj.mentions.length > 0) {
          for (const value of obj.mentions) {
            w.uint32(42)
            MentionBody.codec().encode(value, w)
          }
        }

        if ((obj.sentAt != null && obj.sentAt !== 0n)) {
          w.uint32(48)
          w.uint64(obj.sentAt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          text: '',
          replyTo: uint8ArrayAlloc(0),
          thread: uint8ArrayAlloc(0),
          inRoom: false,
          mentions: [],
          sentAt: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.text = reader.string()
              break
            }
            case 2: {
              obj.replyTo = reader.bytes()
              break
            }
            case 3: {
              obj.thread = reader.bytes()
              break
            }
            case 4: {
              obj.inRoom = reader.bool()
              break
            }
            case 5: {
              if (opts.limits?.mentions != null && obj.mentions.length === opts.limits.mentions) {
                throw new MaxLengthError('Decode error - repeated field "mentions" had too many elements')
              }

              obj.mentions.push(MentionBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.mentions$
              }))
              break
            }
            case 6: {
              obj.sentAt = reader.uint64()
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
          mentions: 0
        }

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
            case 2: {
              yield {
                field: `${prefix}.replyTo`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.thread`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.inRoom`,
                value: reader.bool()
              }
              break
            }
            case 5: {
              if (opts.limits?.mentions != null && obj.mentions === opts.limits.mentions) {
                throw new MaxLengthError('Streaming decode error - repeated field "mentions" had too many elements')
              }

              for (const evt of MentionBody.codec().stream(reader, reader.uint32(), `${prefix}.mentions[]`, {
                limits: opts.limits?.mentions$
              })) {
                yield {
                  ...evt,
                  index: obj.mentions
                }
              }

              obj.mentions++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.sentAt`,
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

  export interface MessageBodyTextFieldEvent {
    field: '$.text'
    value: string
  }

  export interface MessageBodyReplyToFieldEvent {
    field: '$.replyTo'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MessageBodyThreadFieldEvent {
    field: '$.thread'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MessageBodyInRoomFieldEvent {
    field: '$.inRoom'
    value: boolean
  }

  export interface MessageBodyMentionsAccountFieldEvent {
    field: '$.mentions[].account'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface MessageBodyMentionsNameFieldEvent {
    field: '$.mentions[].name'
    value: string
    index: number
  }

  export interface MessageBodySentAtFieldEvent {
    field: '$.sentAt'
    value: bigint
  }

  export function encode (obj: Partial<MessageBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, MessageBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MessageBody>): MessageBody {
    return decodeMessage(buf, MessageBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MessageBody>): Generator<MessageBodyTextFieldEvent | MessageBodyReplyToFieldEvent | MessageBodyThreadFieldEvent | MessageBodyInRoomFieldEvent | MessageBodyMentionsAccountFieldEvent | MessageBodyMentionsNameFieldEvent | MessageBodySentAtFieldEvent> {
    return streamMessage(buf, MessageBody.codec(), opts)
  }
}

export interface MentionBody {
  account: Uint8Array<ArrayBuffer>
  name: string
}

export namespace MentionBody {
  let _codec: Codec<MentionBody>

  export const codec = (): Codec<MentionBody> => {
    if (_codec == null) {
      _codec = message<MentionBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.account)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(18)
          w.string(obj.name)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: uint8ArrayAlloc(0),
          name: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.account = reader.bytes()
              break
            }
            case 2: {
              obj.name = reader.string()
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
                field: `${prefix}.account`,
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

  export interface MentionBodyAccountFieldEvent {
    field: '$.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MentionBodyNameFieldEvent {
    field: '$.name'
    value: string
  }

  export function encode (obj: Partial<MentionBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, MentionBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MentionBody>): MentionBody {
    return decodeMessage(buf, MentionBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MentionBody>): Generator<MentionBodyAccountFieldEvent | MentionBodyNameFieldEvent> {
    return streamMessage(buf, MentionBody.codec(), opts)
  }
}

export interface EditBody {
  target: Uint8Array<ArrayBuffer>
  text: string
  mentions: MentionBody[]
}

export namespace EditBody {
  let _codec: Codec<EditBody>

  export const codec = (): Codec<EditBody> => {
    if (_codec == null) {
      _codec = message<EditBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.target != null && obj.target.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.target)
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(18)
          w.string(obj.text)
        }

        if (obj.mentions != null && obj.mentions.length > 0) {
          for (const value of obj.mentions) {
            w.uint32(26)
            MentionBody.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          target: uint8ArrayAlloc(0),
          text: '',
          mentions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.target = reader.bytes()
              break
            }
            case 2: {
              obj.text = reader.string()
              break
            }
            case 3: {
              if (opts.limits?.mentions != null && obj.mentions.length === opts.limits.mentions) {
                throw new MaxLengthError('Decode error - repeated field "mentions" had too many elements')
              }

              obj.mentions.push(MentionBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.mentions$
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
          mentions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.target`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.text`,
                value: reader.string()
              }
              break
            }
            case 3: {
              if (opts.limits?.mentions != null && obj.mentions === opts.limits.mentions) {
                throw new MaxLengthError('Streaming decode error - repeated field "mentions" had too many elements')
              }

              for (const evt of MentionBody.codec().stream(reader, reader.uint32(), `${prefix}.mentions[]`, {
                limits: opts.limits?.mentions$
              })) {
                yield {
                  ...evt,
                  index: obj.mentions
                }
              }

              obj.mentions++

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

  export interface EditBodyTargetFieldEvent {
    field: '$.target'
    value: Uint8Array<ArrayBuffer>
  }

  export interface EditBodyTextFieldEvent {
    field: '$.text'
    value: string
  }

  export interface EditBodyMentionsAccountFieldEvent {
    field: '$.mentions[].account'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface EditBodyMentionsNameFieldEvent {
    field: '$.mentions[].name'
    value: string
    index: number
  }

  export function encode (obj: Partial<EditBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, EditBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EditBody>): EditBody {
    return decodeMessage(buf, EditBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EditBody>): Generator<EditBodyTargetFieldEvent | EditBodyTextFieldEvent | EditBodyMentionsAccountFieldEvent | EditBodyMentionsNameFieldEvent> {
    return streamMessage(buf, EditBody.codec(), opts)
  }
}

export interface RedactBody {
  target: Uint8Array<ArrayBuffer>
  edits: Uint8Array<ArrayBuffer>[]
  thread: Uint8Array<ArrayBuffer>
  inRoom: boolean
}

export namespace RedactBody {
  let _codec: Codec<RedactBody>

  export const codec = (): Codec<RedactBody> => {
    if (_codec == null) {
      _codec = message<RedactBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.target != null && obj.target.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.target)
        }

        if (obj.edits != null && obj.edits.length > 0) {
          for (const value of obj.edits) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if ((obj.thread != null && obj.thread.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.thread)
        }

        if ((obj.inRoom != null && obj.inRoom !== false)) {
          w.uint32(32)
          w.bool(obj.inRoom)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          target: uint8ArrayAlloc(0),
          edits: [],
          thread: uint8ArrayAlloc(0),
          inRoom: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.target = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.edits != null && obj.edits.length === opts.limits.edits) {
                throw new MaxLengthError('Decode error - repeated field "edits" had too many elements')
              }

              obj.edits.push(reader.bytes())
              break
            }
            case 3: {
              obj.thread = reader.bytes()
              break
            }
            case 4: {
              obj.inRoom = reader.bool()
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
          edits: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.target`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.edits != null && obj.edits === opts.limits.edits) {
                throw new MaxLengthError('Streaming decode error - repeated field "edits" had too many elements')
              }

              yield {
                field: `${prefix}.edits[]`,
                index: obj.edits,
                value: reader.bytes()
              }

              obj.edits++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.thread`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.inRoom`,
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

  export interface RedactBodyTargetFieldEvent {
    field: '$.target'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RedactBodyEditsFieldEvent {
    field: '$.edits[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface RedactBodyThreadFieldEvent {
    field: '$.thread'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RedactBodyInRoomFieldEvent {
    field: '$.inRoom'
    value: boolean
  }

  export function encode (obj: Partial<RedactBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RedactBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RedactBody>): RedactBody {
    return decodeMessage(buf, RedactBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RedactBody>): Generator<RedactBodyTargetFieldEvent | RedactBodyEditsFieldEvent | RedactBodyThreadFieldEvent | RedactBodyInRoomFieldEvent> {
    return streamMessage(buf, RedactBody.codec(), opts)
  }
}

export interface ReactBody {
  target: Uint8Array<ArrayBuffer>
  emoji: string
  off: boolean
}

export namespace ReactBody {
  let _codec: Codec<ReactBody>

  export const codec = (): Codec<ReactBody> => {
    if (_codec == null) {
      _codec = message<ReactBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.target != null && obj.target.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.target)
        }

        if ((obj.emoji != null && obj.emoji !== '')) {
          w.uint32(18)
          w.string(obj.emoji)
        }

        if ((obj.off != null && obj.off !== false)) {
          w.uint32(24)
          w.bool(obj.off)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          target: uint8ArrayAlloc(0),
          emoji: '',
          off: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.target = reader.bytes()
              break
            }
            case 2: {
              obj.emoji = reader.string()
              break
            }
            case 3: {
              obj.off = reader.bool()
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
                field: `${prefix}.target`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.emoji`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.off`,
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

  export interface ReactBodyTargetFieldEvent {
    field: '$.target'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReactBodyEmojiFieldEvent {
    field: '$.emoji'
    value: string
  }

  export interface ReactBodyOffFieldEvent {
    field: '$.off'
    value: boolean
  }

  export function encode (obj: Partial<ReactBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ReactBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReactBody>): ReactBody {
    return decodeMessage(buf, ReactBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReactBody>): Generator<ReactBodyTargetFieldEvent | ReactBodyEmojiFieldEvent | ReactBodyOffFieldEvent> {
    return streamMessage(buf, ReactBody.codec(), opts)
  }
}

export interface PinBody {
  target: Uint8Array<ArrayBuffer>
  off: boolean
}

export namespace PinBody {
  let _codec: Codec<PinBody>

  export const codec = (): Codec<PinBody> => {
    if (_codec == null) {
      _codec = message<PinBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.target != null && obj.target.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.target)
        }

        if ((obj.off != null && obj.off !== false)) {
          w.uint32(16)
          w.bool(obj.off)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          target: uint8ArrayAlloc(0),
          off: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.target = reader.bytes()
              break
            }
            case 2: {
              obj.off = reader.bool()
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
                field: `${prefix}.target`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.off`,
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

  export interface PinBodyTargetFieldEvent {
    field: '$.target'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PinBodyOffFieldEvent {
    field: '$.off'
    value: boolean
  }

  export function encode (obj: Partial<PinBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, PinBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PinBody>): PinBody {
    return decodeMessage(buf, PinBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PinBody>): Generator<PinBodyTargetFieldEvent | PinBodyOffFieldEvent> {
    return streamMessage(buf, PinBody.codec(), opts)
  }
}

export interface TopicBody {
  text: string
}

export namespace TopicBody {
  let _codec: Codec<TopicBody>

  export const codec = (): Codec<TopicBody> => {
    if (_codec == null) {
      _codec = message<TopicBody>((obj, w, opts = {}) => {
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

  export interface TopicBodyTextFieldEvent {
    field: '$.text'
    value: string
  }

  export function encode (obj: Partial<TopicBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, TopicBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TopicBody>): TopicBody {
    return decodeMessage(buf, TopicBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TopicBody>): Generator<TopicBodyTextFieldEvent> {
    return streamMessage(buf, TopicBody.codec(), opts)
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

export interface SealedContent {
  kind: number
  body: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

export namespace SealedContent {
  let _codec: Codec<SealedContent>

  export const codec = (): Codec<SealedContent> => {
    if (_codec == null) {
      _codec = message<SealedContent>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
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
          kind: 0,
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.kind = reader.uint32()
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
                field: `${prefix}.kind`,
                value: reader.uint32()
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

  export interface SealedContentKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface SealedContentBodyFieldEvent {
    field: '$.body'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SealedContentSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SealedContent>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SealedContent.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealedContent>): SealedContent {
    return decodeMessage(buf, SealedContent.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealedContent>): Generator<SealedContentKindFieldEvent | SealedContentBodyFieldEvent | SealedContentSignatureFieldEvent> {
    return streamMessage(buf, SealedContent.codec(), opts)
  }
}
