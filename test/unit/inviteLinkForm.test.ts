/** Where an invite ends in a text: what the core writes is never cut, and what belongs to the sentence is left to it. */
import { expect, test } from 'vitest'
import { MAX_LINK_CHARS, readInvite, writeInvite } from '../../electron/core/chat/private/inviteLink.ts'
import { inviteLength, isInvite } from '../../renderer/features/timeline/inviteLinks.ts'

const START = 'earshot://join/1/'

test.each([
  ['Cg5u', 4],
  ['Cg5_', 4],
  ['Cg5uaQ', 6],
  ['Cg5uaQ_', 6],
  ['Cg5uaQ-- ', 8], // it may be so: nothing here tells
  ['Cg5u-', 4],
  ['Cg5u. Cg5u', 4],
  ['Cg5u)', 4],
  ['Cg5u__', 4],
  ['---', 0],
  ['', 0]
])('of %j, %i letters are of the invite', (written, letters) => {
  expect(inviteLength(START + written)).toBe(letters === 0 ? 0 : START.length + letters)
})

test('what the core writes has the form', () => {
  for (let n = 0; n < 64; n++) {
    const key = (salt: number) => Uint8Array.from({ length: 32 }, (_, at) => (n * 31 + salt * 7 + at * 13) % 256)
    const [creator, secret, seed, by] = [key(1), key(2), key(3), key(4)]
    const link = writeInvite({ name: 'a'.repeat(1 + (n % 32)), creator, secret, seed, by, expiresAt: undefined })
    expect(readInvite(link).name).toHaveLength(1 + (n % 32))
    for (const text of [link, `${link}.`, `${link})`, `${link} and`]) expect(inviteLength(text)).toBe(link.length)
    expect(isInvite(link)).toBe(true)
  }
})

test('of more letters than an invite may have, none are', () => {
  const most = START + 'A'.repeat(MAX_LINK_CHARS - START.length)
  expect([inviteLength(most), isInvite(most)]).toEqual([MAX_LINK_CHARS, true])
  expect([inviteLength(`${most}A`), isInvite(`${most}A`)]).toEqual([0, false])
})
