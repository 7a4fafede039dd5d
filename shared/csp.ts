/** What our page may load: what came with it, and nothing else. Both hosts send it. */

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
