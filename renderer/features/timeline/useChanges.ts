/** What the core tells of a list of messages: changes gathered and drawn together, and what was too much to tell asked for again. */
import { useEffect, useRef } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import type { Source } from './source.ts'

/** A flood of messages costs one drawing every few milliseconds. */
const GATHER_MS = 12
/** What has to be asked for again is asked for at most this often. */
export const AGAIN_MS = 500

interface Options {
  source: Source
  /** Changed events, those that came since this was opened for the first time among them. True where counts may be wrong now. */
  onChanged: (changed: readonly TimelineEvent[]) => boolean
  recount: () => Promise<void>
  reload: () => Promise<void>
}

export function useChanges(options: Options): void {
  const bridge = useBridge()
  const latest = useRef(options)
  latest.current = options
  const { key } = options.source

  useEffect(() => {
    void key
    const { source } = latest.current
    let gathered: TimelineEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const recount = atMostEvery(AGAIN_MS, () => latest.current.recount())
    const reload = atMostEvery(AGAIN_MS, () => latest.current.reload())
    const flush = (): void => {
      timer = undefined
      const changed = gathered
      gathered = []
      if (latest.current.onChanged(changed)) recount.soon()
    }
    const stops = [
      bridge.on('timeline.changed', changed => {
        const here = changed.filter(event => source.holds(event))
        if (here.length === 0) return
        gathered.push(...here)
        timer ??= setTimeout(flush, GATHER_MS)
      }),
      bridge.on('timeline.stale', rooms => rooms.includes(source.roomId) && reload.soon())
    ]
    return () => {
      clearTimeout(timer)
      recount.stop()
      reload.stop()
      for (const stop of stops) stop()
    }
  }, [bridge, key])
}

/** At once the first time, then so often at most; what is wanted meanwhile happens once, when its time has come. */
export function atMostEvery(ms: number, run: () => Promise<void>): { soon(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted = false
  const rested = (): void => {
    timer = undefined
    if (wanted) soon()
  }
  function soon(): void {
    wanted = timer !== undefined
    if (wanted) return
    timer = setTimeout(rested, ms)
    void run()
  }
  return {
    soon,
    stop() {
      wanted = false
      clearTimeout(timer)
    }
  }
}
