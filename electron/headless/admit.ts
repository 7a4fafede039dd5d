/** Who may talk to the core through the page's door: this machine, our own page, and somebody who was given a link. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Links handed out and not used yet, and browsers let in. Past this the oldest of each is void. */
const MAX_OPEN = 64

/** A yes, or the reason for a no. */
export type Answer = { ok: true } | { ok: false; reason: 'host' | 'origin' | 'session' | 'token' }

export interface Admission {
  /** A new link's token: good once. */
  issue(): string
  /** Whether this token was good. It is void from now on; the answer is the session's cookie. */
  exchange(token: string): string | undefined
  /** A request for a page or a file. */
  page(request: IncomingMessage): Answer
  /** A WebSocket: of our own page with its session, or of another program with an unused token. */
  socket(request: IncomingMessage): Answer
}

const YES: Answer = { ok: true }
const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const secret = (): string => randomBytes(32).toString('base64url')

/** Secrets by their digest, compared in constant time, the oldest dropped when there are too many. */
function createPurse(): { add(): string; has(given: string): boolean; spend(given: string): boolean } {
  let digests: Buffer[] = []
  const find = (given: string): Buffer | undefined => {
    const wanted = digest(given)
    let found: Buffer | undefined
    for (const one of digests) if (timingSafeEqual(one, wanted)) found = one // no early end: the time tells nothing
    return found
  }
  return {
    add() {
      const made = secret()
      digests = [...digests.slice(1 - MAX_OPEN), digest(made)]
      return made
    },
    has: given => find(given) !== undefined,
    spend(given) {
      const found = find(given)
      digests = digests.filter(one => one !== found)
      return found !== undefined
    }
  }
}

/** The names under which a browser may know this address. */
function knownHosts(host: string, port: number): string[] {
  const names = new Set([host.includes(':') ? `[${host}]` : host, 'localhost'])
  return [...names].flatMap(name => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
}

/** The checks of one server, bound to one loopback address. */
export function createAdmission({ host, port }: { host: string; port: number }): Admission {
  const hosts = knownHosts(host, port)
  const tokens = createPurse()
  const sessions = createPurse()
  // Cookies do not know ports: two hosts on this machine would overwrite each other's.
  const cookieName = `earshot_${port}`
  const readCookie = new RegExp(`(?:^|; )${cookieName}=([^;]+)`)

  const ourHost = (request: IncomingMessage): boolean => hosts.includes(request.headers.host ?? '') // DNS rebinding
  const ourOrigin = (request: IncomingMessage): boolean => request.headers.origin === `http://${request.headers.host}`
  const inSession = (request: IncomingMessage): boolean => {
    const given = readCookie.exec(request.headers.cookie ?? '')?.[1]
    return given !== undefined && sessions.has(given)
  }

  return {
    issue: () => tokens.add(),
    exchange: token =>
      tokens.spend(token) ? `${cookieName}=${sessions.add()}; Path=/; HttpOnly; SameSite=Strict` : undefined,
    page(request) {
      if (!ourHost(request)) return { ok: false, reason: 'host' }
      if (request.headers.origin !== undefined && !ourOrigin(request)) return { ok: false, reason: 'origin' }
      return inSession(request) ? YES : { ok: false, reason: 'session' }
    },
    socket(request) {
      if (!ourHost(request)) return { ok: false, reason: 'host' }
      const browser = request.headers.origin !== undefined // a browser always says so, and cannot be made not to
      if (browser && !ourOrigin(request)) return { ok: false, reason: 'origin' }
      if (browser && inSession(request)) return YES
      const token = tokenOf(request)
      if (token === undefined) return { ok: false, reason: 'session' }
      return tokens.spend(token) ? YES : { ok: false, reason: 'token' }
    }
  }
}

/** The token in a request's address, if there is one. */
export function tokenOf(request: IncomingMessage): string | undefined {
  return new URLSearchParams(/\?(.*)$/.exec(request.url ?? '')?.[1]).get('token') ?? undefined
}
