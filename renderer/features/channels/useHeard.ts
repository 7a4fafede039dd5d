/** The public channels that people within earshot are in, asked for again as people come and go. */
import { useEffect, useState } from 'react'
import type { HeardChannel } from '../../../shared/model.ts'
import { useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'

const AGAIN_AFTER_MS = 300

/** Undefined until the first answer. Most people first, then by name. */
export function useHeard(): readonly HeardChannel[] | undefined {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [heard, setHeard] = useState<readonly HeardChannel[]>()
  useEffect(() => {
    void epoch
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = (): void => {
      timer = undefined
      bridge.call('rooms.heard', {}).then(
        answer => current && setHeard([...answer].sort(byPeople)),
        () => {} // asked again with the next change
      )
    }
    const soon = (): void => {
      timer ??= setTimeout(ask, AGAIN_AFTER_MS)
    }
    const stops = [bridge.on('people.changed', soon), bridge.on('rooms.changed', soon)]
    ask()
    return () => {
      current = false
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [bridge, epoch])
  return heard
}

const byPeople = (a: HeardChannel, b: HeardChannel): number =>
  b.people - a.people || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
