/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface MembershipBody {
  after: Uint8Array<ArrayBuffer>[]
  create?: CreateBody
  invite?: InviteBody
  revoke?: RevokeBody
  join?: JoinBody
  add?: AddBody
  remove?: RemoveBody
  leave?: LeaveBody
  role?: RoleBody
  rename?: RenameBody
  newcomers?: NewcomersBody
}

export namespace MembershipBody {
  let _codec: Codec<MembershipBody>

  export const codec = (): Codec<MembershipBody> => {
    if (_codec == null) {
      _codec = message<MembershipBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.after != null && obj.after.length > 0) {
          for (const value of obj.after) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (obj.create != null) {
          w.uint32(18)
          CreateBody.codec().encode(obj.create, w)
        }

        if (obj.invite != null) {
          w.uint32(26)
          InviteBody.codec().encode(obj.invite, w)
        }

        if (obj.revoke != null) {
          w.uint32(34)
          RevokeBody.codec().encode(obj.revoke, w)
        }

        if (obj.join != null) {
          w.uint32(42)
          JoinBody.codec().encode(obj.join, w)
        }

        if (obj.add != null) {
          w.uint32(50)
          AddBody.codec().encode(obj.add, w)
        }

        if (obj.remove != null) {
          w.uint32(58)
          RemoveBody.codec().encode(obj.remove, w)
        }

        if (obj.leave != null) {
          w.uint32(66)
          LeaveBody.codec().encode(obj.leave, w)
        }

        if (obj.role != null) {
          w.uint32(74)
          RoleBody.codec().encode(obj.role, w)
        }

        if (obj.rename != null) {
          w.uint32(82)
          RenameBody.codec().encode(obj.rename, w)
        }

        if (obj.newcomers != null) {
          w.uint32(90)
          NewcomersBody.codec().encode(obj.newcomers, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          after: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.after != null && obj.after.length === opts.limits.after) {
                throw new MaxLengthError('Decode error - repeated field "after" had too many elements')
              }

              obj.after.push(reader.bytes())
              break
            }
            case 2: {
              obj.create = CreateBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.create
              })
              break
            }
            case 3: {
              obj.invite = InviteBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.invite
              })
              break
            }
            case 4: {
              obj.revoke = RevokeBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.revoke
              })
              break
            }
            case 5: {
              obj.join = JoinBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.join
              })
              break
            }
            case 6: {
              obj.add = AddBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.add
              })
              break
            }
            case 7: {
              obj.remove = RemoveBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.remove
              })
              break
            }
            case 8: {
              obj.leave = LeaveBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.leave
              })
              break
            }
            case 9: {
              obj.role = RoleBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.role
              })
              break
            }
            case 10: {
              obj.rename = RenameBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rename
              })
              break
            }
            case 11: {
              obj.newcomers = NewcomersBody.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.newcomers
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
        const obj = {
          after: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.after != null && obj.after === opts.limits.after) {
                throw new MaxLengthError('Streaming decode error - repeated field "after" had too many elements')
              }

              yield {
                field: `${prefix}.after[]`,
                index: obj.after,
                value: reader.bytes()
              }

              obj.after++

              break
            }
            case 2: {
              yield * CreateBody.codec().stream(reader, reader.uint32(), `${prefix}.create`, {
                limits: opts.limits?.create
              })

              break
            }
            case 3: {
              yield * InviteBody.codec().stream(reader, reader.uint32(), `${prefix}.invite`, {
                limits: opts.limits?.invite
              })

              break
            }
            case 4: {
              yield * RevokeBody.codec().stream(reader, reader.uint32(), `${prefix}.revoke`, {
                limits: opts.limits?.revoke
              })

              break
            }
            case 5: {
              yield * JoinBody.codec().stream(reader, reader.uint32(), `${prefix}.join`, {
                limits: opts.limits?.join
              })

              break
            }
            case 6: {
              yield * AddBody.codec().stream(reader, reader.uint32(), `${prefix}.add`, {
                limits: opts.limits?.add
              })

              break
            }
            case 7: {
              yield * RemoveBody.codec().stream(reader, reader.uint32(), `${prefix}.remove`, {
                limits: opts.limits?.remove
              })

              break
            }
            case 8: {
              yield * LeaveBody.codec().stream(reader, reader.uint32(), `${prefix}.leave`, {
                limits: opts.limits?.leave
              })

              break
            }
            case 9: {
              yield * RoleBody.codec().stream(reader, reader.uint32(), `${prefix}.role`, {
                limits: opts.limits?.role
              })

              break
            }
            case 10: {
              yield * RenameBody.codec().stream(reader, reader.uint32(), `${prefix}.rename`, {
                limits: opts.limits?.rename
              })

              break
            }
            case 11: {
              yield * NewcomersBody.codec().stream(reader, reader.uint32(), `${prefix}.newcomers`, {
                limits: opts.limits?.newcomers
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

  export interface MembershipBodyAfterFieldEvent {
    field: '$.after[]'
    index: number
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyCreateNameFieldEvent {
    field: '$.create.name'
    value: string
  }

  export interface MembershipBodyCreateReadFieldEvent {
    field: '$.create.read'
    value: number
  }

  export interface MembershipBodyInviteKeyFieldEvent {
    field: '$.invite.key'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyInviteExpiresAtFieldEvent {
    field: '$.invite.expiresAt'
    value: bigint
  }

  export interface MembershipBodyInviteOnceFieldEvent {
    field: '$.invite.once'
    value: boolean
  }

  export interface MembershipBodyRevokeKeyFieldEvent {
    field: '$.revoke.key'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyJoinKeyFieldEvent {
    field: '$.join.key'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyJoinProofFieldEvent {
    field: '$.join.proof'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyAddAccountFieldEvent {
    field: '$.add.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyAddCertificateFieldEvent {
    field: '$.add.certificate'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyAddProfileFieldEvent {
    field: '$.add.profile'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyRemoveAccountFieldEvent {
    field: '$.remove.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyRoleAccountFieldEvent {
    field: '$.role.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface MembershipBodyRoleRoleFieldEvent {
    field: '$.role.role'
    value: number
  }

  export interface MembershipBodyRenameNameFieldEvent {
    field: '$.rename.name'
    value: string
  }

  export interface MembershipBodyNewcomersReadFieldEvent {
    field: '$.newcomers.read'
    value: number
  }

  export function encode (obj: Partial<MembershipBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, MembershipBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MembershipBody>): MembershipBody {
    return decodeMessage(buf, MembershipBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MembershipBody>): Generator<MembershipBodyAfterFieldEvent | MembershipBodyCreateNameFieldEvent | MembershipBodyCreateReadFieldEvent | MembershipBodyInviteKeyFieldEvent | MembershipBodyInviteExpiresAtFieldEvent | MembershipBodyInviteOnceFieldEvent | MembershipBodyRevokeKeyFieldEvent | MembershipBodyJoinKeyFieldEvent | MembershipBodyJoinProofFieldEvent | MembershipBodyAddAccountFieldEvent | MembershipBodyAddCertificateFieldEvent | MembershipBodyAddProfileFieldEvent | MembershipBodyRemoveAccountFieldEvent | MembershipBodyRoleAccountFieldEvent | MembershipBodyRoleRoleFieldEvent | MembershipBodyRenameNameFieldEvent | MembershipBodyNewcomersReadFieldEvent> {
    return streamMessage(buf, MembershipBody.codec(), opts)
  }
}

export interface CreateBody {
  name: string
  read: number
}

export namespace CreateBody {
  let _codec: Codec<CreateBody>

  export const codec = (): Codec<CreateBody> => {
    if (_codec == null) {
      _codec = message<CreateBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(10)
          w.string(obj.name)
        }

        if ((obj.read != null && obj.read !== 0)) {
          w.uint32(16)
          w.uint32(obj.read)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: '',
          read: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.name = reader.string()
              break
            }
            case 2: {
              obj.read = reader.uint32()
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
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.read`,
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

  export interface CreateBodyNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface CreateBodyReadFieldEvent {
    field: '$.read'
    value: number
  }

  export function encode (obj: Partial<CreateBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, CreateBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CreateBody>): CreateBody {
    return decodeMessage(buf, CreateBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CreateBody>): Generator<CreateBodyNameFieldEvent | CreateBodyReadFieldEvent> {
    return streamMessage(buf, CreateBody.codec(), opts)
  }
}

export interface InviteBody {
  key: Uint8Array<ArrayBuffer>
  expiresAt: bigint
  once: boolean
}

export namespace InviteBody {
  let _codec: Codec<InviteBody>

  export const codec = (): Codec<InviteBody> => {
    if (_codec == null) {
      _codec = message<InviteBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.expiresAt != null && obj.expiresAt !== 0n)) {
          w.uint32(16)
          w.uint64(obj.expiresAt)
        }

        if ((obj.once != null && obj.once !== false)) {
          w.uint32(24)
          w.bool(obj.once)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: uint8ArrayAlloc(0),
          expiresAt: 0n,
          once: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.expiresAt = reader.uint64()
              break
            }
            case 3: {
              obj.once = reader.bool()
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
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.expiresAt`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.once`,
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

  export interface InviteBodyKeyFieldEvent {
    field: '$.key'
    value: Uint8Array<ArrayBuffer>
  }

  export interface InviteBodyExpiresAtFieldEvent {
    field: '$.expiresAt'
    value: bigint
  }

  export interface InviteBodyOnceFieldEvent {
    field: '$.once'
    value: boolean
  }

  export function encode (obj: Partial<InviteBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, InviteBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<InviteBody>): InviteBody {
    return decodeMessage(buf, InviteBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<InviteBody>): Generator<InviteBodyKeyFieldEvent | InviteBodyExpiresAtFieldEvent | InviteBodyOnceFieldEvent> {
    return streamMessage(buf, InviteBody.codec(), opts)
  }
}

export interface RevokeBody {
  key: Uint8Array<ArrayBuffer>
}

export namespace RevokeBody {
  let _codec: Codec<RevokeBody>

  export const codec = (): Codec<RevokeBody> => {
    if (_codec == null) {
      _codec = message<RevokeBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
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

  export interface RevokeBodyKeyFieldEvent {
    field: '$.key'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<RevokeBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RevokeBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RevokeBody>): RevokeBody {
    return decodeMessage(buf, RevokeBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RevokeBody>): Generator<RevokeBodyKeyFieldEvent> {
    return streamMessage(buf, RevokeBody.codec(), opts)
  }
}

export interface JoinBody {
  key: Uint8Array<ArrayBuffer>
  proof: Uint8Array<ArrayBuffer>
}

export namespace JoinBody {
  let _codec: Codec<JoinBody>

  export const codec = (): Codec<JoinBody> => {
    if (_codec == null) {
      _codec = message<JoinBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.proof != null && obj.proof.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.proof)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: uint8ArrayAlloc(0),
          proof: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.proof = reader.bytes()
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
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.proof`,
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

  export interface JoinBodyKeyFieldEvent {
    field: '$.key'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JoinBodyProofFieldEvent {
    field: '$.proof'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<JoinBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, JoinBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JoinBody>): JoinBody {
    return decodeMessage(buf, JoinBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JoinBody>): Generator<JoinBodyKeyFieldEvent | JoinBodyProofFieldEvent> {
    return streamMessage(buf, JoinBody.codec(), opts)
  }
}

export interface AddBody {
  account: Uint8Array<ArrayBuffer>
  certificate: Uint8Array<ArrayBuffer>
  profile: Uint8Array<ArrayBuffer>
}

export namespace AddBody {
  let _codec: Codec<AddBody>

  export const codec = (): Codec<AddBody> => {
    if (_codec == null) {
      _codec = message<AddBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.account)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.certificate)
        }

        if ((obj.profile != null && obj.profile.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.profile)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: uint8ArrayAlloc(0),
          certificate: uint8ArrayAlloc(0),
          profile: uint8ArrayAlloc(0)
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
              obj.certificate = reader.bytes()
              break
            }
            case 3: {
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
                field: `${prefix}.account`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
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

  export interface AddBodyAccountFieldEvent {
    field: '$.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AddBodyCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AddBodyProfileFieldEvent {
    field: '$.profile'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<AddBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, AddBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AddBody>): AddBody {
    return decodeMessage(buf, AddBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AddBody>): Generator<AddBodyAccountFieldEvent | AddBodyCertificateFieldEvent | AddBodyProfileFieldEvent> {
    return streamMessage(buf, AddBody.codec(), opts)
  }
}

export interface RemoveBody {
  account: Uint8Array<ArrayBuffer>
}

export namespace RemoveBody {
  let _codec: Codec<RemoveBody>

  export const codec = (): Codec<RemoveBody> => {
    if (_codec == null) {
      _codec = message<RemoveBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.account)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.account = reader.bytes()
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

  export interface RemoveBodyAccountFieldEvent {
    field: '$.account'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<RemoveBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RemoveBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RemoveBody>): RemoveBody {
    return decodeMessage(buf, RemoveBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RemoveBody>): Generator<RemoveBodyAccountFieldEvent> {
    return streamMessage(buf, RemoveBody.codec(), opts)
  }
}

export interface LeaveBody {}

export namespace LeaveBody {
  let _codec: Codec<LeaveBody>

  export const codec = (): Codec<LeaveBody> => {
    if (_codec == null) {
      _codec = message<LeaveBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
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

  export function encode (obj: Partial<LeaveBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, LeaveBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeaveBody>): LeaveBody {
    return decodeMessage(buf, LeaveBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeaveBody>): Generator<{}> {
    return streamMessage(buf, LeaveBody.codec(), opts)
  }
}

export interface RoleBody {
  account: Uint8Array<ArrayBuffer>
  role: number
}

export namespace RoleBody {
  let _codec: Codec<RoleBody>

  export const codec = (): Codec<RoleBody> => {
    if (_codec == null) {
      _codec = message<RoleBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.account)
        }

        if ((obj.role != null && obj.role !== 0)) {
          w.uint32(16)
          w.uint32(obj.role)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: uint8ArrayAlloc(0),
          role: 0
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
              obj.role = reader.uint32()
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
                field: `${prefix}.role`,
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

  export interface RoleBodyAccountFieldEvent {
    field: '$.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface RoleBodyRoleFieldEvent {
    field: '$.role'
    value: number
  }

  export function encode (obj: Partial<RoleBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RoleBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RoleBody>): RoleBody {
    return decodeMessage(buf, RoleBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RoleBody>): Generator<RoleBodyAccountFieldEvent | RoleBodyRoleFieldEvent> {
    return streamMessage(buf, RoleBody.codec(), opts)
  }
}

export interface RenameBody {
  name: string
}

export namespace RenameBody {
  let _codec: Codec<RenameBody>

  export const codec = (): Codec<RenameBody> => {
    if (_codec == null) {
      _codec = message<RenameBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(10)
          w.string(obj.name)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
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

  export interface RenameBodyNameFieldEvent {
    field: '$.name'
    value: string
  }

  export function encode (obj: Partial<RenameBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, RenameBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RenameBody>): RenameBody {
    return decodeMessage(buf, RenameBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RenameBody>): Generator<RenameBodyNameFieldEvent> {
    return streamMessage(buf, RenameBody.codec(), opts)
  }
}

export interface NewcomersBody {
  read: number
}

export namespace NewcomersBody {
  let _codec: Codec<NewcomersBody>

  export const codec = (): Codec<NewcomersBody> => {
    if (_codec == null) {
      _codec = message<NewcomersBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.read != null && obj.read !== 0)) {
          w.uint32(8)
          w.uint32(obj.read)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          read: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.read = reader.uint32()
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
                field: `${prefix}.read`,
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

  export interface NewcomersBodyReadFieldEvent {
    field: '$.read'
    value: number
  }

  export function encode (obj: Partial<NewcomersBody>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, NewcomersBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NewcomersBody>): NewcomersBody {
    return decodeMessage(buf, NewcomersBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NewcomersBody>): Generator<NewcomersBodyReadFieldEvent> {
    return streamMessage(buf, NewcomersBody.codec(), opts)
  }
}

export interface InviteLink {
  name: string
  creator: Uint8Array<ArrayBuffer>
  secret: Uint8Array<ArrayBuffer>
  seed: Uint8Array<ArrayBuffer>
  expiresAt: bigint
  by: Uint8Array<ArrayBuffer>
}

export namespace InviteLink {
  let _codec: Codec<InviteLink>

  export const codec = (): Codec<InviteLink> => {
    if (_codec == null) {
      _codec = message<InviteLink>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(10)
          w.string(obj.name)
        }

        if ((obj.creator != null && obj.creator.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.creator)
        }

        if ((obj.secret != null && obj.secret.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.secret)
        }

        if ((obj.seed != null && obj.seed.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.seed)
        }

        if ((obj.expiresAt != null && obj.expiresAt !== 0n)) {
          w.uint32(40)
          w.uint64(obj.expiresAt)
        }

        if ((obj.by != null && obj.by.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.by)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: '',
          creator: uint8ArrayAlloc(0),
          secret: uint8ArrayAlloc(0),
          seed: uint8ArrayAlloc(0),
          expiresAt: 0n,
          by: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.name = reader.string()
              break
            }
            case 2: {
              obj.creator = reader.bytes()
              break
            }
            case 3: {
              obj.secret = reader.bytes()
              break
            }
            case 4: {
              obj.seed = reader.bytes()
              break
            }
            case 5: {
              obj.expiresAt = reader.uint64()
              break
            }
            case 6: {
              obj.by = reader.bytes()
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
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.creator`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.secret`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.seed`,
                value: reader.bytes()
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
                field: `${prefix}.by`,
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

  export interface InviteLinkNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface InviteLinkCreatorFieldEvent {
    field: '$.creator'
    value: Uint8Array<ArrayBuffer>
  }

  export interface InviteLinkSecretFieldEvent {
    field: '$.secret'
    value: Uint8Array<ArrayBuffer>
  }

  export interface InviteLinkSeedFieldEvent {
    field: '$.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface InviteLinkExpiresAtFieldEvent {
    field: '$.expiresAt'
    value: bigint
  }

  export interface InviteLinkByFieldEvent {
    field: '$.by'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<InviteLink>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, InviteLink.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<InviteLink>): InviteLink {
    return decodeMessage(buf, InviteLink.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<InviteLink>): Generator<InviteLinkNameFieldEvent | InviteLinkCreatorFieldEvent | InviteLinkSecretFieldEvent | InviteLinkSeedFieldEvent | InviteLinkExpiresAtFieldEvent | InviteLinkByFieldEvent> {
    return streamMessage(buf, InviteLink.codec(), opts)
  }
}
