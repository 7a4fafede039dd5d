import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface HandedOver {
  contents: HandedContent[]
}

export namespace HandedOver {
  let _codec: Codec<HandedOver>

  export const codec = (): Codec<HandedOver> => {
    if (_codec == null) {
      _codec = message<HandedOver>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.contents != null && obj.contents.length > 0) {
          for (const value of obj.contents) {
            w.uint32(10)
            HandedContent.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          contents: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.contents != null && obj.contents.length === opts.limits.contents) {
                throw new MaxLengthError('Decode error - repeated field "contents" had too many elements')
              }

              obj.contents.push(HandedContent.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.contents$
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
          contents: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.contents != null && obj.contents === opts.limits.contents) {
                throw new MaxLengthError('Streaming decode error - repeated field "contents" had too many elements')
              }

              for (const evt of HandedContent.codec().stream(reader, reader.uint32(), `${prefix}.contents[]`, {
                limits: opts.limits?.contents$
              })) {
                yield {
                  ...evt,
                  index: obj.contents
                }
              }

              obj.contents++

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

  export interface HandedOverContentsDeviceFieldEvent {
    field: '$.contents[].device'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface HandedOverContentsSeqFieldEvent {
    field: '$.contents[].seq'
    value: bigint
    index: number
  }

  export interface HandedOverContentsContentFieldEvent {
    field: '$.contents[].content'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<HandedOver>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, HandedOver.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HandedOver>): HandedOver {
    return decodeMessage(buf, HandedOver.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HandedOver>): Generator<HandedOverContentsDeviceFieldEvent | HandedOverContentsSeqFieldEvent | HandedOverContentsContentFieldEvent> {
    return streamMessage(buf, HandedOver.codec(), opts)
  }
}

export interface HandedContent {
  device: Uint8Array<ArrayBuffer>
  seq: bigint
  content: Uint8Array<ArrayBuffer>
}

export namespace HandedContent {
  let _codec: Codec<HandedContent>

  export const codec = (): Codec<HandedContent> => {
    if (_codec == null) {
      _codec = message<HandedContent>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.seq != null && obj.seq !== 0n)) {
          w.uint32(16)
          w.uint64(obj.seq)
        }

        if ((obj.content != null && obj.content.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.content)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          seq: 0n,
          content: uint8ArrayAlloc(0)
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
              obj.seq = reader.uint64()
              break
            }
            case 3: {
              obj.content = reader.bytes()
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
                field: `${prefix}.seq`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.content`,
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

  export interface HandedContentDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array<ArrayBuffer>
  }

  export interface HandedContentSeqFieldEvent {
    field: '$.seq'
    value: bigint
  }

  export interface HandedContentContentFieldEvent {
    field: '$.content'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<HandedContent>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, HandedContent.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HandedContent>): HandedContent {
    return decodeMessage(buf, HandedContent.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HandedContent>): Generator<HandedContentDeviceFieldEvent | HandedContentSeqFieldEvent | HandedContentContentFieldEvent> {
    return streamMessage(buf, HandedContent.codec(), opts)
  }
}
