/** Listens for changes of one message, so that what was asked about it is asked again. */
import type { TimelineEvent } from '../../../shared/model.ts'
import type { CoreBridge } from '../../bridge/BridgeProvider.tsx'

/** For `useAsked`. Where too much changed to tell, it may have changed too. */
export const changesOf =
  ({ eventId, roomId }: Pick<TimelineEvent, 'eventId' | 'roomId'>) =>
  (bridge: CoreBridge, again: () => void): (() => void) => {
    const stops = [
      bridge.on('timeline.changed', events => events.some(event => event.eventId === eventId) && again()),
      bridge.on('timeline.stale', rooms => rooms.includes(roomId) && again())
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }
