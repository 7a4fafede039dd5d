import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface SealedBody {
  opened: bigint
  step: bigint
  commits: Uint8Array<ArrayBuffer>[]
  message: Uint8Array<ArrayBuffer>
  welcome: Uint8Array<ArrayBuffer>
  imports: Uint8Array<ArrayBuffer>[]
}

export namespace SealedBody {
  let _codec: Codec<SealedBody>

  export const codec = (): Codec<SealedBody> => {
    if (_codec == null) {
      _codec = message<SealedBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.opened != null && obj.opened !== 0n)) {
          w.uint32(8)
          w.uint64(obj.opened)
        }

        if ((obj.step != null && obj.step !== 0n)) {
          w.uint32(16)
          w.uint64(obj.step)
        }

        if (obj.commits != null && obj.commits.length > 0) {
          for (const value of obj.commits) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if ((obj.message != null && obj.message.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.message)
        }

        if ((obj.welcome != null && obj.welcome.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.welcome)
        }

        if (obj.imports != null && obj.imports.length > 0) {
          for (const value of obj.imports) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          opened: 0n,
          step: 0n,
          commits: [],
          message: uint8ArrayAlloc(0),
          welcome: uint8ArrayAlloc(0),
          imports: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.opened = reader.uint64()
              break
            }
            case 2: {
              obj.step = reader.uint64()
              break
            }
            case 3: {
              if (opts.limits?.commits != null && obj.commits.length === opts.limits.commits) {
                throw new MaxLengthError('Decode error - repeated field "commits" had too many elements')
              }

              obj.commits.push(reader.bytes())
              break
            }
            case 4: {
              obj.message = reader.bytes()
              break
            }
            case 5: {
              obj.welcome = reader.bytes()
              break
            }
            case 6: {
              if (opts.limits?.imports != null && obj.imports.length === opts.limits.imports) {
                throw new MaxLengthError('Decode error - repeated field "imports" had too many elements')
              }

              obj.imports.push(reader.bytes())
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
          commits: 0,
          imports: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.opened`,
                value: reader.uint64()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.step`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              if (opts.limits?.commits != null && obj.commits === opts.limits.commits) {
                throw new MaxLengthError('Streaming decode error - repeated field "commits" had too many elements')
              }

              yield {
                field: `${prefix}.commits[]`,
                index: obj.commits,
                value: reader.bytes()
              }

              obj.commits++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.message`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.welcome`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              if (opts.limits?.imports != null && obj.imports === opts.limits.imports) {
                throw new MaxLengthError('Streaming decode error - repeated field "imports" had too many elements')
              }

              yield {
                field: `${prefix}.imports[]`,
                index: obj.imports,
                value: reader.bytes()
              }

              obj.imports++

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

  export interface SealedBodyOpenedFieldEvent {
    field: '$.opened'
    value: bigint
  }

  export interface SealedBodyStepFieldEvent {
    field: '$.step'
    value: bigint
  }

  export interface SealedBodyCommitsFieldEvent {
    field: '$.commits[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface SealedBodyMessageFieldEvent {
    field: '$.message'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SealedBodyWelcomeFieldEvent {
    field: '$.welcome'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SealedBodyImportsFieldEvent {
    field: '$.imports[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SealedBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SealedBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealedBody>): SealedBody {
    return decodeMessage(buf, SealedBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealedBody>): Generator<SealedBodyOpenedFieldEvent | SealedBodyStepFieldEvent | SealedBodyCommitsFieldEvent | SealedBodyMessageFieldEvent | SealedBodyWelcomeFieldEvent | SealedBodyImportsFieldEvent> {
    return streamMessage(buf, SealedBody.codec(), opts)
  }
}

export interface SignedKeyBundle {
  body: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

export namespace SignedKeyBundle {
  let _codec: Codec<SignedKeyBundle>

  export const codec = (): Codec<SignedKeyBundle> => {
    if (_codec == null) {
      _codec = message<SignedKeyBundle>((obj, w, opts = {}) => {
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

  export interface SignedKeyBundleBodyFieldEvent {
    field: '$.body'
    value: Uint8Array<ArrayBuffer>
  }

  export interface SignedKeyBundleSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<SignedKeyBundle>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SignedKeyBundle.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedKeyBundle>): SignedKeyBundle {
    return decodeMessage(buf, SignedKeyBundle.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedKeyBundle>): Generator<SignedKeyBundleBodyFieldEvent | SignedKeyBundleSignatureFieldEvent> {
    return streamMessage(buf, SignedKeyBundle.codec(), opts)
  }
}

export interface KeyBundleBody {
  device: Uint8Array<ArrayBuffer>
  audience: Uint8Array<ArrayBuffer>
  counter: bigint
  createdAt: bigint
  expiresAt: bigint
  lastResort: Uint8Array<ArrayBuffer>
  once: Uint8Array<ArrayBuffer>[]
}

export namespace KeyBundleBody {
  let _codec: Codec<KeyBundleBody>

  export const codec = (): Codec<KeyBundleBody> => {
    if (_codec == null) {
      _codec = message<KeyBundleBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.audience != null && obj.audience.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.audience)
        }

        if ((obj.counter != null && obj.counter !== 0n)) {
          w.uint32(24)
          w.uint64(obj.counter)
        }

        if ((obj.createdAt != null && obj.createdAt !== 0n)) {
          w.uint32(32)
          w.uint64(obj.createdAt)
        }

        if ((obj.expiresAt != null && obj.expiresAt !== 0n)) {
          w.uint32(40)
          w.uint64(obj.expiresAt)
        }

        if ((obj.lastResort != null && obj.lastResort.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.lastResort)
        }

        if (obj.once != null && obj.once.length > 0) {
          for (const value of obj.once) {
            w.uint32(58)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          audience: uint8ArrayAlloc(0),
          counter: 0n,
          createdAt: 0n,
          expiresAt: 0n,
          lastResort: uint8ArrayAlloc(0),
          once: []
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
              obj.audience = reader.bytes()
              break
            }
            case 3: {
              obj.counter = reader.uint64()
              break
            }
            case 4: {
              obj.createdAt = reader.uint64()
              break
            }
            case 5: {
              obj.expiresAt = reader.uint64()
              break
            }
            case 6: {
              obj.lastResort = reader.bytes()
              break
            }
            case 7: {
              if (opts.limits?.once != null && obj.once.length === opts.limits.once) {
                throw new MaxLengthError('Decode error - repeated field "once" had too many elements')
              }

              obj.once.push(reader.bytes())
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
          once: 0
        }

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
                field: `${prefix}.audience`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.counter`,
                value: reader.uint64()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.createdAt`,
                value: reader.uint64()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.expiresAt`,
                value: reader.uint64()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.lastResort`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              if (opts.limits?.once != null && obj.once === opts.limits.once) {
                throw new MaxLengthError('Streaming decode error - repeated field "once" had too many elements')
              }

              yield {
                field: `${prefix}.once[]`,
                index: obj.once,
                value: reader.bytes()
              }

              obj.once++

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

  export interface KeyBundleBodyDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array<ArrayBuffer>
  }

  export interface KeyBundleBodyAudienceFieldEvent {
    field: '$.audience'
    value: Uint8Array<ArrayBuffer>
  }

  export interface KeyBundleBodyCounterFieldEvent {
    field: '$.counter'
    value: bigint
  }

  export interface KeyBundleBodyCreatedAtFieldEvent {
    field: '$.createdAt'
    value: bigint
  }

  export interface KeyBundleBodyExpiresAtFieldEvent {
    field: '$.expiresAt'
    value: bigint
  }

  export interface KeyBundleBodyLastResortFieldEvent {
    field: '$.lastResort'
    value: Uint8Array<ArrayBuffer>
  }

  export interface KeyBundleBodyOnceFieldEvent {
    field: '$.once[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<KeyBundleBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, KeyBundleBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeyBundleBody>): KeyBundleBody {
    return decodeMessage(buf, KeyBundleBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeyBundleBody>): Generator<KeyBundleBodyDeviceFieldEvent | KeyBundleBodyAudienceFieldEvent | KeyBundleBodyCounterFieldEvent | KeyBundleBodyCreatedAtFieldEvent | KeyBundleBodyExpiresAtFieldEvent | KeyBundleBodyLastResortFieldEvent | KeyBundleBodyOnceFieldEvent> {
    return streamMessage(buf, KeyBundleBody.codec(), opts)
  }
}
