import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface PeersRequest {
  digest: Uint8Array<ArrayBuffer>
  bridges: boolean
  quiet: boolean
}

export namespace PeersRequest {
  let _codec: Codec<PeersRequest>

  export const codec = (): Codec<PeersRequest> => {
    if (_codec == null) {
      _codec = message<PeersRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.digest)
        }

        if ((obj.bridges != null && obj.bridges !== false)) {
          w.uint32(16)
          w.bool(obj.bridges)
        }

        if ((obj.quiet != null && obj.quiet !== false)) {
          w.uint32(24)
          w.bool(obj.quiet)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          digest: uint8ArrayAlloc(0),
          bridges: false,
          quiet: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.digest = reader.bytes()
              break
            }
            case 2: {
              obj.bridges = reader.bool()
              break
            }
            case 3: {
              obj.quiet = reader.bool()
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
                field: `${prefix}.digest`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.bridges`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.quiet`,
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

  export interface PeersRequestDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PeersRequestBridgesFieldEvent {
    field: '$.bridges'
    value: boolean
  }

  export interface PeersRequestQuietFieldEvent {
    field: '$.quiet'
    value: boolean
  }

  export function encode (obj: Partial<PeersRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, PeersRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeersRequest>): PeersRequest {
    return decodeMessage(buf, PeersRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeersRequest>): Generator<PeersRequestDigestFieldEvent | PeersRequestBridgesFieldEvent | PeersRequestQuietFieldEvent> {
    return streamMessage(buf, PeersRequest.codec(), opts)
  }
}

export interface PeersResponse {
  digest: Uint8Array<ArrayBuffer>
  bridges: boolean
  quiet: boolean
  peers: ReachedPeer[]
}

export namespace PeersResponse {
  let _codec: Codec<PeersResponse>

  export const codec = (): Codec<PeersResponse> => {
    if (_codec == null) {
      _codec = message<PeersResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.digest)
        }

        if ((obj.bridges != null && obj.bridges !== false)) {
          w.uint32(16)
          w.bool(obj.bridges)
        }

        if ((obj.quiet != null && obj.quiet !== false)) {
          w.uint32(24)
          w.bool(obj.quiet)
        }

        if (obj.peers != null && obj.peers.length > 0) {
          for (const value of obj.peers) {
            w.uint32(34)
            ReachedPeer.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          digest: uint8ArrayAlloc(0),
          bridges: false,
          quiet: false,
          peers: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.digest = reader.bytes()
              break
            }
            case 2: {
              obj.bridges = reader.bool()
              break
            }
            case 3: {
              obj.quiet = reader.bool()
              break
            }
            case 4: {
              if (opts.limits?.peers != null && obj.peers.length === opts.limits.peers) {
                throw new MaxLengthError('Decode error - repeated field "peers" had too many elements')
              }

              obj.peers.push(ReachedPeer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.peers$
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
          peers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.digest`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.bridges`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.quiet`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              if (opts.limits?.peers != null && obj.peers === opts.limits.peers) {
                throw new MaxLengthError('Streaming decode error - repeated field "peers" had too many elements')
              }

              for (const evt of ReachedPeer.codec().stream(reader, reader.uint32(), `${prefix}.peers[]`, {
                limits: opts.limits?.peers$
              })) {
                yield {
                  ...evt,
                  index: obj.peers
                }
              }

              obj.peers++

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

  export interface PeersResponseDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PeersResponseBridgesFieldEvent {
    field: '$.bridges'
    value: boolean
  }

  export interface PeersResponseQuietFieldEvent {
    field: '$.quiet'
    value: boolean
  }

  export interface PeersResponsePeersDeviceFieldEvent {
    field: '$.peers[].device'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface PeersResponsePeersRelayFieldEvent {
    field: '$.peers[].relay'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface PeersResponsePeersRecordFieldEvent {
    field: '$.peers[].record'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<PeersResponse>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, PeersResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeersResponse>): PeersResponse {
    return decodeMessage(buf, PeersResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeersResponse>): Generator<PeersResponseDigestFieldEvent | PeersResponseBridgesFieldEvent | PeersResponseQuietFieldEvent | PeersResponsePeersDeviceFieldEvent | PeersResponsePeersRelayFieldEvent | PeersResponsePeersRecordFieldEvent> {
    return streamMessage(buf, PeersResponse.codec(), opts)
  }
}

export interface ReachedPeer {
  device: Uint8Array<ArrayBuffer>
  relay: Uint8Array<ArrayBuffer>
  record: Uint8Array<ArrayBuffer>
}

export namespace ReachedPeer {
  let _codec: Codec<ReachedPeer>

  export const codec = (): Codec<ReachedPeer> => {
    if (_codec == null) {
      _codec = message<ReachedPeer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.relay != null && obj.relay.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.relay)
        }

        if ((obj.record != null && obj.record.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.record)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          relay: uint8ArrayAlloc(0),
          record: uint8ArrayAlloc(0)
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
              obj.relay = reader.bytes()
              break
            }
            case 3: {
              obj.record = reader.bytes()
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
                field: `${prefix}.relay`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.record`,
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

  export interface ReachedPeerDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReachedPeerRelayFieldEvent {
    field: '$.relay'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReachedPeerRecordFieldEvent {
    field: '$.record'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<ReachedPeer>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ReachedPeer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReachedPeer>): ReachedPeer {
    return decodeMessage(buf, ReachedPeer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReachedPeer>): Generator<ReachedPeerDeviceFieldEvent | ReachedPeerRelayFieldEvent | ReachedPeerRecordFieldEvent> {
    return streamMessage(buf, ReachedPeer.codec(), opts)
  }
}
