/** `earshot export`: a room's whole history that is here, page by page, oldest first; each answer behind its thread's root. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { MAX_PAGE } from '../../shared/limits.ts'
import type { EventId, Room, TimelineEvent, TimelinePage } from '../../shared/model.ts'
import type { Form } from './exportForms.ts'
import type { Sink } from './sink.ts'

export interface ExportInit {
  form: Form
  sink: Sink
  now: number
  /** So many of so many messages of the room are written. */
  onProgress(written: number, all: number): void
}

/** Returns how many messages were written, answers in threads included. */
export async function exportRoom(bridge: Bridge<Contract>, room: Room, init: ExportInit): Promise<number> {
  const { form, sink, onProgress } = init
  const { roomId } = room
  let written = 0
  let seen = 0
  await sink.write(form.head(room, init.now))
  const pages = pagesForth(from => bridge.call('timeline.page', { roomId, from, limit: MAX_PAGE }))
  for await (const page of pages) {
    for (const event of page.events) {
      await sink.write(form.event(event, false))
      written += 1 + (event.replies === null ? 0 : await writeAnswers(bridge, event.eventId, init))
    }
    seen += page.events.length
    onProgress(seen, seen + page.newer)
  }
  await sink.write(form.foot())
  return written
}

/** Those that stand in the room as well are written there. */
async function writeAnswers(bridge: Bridge<Contract>, eventId: EventId, { form, sink }: ExportInit): Promise<number> {
  let written = 0
  for await (const page of pagesForth(from => bridge.call('threads.page', { eventId, from, limit: MAX_PAGE }))) {
    for (const answer of page.events.filter(one => !one.alsoInRoom)) {
      await sink.write(form.event(answer, true))
      written++
    }
  }
  return written
}

type From = { at: 'oldest' } | { at: 'after'; orderKey: TimelineEvent['orderKey'] }

async function* pagesForth(read: (from: From) => Promise<TimelinePage>): AsyncGenerator<TimelinePage> {
  let from: From = { at: 'oldest' }
  for (;;) {
    const page = await read(from)
    const last = page.events.at(-1)
    if (last === undefined) return
    yield page
    if (page.newer === 0) return
    from = { at: 'after', orderKey: last.orderKey }
  }
}
