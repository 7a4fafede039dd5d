/** What may stand in a private room at all: nothing open, for what arrives and for what is written. */
import { describe, expect, test } from 'vitest'
import { admit, admitEntry } from '../../electron/core/chat/admission.ts'
import type { GuardedRoom } from '../../electron/core/chat/batch.ts'
import { mayComeErased } from '../../electron/core/chat/projection.ts'
import { encodeMessage, encodeProfileEntry, encodeRedact } from '../../electron/core/crypto/bodies.ts'
import { utf8 } from '../../electron/core/crypto/bytes.ts'
import { cloak } from '../../electron/core/crypto/cloak.ts'
import { type Entry, encodeEntry, KIND, signEntry } from '../../electron/core/crypto/event.ts'
import { encodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { MembershipBody } from '../../electron/core/crypto/pb/membership.ts'
import { makeStranger, seedOf } from '../support/stranger.ts'

const ada = makeStranger('Ada')
const direct: GuardedRoom = { roomId: seedOf('room'), kind: 'direct', secret: seedOf('secret') }
const closed: GuardedRoom = { ...direct, kind: 'private' }
const open: GuardedRoom = { ...direct, kind: 'public', secret: null }

function entryOf(kind: number, body: Uint8Array, seq = 1): Entry {
  const prev = seq === 0 ? undefined : seedOf('prev')
  return signEntry({ room: direct.roomId, seq, prev, parents: [], hlc: 9n, kind, body }, ada.device)
}
const hidden = (kind: number, body: Uint8Array, seq = 1): Entry =>
  entryOf(
    kind,
    cloak(seedOf('secret'), { ...direct, room: direct.roomId, device: ada.device.publicKey, seq, kind }, body),
    seq
  )

const refusal = (entry: Entry, room: GuardedRoom): string | undefined => {
  const admitted = admitEntry(entry, room)
  return 'malformed' in admitted ? admitted.malformed : undefined
}

const said = encodeMessage({ text: 'hello' })
const none = { opened: 1, step: 0, commits: [], message: undefined, welcome: undefined, imports: [] }
const message = encodeSealed({ ...none, message: utf8('message') })
const change = encodeSealed({ ...none, commits: [utf8('commit')] })
const redaction = encodeRedact({ target: seedOf('target'), edits: [], inRoom: false })
const profile = encodeProfileEntry(ada.certificate, ada.profile)
const membership = MembershipBody.encode({ after: [seedOf('create')] as never, leave: {} })

describe('in a private room', () => {
  test.each([1, 2, 4, 5, 6, 11, 13, 999])('kind %i is not sealed, whatever it says', kind => {
    for (const body of [said, message, new Uint8Array(), utf8('anything')])
      for (const room of [direct, closed]) expect(refusal(entryOf(kind, body), room)).toBe('not sealed')
  })

  test('a redaction, a profile or who is in it is not taken in the clear', () => {
    expect(refusal(entryOf(KIND.redact, redaction), direct)).toBe('not sealed')
    expect(refusal(entryOf(KIND.profile, profile, 0), direct)).toBe('not sealed')
    expect(refusal(entryOf(KIND.membership, membership), closed)).toBe('not sealed')
  })

  test('they are taken cloaked, and read', () => {
    expect(admitEntry(hidden(KIND.redact, redaction), direct)).toMatchObject({
      said: { is: 'redact' },
      inside: { kind: KIND.redact, body: redaction }
    })
    expect(admitEntry(hidden(KIND.profile, profile, 0), direct)).toMatchObject({ said: { is: 'introduction' } })
    expect(admitEntry(hidden(KIND.membership, membership), closed)).toMatchObject({ said: { is: 'membership' } })
  })

  test('members are no matter of a direct room', () => {
    expect(refusal(hidden(KIND.membership, membership), direct)).toBe('not sealed')
  })

  test('what is cloaked must say what it may say', () => {
    expect(refusal(hidden(KIND.redact, said), direct)).toBe('not a redaction')
    expect(refusal(hidden(KIND.profile, said, 0), direct)).toBe('not an introduction')
    expect(refusal(hidden(KIND.membership, utf8('no members')), closed)).toBe('not of the members')
    const twice = MembershipBody.encode({ after: [seedOf('a'), seedOf('a')] as never, leave: {} })
    expect(refusal(hidden(KIND.membership, twice), closed)).toBe('not of the members')
    const short = MembershipBody.encode({ after: [utf8('short')] as never, leave: {} })
    expect(refusal(hidden(KIND.membership, short), closed)).toBe('not of the members')
    const many = Array.from({ length: 17 }, (_, n) => seedOf(`head ${n}`))
    expect(refusal(hidden(KIND.membership, MembershipBody.encode({ after: many as never, leave: {} })), closed)).toBe(
      'not of the members'
    )
  })

  test('a sealed entry has a message, a change of the group has none', () => {
    expect(refusal(entryOf(KIND.sealed, message), direct)).toBeUndefined()
    expect(refusal(entryOf(KIND.group, change), direct)).toBeUndefined()
    expect(refusal(entryOf(KIND.sealed, change), direct)).toBe('not a sealed body')
    expect(refusal(entryOf(KIND.group, message), direct)).toBe('not a sealed body')
    const both = encodeSealed({ ...none, commits: [utf8('commit')], message: utf8('message') })
    for (const kind of [KIND.sealed, KIND.group]) expect(refusal(entryOf(kind, both), direct)).toBe('not a sealed body')
    for (const kind of [KIND.sealed, KIND.group]) expect(refusal(entryOf(kind, said), direct)).toBe('not a sealed body')
  })

  test('a clock entry says nothing', () => {
    expect(refusal(entryOf(KIND.clock, new Uint8Array()), direct)).toBeUndefined()
    expect(refusal(entryOf(KIND.clock, utf8('psst')), direct)).toBe('not sealed')
  })

  test('only what was sealed may come without its body', () => {
    for (let kind = 1; kind <= 13; kind++) expect(mayComeErased(kind, direct)).toBe(kind === KIND.sealed)
    for (let kind = 1; kind <= 13; kind++)
      expect(mayComeErased(kind, open)).toBe(kind === KIND.message || kind === KIND.edit)
  })
})

test('in a public room 8, 9 and 10 are kinds of another year', () => {
  for (const kind of [KIND.sealed, KIND.group, KIND.membership])
    expect(admitEntry(entryOf(kind, message), open)).toMatchObject({ said: { is: 'other' } })
})

test('an entry of one room is none of another, sealed or not', () => {
  const bytes = encodeEntry(entryOf(KIND.sealed, message))
  expect(admit(bytes, { ...direct, roomId: seedOf('another') })).toEqual({ malformed: 'another room' })
})
