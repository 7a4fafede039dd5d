/**
 * All namespaces of a machine share one table of neighbours, and its limit (1,024) is what one computer needs. Fifty hosts that
 * know each other need 2,450 entries in each family: beyond the limit nobody reaches anybody new, and nothing says so.
 */
import { readFile, writeFile } from 'node:fs/promises'

const LIMITS = ['ipv4', 'ipv6'].flatMap(family =>
  ['gc_thresh1', 'gc_thresh2', 'gc_thresh3'].map(name => `/proc/sys/net/${family}/neigh/default/${name}`)
)

/** Makes room for so many hosts that all know each other. Resolves with what puts the limits back. */
export async function roomForNeighbours(hosts: number): Promise<() => Promise<void>> {
  const needed = hosts * hosts * 2
  const before = await Promise.all(LIMITS.map(async path => [path, Number(await readFile(path, 'utf8'))] as const))
  const isEnough = before.every(([path, limit]) => !path.endsWith('3') || limit >= needed)
  const raised = isEnough ? [] : before.filter(([, limit]) => limit < needed)
  // the largest first: a lower limit is never above a higher one
  for (const [path] of raised.toReversed()) await writeFile(path, String(needed))
  return async () => {
    for (const [path, limit] of raised) await writeFile(path, String(limit))
  }
}
