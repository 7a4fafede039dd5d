/** Whether macOS lets this program onto the local network. Elsewhere nothing asks, and the check is left out. */
import { described, usedOf } from '../networks.ts'
import { bad, type Check, checking, listed, ok, unchecked } from '../verdict.ts'

export const permission: Check<'permission'> = findings => {
  if (findings.platform !== 'darwin') return undefined
  if (findings.permission === undefined) return checking()
  if (findings.permission === null) return unchecked('unknown')
  if (findings.permission === 'denied') return bad('denied', {}, 'network-settings')
  return ok('granted', { networks: listed(usedOf(findings).map(described)) })
}
