/** What the command line prints of private rooms and of what people compare: public forms, and nothing that commands a terminal. */
import { expect, test } from 'vitest'
import { memberWords } from '../../electron/headless/memberWords.ts'
import { textShapes } from '../../electron/headless/print.ts'
import { privateJson, privateText } from '../../electron/headless/privatePrint.ts'
import type { Invite, Member, MemberChange, Room, Safety } from '../../shared/model.ts'
import { accountOf, MORNING, makeEvent, ROOM } from '../support/makeEvent.ts'
import { makePerson } from '../support/makePerson.ts'

const LONG_SCREEN = '\u001b[2J'
const author = { account: accountOf(1), name: `B${LONG_SCREEN}o`, hue: 20 }
const person = makePerson(1, { name: `Fe${LONG_SCREEN}mi`, lookalike: true })
const invite: Invite = {
  inviteId: 'ab'.repeat(32),
  link: 'earshot://join/1/xyz',
  expiresAt: MORNING,
  once: true,
  by: author
}
const member: Member = { account: accountOf(2), role: 'admin', since: MORNING, addedBy: author, waiting: true }
const safety: Safety = {
  digits: Array.from({ length: 12 }, (_, n) => `${10_000 + n}`),
  words: Array.from({ length: 18 }, (_, n) => `word${n}`),
  code: 'earshot://verify/1/a/b'
}
const room = { roomId: ROOM, kind: 'direct', name: '', with: person.account } as Room
const event = makeEvent(1, { body: `tea?${LONG_SCREEN}`, carriedBy: [author] })
const nameOf = () => `N${LONG_SCREEN}`

test('JSON has the public form', () => {
  const parse = (line: string): unknown => JSON.parse(line)
  expect(parse(privateJson.invite(invite, '#plans'))).toEqual({
    inviteId: 'ab'.repeat(32),
    room: '#plans',
    link: 'earshot://join/1/xyz',
    expiresAt: MORNING,
    once: true,
    by: { account: author.account, name: author.name }
  })
  expect(parse(privateJson.member(member, nameOf))).toEqual({
    account: member.account,
    name: nameOf(),
    role: 'admin',
    since: MORNING,
    addedBy: { account: author.account, name: author.name },
    waiting: true
  })
  expect(parse(privateJson.safety(safety, person))).toEqual({
    account: person.account,
    name: person.name,
    keyprint: person.keyprint,
    digits: safety.digits,
    words: safety.words,
    code: safety.code,
    verified: false,
    keyChanged: false
  })
  expect(parse(privateJson.request({ room, label: '@Femi', person, event }))).toMatchObject({
    account: person.account,
    name: person.name,
    lookalike: true,
    roomId: ROOM,
    message: { body: event.body, room: '@Femi', carriedBy: [{ account: author.account, name: author.name }] }
  })
  expect(parse(privateJson.request({ room, label: '@Femi', person, event: null }))).toMatchObject({ message: null })
})

test('what strangers wrote commands no terminal', () => {
  const changes: MemberChange[] = (
    ['created', 'added', 'joined', 'left', 'removed', 'role', 'renamed', 'newcomers'] as const
  ).map(what => ({ what, who: author, role: 'admin' }))
  const lines = [
    privateText.invite({ ...invite, link: null }, '#plans'),
    privateText.member(member, nameOf),
    privateText.safety(safety, person),
    privateText.request({ room, label: '@Femi', person, event }),
    textShapes.event(event, '#a'),
    textShapes.person(person),
    textShapes.room(
      { ...room, members: 2, request: true, closed: 'key-changed', role: null, unread: 1 },
      `@${person.name}`
    ),
    ...changes.map(change => memberWords(change, LONG_SCREEN)),
    ...changes.map(change =>
      textShapes.event(makeEvent(1, { kind: 'member', member: change, body: LONG_SCREEN }), '#a')
    )
  ]
  for (const line of lines) expect(line).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(new Set(changes.map(change => memberWords(change, 'x'))).size).toBe(changes.length)
})

test('numbers and words stand in rows that can be read out', () => {
  const rows = privateText.safety(safety, person).split('\n')
  expect(rows).toContain('    10000 10001 10002 10003')
  expect(rows).toContain('    word12 word13 word14 word15 word16 word17')
})
