/** The door of the headless host's page: who is let in, and who is not. */
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createAdmission } from '../../electron/headless/admit.ts'

const HOST = '127.0.0.1:4000'
const OURS = { host: HOST, origin: `http://${HOST}` }

function open() {
  const admission = createAdmission({ host: '127.0.0.1', port: 4000 })
  const cookie = admission.exchange(admission.issue())?.split(';')[0] ?? ''
  return { ...admission, cookie }
}
const request = (headers: Record<string, string | undefined>, url = '/bridge') =>
  ({ headers, url }) as unknown as IncomingMessage

test('its own page with its session is let in, by either name of this machine', () => {
  const { socket, page, cookie } = open()
  expect(socket(request({ ...OURS, cookie }))).toEqual({ ok: true })
  expect(socket(request({ host: 'localhost:4000', origin: 'http://localhost:4000', cookie }))).toEqual({ ok: true })
  expect(page(request({ host: HOST, cookie: `other=1; ${cookie}` }, '/'))).toEqual({ ok: true })
})

test.each([
  [
    'a host that was rebound to this address',
    { host: 'evil.example:4000', origin: 'http://evil.example:4000' },
    'host'
  ],
  ['another port', { host: '127.0.0.1:4001', origin: 'http://127.0.0.1:4001' }, 'host'],
  ['no host', { host: undefined }, 'host'],
  ['a page from elsewhere', { origin: 'http://evil.example' }, 'origin'],
  ['a page of another port of this machine', { origin: 'http://127.0.0.1:9999' }, 'origin'],
  ['a page with no origin of its own', { origin: 'null' }, 'origin'],
  ['the same name over https', { origin: `https://${HOST}` }, 'origin'],
  ['no session', { cookie: undefined }, 'session'],
  ['a wrong session', { cookie: 'earshot_4000=guess' }, 'session'],
  ['a session of another port', { cookie: 'earshot_4001=guess' }, 'session']
])('%s is refused at the bridge', (_, headers, reason) => {
  const { socket, cookie } = open()
  expect(socket(request({ ...OURS, cookie, ...headers }))).toEqual({ ok: false, reason })
})

test('a session without an origin is no browser of ours: it needs a token', () => {
  const { socket, cookie } = open()
  expect(socket(request({ host: HOST, cookie }))).toEqual({ ok: false, reason: 'session' })
})

test('a token opens one door once', () => {
  const { issue, exchange, socket } = open()
  const first = issue()
  expect(exchange(first)).toMatch(/^earshot_4000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(exchange(first)).toBeUndefined()
  const second = issue()
  expect(socket(request({ host: HOST }, `/bridge?token=${second}`))).toEqual({ ok: true })
  expect(socket(request({ host: HOST }, `/bridge?token=${second}`))).toEqual({ ok: false, reason: 'token' })
  expect(exchange(second)).toBeUndefined()
})

test('a token does not help a page from elsewhere, and is not used up by it', () => {
  const { issue, socket, exchange } = open()
  const token = issue()
  const foreign = request({ host: HOST, origin: 'http://evil.example' }, `/bridge?token=${token}`)
  expect(socket(foreign)).toEqual({ ok: false, reason: 'origin' })
  expect(exchange(token)).toBeDefined()
})

test.each(['', 'x', 'a'.repeat(43), '%00', '../..'])('the token %j opens nothing', token => {
  expect(open().exchange(token)).toBeUndefined()
})

test('links that nobody used do not pile up: the oldest becomes void', () => {
  const { issue, exchange } = open()
  const oldest = issue()
  const rest = Array.from({ length: 64 }, issue)
  expect(exchange(oldest)).toBeUndefined()
  expect(rest.every(token => exchange(token) !== undefined)).toBe(true)
})

test('on port 80 the name without a port is ours too', () => {
  const { page } = createAdmission({ host: '127.0.0.1', port: 80 })
  expect(page(request({ host: '127.0.0.1' }, '/'))).toEqual({ ok: false, reason: 'session' })
})
