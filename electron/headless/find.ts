/** `earshot search`: as many pages as were asked for, newest first. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { MAX_PAGE } from '../../shared/limits.ts'
import type { AccountId, SearchHit } from '../../shared/model.ts'
import type { SearchArgs } from './args.ts'
import { findRoom } from './rooms.ts'

export interface FindInit {
  onHit(hit: SearchHit): void
  /** Nothing was found, and what might have been meant. */
  onNothing(suggestion: string | null, searched: number): void
}

/** Throws ChatError not-found where --from is nobody or several, and what findRoom throws. */
export async function find(bridge: Bridge<Contract>, args: SearchArgs, { onHit, onNothing }: FindInit): Promise<void> {
  const { text, after, before, has, limit } = args
  const asked = {
    text,
    has,
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(args.from === undefined ? {} : { from: await findPerson(bridge, args.from) }),
    ...(args.room === undefined ? {} : { roomId: (await findRoom(bridge, args.room)).room.roomId })
  }
  let left = limit
  let behind = {}
  for (;;) {
    const result = await bridge.call('search.find', { ...asked, ...behind, limit: Math.min(left, MAX_PAGE) })
    for (const hit of result.hits) onHit(hit)
    if (left === limit && result.hits.length === 0) onNothing(result.suggestion, result.searched)
    const last = result.hits.at(-1)
    left -= result.hits.length
    if (last === undefined || left <= 0) return
    behind = { behind: last.event.orderKey }
  }
}

/** By a name, an account, or 'me'. */
async function findPerson(bridge: Bridge<Contract>, text: string): Promise<AccountId> {
  const { me } = await bridge.call('core.state', {})
  if (me !== null && text.toLowerCase() === 'me') return me.account
  return personNamed([...(me === null ? [] : [me]), ...(await bridge.call('people.list', {}))], text)
}

/** By a name or an account. Throws ChatError not-found where that is nobody or several. */
export function personNamed(everybody: ReadonlyArray<{ account: AccountId; name: string }>, text: string): AccountId {
  const wanted = text.normalize('NFC').toLowerCase()
  const found = everybody.filter(({ name, account }) => account === wanted || name.toLowerCase() === wanted)
  const [only] = found
  if (only === undefined) throw new ChatError('not-found', `nobody here is called '${text}'`)
  if (found.length > 1)
    throw new ChatError('not-found', `${found.length} people are called '${text}': give the account`)
  return only.account
}
