/** The place one is at. */
import type { Me, Room, RoomId } from '../shared/model.ts'
import { NearbyView } from './features/nearby/index.ts'
import { SettingsView } from './features/settings/index.ts'
import type { Place } from './features/shell/index.ts'
import { RoomView } from './features/timeline/index.ts'
import styles from './PlaceView.module.css'
import { classNames } from './ui/classNames.ts'
import { useWelcome, Welcome } from './Welcome.tsx'

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
  const welcome = useWelcome(arrivedIn)
  const inRoom = place?.kind === 'room' && rooms?.some(room => room.roomId === place.roomId)
  return (
    <main className={classNames(styles.main, cornered && styles.cornered)} data-region='main'>
      {place?.kind === 'room' && inRoom && (
        <RoomView
          key={place.roomId}
          roomId={place.roomId}
          me={me}
          autoFocusComposer={place.roomId === arrivedIn}
          aboveComposer={
            place.roomId === arrivedIn && (
              <Welcome state={welcome} onSecurity={() => onGo({ kind: 'settings', page: 'security' })} />
            )
          }
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
