/** Whether there is a port that others reach. */
import { addressOf, usedOf } from '../networks.ts'
import { bad, type Check, caution, listed, ok } from '../verdict.ts'

export const port: Check<'port'> = findings => {
  const { port: bound, portTaken } = findings.status
  if (bound === null) return bad('none', {}, 'retry')
  if (portTaken !== null) return caution('taken', { asked: String(portTaken), port: String(bound) })
  const networks = listed(usedOf(findings).map(lan => addressOf(lan) ?? lan.name))
  return ok('open', { port: String(bound), networks: networks === '' ? 'no address yet' : networks })
}
