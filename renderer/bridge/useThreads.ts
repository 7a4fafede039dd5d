/** The threads one follows, the one written to last first. */
import type { Thread } from '../../shared/model.ts'
import { useAsked } from './useAsked.ts'

/** Asked for again when a thread, or a message in one, has changed. */
export const useThreads = () =>
  useAsked('threads.list', {}, (bridge, again) => {
    const stops = [
      bridge.on('threads.changed', again),
      bridge.on('timeline.stale', again),
      bridge.on('timeline.changed', events => {
        if (events.some(({ thread, replies }) => thread !== null || replies !== null)) again()
      })
    ]
    return () => {
      for (const stop of stops) stop()
    }
  })

export const unreadIn = (threads: readonly Thread[]): number =>
  threads.filter(({ replies }) => replies.unread > 0).length
