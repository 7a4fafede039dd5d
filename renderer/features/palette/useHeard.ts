/** The public channels that people within earshot are in, as they are when the palette opens. */
import { useEffect, useState } from 'react'
import type { HeardChannel } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'

const NONE: readonly HeardChannel[] = []

export function useHeard(): readonly HeardChannel[] {
  const bridge = useBridge()
  const [heard, setHeard] = useState(NONE)
  useEffect(() => {
    let current = true
    bridge.call('rooms.heard', {}).then(
      answer => current && setHeard([...answer].sort((a, b) => b.people - a.people)),
      () => {} // they are offered in the channel dialog too, which says what is wrong
    )
    return () => {
      current = false
    }
  }, [bridge])
  return heard
}
