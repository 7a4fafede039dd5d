/** Asks for the passphrase again, now. Where there is none, it says so. */
import { useCallback } from 'react'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useToasts } from '../../ui/Toasts.tsx'

export function useLock(): () => void {
  const bridge = useBridge()
  const { show } = useToasts()
  const t = useT()
  return useCallback(() => {
    bridge.call('core.lock', {}).catch((err: unknown) => show({ id: 'lock', tone: 'bad', title: errorText(t, err) }))
  }, [bridge, show, t])
}
