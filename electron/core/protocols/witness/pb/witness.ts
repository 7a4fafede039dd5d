import { decodeMessage, encodeMessage, enumeration, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface WitnessRequest {
  port: number
  device: Uint8Array<ArrayBuffer>
}

export namespace WitnessRequest {
  let _codec: Codec<WitnessRequest>

  export const codec = (): Codec<WitnessRequest> => {
    if (_codec == null) {
      _codec = message<WitnessRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.port != null && obj.port !== 0)) {
          w.uint32(8)
          w.uint32(obj.port)
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.device)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          port: 0,
          device: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.port = reader.uint32()
              break
            }
            case 2: {
              obj.device = reader.bytes()
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
                field: `${prefix}.port`,
                value: reader.uint32()
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

  export interface WitnessRequestPortFieldEvent {
    field: '$.port'
    value: number
  }

  export interface WitnessRequestDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<WitnessRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, WitnessRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WitnessRequest>): WitnessRequest {
    return decodeMessage(buf, WitnessRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WitnessRequest>): Generator<WitnessRequestPortFieldEvent | WitnessRequestDeviceFieldEvent> {
    return streamMessage(buf, WitnessRequest.codec(), opts)
  }
}

export interface WitnessResponse {
  dial: Dial
  multicastMs?: number
  broadcastMs?: number
  sight?: Sight
}

export namespace WitnessResponse {
  let _codec: Codec<WitnessResponse>

  export const codec = (): Codec<WitnessResponse> => {
    if (_codec == null) {
      _codec = message<WitnessResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.dial != null && __DialValues[obj.dial] !== 0) {
          w.uint32(8)
          Dial.codec().encode(obj.dial, w)
        }

        if (obj.multicastMs != null) {
          w.uint32(16)
          w.uint32(obj.multicastMs)
        }

        if (obj.broadcastMs != null) {
          w.uint32(24)
          w.uint32(obj.broadcastMs)
        }

        if (obj.sight != null) {
          w.uint32(34)
          Sight.codec().encode(obj.sight, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          dial: Dial.NONE
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.dial = Dial.codec().decode(reader)
              break
            }
            case 2: {
              obj.multicastMs = reader.uint32()
              break
            }
            case 3: {
              obj.broadcastMs = reader.uint32()
              break
            }
            case 4: {
              obj.sight = Sight.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.sight
              })
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
                field: `${prefix}.dial`,
                value: Dial.codec().decode(reader)
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.multicastMs`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.broadcastMs`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield * Sight.codec().stream(reader, reader.uint32(), `${prefix}.sight`, {
                limits: opts.limits?.sight
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

  export interface WitnessResponseDialFieldEvent {
    field: '$.dial'
    value: Dial
  }

  export interface WitnessResponseMulticastMsFieldEvent {
    field: '$.multicastMs'
    value: number
  }

  export interface WitnessResponseBroadcastMsFieldEvent {
    field: '$.broadcastMs'
    value: number
  }

  export interface WitnessResponseSightReachFieldEvent {
    field: '$.sight.reach'
    value: Reach
  }

  export interface WitnessResponseSightAddressFieldEvent {
    field: '$.sight.address'
    value: string
  }

  export interface WitnessResponseSightOutcomeFieldEvent {
    field: '$.sight.outcome'
    value: Dial
  }

  export interface WitnessResponseSightAgoMsFieldEvent {
    field: '$.sight.agoMs'
    value: number
  }

  export function encode (obj: Partial<WitnessResponse>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, WitnessResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WitnessResponse>): WitnessResponse {
    return decodeMessage(buf, WitnessResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WitnessResponse>): Generator<WitnessResponseDialFieldEvent | WitnessResponseMulticastMsFieldEvent | WitnessResponseBroadcastMsFieldEvent | WitnessResponseSightReachFieldEvent | WitnessResponseSightAddressFieldEvent | WitnessResponseSightOutcomeFieldEvent | WitnessResponseSightAgoMsFieldEvent> {
    return streamMessage(buf, WitnessResponse.codec(), opts)
  }
}

export enum Dial {
  NONE = 'NONE',
  REACHED = 'REACHED',
  TIMEOUT = 'TIMEOUT',
  REFUSED = 'REFUSED',
  UNREACHABLE = 'UNREACHABLE',
  NOT_EARSHOT = 'NOT_EARSHOT',
  WRONG_PEER = 'WRONG_PEER'
}

enum __DialValues {
  NONE = 0,
  REACHED = 1,
  TIMEOUT = 2,
  REFUSED = 3,
  UNREACHABLE = 4,
  NOT_EARSHOT = 5,
  WRONG_PEER = 6
}

export namespace Dial {
  export const codec = (): Codec<Dial> => {
    return enumeration<Dial>(__DialValues)
  }
}

export interface Sight {
  reach: Reach
  address: string
  outcome: Dial
  agoMs?: number
}

export namespace Sight {
  let _codec: Codec<Sight>

  export const codec = (): Codec<Sight> => {
    if (_codec == null) {
      _codec = message<Sight>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.reach != null && __ReachValues[obj.reach] !== 0) {
          w.uint32(8)
          Reach.codec().encode(obj.reach, w)
        }

        if ((obj.address != null && obj.address !== '')) {
          w.uint32(18)
          w.string(obj.address)
        }

        if (obj.outcome != null && __DialValues[obj.outcome] !== 0) {
          w.uint32(24)
          Dial.codec().encode(obj.outcome, w)
        }

        if (obj.agoMs != null) {
          w.uint32(32)
          w.uint32(obj.agoMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reach: Reach.UNCONNECTED,
          address: '',
          outcome: Dial.NONE
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.reach = Reach.codec().decode(reader)
              break
            }
            case 2: {
              obj.address = reader.string()
              break
            }
            case 3: {
              obj.outcome = Dial.codec().decode(reader)
              break
            }
            case 4: {
              obj.agoMs = reader.uint32()
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
                field: `${prefix}.reach`,
                value: Reach.codec().decode(reader)
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.address`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.outcome`,
                value: Dial.codec().decode(reader)
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.agoMs`,
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

  export interface SightReachFieldEvent {
    field: '$.reach'
    value: Reach
  }

  export interface SightAddressFieldEvent {
    field: '$.address'
    value: string
  }

  export interface SightOutcomeFieldEvent {
    field: '$.outcome'
    value: Dial
  }

  export interface SightAgoMsFieldEvent {
    field: '$.agoMs'
    value: number
  }

  export function encode (obj: Partial<Sight>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Sight.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Sight>): Sight {
    return decodeMessage(buf, Sight.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Sight>): Generator<SightReachFieldEvent | SightAddressFieldEvent | SightOutcomeFieldEvent | SightAgoMsFieldEvent> {
    return streamMessage(buf, Sight.codec(), opts)
  }
}

export enum Reach {
  UNCONNECTED = 'UNCONNECTED',
  DIRECT = 'DIRECT',
  RELAYED = 'RELAYED'
}

enum __ReachValues {
  UNCONNECTED = 0,
  DIRECT = 1,
  RELAYED = 2
}

export namespace Reach {
  export const codec = (): Codec<Reach> => {
    return enumeration<Reach>(__ReachValues)
  }
}
