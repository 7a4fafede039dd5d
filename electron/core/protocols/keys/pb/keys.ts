import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface KeysRequest {
  give: Uint8Array<ArrayBuffer>[]
  want: Uint8Array<ArrayBuffer>[]
  nonce: Uint8Array<ArrayBuffer>
  lost: Uint8Array<ArrayBuffer>[]
}

export namespace KeysRequest {
  let _codec: Codec<KeysRequest>

  export const codec = (): Codec<KeysRequest> => {
    if (_codec == null) {
      _codec = message<KeysRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.give != null && obj.give.length > 0) {
          for (const value of obj.give) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (obj.want != null && obj.want.length > 0) {
          for (const value of obj.want) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.nonce)
        }

        if (obj.lost != null && obj.lost.length > 0) {
          for (const value of obj.lost) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          give: [],
          want: [],
          nonce: uint8ArrayAlloc(0),
          lost: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.give != null && obj.give.length === opts.limits.give) {
                throw new MaxLengthError('Decode error - repeated field "give" had too many elements')
              }

              obj.give.push(reader.bytes())
              break
            }
            case 2: {
              if (opts.limits?.want != null && obj.want.length === opts.limits.want) {
                throw new MaxLengthError('Decode error - repeated field "want" had too many elements')
              }

              obj.want.push(reader.bytes())
              break
            }
            case 3: {
              obj.nonce = reader.bytes()
              break
            }
            case 4: {
              if (opts.limits?.lost != null && obj.lost.length === opts.limits.lost) {
                throw new MaxLengthError('Decode error - repeated field "lost" had too many elements')
              }

              obj.lost.push(reader.bytes())
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
          give: 0,
          want: 0,
          lost: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.give != null && obj.give === opts.limits.give) {
                throw new MaxLengthError('Streaming decode error - repeated field "give" had too many elements')
              }

              yield {
                field: `${prefix}.give[]`,
                index: obj.give,
                value: reader.bytes()
              }

              obj.give++

              break
            }
            case 2: {
              if (opts.limits?.want != null && obj.want === opts.limits.want) {
                throw new MaxLengthError('Streaming decode error - repeated field "want" had too many elements')
              }

              yield {
                field: `${prefix}.want[]`,
                index: obj.want,
                value: reader.bytes()
              }

              obj.want++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.nonce`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              if (opts.limits?.lost != null && obj.lost === opts.limits.lost) {
                throw new MaxLengthError('Streaming decode error - repeated field "lost" had too many elements')
              }

              yield {
                field: `${prefix}.lost[]`,
                index: obj.lost,
                value: reader.bytes()
              }

              obj.lost++

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

  export interface KeysRequestGiveFieldEvent {
    field: '$.give[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface KeysRequestWantFieldEvent {
    field: '$.want[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface KeysRequestNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array<ArrayBuffer>
  }

  export interface KeysRequestLostFieldEvent {
    field: '$.lost[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<KeysRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, KeysRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeysRequest>): KeysRequest {
    return decodeMessage(buf, KeysRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeysRequest>): Generator<KeysRequestGiveFieldEvent | KeysRequestWantFieldEvent | KeysRequestNonceFieldEvent | KeysRequestLostFieldEvent> {
    return streamMessage(buf, KeysRequest.codec(), opts)
  }
}

export interface KeysResponse {
  bundles: Uint8Array<ArrayBuffer>[]
}

export namespace KeysResponse {
  let _codec: Codec<KeysResponse>

  export const codec = (): Codec<KeysResponse> => {
    if (_codec == null) {
      _codec = message<KeysResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.bundles != null && obj.bundles.length > 0) {
          for (const value of obj.bundles) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bundles: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.bundles != null && obj.bundles.length === opts.limits.bundles) {
                throw new MaxLengthError('Decode error - repeated field "bundles" had too many elements')
              }

              obj.bundles.push(reader.bytes())
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
          bundles: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.bundles != null && obj.bundles === opts.limits.bundles) {
                throw new MaxLengthError('Streaming decode error - repeated field "bundles" had too many elements')
              }

              yield {
                field: `${prefix}.bundles[]`,
                index: obj.bundles,
                value: reader.bytes()
              }

              obj.bundles++

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

  export interface KeysResponseBundlesFieldEvent {
    field: '$.bundles[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<KeysResponse>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, KeysResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeysResponse>): KeysResponse {
    return decodeMessage(buf, KeysResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeysResponse>): Generator<KeysResponseBundlesFieldEvent> {
    return streamMessage(buf, KeysResponse.codec(), opts)
  }
}
