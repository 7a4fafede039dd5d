/** The place one is at. */
import type { Me, Room, RoomId } from '../shared/model.ts'
import { NearbyView } from './features/nearby/index.ts'
import { SearchView } from './features/search/index.ts'
import { SettingsView } from './features/settings/index.ts'
import type { Place } from './features/shell/index.ts'
import { ThreadsView } from './features/threads/index.ts'
import { MessageBody, RoomView } from './features/timeline/index.ts'
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
  onLeaveSearch: () => void
}

export function PlaceView({
  me,
  place,
  rooms,
  arrivedIn,
  cornered,
  onGo,
  onReplace,
  onLeaveSettings,
  onLeaveSearch
}: PlaceViewProps) {
  const welcome = useWelcome(arrivedIn)
  const inRoom = place?.kind === 'room' && rooms?.some(room => room.roomId === place.roomId)
  return (
    <main className={classNames(styles.main, cornered && styles.cornered)} data-region='main'>
      {place?.kind === 'room' && inRoom && (
        <RoomView
          key={place.roomId}
          roomId={place.roomId}
          me={me}
          event={place.event}
          thread={place.thread}
          onSearch={() => onGo({ kind: 'search', text: `in:${place.roomId} ` })}
          onOpen={(roomId, event, thread) => onGo({ kind: 'room', roomId, event, ...(thread && { thread }) })}
          autoFocusComposer={place.roomId === arrivedIn}
          aboveComposer={
            place.roomId === arrivedIn && (
              <Welcome state={welcome} onSecurity={() => onGo({ kind: 'settings', page: 'security' })} />
            )
          }
        />
      )}
      {place?.kind === 'nearby' && (
        <NearbyView me={me} person={place.person} onOpenRoom={roomId => onGo({ kind: 'room', roomId })} />
      )}
      {place?.kind === 'search' && (
        <SearchView
          me={me}
          text={place.text}
          chosen={place.chosen}
          onKeep={(text, chosen) => onReplace({ kind: 'search', text, ...(chosen && { chosen }) })}
          onOpen={(roomId, event, thread) => onGo({ kind: 'room', roomId, event, ...(thread && { thread }) })}
          onLeave={onLeaveSearch}
          renderBody={event => <MessageBody body={event.body} mentions={event.mentions} me={me.account} />}
        />
      )}
      {place?.kind === 'threads' && <ThreadsView onOpen={(roomId, thread) => onGo({ kind: 'room', roomId, thread })} />}
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
