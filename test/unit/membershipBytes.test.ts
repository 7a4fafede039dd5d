/** Membership as bytes: what is read of a stranger, the proof of a join, the link. EARSHOT_WRITE_MEMBERSHIP_VECTORS=1 writes the file again. */
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hasRunOut,
  type Invitation,
  MAX_LINK_CHARS,
  readInvite,
  writeInvite
} from '../../electron/core/chat/private/inviteLink.ts'
import { opOf } from '../../electron/core/chat/private/membership/op.ts'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { isInvited } from '../../electron/core/crypto/joinProof.ts'
import { decodeMembership, encodeMembership } from '../../electron/core/crypto/membershipBody.ts'
import { privateRoomId } from '../../electron/core/crypto/roomSecrets.ts'
import { makeMembershipVectors } from '../support/membershipVectors.ts'
import { seedOf } from '../support/stranger.ts'

const FILE = new URL('../vectors/membership.json', import.meta.url)
if (process.env['EARSHOT_WRITE_MEMBERSHIP_VECTORS'] === '1')
  writeFileSync(FILE, `${JSON.stringify(makeMembershipVectors(), null, 2)}\n`)
const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as ReturnType<typeof makeMembershipVectors>
const bytes = (value: unknown): Uint8Array => fromHex(String(value))

test('membership.json is what this code makes', () => {
  expect(makeMembershipVectors()).toStrictEqual(vectors)
})

describe('a body', () => {
  test.each(vectors.bodies)('of $change.what is read as ever, and written the same', ({ after, change, body }) => {
    const said = decodeMembership(fromHex(body))
    expect(said?.after.map(toHex)).toEqual(after)
    expect(said?.change.what).toBe(change['what'])
    expect(said && toHex(encodeMembership(said))).toBe(body)
  })

  test.each(vectors.malformed)('is refused where $why', ({ body }) => {
    expect(decodeMembership(fromHex(body))).toBeUndefined()
  })

  test('an introduction comes with an add whole', () => {
    const introduction = { certificate: new Uint8Array(1_024).fill(1), profile: new Uint8Array(2_048).fill(2) }
    const after = Array.from({ length: 16 }, (_, at) => seedOf(`${at}`))
    const said = { after, change: { what: 'add', account: seedOf('a'), introduction } } as const
    expect(decodeMembership(encodeMembership(said))).toEqual(said)
  })

  test('anything at all is one or none, and nothing is thrown', () => {
    const real = vectors.bodies.map(({ body }) => fromHex(body))
    const changed = fc
      .tuple(fc.constantFrom(...real), fc.nat(400), fc.nat(255))
      .map(([body, at, byte]) => Uint8Array.from(body, (old, index) => (index === at % body.length ? byte : old)))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 5_000 }), changed), body => {
        const said = decodeMembership(body)
        if (said !== undefined) expect(decodeMembership(encodeMembership(said))).toEqual(said)
      }),
      { numRuns: 1_000 }
    )
  })
})

describe('a room', () => {
  test('has an id that only its maker and its secret give', () => {
    const { creator, secret, room } = vectors.room
    expect(toHex(privateRoomId(bytes(creator), bytes(secret)))).toBe(room)
    expect(toHex(privateRoomId(bytes(secret), bytes(creator)))).not.toBe(room)
  })

  test('is joined with a proof that is good for this room and this person alone', () => {
    const { key, room, account, proof } = vectors.proof
    const parts = [key, room, account, proof].map(bytes) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    expect(isInvited(...parts)).toBe(true)
    for (const at of parts.keys()) {
      const other = parts.map((part, index) => (index === at ? Uint8Array.from(part, byte => byte ^ 1) : part))
      expect(isInvited(...(other as typeof parts))).toBe(false)
    }
    const written = { room: parts[1], id: seedOf('id'), device: seedOf('d'), account: seedOf('other'), seq: 1, hlc: 1n }
    const change = { what: 'join', key: parts[0], proof: parts[3] } as const
    expect(opOf(written, { after: [seedOf('x')], change })).toBeUndefined()
    expect(opOf({ ...written, account: parts[2] }, { after: [seedOf('x')], change })).toMatchObject({ account })
  })
})

describe('a link', () => {
  const invitation: Invitation = {
    name: 'night-watch',
    creator: seedOf('creator'),
    secret: seedOf('secret'),
    seed: seedOf('seed'),
    expiresAt: 1_800_000_000_000,
    by: seedOf('by')
  }

  test.each(vectors.links)('is read as ever', ({ link, said }) => {
    const read = readInvite(link)
    expect(read.name).toBe(said['name'])
    expect(toHex(read.seed)).toBe(said['seed'])
    expect(writeInvite(read)).toBe(link)
  })

  test('says who, what and until when, whatever is around it', () => {
    const link = writeInvite(invitation)
    expect(link).toMatch(/^earshot:\/\/join\/1\/[\w-]+$/)
    expect(readInvite(`\n ${link}\t`)).toEqual(invitation)
    expect(readInvite(writeInvite({ ...invitation, expiresAt: undefined })).expiresAt).toBeUndefined()
  })

  test('is short enough to scan with the longest name', () => {
    const link = writeInvite({ ...invitation, name: '界'.repeat(48), expiresAt: Number.MAX_SAFE_INTEGER })
    expect(link.length).toBeLessThanOrEqual(MAX_LINK_CHARS / 2)
    expect(readInvite(link).name).toBe('界'.repeat(48))
  })

  test('runs out', () => {
    expect([0, 1].map(more => hasRunOut(invitation, 1_800_000_000_000 + more))).toEqual([false, true])
    expect(hasRunOut({ expiresAt: undefined }, Number.MAX_SAFE_INTEGER)).toBe(false)
  })

  test('with a letter changed, missing or added is refused by name', () => {
    const link = writeInvite(invitation)
    const prefix = 'earshot://join/1/'.length
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.constantFrom('A', 'z', '-', '', '~', 'AA'), (at, put) => {
        const other = link.slice(0, at) + put + link.slice(at + 1)
        if (other === link) return
        // the last letter holds bits that say nothing
        const same = Buffer.from(other.slice(prefix), 'base64url').equals(Buffer.from(link.slice(prefix), 'base64url'))
        if (at >= prefix && same && put !== '~') return
        expect(() => readInvite(other)).toThrow(expect.objectContaining({ code: 'invite.bad' }))
      })
    )
  })

  test.each([
    ['a name that is none', { name: 'Night Watch' }],
    ['a key cut off', { seed: new Uint8Array(31) }],
    ['no secret', { secret: new Uint8Array() }],
    ['a time beyond all times', { expiresAt: 2 ** 60 }],
    ['too many letters', { name: 'x'.repeat(800) }]
  ])('with %s is refused', (_, wrong) => {
    expect(() => readInvite(writeInvite({ ...invitation, ...wrong }))).toThrow(
      expect.objectContaining({ code: 'invite.bad' })
    )
  })

  test('anything at all is refused by name', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 2_000 }),
          fc.base64String().map(text => `earshot://join/1/${text}`)
        ),
        text => {
          expect(() => readInvite(text)).toThrow(expect.objectContaining({ code: 'invite.bad' }))
        }
      )
    )
  })
})
