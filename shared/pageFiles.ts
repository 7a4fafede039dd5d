/** What both hosts say of our page's files: what they are, and what the page may load. */

/** `socket` is where the page's bridge is, when it is a WebSocket. */
export const contentSecurityPolicy = (socket?: string): string =>
  [
    "default-src 'self'",
    `connect-src 'self'${socket === undefined ? '' : ` ${socket}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')

/** The types of the files that a page consists of, by their ending. Anything else is only bytes. */
export const PAGE_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2'
}
