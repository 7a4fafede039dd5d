/** The built interface under an origin of its own, app://earshot, so that the page is no file and the web's rules hold for it. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { contentSecurityPolicy, PAGE_TYPES } from '../../shared/pageFiles.ts'
import { fileOf } from './pageAddress.ts'

/** Before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/** Serves the files of `dir` and nothing else. */
export function servePages(dir: string): void {
  protocol.handle('app', async request => {
    const path = fileOf(request.url, dir)
    if (path === undefined || request.method !== 'GET') return new Response('There is nothing here.', { status: 404 })
    try {
      return new Response(new Uint8Array(await readFile(path)), { headers: headersFor(path) })
    } catch {
      return new Response('There is nothing here.', { status: 404 })
    }
  })
}

const headersFor = (path: string): Record<string, string> => ({
  'content-type': PAGE_TYPES[extname(path)] ?? 'application/octet-stream',
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store'
})
