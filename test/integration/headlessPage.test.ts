/** The headless host's page and bridge as a browser, and as somebody who would like to be one, meets them. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect as dial } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '../../shared/limits.ts'
import { type Host, startHost, stopAll } from '../support/headless.ts'

const USED = 'This link has been used or is not whole. Run `earshot status` for a new one.\n'

let host: Host
let port: number
beforeAll(async () => {
  host = await startHost({ name: 'Ann' })
  port = Number(new URL(host.url).port)
})
afterAll(stopAll)

interface Answer {
  status: number | undefined
  headers: IncomingMessage['headers']
  body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const sent = request({ host: '127.0.0.1', port, path, method, headers }, response => {
    let body = ''
    response.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
  })
  sent.on('error', reject).end()
  return promise
}

async function freshLink(): Promise<URL> {
  const [status] = await host.ask<{ url: string }>('status')
  return new URL(status?.url ?? '')
}
const pathOf = ({ pathname, search }: URL): string => pathname + search

async function enter(): Promise<string> {
  const { headers } = await get(pathOf(await freshLink()))
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

/** Opens the bridge. Resolves with the socket, or with the status of the refusal. */
function openBridge(path: string, headers: Record<string, string>): Promise<WebSocket | number | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  const { promise, resolve } = Promise.withResolvers<WebSocket | number | undefined>()
  socket.on('open', () => resolve(socket))
  socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
  socket.on('error', () => resolve(undefined))
  return promise
}
const ours = (): Record<string, string> => ({ origin: `http://127.0.0.1:${port}` })
async function opened(): Promise<WebSocket> {
  const socket = await openBridge('/bridge', { ...ours(), cookie: await enter() })
  if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket}`)
  return socket
}

/** Proves that the host still serves others. */
const stillWorks = async (): Promise<void> => {
  expect((await host.ask('status'))[0]).toMatchObject({ name: 'Ann' })
}

describe('a link', () => {
  test('becomes a session once, and the address forgets the token', async () => {
    const link = pathOf(await freshLink())
    const first = await get(link)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const page = await get('/', { cookie })
    expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(page.body).toContain('<div id="root">')
    expect(await get(link)).toMatchObject({ status: 403, body: USED })
  })

  test('that a browser only looks ahead at is not used up', async () => {
    const link = pathOf(await freshLink())
    expect((await get(link, { 'sec-purpose': 'prefetch;prerender' })).status).toBe(403)
    expect((await get(link, {}, 'HEAD')).status).toBe(403)
    expect((await get(link)).status).toBe(303)
  })

  test.each(['/', '/?token=', '/?token=guess', '/index.html', '/assets/x.js', '/nothing', '/bridge'])(
    'is needed for %s',
    async path => {
      expect(await get(path)).toMatchObject({ status: 403, body: USED })
    }
  )
})

describe('a page', () => {
  test('may load what came with it and nothing else', async () => {
    const { headers } = await get('/', { cookie: await enter() })
    expect(headers['content-security-policy']).toBe(
      `default-src 'self'; connect-src 'self' ws://127.0.0.1:${port}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })

  test.each(['/../package.json', '/..%2fpackage.json', '/assets/../../main.js', '/%00', '//etc/passwd', '/.built'])(
    'cannot be %s',
    async path => {
      expect((await get(path, { cookie: await enter() })).status).toBe(404)
    }
  )

  test.each([
    ['another host', { host: 'evil.example' }],
    ['this address under a rebound name', { host: 'evil.example:80' }],
    ['another origin', { origin: 'http://evil.example' }]
  ])('is not shown to %s, whatever it knows', async (_, headers) => {
    const link = pathOf(await freshLink())
    expect((await get(link, headers)).status).toBe(403)
    expect((await get('/', { ...headers, cookie: await enter() })).status).toBe(403)
    expect((await get(link)).status).toBe(303)
  })

  test('can only be read', async () => {
    expect((await get('/', { cookie: await enter() }, 'POST')).status).toBe(405)
  })
})

describe('the bridge', () => {
  test('opens for our page with its session, and for another program with an unused token', async () => {
    const page = await opened()
    page.send(JSON.stringify({ id: 1, call: 'core.state', input: {} }))
    const [data] = (await once(page, 'message')) as [Buffer]
    expect(JSON.parse(String(data))).toMatchObject({
      id: 1,
      output: { stage: 'open', host: 'headless', me: { name: 'Ann' } }
    })
    const { search } = await freshLink()
    expect(await openBridge(`/bridge${search}`, {})).toBeInstanceOf(WebSocket)
    expect(await openBridge(`/bridge${search}`, {})).toBe(403)
  })

  test('stays shut for everybody else', async () => {
    const cookie = await enter()
    expect(await openBridge('/bridge', ours())).toBe(403)
    expect(await openBridge('/bridge', { cookie })).toBe(403)
    expect(await openBridge('/bridge', { cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await openBridge('/bridge', { cookie, origin: 'null' })).toBe(403)
    expect(await openBridge('/bridge', { ...ours(), cookie, host: 'evil.example' })).toBe(403)
    expect(await openBridge('/bridge?token=guess', {})).toBe(403)
    expect(await openBridge('/elsewhere', { ...ours(), cookie })).toBe(404)
    await stillWorks()
  })

  test.each([
    ['a frame that is too large', 'a'.repeat(MAX_FRAME_BYTES + 1), 1009],
    ['a frame that is not JSON', '{"id":', 1007],
    ['a frame that is not text', Buffer.from([1, 2, 3]), 1003]
  ])('%s ends this connection, and only this one', async (_, frame, code) => {
    const [bad, good] = await Promise.all([opened(), opened()])
    const end = once(bad, 'close')
    bad.on('error', () => {})
    bad.send(frame)
    expect((await end)[0]).toBe(code)
    good.send(JSON.stringify({ id: 7, call: 'rooms.list', input: {} }))
    expect(JSON.parse(String(((await once(good, 'message')) as [Buffer])[0]))).toMatchObject({ id: 7 })
    await stillWorks()
  })

  test('frames that are not of the contract are refused by name or not answered', async () => {
    const socket = await opened()
    const answers: Array<{ id: number; error?: { code: string } }> = []
    socket.on('message', (data: Buffer) => answers.push(JSON.parse(String(data))))
    const frames = [
      null,
      [],
      'x',
      {},
      { id: 'one', call: 'rooms.list', input: {} },
      { listen: '__proto__', on: true },
      { ack: -5 },
      { id: 1, call: 'core.everything', input: {} },
      { id: 2, call: 'toString', input: {} },
      { id: 3, call: 'rooms.list', input: { more: 1 } },
      { id: 4, call: 'timeline.send', input: { roomId: 'x', body: 1 } },
      { id: 5, call: 'rooms.list', input: {} }
    ]
    for (const frame of frames) socket.send(JSON.stringify(frame))
    await vi.waitFor(() => expect(answers.map(answer => answer.id).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]), {
      timeout: 10_000
    })
    const codes = new Map(answers.map(answer => [answer.id, answer.error?.code]))
    expect([1, 2, 3, 4, 5].map(id => codes.get(id))).toEqual([...Array(4).fill('invalid-input'), undefined])
    await stillWorks()
  })

  test('what is not HTTP at all is hung up on', async () => {
    const socket = dial(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('\u0000\u0001 nonsense\r\n\r\n')
    await once(socket, 'close')
    await stillWorks()
  })
})
