/** Trying every address of a network: how far it has come, what came of it, and how to stop it. */
import { useCallback, useEffect, useState } from 'react'
import type { Probing } from '../../shared/networkModel.ts'
import { useBridge } from './BridgeProvider.tsx'
import { useCall } from './useCall.ts'

export interface Probe {
  /** Undefined until one was started. */
  progress: Probing | undefined
  /** It was stopped before its end. */
  stopped: boolean
  busy: boolean
  error: unknown
  start: (cidr?: string) => Promise<void>
  stop: () => void
  /** Forgets the last one. */
  clear: () => void
}

export function useProbe(): Probe {
  const bridge = useBridge()
  const { run, busy, error, clear: forget } = useCall('network.probe')
  const [progress, setProgress] = useState<Probing>()
  const [stopped, setStopped] = useState(false)

  useEffect(() => bridge.on('network.probing', setProgress), [bridge])
  const start = useCallback(
    async (cidr?: string) => {
      setStopped(false)
      setProgress(undefined)
      const done = await run(cidr === undefined ? {} : { cidr })
      if (done !== undefined) setProgress(done)
    },
    [run]
  )
  const stop = useCallback(() => {
    setStopped(true)
    // it ends by itself where this is not heard
    bridge.call('network.stopProbe', {}).catch(() => {})
  }, [bridge])
  const clear = useCallback(() => {
    setProgress(undefined)
    forget()
  }, [forget])
  return { progress, stopped, busy, error, start, stop, clear }
}
