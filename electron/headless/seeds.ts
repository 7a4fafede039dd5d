/** The file of `serve --seeds`: addresses that are dialled without being found, one a line. */
import { readFileSync } from 'node:fs'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { UsageError } from './usageError.ts'

const MAX_SEEDS = 1_000
const MAX_ADDRESS_CHARS = 512
const FORM = /^\/(?:ip6zone\/[^/]+\/)?ip[46]\/[^/]+\/tcp\/[1-9]\d{0,4}(?:\/p2p\/([^/]+))?$/

/** Throws UsageError with the line where something is wrong. */
export function readSeeds(path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (err) {
    throw new UsageError(`--seeds cannot read ${path}: ${err instanceof Error ? err.message : err}`, { cause: err })
  }
  return parseSeeds(text, path)
}

/** @param name of the file, for what is said of it */
export function parseSeeds(text: string, name: string): string[] {
  const seeds: string[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const address = line.replace(/(?:^|\s)#.*$/, '').trim()
    if (address === '') continue
    if (!isSeed(address))
      throw new UsageError(`${name}, line ${index + 1}: no multiaddr with a TCP port, as /ip4/10.0.0.5/tcp/47100`)
    seeds.push(address)
    if (seeds.length > MAX_SEEDS) throw new UsageError(`${name}, line ${index + 1}: more than ${MAX_SEEDS} addresses`)
  }
  return seeds
}

function isSeed(address: string): boolean {
  const form = address.length > MAX_ADDRESS_CHARS ? null : FORM.exec(address)
  if (form === null) return false
  try {
    multiaddr(address)
    if (form[1] !== undefined) peerIdFromString(form[1])
    return true
  } catch {
    return false
  }
}
