/** Reads a room's messages page by page, oldest first. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { MAX_PAGE } from '../../shared/limits.ts'
import type { RoomId, TimelineEvent } from '../../shared/model.ts'

/** The newest `limit` messages. */
export async function readHistory(bridge: Bridge<Contract>, roomId: RoomId, limit: number): Promise<TimelineEvent[]> {
  const pages: TimelineEvent[][] = []
  let left = limit
  for await (const page of pagesBack(bridge, roomId, () => Math.min(left, MAX_PAGE))) {
    pages.unshift(page)
    left -= page.length
    if (left <= 0) break
  }
  return pages.flat()
}

/** From the newest page to the oldest; each page is in reading order. */
export async function* pagesBack(
  bridge: Bridge<Contract>,
  roomId: RoomId,
  limit: () => number = () => MAX_PAGE
): AsyncGenerator<TimelineEvent[]> {
  let page = await bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: limit() })
  for (;;) {
    const first = page.events[0]
    if (first === undefined) return
    yield page.events
    if (page.older === 0) return
    page = await bridge.call('timeline.page', {
      roomId,
      from: { at: 'before', orderKey: first.orderKey },
      limit: limit()
    })
  }
}
