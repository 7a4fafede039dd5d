/**
 * Which operation takes another's ground away. Whoever is removed might date entries back to before it: so an operation
 * counts only if it knew of whatever took its author's right, or was known to it.
 */
import type { Dag } from './dag.ts'
import type { Op } from './op.ts'

/** What somebody can lose: all rights, those of an admin, those of an owner. */
type Loss = { account: string; of: 'all' | 'admin' | 'owner' }

function lossBy({ account, change }: Op): Loss | undefined {
  if (change.what === 'remove') return { account: change.account, of: 'all' }
  if (change.what === 'leave') return { account, of: 'all' }
  if (change.what !== 'role') return undefined
  if (change.role === 'owner') return { account, of: 'owner' } // handed over
  return { account: change.account, of: change.role === 'member' ? 'admin' : 'owner' }
}

/** Whose entries it can end. */
export const loserOf = (op: Op): string | undefined => lossBy(op)?.account

/** Whether it can end anything of anybody. */
export const canAttack = ({ change }: Op): boolean =>
  change.what === 'remove' ||
  change.what === 'leave' ||
  change.what === 'role' ||
  change.what === 'revoke' ||
  change.what === 'join'

/** Whether the first ends the second, where neither knew of the other and the first counts. */
export function attacks(dag: Dag, by: number, at: number): boolean {
  const [attacker, op] = [dag.node(by).op, dag.node(at).op]
  if (op.change.what === 'join') return endsJoin(dag, attacker, at)
  const loss = lossBy(attacker)
  if (loss === undefined || loss.account !== op.account) return false
  if (op.change.what === 'leave' || op.change.what === 'create') return false // nobody can be kept in
  return loss.of !== 'owner' || op.change.what === 'role' || op.change.what === 'remove'
}

/** A join stands on its invite: not on one revoked, used by an earlier one, or of somebody who may not invite any more. */
function endsJoin(dag: Dag, attacker: Op, at: number): boolean {
  const { op } = dag.node(at)
  if (op.change.what !== 'join') return false
  const { change } = attacker
  if (change.what === 'revoke') return change.key === op.change.key
  const invite = dag.invite(at)
  if (invite?.change.what !== 'invite') return false
  if (change.what === 'join') return change.key === op.change.key && invite.change.once && attacker.order < op.order
  const loss = lossBy(attacker)
  return loss !== undefined && loss.account === invite.account && loss.of !== 'owner'
}
