/** People and private rooms on the command line, over real headless hosts: each command, what it prints, and what is refused. */
import { once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { type Host, jsonLines, startHost, stopAll } from '../support/headless.ts'

afterEach(stopAll)

const SOON = { timeout: 30_000 }

interface EventLine {
  eventId: string
  room: string
  kind: string
  body: string
  member: { what: string; who: { name: string } | null } | null
}
interface RoomLine {
  room: string
  roomId: string
  kind: string
  with: string | null
  request: boolean
  role: string | null
  closed: string | null
  members: number
}
interface SafetyLine {
  digits: string[]
  words: string[]
  code: string
  verified: boolean
}

async function startTwo(): Promise<[Host, Host]> {
  const [ann, bob] = await Promise.all([startHost({ name: 'Ann' }), startHost({ name: 'Bob' })])
  await ann.ask('connect', bob.addresses[0] ?? '')
  return [ann, bob]
}
async function one<T>(host: Host, ...args: string[]): Promise<T> {
  const [line] = await host.ask<T>(...args)
  if (line === undefined) throw new Error(`${args[0]} printed nothing`)
  return line
}
async function refused(host: Host, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await host.run(args)
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
  return stderr
}
const bodies = async (host: Host, room: string): Promise<string[]> =>
  (await host.ask<EventLine>('history', room)).filter(({ kind }) => kind === 'message').map(({ body }) => body)
const reads = (host: Host, room: string, texts: string[]): Promise<void> =>
  vi.waitFor(async () => expect(await bodies(host, room)).toEqual(texts), SOON)

/** They write with each other. */
async function startDirect(): Promise<[Host, Host]> {
  const [ann, bob] = await startTwo()
  await vi.waitFor(() => ann.ask('send', '@Bob', 'hello'), SOON)
  await vi.waitFor(async () => expect(await bob.ask('requests')).toHaveLength(1), SOON)
  await bob.ask('accept', 'Ann')
  await reads(bob, '@Ann', ['hello'])
  return [ann, bob]
}

test('two compare numbers, words and codes: the same on both sides, and only that verifies', async () => {
  const [ann, bob] = await startTwo()
  const [hers, his] = [await one<SafetyLine>(ann, 'verify', 'Bob'), await one<SafetyLine>(bob, 'verify', '@ann')]
  expect(hers).toMatchObject({ account: bob.account, name: 'Bob', verified: false, keyChanged: false })
  expect([hers.digits, hers.words]).toEqual([his.digits, his.words])
  expect(hers.digits).toHaveLength(12)
  expect(await refused(ann, 'verify', 'Bob', '--code', hers.code)).toMatch(/^earshot: peer\.self/)
  expect(await refused(ann, 'verify', 'Bob', '--code', 'a cat')).toMatch(/^earshot: peer\.code/)
  expect(await refused(ann, 'verify', 'Nobody')).toMatch(/^earshot: person\.unknown/)
  expect(await ann.ask('people')).toMatchObject([{ name: 'Bob', verified: false }])
  expect(await one(ann, 'verify', 'Bob', '--code', his.code)).toMatchObject({ verified: true })
  expect(await one(bob, 'verify', bob.account === null ? '' : 'Ann', '--match')).toMatchObject({ verified: true })
  expect(await ann.ask('people')).toMatchObject([{ name: 'Bob', verified: true }])
  const { stdout } = await ann.run(['verify', 'Bob'])
  for (const part of [...hers.digits, ...hers.words, hers.code]) expect(stdout).toContain(part)
  expect((await ann.run(['people'])).stdout).toBe('Bob  within earshot, verified\n')
})

test('a first message is a request until it is accepted; then both write, and the rest works as in channels', async () => {
  const [ann, bob] = await startTwo()
  const sent = await vi.waitFor(() => one<EventLine>(ann, 'send', '@Bob', 'tea?'), SOON)
  expect(sent).toMatchObject({ room: '@Bob', body: 'tea?', kind: 'message', member: null })
  await vi.waitFor(
    async () =>
      expect(await bob.ask('requests')).toMatchObject([
        { account: ann.account, name: 'Ann', lookalike: false, message: { body: 'tea?', room: '@Ann' } }
      ]),
    SOON
  )
  expect((await bob.run(['requests'])).stdout).toMatch(/^Ann {2}[0-9a-f]{16}\n {4}tea\?\n$/)
  expect(await refused(bob, 'send', '@Ann', 'who?')).toMatch(/^earshot: room\.request/)
  expect(await one<RoomLine>(bob, 'accept', '@Ann')).toMatchObject({
    room: '@Ann',
    kind: 'direct',
    with: ann.account,
    request: false
  })
  expect(await bob.ask('requests')).toEqual([])
  await vi.waitFor(() => bob.ask('send', '@Ann', 'yes'), SOON)
  await reads(ann, '@Bob', ['tea?', 'yes'])
  expect(await refused(ann, 'history', '@Nobody')).toMatch(/^earshot: person\.unknown/)
  expect((await bob.run(['history', '@Ann'])).stdout).toMatch(/^\d\d:\d\d @Ann Ann: tea\?\n\d\d:\d\d @Ann Bob: yes\n$/)
  await ann.ask('react', sent.eventId.slice(0, 12), '🍵')
  const exported = await ann.run(['export', '@Bob', '--format', 'jsonl'])
  expect(jsonLines<EventLine>(exported.stdout)).toMatchObject([
    { body: 'tea?', room: '@Bob', reactions: [{ emoji: '🍵' }] },
    { body: 'yes', room: '@Bob' }
  ])
  expect((await ann.run(['export', '@Bob', '--format', 'markdown'])).stdout).toMatch(/^# @Bob\n/)
  expect(await ann.ask('search', 'tea', '--room', '@Bob')).toMatchObject([{ body: 'tea?', room: '@Bob' }])
  expect((await ann.ask<RoomLine>('rooms')).map(({ room }) => room).sort()).toEqual(['#everyone', '@Bob'])
})

test('whoever is taken into a private room by a stranger accepts that first, and then reads what its policy gives them', async () => {
  const [ann, bob] = await startTwo()
  await ann.ask('create', 'night-watch', '--private', '--everything')
  await ann.ask('send', 'night-watch', 'before Bob')
  await vi.waitFor(() => ann.ask('add', 'night-watch', 'Bob'), SOON)
  await vi.waitFor(
    async () => expect(await bob.ask('requests')).toMatchObject([{ name: 'Ann', room: '#night-watch', message: null }]),
    SOON
  )
  expect((await bob.run(['requests'])).stdout).toMatch(/^Ann {2}[0-9a-f]{16}, wants you in #night-watch\n$/)
  expect(await one<RoomLine>(bob, 'accept', '#night-watch')).toMatchObject({ room: '#night-watch', request: false })
  expect(await bob.ask('requests')).toEqual([])
  await reads(bob, 'night-watch', ['before Bob'])
  await ann.ask('send', 'night-watch', 'welcome')
  await reads(bob, 'night-watch', ['before Bob', 'welcome'])
})

test('tail @PERSON follows that conversation only, also one that is still to begin', async () => {
  const [ann, bob] = await startTwo()
  const tail = ann.follow('tail', '@Bob')
  let text = ''
  tail.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const lines = () => jsonLines<EventLine>(text.slice(0, text.lastIndexOf('\n') + 1))
  await vi.waitFor(async () => {
    await ann.ask('send', '@Bob', 'anybody?')
    expect(lines()).not.toEqual([])
  }, SOON)
  await ann.ask('send', '#everyone', 'not for you')
  await vi.waitFor(async () => expect(await bob.ask('requests')).toHaveLength(1), SOON)
  await bob.ask('accept', 'Ann')
  await bob.ask('send', '@Ann', 'here I am')
  await vi.waitFor(() => expect(lines().at(-1)).toMatchObject({ body: 'here I am', room: '@Bob' }), SOON)
  expect(lines().map(({ room }) => room)).not.toContain('#everyone')
  tail.kill('SIGINT')
  expect(await once(tail, 'exit')).toEqual([0, null])
})

test('of two with one name neither is guessed: they are listed, and an account says which', async () => {
  const [ann, bob] = await startTwo()
  const other = await startHost({ name: 'bob' })
  await ann.ask('connect', other.addresses[0] ?? '')
  for (const command of [
    ['send', '@Bob', 'a secret'],
    ['verify', 'Bob'],
    ['block', 'bob'],
    ['history', '@bob']
  ]) {
    const said = await refused(ann, ...command)
    expect(said).toMatch(/^earshot: person\.unknown: 2 people are called/)
    for (const { account } of [bob, other]) expect(said).toContain(account)
    expect(said.match(/keyprint [0-9a-f]{16}/g)).toHaveLength(2)
  }
  expect(await one(ann, 'verify', other.account?.slice(0, 12) ?? '')).toMatchObject({ account: other.account })
  expect(await ann.ask('people')).toMatchObject([{ lookalike: true }, { lookalike: true }])
})

test('blocked: nothing is written, nothing of theirs is read; taken back, it is there', async () => {
  const [ann, bob] = await startDirect()
  expect(await one(bob, 'block', 'Ann')).toMatchObject({ account: ann.account, blocked: true })
  expect(await refused(bob, 'send', '@Ann', 'x')).toMatch(/^earshot: person\.blocked/)
  expect((await bob.ask<RoomLine>('rooms')).find(({ kind }) => kind === 'direct')).toMatchObject({ closed: 'blocked' })
  await ann.ask('send', '@Bob', 'are you there?')
  await ann.ask('send', '#everyone', 'a marker')
  await reads(bob, '#everyone', ['a marker'])
  expect(await bodies(bob, '@Ann')).toEqual(['hello'])
  expect(await one(bob, 'block', 'Ann', '--off')).toMatchObject({ blocked: false })
  await reads(bob, '@Ann', ['hello', 'are you there?'])
})

test('a private room: made, joined with an invite, spoken in, and who is in it', async () => {
  const [ann, bob] = await startTwo()
  expect(await one<RoomLine>(ann, 'create', 'oslo-plans', '--private')).toMatchObject({
    room: '#oslo-plans',
    kind: 'private',
    role: 'owner'
  })
  const invite = await one<{ link: string; inviteId: string }>(ann, 'invite', 'oslo-plans', '--hours', '2', '--once')
  expect(invite).toMatchObject({ room: '#oslo-plans', once: true, expiresAt: expect.any(Number), by: { name: 'Ann' } })
  expect(invite.link).toMatch(/^earshot:\/\/join\/1\/[\w-]+$/)
  expect(await ann.ask('invites', '#oslo-plans')).toMatchObject([{ inviteId: invite.inviteId }])
  expect(await refused(bob, 'join', 'earshot://join/1/broken')).toMatch(/^earshot: invite\.bad/)
  expect(await one<RoomLine>(bob, 'join', invite.link)).toMatchObject({ room: '#oslo-plans', kind: 'private' })
  const names = async (host: Host) =>
    (await host.ask<{ name: string }>('members', '#oslo-plans')).map(({ name }) => name)
  for (const host of [ann, bob])
    await vi.waitFor(async () => expect((await names(host)).sort()).toEqual(['Ann', 'Bob']), SOON)
  expect(await ann.ask('members', '#oslo-plans')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ account: ann.account, role: 'owner' }),
      expect.objectContaining({ account: bob.account, role: 'member', since: expect.any(Number) })
    ])
  )
  await ann.ask('send', '#oslo-plans', 'the ferry at nine')
  await reads(bob, '#oslo-plans', ['the ferry at nine'])
  await vi.waitFor(() => bob.ask('send', '#oslo-plans', 'fine'), SOON)
  await reads(ann, '#oslo-plans', ['the ferry at nine', 'fine'])
  const said = await ann.ask<EventLine>('history', '#oslo-plans')
  expect(said.filter(({ kind }) => kind === 'member').map(({ member }) => member?.what)).toEqual(
    expect.arrayContaining(['created', 'joined'])
  )
  expect((await ann.run(['history', '#oslo-plans'])).stdout).toContain('#oslo-plans Bob came in with an invite\n')
})

test('people are added, made admins and removed; an invite that was revoked lets nobody in', async () => {
  const [ann, bob] = await startTwo()
  await ann.ask('create', 'plans', '--private', '--everything')
  const { inviteId } = await one<{ inviteId: string }>(ann, 'invite', '#plans')
  expect(await ann.run(['revoke', '#plans', inviteId.slice(0, 12)])).toMatchObject({ code: 0, stdout: '' })
  expect(await ann.ask('invites', '#plans')).toEqual([])
  expect(await refused(ann, 'revoke', '#plans', inviteId.slice(0, 12))).toMatch(/^earshot: not-found/)
  await ann.ask('add', '#plans', 'Bob')
  await vi.waitFor(
    async () => expect((await bob.ask<RoomLine>('rooms')).map(({ room }) => room)).toContain('#plans'),
    SOON
  )
  await bob.ask('accept', '#plans')
  await ann.ask('role', '#plans', 'Bob', 'admin')
  const bobs = async () => (await bob.ask<RoomLine>('rooms')).find(({ kind }) => kind === 'private')
  await vi.waitFor(async () => expect(await bobs()).toMatchObject({ role: 'admin', closed: null }), SOON)
  await ann.ask('remove', '#plans', '@Bob')
  await vi.waitFor(async () => expect(await bobs()).toMatchObject({ closed: 'removed' }), SOON)
  expect(await refused(bob, 'send', '#plans', 'still here?')).toMatch(/^earshot: room\.removed/)
  expect((await ann.ask<{ name: string }>('members', '#plans')).map(({ name }) => name)).toEqual(['Ann'])
})
