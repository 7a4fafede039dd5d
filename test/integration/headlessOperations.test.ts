/** What the command line does to messages and channels, over real headless hosts: each command, and what it refuses. */
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { earshot, type Host, jsonLines, makeFolder, startHost, stopAll } from '../support/headless.ts'

afterEach(stopAll)

const ROOM = '#everyone'
const SOON = { timeout: 20_000 }

interface EventLine {
  id?: string
  eventId: string
  body: string
  kind: string
  edited: number | null
  deleted: boolean
  replyTo: string | null
  thread: string | null
  alsoInRoom: boolean
  replies: number
  reactions: Array<{ emoji: string; count: number; mine: boolean; people: Array<{ name: string }> }>
  pinned: boolean
  change?: string
}

async function one(host: Host, ...args: string[]): Promise<EventLine> {
  const [event] = await host.ask<EventLine>(...args)
  if (event === undefined) throw new Error(`${args[0]} printed nothing`)
  return event
}
const say = (host: Host, text: string, ...args: string[]): Promise<EventLine> => one(host, 'send', ROOM, text, ...args)
const history = (host: Host): Promise<EventLine[]> => host.ask<EventLine>('history', ROOM)

test('a message is answered, edited, marked, pinned and deleted, and JSON says so', async () => {
  const ann = await startHost({ name: 'Ann' })
  const tea = await say(ann, 'tea?')
  const short = tea.eventId.slice(0, 12)
  expect(await say(ann, 'yes', '--reply-to', short)).toMatchObject({ replyTo: tea.eventId, thread: null })
  const inThread = await say(ann, 'green?', '--thread', short)
  expect(inThread).toMatchObject({ thread: tea.eventId, alsoInRoom: false })
  await say(ann, 'black!', '--thread', short, '--also-in-room')
  expect(await one(ann, 'edit', short, 'tea, anybody?')).toMatchObject({
    body: 'tea, anybody?',
    edited: expect.any(Number),
    replies: 2
  })
  expect(await one(ann, 'react', short, '🍵')).toMatchObject({
    reactions: [{ emoji: '🍵', count: 1, mine: true, people: [{ name: 'Ann' }] }]
  })
  expect(await one(ann, 'react', short, '🍵', '--off')).toMatchObject({ reactions: [] })
  expect(await one(ann, 'pin', short)).toMatchObject({ pinned: true })
  expect(await ann.ask('pinned', ROOM)).toMatchObject([{ eventId: tea.eventId }])
  await one(ann, 'pin', short, '--off')
  expect(await ann.ask('pinned', ROOM)).toEqual([])
  expect(await ann.ask('threads')).toMatchObject([{ eventId: tea.eventId, replies: 2, last: { body: 'black!' } }])
  expect(await one(ann, 'redact', inThread.eventId.slice(0, 12))).toMatchObject({ deleted: true, body: '' })
  expect(await one(ann, 'topic', ROOM, 'all', 'about', 'tea')).toMatchObject({ kind: 'topic', body: 'all about tea' })
  expect((await history(ann)).map(({ body }) => body)).toEqual(['tea, anybody?', 'yes', 'black!', 'all about tea'])
})

test('what is refused is said with its reason: an ID that is nobody’s or several’s, a message of somebody else', async () => {
  const [ann, bo] = await Promise.all([startHost({ name: 'Ann' }), startHost({ name: 'Bo' })])
  await ann.ask('connect', bo.addresses[0] ?? '')
  const tea = await say(ann, 'tea?')
  await vi.waitFor(async () => expect(await history(bo)).toHaveLength(1), SOON)
  const refused = async (host: Host, ...args: string[]) => {
    const { code, stdout, stderr } = await host.run(args)
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    return /^earshot: ([a-z.-]+)/.exec(stderr)?.[1]
  }
  expect(await refused(bo, 'edit', tea.eventId, 'coffee?')).toBe('msg.not-yours')
  expect(await refused(bo, 'redact', tea.eventId.slice(0, 8))).toBe('msg.not-yours')
  expect(await refused(ann, 'react', tea.eventId, 'tea')).toBe('msg.emoji')
  expect(await refused(ann, 'edit', tea.eventId, 'a'.repeat(100_001))).toBe('msg.too-long')
  expect(await refused(ann, 'redact', 'f'.repeat(64))).toBe('not-found')
  expect(await refused(ann, 'redact', tea.eventId.startsWith('abcdef') ? '012345' : 'abcdef')).toBe('not-found')
  expect(await refused(ann, 'search', 'tea', '--from', 'Nobody')).toBe('not-found')
  expect(await refused(ann, 'search', 'tea', '--room', '#nowhere')).toBe('room.not-joined')
  expect(await refused(ann, 'export', '#nowhere', '--format', 'jsonl')).toBe('room.not-joined')
  expect(await ann.ask('receipts', tea.eventId)).toMatchObject([{ name: 'Bo', near: true }])
  await bo.ask('read', ROOM)
  await vi.waitFor(
    async () => expect(await ann.ask('receipts', tea.eventId)).toMatchObject([{ name: 'Bo', state: 'read' }]),
    SOON
  )
  expect(await bo.ask('rooms')).toMatchObject([{ room: ROOM, unread: 0 }])
})

test('search finds by words and filters, says what might have been meant, and prints IDs where wanted', async () => {
  const ann = await startHost({ name: 'Ann' })
  await say(ann, 'the winch is stuck')
  await say(ann, 'see https://example.org/winch')
  const bodies = async (...args: string[]) => (await ann.ask<EventLine>('search', ...args)).map(({ body }) => body)
  expect(await bodies('winch')).toEqual(['see https://example.org/winch', 'the winch is stuck'])
  expect(await bodies('winch', '--limit', '1')).toEqual(['see https://example.org/winch'])
  expect(await bodies('--has', 'link', '--from', 'me', '--room', ROOM)).toEqual(['see https://example.org/winch'])
  expect(await bodies('winch', '--before', '2020-01-01')).toEqual([])
  expect(await bodies('winch', '--after', '2020-01-01')).toHaveLength(2)
  expect(await ann.run(['search', 'wnch'])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^earshot: nothing found in 2 messages here; did you mean 'winch'\?\n$/)
  })
  const [hit] = await ann.ask<EventLine & { marks: number[][] }>('search', 'stuck', '--ids')
  expect(hit).toMatchObject({ id: hit?.eventId.slice(0, 8), marks: [[13, 18]] })
  const { stdout } = await ann.run(['history', ROOM, '--ids'])
  expect(stdout.split('\n')[0]).toMatch(new RegExp(`^${hit?.id} \\d\\d:\\d\\d #everyone Ann: the winch is stuck$`))
})

test('tail tells what happens to messages as it happens', async () => {
  const ann = await startHost({ name: 'Ann' })
  const before = await say(ann, 'before')
  const tail = ann.follow('tail', ROOM)
  let text = ''
  tail.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const lines = () => jsonLines<EventLine>(text.slice(0, text.lastIndexOf('\n') + 1))
  await vi.waitFor(async () => {
    await say(ann, 'ready?')
    expect(lines().length).toBeGreaterThan(0)
  }, SOON)
  await ann.ask('react', before.eventId, '👍')
  await ann.ask('edit', before.eventId, 'after')
  await ann.ask('redact', before.eventId)
  const changes = () => lines().filter(({ eventId }) => eventId === before.eventId)
  await vi.waitFor(() => expect(changes().map(({ change }) => change)).toEqual(['reacted', 'edited', 'deleted']), SOON)
  expect(changes()[1]).toMatchObject({ body: 'after' })
  expect(
    lines()
      .filter(({ change }) => change === undefined)
      .map(({ body }) => body)
  ).not.toContain('before')
  tail.kill('SIGINT')
  expect(await once(tail, 'exit')).toEqual([0, null])
})

describe('export', () => {
  async function startWithTalk(): Promise<Host> {
    const ann = await startHost({ name: 'Ann <b>' })
    const lines = Array.from({ length: 420 }, (_, n) => `line ${n}`)
    await ann.run(['send', ROOM, '-'], lines.join('\n'))
    const root = await say(ann, '<script>alert(1)</script> & "more"')
    await say(ann, 'an answer', '--thread', root.eventId)
    await say(ann, 'seen by all', '--thread', root.eventId, '--also-in-room')
    await say(ann, 'quoting', '--reply-to', root.eventId)
    await ann.ask('react', root.eventId, '🎉')
    return ann
  }

  test('as JSON it is every event once with what happened to it, answers behind their root', async () => {
    const ann = await startWithTalk()
    const { code, stdout } = await ann.run(['export', ROOM, '--format', 'jsonl'])
    expect(code).toBe(0)
    const events = jsonLines<EventLine>(stdout)
    expect(events).toHaveLength(424)
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(424)
    expect(events.slice(418).map(({ body }) => body)).toEqual([
      'line 418',
      'line 419',
      '<script>alert(1)</script> & "more"',
      'an answer',
      'seen by all',
      'quoting'
    ])
    const root = events[420]
    expect(root).toMatchObject({ reactions: [{ emoji: '🎉', count: 1 }], replies: 2 })
    expect(events[421]).toMatchObject({ thread: root?.eventId, alsoInRoom: false })
    expect(events[423]).toMatchObject({ replyTo: root?.eventId })
  })

  test('as a page it runs nothing and loads nothing, whatever was written; a file is whole and for its owner', async () => {
    const ann = await startWithTalk()
    const file = join(makeFolder(), 'talk.html')
    const { code, stdout, stderr } = await ann.run(['export', ROOM, '--format', 'html', '--output', file])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toBe(`earshot: 424 messages in ${file}\n`)
    const page = readFileSync(file, 'utf8')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;')
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('Ann &lt;b&gt;')
    expect(page).not.toMatch(/<script|<img|<link|src=|href="(?!#)|\son\w+=/i)
    expect(page.match(/<article/g)).toHaveLength(424)
    expect(page.match(/<article[^>]* class="answer"/g)).toHaveLength(1)
    expect(page.trimEnd().endsWith('</html>')).toBe(true)
    expect(existsSync(`${file}.part`)).toBe(false)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('as Markdown each message is an item of its own that nothing in it can break out of', async () => {
    const ann = await startHost({ name: 'Ann' })
    await say(ann, '```\nnot closed\n# no heading')
    await say(ann, 'next')
    const { stdout } = await ann.run(['export', ROOM, '--format', 'markdown'])
    expect(stdout).toMatch(/^# \\#everyone\n/)
    expect(stdout).toMatch(/\n## \d{4}-\d\d-\d\d\n/)
    expect(stdout.match(/^- \*\*Ann\*\* \d\d:\d\d$/gm)).toHaveLength(2)
    expect(stdout).toContain('\n  ```\n  not closed\n  # no heading\n')
  })

  test('a file that cannot be written is an error that leaves nothing behind', async () => {
    const ann = await startHost({ name: 'Ann' })
    const folder = makeFolder()
    writeFileSync(join(folder, 'file'), '')
    const { code, stdout } = await ann.run(['export', ROOM, '--format', 'html', '--output', join(folder, 'file', 'x')])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })
})

test('how much history is kept is set and told, and what is missing can be asked for', async () => {
  const ann = await startHost({ name: 'Ann' })
  await say(ann, 'tea')
  expect(await ann.ask('keep', ROOM, '30d', '--max-mb', '5')).toMatchObject([
    { room: ROOM, keep: { days: 30, megabytes: 5 } }
  ])
  expect((await ann.run(['keep', ROOM, 'all'])).stdout).toMatch(/^#everyone {2}\d+ of \d+ here, all is kept\n$/)
  expect(await ann.ask('fill', ROOM)).toMatchObject([{ room: ROOM, keep: { days: null, megabytes: null } }])
})

test('help is there for every command', async () => {
  expect(await earshot(['export', '--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ {2}earshot export\s+ROOM --format/)
  })
})
