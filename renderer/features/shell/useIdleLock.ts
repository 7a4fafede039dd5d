/**
 * Locks when this window was not used for so long. Pages of one origin tell each other that they are used: one that is
 * left open somewhere does not lock another that somebody writes in. A computer that slept is asked at once.
 */
import { useEffect } from 'react'
import { useBridge } from '../../bridge/BridgeProvider.tsx'

const LOOK_EVERY_MS = 5_000
/** Not at every move of the pointer. */
const TELL_EVERY_MS = 5_000
const USES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const CHANNEL = 'earshot-use'

/** `minutes` null: never. */
export function useIdleLock(minutes: number | null, hasPassphrase: boolean): void {
  const bridge = useBridge()
  useEffect(() => {
    if (minutes === null || !hasPassphrase) return
    const others = new BroadcastChannel(CHANNEL)
    let last = Date.now()
    let told = 0
    let asked = false
    const isOver = (): boolean => Date.now() - last >= minutes * 60_000
    const used = (): void => {
      if (isOver()) return look() // the first press after a sleep is none
      last = Date.now()
      if (last - told < TELL_EVERY_MS) return
      told = last
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel within this origin has none
      others.postMessage(null)
    }
    function look(): void {
      if (asked || !isOver()) return
      asked = true
      // what cannot be locked now is tried again
      bridge.call('core.lock', {}).catch(() => {
        asked = false
      })
    }
    others.onmessage = () => {
      last = Date.now()
    }
    for (const use of USES) window.addEventListener(use, used, { capture: true, passive: true })
    document.addEventListener('visibilitychange', look)
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      for (const use of USES) window.removeEventListener(use, used, { capture: true })
      others.close()
    }
  }, [bridge, minutes, hasPassphrase])
}
