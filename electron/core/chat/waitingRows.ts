/** Own messages that look different when people come or go: those that nobody holds yet, and the newest that not everybody does. */
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { isEverywhere } from './delivery.ts'

/** Rows of one room. What lies further up is told the next time it is asked for. */
const MOST = 50

export function waitingRows(store: Store, { deviceNum }: Pick<Account, 'deviceNum'>): number[] {
  const unheld = store.outbox.rooms().flatMap(room => store.outbox.newest(room, MOST))
  const unsettled = store.rooms.joined().flatMap(({ num }) => {
    const log = store.logs.get(num, deviceNum)
    if (log === undefined) return []
    const rows = store.events.inRun(log.num, 0, log.headSeq, MOST)
    return rows.filter(row => !isEverywhere(row.delivery)).map(row => row.num)
  })
  return [...new Set([...unheld, ...unsettled])]
}
