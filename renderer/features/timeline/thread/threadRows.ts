/** The rows of a thread: the message it hangs on, a line with how many answers there are, the answers. Pure. */
import type { TimelineEvent } from '../../../../shared/model.ts'
import { type Row, type RowsInput, toRows } from '../rows.ts'

export interface ThreadRowsInput extends RowsInput {
  /** Null where it is not on this computer. */
  root: TimelineEvent | null
}

/** As `toRows`. The root stands first once everything behind it is loaded; its own hint at the thread is left out. */
export function threadRows({ root, ...input }: ThreadRowsInput, before: readonly Row[] = []): readonly Row[] {
  if (input.older > 0) return toRows(input, before)
  const shown = root === null ? [] : [rootOf(root, before)]
  const rows = toRows({ ...input, events: [...shown, ...input.events] }, before)
  // as the root says it in the room: what was deleted is shown, and not counted
  const count = root?.replies?.count ?? input.events.filter(event => !event.deleted).length + input.newer
  return rows.map((row, i) => {
    if (row.kind !== 'event' || i > shown.length) return row
    const isRoot = i < shown.length
    // the first answer stands below a line of its own
    const next = {
      ...row,
      day: null,
      start: false,
      grouped: false,
      ...(isRoot ? { sentence: false } : { answers: count })
    }
    return kept(before[i], next)
  })
}

/** The very same object as before where nothing changed, so that its row is not drawn again. */
function rootOf(root: TimelineEvent, before: readonly Row[]): TimelineEvent {
  const [first] = before
  const bare = { ...root, replies: null }
  const same = first?.kind === 'event' && JSON.stringify(first.event) === JSON.stringify(bare)
  return same ? first.event : bare
}

function kept(before: Row | undefined, now: Row): Row {
  if (before === undefined || before.kind !== now.kind) return now
  const keys = Object.keys(now) as (keyof typeof now)[]
  return keys.every(key => Object.is(before[key], now[key])) ? before : now
}
