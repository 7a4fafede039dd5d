import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface IntroduceRequest {
  devices: Uint8Array<ArrayBuffer>[]
}

export namespace IntroduceRequest {
  let _codec: Codec<IntroduceRequest>

  export const codec = (): Codec<IntroduceRequest> => {
    if (_codec == null) {
      _codec = message<IntroduceRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.devices != null && obj.devices.length > 0) {
          for (const value of obj.devices) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          devices: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.devices != null && obj.devices.length === opts.limits.devices) {
                throw new MaxLengthError('Decode error - repeated field "devices" had too many elements')
              }

              obj.devices.push(reader.bytes())
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

  export interface IntroduceRequestDevicesFieldEvent {
    field: '$.devices[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<IntroduceRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, IntroduceRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<IntroduceRequest>): IntroduceRequest {
    return decodeMessage(buf, IntroduceRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<IntroduceRequest>): Generator<IntroduceRequestDevicesFieldEvent> {
    return streamMessage(buf, IntroduceRequest.codec(), opts)
  }
}

export interface IntroduceResponse {
  introductions: Introduction[]
}

export namespace IntroduceResponse {
  let _codec: Codec<IntroduceResponse>

  export const codec = (): Codec<IntroduceResponse> => {
    if (_codec == null) {
      _codec = message<IntroduceResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.introductions != null && obj.introductions.length > 0) {
          for (const value of obj.introductions) {
            w.uint32(10)
            Introduction.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          introductions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.introductions != null && obj.introductions.length === opts.limits.introductions) {
                throw new MaxLengthError('Decode error - repeated field "introductions" had too many elements')
              }

              obj.introductions.push(Introduction.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.introductions$
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
          introductions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.introductions != null && obj.introductions === opts.limits.introductions) {
                throw new MaxLengthError('Streaming decode error - repeated field "introductions" had too many elements')
              }

              for (const evt of Introduction.codec().stream(reader, reader.uint32(), `${prefix}.introductions[]`, {
                limits: opts.limits?.introductions$
              })) {
                yield {
                  ...evt,
                  index: obj.introductions
                }
              }

              obj.introductions++

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

  export interface IntroduceResponseIntroductionsCertificateFieldEvent {
    field: '$.introductions[].certificate'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface IntroduceResponseIntroductionsProfileFieldEvent {
    field: '$.introductions[].profile'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<IntroduceResponse>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, IntroduceResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<IntroduceResponse>): IntroduceResponse {
    return decodeMessage(buf, IntroduceResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<IntroduceResponse>): Generator<IntroduceResponseIntroductionsCertificateFieldEvent | IntroduceResponseIntroductionsProfileFieldEvent> {
    return streamMessage(buf, IntroduceResponse.codec(), opts)
  }
}

export interface Introduction {
  certificate: Uint8Array<ArrayBuffer>
  profile: Uint8Array<ArrayBuffer>
}

export namespace Introduction {
  let _codec: Codec<Introduction>

  export const codec = (): Codec<Introduction> => {
    if (_codec == null) {
      _codec = message<Introduction>((obj, w, opts = {}) => {
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

  export interface IntroductionCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array<ArrayBuffer>
  }

  export interface IntroductionProfileFieldEvent {
    field: '$.profile'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Introduction>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Introduction.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Introduction>): Introduction {
    return decodeMessage(buf, Introduction.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Introduction>): Generator<IntroductionCertificateFieldEvent | IntroductionProfileFieldEvent> {
    return streamMessage(buf, Introduction.codec(), opts)
  }
}
