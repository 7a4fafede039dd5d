/** The built interface as files over HTTP. What is not in the folder at start is not served: no path is ever joined. */
import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { contentSecurityPolicy, PAGE_TYPES } from '../../shared/pageFiles.ts'

export interface Pages {
  file(response: ServerResponse, path: string): void
  text(response: ServerResponse, status: number, text: string): void
}

/** `address` is what the browser calls us: some browsers do not count a WebSocket as 'self'. */
export function createPages(dir: string, address: string): Pages {
  const files = new Map(listFiles(dir).map(path => [`/${relative(dir, path).split(sep).join('/')}`, path]))
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  const policy = contentSecurityPolicy(`ws://${address}`)

  function head(response: ServerResponse, status: number, type: string, cache: string): void {
    response.statusCode = status
    response.setHeader('content-type', type)
    response.setHeader('cache-control', cache)
    response.setHeader('content-security-policy', policy)
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('referrer-policy', 'no-referrer')
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-resource-policy', 'same-origin')
  }

  function text(response: ServerResponse, status: number, body: string): void {
    head(response, status, 'text/plain; charset=utf-8', 'no-store')
    response.end(`${body}\n`)
  }

  return {
    text,
    file(response, path) {
      const found = files.get(path)
      if (found === undefined) return text(response, 404, 'There is nothing here.')
      // Built names carry a hash of the content, but for the page itself.
      const cache = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store'
      readFile(found).then(
        body => {
          head(response, 200, PAGE_TYPES[extname(found)] ?? 'application/octet-stream', cache)
          response.end(body)
        },
        () => text(response, 404, 'There is nothing here any more.') // built anew while we run
      )
    }
  }
}

function listFiles(dir: string): string[] {
  if (statSync(dir, { throwIfNoEntry: false }) === undefined) return []
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}
