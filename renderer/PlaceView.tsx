/** The place one is at. */
import { Hand, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Me, Room, RoomId } from '../shared/model.ts'
import { useBridge } from './bridge/BridgeProvider.tsx'
import { NearbyView } from './features/nearby/index.ts'
import { SettingsView } from './features/settings/index.ts'
import type { Place } from './features/shell/index.ts'
import { RoomView } from './features/timeline/index.ts'
import { useT } from './i18n/useT.ts'
import styles from './PlaceView.module.css'
import { classNames } from './ui/classNames.ts'
import { IconButton } from './ui/IconButton.tsx'
import { Notice } from './ui/Notice.tsx'

export interface PlaceViewProps {
  me: Me
  /** Undefined until it is known where one is. */
  place: Place | undefined
  rooms: Room[] | undefined
  arrivedIn: RoomId | undefined
  /** Whether the sidebar stands beside it: then its corner is round. */
  cornered: boolean
  onGo: (place: Place) => void
  onReplace: (place: Place) => void
  onLeaveSettings: () => void
}

export function PlaceView({ me, place, rooms, arrivedIn, cornered, onGo, onReplace, onLeaveSettings }: PlaceViewProps) {
  const greeting = useGreeting(arrivedIn)
  const inRoom = place?.kind === 'room' && rooms?.some(room => room.roomId === place.roomId)
  return (
    <main className={classNames(styles.main, cornered && styles.cornered)} data-region='main'>
      {place?.kind === 'room' && inRoom && (
        <RoomView
          key={place.roomId}
          roomId={place.roomId}
          me={me}
          autoFocusComposer={place.roomId === arrivedIn}
          aboveComposer={greeting.shown && place.roomId === arrivedIn && <Greeting onDismiss={greeting.dismiss} />}
        />
      )}
      {place?.kind === 'nearby' && <NearbyView me={me} onOpenRoom={roomId => onGo({ kind: 'room', roomId })} />}
      {place?.kind === 'settings' && (
        <SettingsView
          page={place.page}
          onPage={page => onReplace({ kind: 'settings', page })}
          onClose={onLeaveSettings}
        />
      )}
    </main>
  )
}

function Greeting({ onDismiss }: { onDismiss: () => void }) {
  const t = useT()
  return (
    <div className={styles.greeting}>
      <Notice
        tone='accent'
        icon={Hand}
        title={t('welcome.title')}
        action={<IconButton icon={X} size='xs' label={t('common.dismiss')} onClick={onDismiss} />}
      >
        {t('welcome.text')}
      </Notice>
    </div>
  )
}

/** Until something was said, or it was put away. */
function useGreeting(arrivedIn: RoomId | undefined): { shown: boolean; dismiss: () => void } {
  const bridge = useBridge()
  const [greeted, setGreeted] = useState(false)
  useEffect(() => {
    if (arrivedIn === undefined || greeted) return
    return bridge.on('timeline.changed', events => {
      if (events.some(event => event.mine && event.roomId === arrivedIn)) setGreeted(true)
    })
  }, [bridge, arrivedIn, greeted])
  return { shown: arrivedIn !== undefined && !greeted, dismiss: () => setGreeted(true) }
}
