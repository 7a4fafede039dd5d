/** The public command line over real headless hosts: forms, exit codes, and what bad input gets. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { socketPath } from '../../electron/headless/socketPath.ts'
import { earshot, type Host, jsonLines, makeFolder, startHost, stopAll } from '../support/headless.ts'

afterEach(stopAll)

const ROOM = '#everyone'
/** Every look is a process of its own, and the machine may be busy. */
const SOON = { timeout: 20_000 }
interface EventLine {
  eventId: string
  room: string
  sender: { account: string; device: string; name: string }
  body: string
  receivedAt: number
}

async function startInRoom(name: string): Promise<Host> {
  const host = await startHost({ name })
  await host.ask('join', ROOM)
  return host
}

async function startTwo(): Promise<[Host, Host]> {
  const [ann, bo] = await Promise.all([startInRoom('Ann'), startInRoom('Bo')])
  await ann.ask('connect', bo.addresses[0] ?? '')
  return [ann, bo]
}

/** Sends until this tail has printed something: then it surely listens. */
async function printedAnything(host: Host, tail: ChildProcess): Promise<void> {
  const printed = vi.fn()
  tail.stdout?.on('data', printed)
  await vi.waitFor(async () => {
    await host.ask('send', ROOM, 'anybody?')
    expect(printed).toHaveBeenCalled()
  }, SOON)
}

/** As the settings page does it, over the bridge. */
async function setPassphrase(host: Host, next: string): Promise<void> {
  const { host: address, search } = new URL(host.url)
  const socket = new WebSocket(`ws://${address}/bridge${search}`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ id: 1, call: 'core.passphrase', input: { next } }))
  const [data] = (await once(socket, 'message')) as [Buffer]
  expect(JSON.parse(data.toString())).toMatchObject({ id: 1, output: { keyKeeper: 'passphrase' } })
  socket.close()
}

/** As if a later version had written the store. */
function markNewer(file: string): void {
  const { key } = JSON.parse(readFileSync(join(file, '..', 'key.json'), 'utf8')) as { key: string }
  const db = new Database(file)
  db.pragma(`cipher = 'chacha20'`)
  db.pragma(`key = 'raw:${Buffer.from(key, 'base64').toString('hex')}'`)
  db.pragma('user_version = 999')
  db.close()
}

describe('what is printed', () => {
  test('the ready line, a person, a room, an event and the status have the public form', async () => {
    const [ann, bo] = await startTwo()
    expect(Object.keys(JSON.parse(JSON.stringify({ ...ann, data: undefined, process: undefined })))).toEqual([
      'ready',
      'account',
      'peerId',
      'addresses',
      'url'
    ])
    expect(ann.account).toMatch(/^[0-9a-f]{64}$/)
    expect(ann.addresses[0]).toBe(`/ip4/127.0.0.1/tcp/${ann.addresses[0]?.split('/')[4]}/p2p/${ann.peerId}`)
    expect(ann.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)

    expect(await ann.ask('people')).toEqual([
      {
        account: bo.account,
        peerId: bo.peerId,
        name: 'Bo',
        nearness: 'direct',
        via: [],
        verified: false,
        blocked: false,
        keyChanged: false,
        lookalike: false
      }
    ])
    await vi.waitFor(
      async () =>
        expect(await ann.ask('rooms')).toEqual([
          {
            room: ROOM,
            kind: 'public',
            name: 'everyone',
            unread: 0,
            members: 2,
            mentions: 0,
            topic: '',
            roomId: expect.stringMatching(/^[0-9a-f]{64}$/),
            with: null,
            request: false,
            role: null,
            closed: null,
            unopened: 0
          }
        ]),
      SOON
    )
    const [sent] = await ann.ask('send', ROOM, 'hello')
    const form = {
      eventId: expect.stringMatching(/^[0-9a-f]{64}$/),
      room: ROOM,
      sender: { account: ann.account, device: ann.peerId, name: 'Ann' },
      sentAt: expect.any(Number),
      receivedAt: expect.any(Number),
      kind: 'message',
      body: 'hello',
      delivery: expect.any(String),
      edited: null,
      deleted: false,
      mentions: [],
      replyTo: null,
      thread: null,
      alsoInRoom: false,
      replies: 0,
      reactions: [],
      pinned: false,
      heldBy: expect.any(Number),
      readBy: 0,
      heldOf: expect.any(Number),
      roomId: expect.stringMatching(/^[0-9a-f]{64}$/),
      member: null,
      carriedBy: []
    }
    expect(sent).toEqual(form)
    await vi.waitFor(
      async () => expect(await bo.ask('history', ROOM)).toEqual([{ ...form, delivery: 'received' }]),
      SOON
    )
    expect((await ann.ask('status'))[0]).toMatchObject({
      account: ann.account,
      peerId: ann.peerId,
      name: 'Ann',
      addresses: ann.addresses,
      url: expect.stringMatching(/token=/),
      rooms: 1,
      people: 1,
      direct: 1,
      stage: 'open'
    })
  })

  test('without --json it is for reading', async () => {
    const ann = await startInRoom('Ann')
    await ann.run(['send', ROOM, 'first\nsecond'])
    const { stdout } = await ann.run(['history', ROOM])
    expect(stdout).toMatch(/^\d\d:\d\d #everyone Ann: first\n {4}second\n$/)
    expect((await ann.run(['people'])).stdout).toBe('')
    expect((await ann.run(['status'])).stdout).toMatch(/Open in a browser on this computer: http/)
  })

  test('history goes back over as many pages as it takes, oldest first', async () => {
    const ann = await startInRoom('Ann')
    const texts = Array.from({ length: 450 }, (_, index) => `line ${index}`)
    const sent = await ann.run(['send', ROOM, '-', '--json'], `${texts.join('\n')}\n\n   \n`)
    expect(jsonLines<EventLine>(sent.stdout).map(event => event.body)).toEqual(texts)
    const bodies = async (...args: string[]) =>
      (await ann.ask<EventLine>('history', ROOM, ...args)).map(event => event.body)
    expect(await bodies()).toEqual(texts.slice(-50))
    expect(await bodies('--limit', '405')).toEqual(texts.slice(-405))
    expect(await bodies('--limit', '9999')).toEqual(texts)
  })

  test('tail prints each message once as it comes, and ends well', async () => {
    const [ann, bo] = await startTwo()
    await bo.ask('send', ROOM, 'before')
    const tail = ann.follow('tail', ROOM)
    let text = ''
    tail.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    const bodies = () => jsonLines<EventLine>(text.slice(0, text.lastIndexOf('\n') + 1)).map(event => event.body)
    await vi.waitFor(async () => {
      await ann.ask('send', ROOM, 'ready?')
      expect(bodies()).toContain('ready?')
    }, SOON)
    const many = Array.from({ length: 2_000 }, (_, index) => `burst ${index}`)
    await bo.run(['send', ROOM, '-'], many.join('\n'))
    await vi.waitFor(
      () => expect(bodies().filter(body => body.startsWith('burst')).length).toBeGreaterThanOrEqual(2_000),
      SOON
    )
    expect(new Set(bodies().filter(body => body.startsWith('burst')))).toEqual(new Set(many))
    expect(bodies().filter(body => body.startsWith('burst'))).toHaveLength(2_000)
    expect(bodies()).not.toContain('before')
    tail.kill('SIGINT')
    expect(await once(tail, 'exit')).toEqual([0, null])
  })

  test('tail ends well when nobody reads it any more, and with 3 when the host goes', async () => {
    const ann = await startInRoom('Ann')
    const unread = ann.follow('tail')
    const left = ann.follow('tail')
    const unreadEnd = once(unread, 'exit')
    await Promise.all([printedAnything(ann, unread), printedAnything(ann, left)])
    unread.stdout?.destroy()
    await ann.ask('send', ROOM, 'to nobody')
    await ann.ask('send', ROOM, 'to nobody')
    expect(await unreadEnd).toEqual([0, null])
    const gone = once(left, 'exit')
    expect(await ann.stop()).toBe(0)
    expect(await gone).toEqual([3, null])
  })
})

describe('exit codes', () => {
  test('0 for help and version, 2 for what is not of the form, 3 where no host runs', async () => {
    expect(await earshot(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('earshot serve') })
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      version: string
    }
    expect(await earshot(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` })
    for (const args of [[], ['dance'], ['status'], ['serve', '--data', 'x', '--http', '0.0.0.0:0']])
      expect(await earshot(args)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^earshot: .*--help\n$/)
      })
    expect(await earshot(['status', '--data', join(makeFolder(), 'none')])).toMatchObject({ code: 3, stdout: '' })
  })

  test('4 with the reason for what is refused', async () => {
    const ann = await startInRoom('Ann')
    const refused = async (...args: string[]) => {
      const { code, stdout, stderr } = await ann.run(args)
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
      return /^earshot: ([a-z.-]+)/.exec(stderr)?.[1]
    }
    expect(await refused('send', '#nowhere', 'hello')).toBe('room.not-joined')
    expect(await refused('history', '#nowhere')).toBe('room.not-joined')
    expect(await refused('leave', '#nowhere')).toBe('room.not-joined')
    expect(await refused('tail', '#nowhere')).toBe('room.not-joined')
    expect(await refused('join', 'Not A Name')).toBe('name.form')
    expect(await refused('send', ROOM, '   ')).toBe('msg.empty')
    expect(await refused('send', ROOM, 'a'.repeat(4_001))).toBe('msg.too-long')
    expect(await refused('send', ROOM, 'a'.repeat(100_001))).toBe('msg.too-long')
    expect(await refused('connect', 'nonsense')).toBe('peer.address')
    expect(await refused('connect', ann.addresses[0] ?? '')).toBe('peer.self')
  })

  test('a line over the limit is refused by its number; the others go', async () => {
    const ann = await startInRoom('Ann')
    const { code, stdout, stderr } = await ann.run(
      ['send', ROOM, '-', '--json'],
      `one\n${'a'.repeat(4_001)}\n${'b'.repeat(200_000)}\nfour`
    )
    expect(code).toBe(4)
    expect(jsonLines<EventLine>(stdout).map(event => event.body)).toEqual(['one', 'four'])
    expect(stderr.match(/msg\.too-long: line [23]/g)).toHaveLength(2)
  })

  test('joining twice is joining; a name goes with and without its sign; leaving is leaving', async () => {
    const ann = await startHost({ name: 'Ann' })
    const [first] = await ann.ask('join', 'tea')
    expect(await ann.ask('join', '#tea')).toEqual([first])
    await ann.ask('send', 'tea', 'hot')
    await ann.ask('leave', '#tea')
    expect((await ann.ask<{ name: string }>('rooms')).map(room => room.name)).not.toContain('tea')
  })
})

describe('starting', () => {
  test('without an account the first screen waits: nobody is announced, and rooms are refused', async () => {
    const host = await startHost()
    expect(host).toMatchObject({ account: null, peerId: null, addresses: [] })
    expect(await host.run(['rooms'])).toMatchObject({ code: 4, stderr: expect.stringContaining('account.none') })
    expect((await host.ask('status'))[0]).toMatchObject({ account: null, stage: 'new' })
  })

  test('a second host of the same folder is refused, and the first goes on', async () => {
    const ann = await startInRoom('Ann')
    const second = await earshot(['serve', '--data', ann.data, '--json'])
    expect(second).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('store.in-use') })
    await ann.ask('send', ROOM, 'still here')
  })

  test('a taken port is said, and the folder is free again', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const data = join(makeFolder(), 'data')
    const taken = `127.0.0.1:${(other.address() as AddressInfo).port}`
    const refused = await earshot(['serve', '--data', data, '--name', 'Ann', '--http', taken])
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('net.port-taken') })
    other.close()
    expect((await startHost({ data })).ready).toBe(true)
  })

  test.each([
    ['db.damaged', (file: string) => writeFileSync(file, 'not a database at all'.repeat(1_000))],
    ['db.newer', markNewer]
  ] as const)('%s is said in one line, and nothing is changed', async (code, change) => {
    const ann = await startInRoom('Ann')
    await ann.stop()
    const file = join(ann.data, 'earshot.db')
    change(file)
    const before = readFileSync(file)
    const refused = await earshot(['serve', '--data', ann.data])
    expect(refused).toMatchObject({ code: 4, stdout: '' })
    expect(refused.stderr).toMatch(new RegExp(`^earshot: ${code}[^\\n]*\\n$`))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a locked folder opens by the passphrase of the environment, or waits for the page', async () => {
    const ann = await startHost({ name: 'Ann' })
    await setPassphrase(ann, 'a long enough passphrase')
    await ann.stop()
    const wrong = await earshot(['serve', '--data', ann.data, '--json'], {
      env: { EARSHOT_PASSPHRASE: 'not this one' }
    })
    expect(wrong).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('store.passphrase') })
    const waiting = await startHost({ data: ann.data })
    expect(waiting).toMatchObject({ account: null, peerId: null, addresses: [] })
    expect((await waiting.ask('status'))[0]).toMatchObject({ account: null, stage: 'locked' })
    await waiting.stop()
    const open = await startHost({ data: ann.data, env: { EARSHOT_PASSPHRASE: 'a long enough passphrase' } })
    expect(open.account).toBe(ann.account)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0, and what was written is there again', async signal => {
    const ann = await startInRoom('Ann')
    await ann.ask('send', ROOM, 'kept')
    expect(await ann.stop(signal)).toBe(0)
    expect(existsSync(socketPath(ann.data))).toBe(false)
    const again = await startHost({ data: ann.data })
    expect(again.account).toBe(ann.account)
    expect((await again.ask<EventLine>('history', ROOM)).map(event => event.body)).toEqual(['kept'])
  })

  test('after kill -9 the folder opens again, and nothing that was answered is lost', async () => {
    const ann = await startInRoom('Ann')
    const texts = Array.from({ length: 300 }, (_, index) => `m${index}`)
    const answered = ann.run(['send', ROOM, '-', '--json'], texts.join('\n'))
    await vi.waitFor(async () => expect(await ann.ask('history', ROOM, '--limit', '1')).toHaveLength(1), SOON)
    await ann.stop('SIGKILL')
    const { stdout } = await answered
    const again = await startHost({ data: ann.data })
    const kept = new Set((await again.ask<EventLine>('history', ROOM, '--limit', '1000')).map(event => event.eventId))
    expect(jsonLines<EventLine>(stdout).filter(event => !kept.has(event.eventId))).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('the local socket', () => {
  test('is for its owner only', async () => {
    const ann = await startHost({ name: 'Ann' })
    expect(lstatSync(socketPath(ann.data)).mode & 0o777).toBe(0o600)
    expect(lstatSync(ann.data).mode & 0o777).toBe(0o700)
  })

  test('lies elsewhere when its folder has too long a name', async () => {
    const data = join(makeFolder(), 'a'.repeat(120))
    mkdirSync(data, { mode: 0o700 })
    const ann = await startHost({ name: 'Ann', data })
    const path = socketPath(data)
    expect(path.length).toBeLessThan(104)
    expect(lstatSync(path).mode & 0o777).toBe(0o600)
    expect(lstatSync(join(path, '..')).mode & 0o777).toBe(0o700)
    expect((await ann.ask('status'))[0]).toMatchObject({ name: 'Ann' })
  })
})
