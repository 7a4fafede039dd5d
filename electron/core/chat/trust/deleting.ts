/**
 * Deletes a direct room here, with all that is in it, slice by slice. Its logs are remembered by their newest number, so that
 * nothing that was deleted is fetched again, and what is written later goes on from there: a number is never given twice.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Store } from '../../store/store.ts'
import type { Projection } from '../projection.ts'

/** Entries that go at once: others have their turn in between. */
const SLICE = 200

export interface DeletingComponents {
  store: Store
  projection: Pick<Projection, 'unplace'>
}

export type Deleting = ReturnType<typeof createDeleting>

export function createDeleting({ store, projection }: DeletingComponents) {
  let stopped = false
  let running = Promise.resolve()

  async function empty(room: number): Promise<void> {
    store.transaction(() => {
      store.contents.dropState(room)
      for (const { num, headSeq } of store.retention.logs(room)) store.logs.prune(num, [{ first: 0, last: headSeq }])
      const heads = store.contents.heads(room)
      projection.unplace(heads)
      store.contents.bare(heads)
    })
    while (!stopped) {
      const nums = store.contents.some(room, SLICE)
      if (nums.length === 0) return
      store.transaction(() => {
        projection.unplace(nums)
        store.contents.drop(nums)
      })
      await turn()
    }
  }

  /** One room after the other. */
  function soon(room: number): Promise<void> {
    const done = running.then(() => empty(room))
    running = done.catch(() => {})
    return done
  }

  return {
    /** A room that was left. Resolves once nothing is left of it. */
    delete: soon,
    /** Goes on with what was not finished. */
    start: (): Promise<void> =>
      store.contents.unfinished().reduce((before, room) => before.then(() => soon(room)), running),
    async stop(): Promise<void> {
      stopped = true
      await running
    }
  }
}
