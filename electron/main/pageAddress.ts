/** Which addresses are our page, and which file each of them names. */
import { join, normalize, sep } from 'node:path'

export const PAGE_URL = 'app://earshot/index.html'
const ORIGIN = 'app://earshot'

/** The file that an address names, if it lies in the folder. */
export function fileOf(address: string, dir: string): string | undefined {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'app:' || url.host !== 'earshot') return undefined
  let path: string
  try {
    path = normalize(join(dir, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)))
  } catch {
    return undefined // not a well-formed escape
  }
  return path.startsWith(dir + sep) && !path.includes('\0') ? path : undefined
}

/** Whether an address is our page: the built one, or while developing the one that vite serves. */
export function isOurPage(address: string, developmentUrl: string | undefined): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  if (developmentUrl !== undefined) return url.origin === new URL(developmentUrl).origin
  return `${url.protocol}//${url.host}` === ORIGIN // such an address has no origin of its own outside of Chromium
}

/** Whether an address may be handed to the system's own browser or mail program: nothing that runs or reads files. */
export const isOutside = (address: string): boolean =>
  ['http:', 'https:', 'mailto:'].includes(URL.parse(address)?.protocol ?? '')
