/** What is said once, to somebody who has just come in: that nobody knows them yet, and where their key is kept badly. */
import { Hand, KeyRound, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { RoomId } from '../shared/model.ts'
import { useBridge } from './bridge/BridgeProvider.tsx'
import { useCoreState } from './bridge/queries.ts'
import { useT } from './i18n/useT.ts'
import { Button } from './ui/Button.tsx'
import { IconButton } from './ui/IconButton.tsx'
import { Notice } from './ui/Notice.tsx'
import styles from './Welcome.module.css'

/** What is left to say. Kept while one goes elsewhere and comes back. */
export interface WelcomeState {
  greeting: boolean
  key: boolean
  dismissGreeting: () => void
  dismissKey: () => void
}

/** @param roomId where somebody new came in, if they did since the page was opened */
export function useWelcome(roomId: RoomId | undefined): WelcomeState {
  const bridge = useBridge()
  const core = useCoreState().data
  const [greeted, setGreeted] = useState(false)
  const [told, setTold] = useState(false)
  useEffect(() => {
    if (roomId === undefined || greeted) return
    return bridge.on('timeline.changed', events => {
      if (events.some(event => event.mine && event.roomId === roomId)) setGreeted(true) // they have said hello
    })
  }, [bridge, roomId, greeted])
  return {
    greeting: !greeted,
    key: core?.host === 'desktop' && core.keyKeeper === 'file' && !told,
    dismissGreeting: () => setGreeted(true),
    dismissKey: () => setTold(true)
  }
}

/** @param onSecurity goes where a passphrase can be set */
export function Welcome({ state, onSecurity }: { state: WelcomeState; onSecurity: () => void }) {
  const t = useT()
  return (
    <div className={styles.welcome}>
      {state.key && (
        <Notice
          tone='wait'
          icon={KeyRound}
          title={t('welcome.keyTitle')}
          action={
            <>
              <Button size='sm' onClick={onSecurity}>
                {t('settings.passphrase.set')}
              </Button>
              <IconButton icon={X} size='xs' label={t('common.dismiss')} onClick={state.dismissKey} />
            </>
          }
        >
          {t('welcome.keyText')}
        </Notice>
      )}
      {state.greeting && (
        <Notice
          tone='accent'
          icon={Hand}
          title={t('welcome.title')}
          action={<IconButton icon={X} size='xs' label={t('common.dismiss')} onClick={state.dismissGreeting} />}
        >
          {t('welcome.text')}
        </Notice>
      )}
    </div>
  )
}
