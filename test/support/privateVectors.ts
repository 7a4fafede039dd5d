/** Vectors of private rooms, made from fixed keys, times and nonces. What is committed under test/vectors must be these bytes for ever. */
import { encodeMessage, encodeProfileEntry, encodeRedact } from '../../electron/core/crypto/bodies.ts'
import { toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { cloak } from '../../electron/core/crypto/cloak.ts'
import { signContent } from '../../electron/core/crypto/content.ts'
import { agreementPublicKey } from '../../electron/core/crypto/ed25519.ts'
import { encodeEntry, KIND, signEntry } from '../../electron/core/crypto/event.ts'
import { encodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { directRoomId, directSecret, privateRoomId } from '../../electron/core/crypto/roomSecrets.ts'
import { hlcAt, makeStranger, seedOf } from './stranger.ts'

const AT = 1_767_225_600_000 // 2026-01-01
const ada = makeStranger('Ada', AT)
const inboxes = { ada: seedOf('inbox of ada'), brin: seedOf('inbox of brin') }
const accounts = { ada: seedOf('account of ada'), brin: seedOf('account of brin') }
const nonceOf = (text: string): Uint8Array => seedOf(text).subarray(0, 12)

function agreed(): Uint8Array {
  const other = { account: accounts.brin, inboxKey: agreementPublicKey(inboxes.brin) }
  return directSecret(inboxes.ada, accounts.ada, other) ?? new Uint8Array()
}

export function makePrivateVectors() {
  const secret = agreed()
  const room = directRoomId(secret)
  const device = ada.device.publicKey

  /** An entry whose body is cloaked. */
  function cloaked(kind: number, seq: number, body: Uint8Array, prev: Uint8Array | undefined) {
    const nonce = nonceOf(`nonce ${kind} ${seq}`)
    const outer = cloak(secret, { room, device, seq, kind }, body, nonce)
    const entry = signEntry(
      { room, seq, prev, parents: [], hlc: hlcAt(AT + seq * 1_000), kind, body: outer },
      ada.device
    )
    return {
      id: entry.id,
      said: { kind, seq, nonce: toHex(nonce), body: toHex(body), bytes: toHex(encodeEntry(entry)) }
    }
  }

  const profile = cloaked(KIND.profile, 0, encodeProfileEntry(ada.certificate, ada.profile), undefined)
  const target = seedOf('a message that is gone')
  const redact = cloaked(KIND.redact, 1, encodeRedact({ target, edits: [], inRoom: false }), profile.id)
  const said = { kind: KIND.message, body: encodeMessage({ text: 'between us' }) }
  const place = { room, device, seq: 3 }
  const none = { opened: 2, step: 0, commits: [], message: undefined, welcome: undefined, imports: [] }
  const sealed = (kind: number, body: Uint8Array) =>
    toHex(
      encodeEntry(
        signEntry({ room, seq: 2, prev: redact.id, parents: [], hlc: hlcAt(AT + 9_000), kind, body }, ada.device)
      )
    )
  return {
    direct: {
      accounts: { ada: toHex(accounts.ada), brin: toHex(accounts.brin) },
      inboxScalars: { ada: toHex(inboxes.ada), brin: toHex(inboxes.brin) },
      secret: toHex(secret),
      roomId: toHex(room)
    },
    private: {
      creator: toHex(accounts.ada),
      secret: toHex(seedOf('secret of a room')),
      roomId: toHex(privateRoomId(accounts.ada, seedOf('secret of a room')))
    },
    device: toHex(device),
    cloaked: [profile.said, redact.said],
    content: {
      ...place,
      room: toHex(room),
      device: toHex(device),
      kind: said.kind,
      body: toHex(said.body),
      content: toHex(signContent(place, said, ada.device))
    },
    entries: [
      { name: 'a change of the group', bytes: sealed(KIND.group, encodeSealed({ ...none, welcome: utf8('welcome') })) },
      { name: 'a message', bytes: sealed(KIND.sealed, encodeSealed({ ...none, message: utf8('message') })) }
    ],
    malformed: [
      { name: 'a message in the clear', bytes: sealed(KIND.message, said.body), refusal: 'not sealed' },
      {
        name: 'a redaction in the clear',
        bytes: sealed(KIND.redact, encodeRedact({ target, edits: [], inRoom: false })),
        refusal: 'not sealed'
      },
      { name: 'a kind of another year', bytes: sealed(999, utf8('anything')), refusal: 'not sealed' },
      { name: 'a clock entry with a body', bytes: sealed(KIND.clock, utf8('psst')), refusal: 'not sealed' },
      {
        name: 'members in a direct room',
        bytes: cloaked(KIND.membership, 5, utf8('members'), target).said.bytes,
        refusal: 'not sealed'
      },
      {
        name: 'a message among changes',
        bytes: sealed(KIND.group, encodeSealed({ ...none, message: utf8('message') })),
        refusal: 'not a sealed body'
      },
      {
        name: 'a change among messages',
        bytes: sealed(KIND.sealed, encodeSealed({ ...none, welcome: utf8('welcome') })),
        refusal: 'not a sealed body'
      },
      { name: 'cloaked for another number', bytes: moved(), refusal: 'not sealed' }
    ]
  }

  function moved(): string {
    const body = cloak(secret, { room, device, seq: 7, kind: KIND.redact }, redactBody(), nonceOf('moved'))
    return sealed(KIND.redact, body)
  }

  function redactBody(): Uint8Array {
    return encodeRedact({ target, edits: [], inRoom: false })
  }
}
