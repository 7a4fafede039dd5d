/**
 * `earshot tail`: every message once, as it comes, and what happens to it. What a slow reader was not told of is fetched, and so is
 * what came as many at once, which are told of as a whole.
 */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { MAX_PAGE } from '../../shared/limits.ts'
import type { RoomId, TimelineEvent } from '../../shared/model.ts'
import { type Change, createChanges } from './changes.ts'
import { pagesBack } from './history.ts'

/** Events remembered as printed, so that a change of their delivery does not print them again. */
const MAX_REMEMBERED = 50_000

export interface TailInit {
  /** Which rooms are followed at the moment. */
  rooms(): Promise<RoomId[]>
  onEvent(event: TimelineEvent): void
  /** A message of before is another now. */
  onChange(event: TimelineEvent, change: Change): void
  now?: () => number
}

/** Starts listening. The promise rejects when the host goes away. */
export function followTail(
  bridge: Bridge<Contract>,
  { rooms, onEvent, onChange, now = Date.now }: TailInit
): Promise<never> {
  const end = Promise.withResolvers<never>()
  const startedAt = now()
  const isNew = rememberNew(startedAt)
  const changes = createChanges(startedAt)
  let catchingUp: Promise<void> | undefined
  let again = false

  const show = (events: readonly TimelineEvent[]): void => {
    for (const event of events) {
      if (isNew(event)) {
        changes.learn(event)
        onEvent(event)
      } else for (const change of changes.of(event)) onChange(event, change)
    }
  }

  async function catchUp(): Promise<void> {
    do {
      again = false
      for (const roomId of await rooms()) show(await unseen(bridge, roomId, isNew))
    } while (again)
  }

  /** How the newest messages are: what changes from then on can be told. */
  async function learn(): Promise<void> {
    for (const roomId of await rooms()) {
      const newest = await bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: MAX_PAGE })
      for (const event of newest.events) changes.learn(event)
    }
  }

  const fetch = (): void => {
    again = true
    catchingUp ??= catchUp()
      .catch(end.reject)
      .finally(() => {
        catchingUp = undefined
      })
  }

  bridge.on('timeline.changed', show)
  bridge.on('timeline.stale', fetch)
  bridge.onMissed(fetch)
  learn().catch(end.reject)
  bridge.onClose(() => end.reject(new ChatError('offline')))
  return end.promise
}

/** What was not printed: it may lie behind what was, so pages back until one holds nothing that came since the start. */
async function unseen(bridge: Bridge<Contract>, roomId: RoomId, isNew: IsNew): Promise<TimelineEvent[]> {
  const pages: TimelineEvent[][] = []
  for await (const page of pagesBack(bridge, roomId)) {
    if (!page.some(isNew.came)) break
    pages.unshift(page.filter(isNew.peek))
  }
  return pages.flat()
}

interface IsNew {
  /** Once of each. */
  (event: TimelineEvent): boolean
  peek(event: TimelineEvent): boolean
  /** Since the start, printed or not. */
  came(event: TimelineEvent): boolean
}

/** Says once of each event whether it arrived after `startedAt`. Old memories are folded into a later start. */
function rememberNew(startedAt: number): IsNew {
  const printed = new Map<string, number>()
  let floor = startedAt
  const came = (event: TimelineEvent): boolean => event.receivedAt >= floor
  const peek = (event: TimelineEvent): boolean => came(event) && !printed.has(event.eventId)
  const take = (event: TimelineEvent): boolean => {
    if (!peek(event)) return false
    printed.set(event.eventId, event.receivedAt)
    if (printed.size > MAX_REMEMBERED) forgetOldest()
    return true
  }
  const forgetOldest = (): void => {
    for (const [eventId, receivedAt] of printed) {
      printed.delete(eventId)
      floor = Math.max(floor, receivedAt + 1)
      return
    }
  }
  return Object.assign(take, { peek, came })
}
