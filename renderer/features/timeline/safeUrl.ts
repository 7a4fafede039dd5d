/** Which addresses in a message may be followed. Everything else stays text. */

const ALLOWED = new Set(['http:', 'https:', 'mailto:'])

/** The address as it may be followed, or undefined. Relative ones are refused too: they would mean this program itself. */
export function safeUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (!ALLOWED.has(url.protocol)) return undefined
  // 'https://bank.example@evil.example' looks like another place than it is
  if (url.username !== '' || url.password !== '') return undefined
  return url.href
}
