/** The place one is at. */
import type { ReactNode } from 'react'
import type { Me, Person, Room, RoomId } from '../shared/model.ts'
import { NearbyView } from './features/nearby/index.ts'
import { NetworkView } from './features/network/index.ts'
import { ProfilePanel } from './features/people/index.ts'
import { RequestsView } from './features/requests/index.ts'
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
  onAdd: () => void
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
  onAdd,
  onLeaveSettings,
  onLeaveSearch
}: PlaceViewProps) {
  const welcome = useWelcome(arrivedIn)
  const room = place?.kind === 'room' ? rooms?.find(one => one.roomId === place.roomId) : undefined
  const openRoom = (roomId: RoomId): void => onGo({ kind: 'room', roomId })
  const renderProfile = (person: Person, onClose: () => void, inDirect = false): ReactNode => (
    <ProfilePanel
      key={person.account}
      person={person}
      rooms={rooms ?? []}
      inDirect={inDirect}
      onClose={onClose}
      onOpenRoom={openRoom}
      onWhy={() => onGo({ kind: 'network', doctor: person.account })}
    />
  )
  return (
    <main className={classNames(styles.main, cornered && styles.cornered)} data-region='main'>
      {place?.kind === 'room' && room !== undefined && !room.request && (
        <RoomView
          key={place.roomId}
          roomId={place.roomId}
          me={me}
          event={place.event}
          thread={place.thread}
          onSearch={() => onGo({ kind: 'search', text: `in:${place.roomId} ` })}
          renderProfile={renderProfile}
          onOpen={(roomId, event, thread) => onGo({ kind: 'room', roomId, event, ...(thread && { thread }) })}
          autoFocusComposer={place.roomId === arrivedIn}
          aboveComposer={
            place.roomId === arrivedIn && (
              <Welcome state={welcome} onSecurity={() => onGo({ kind: 'settings', page: 'security' })} />
            )
          }
        />
      )}
      {(place?.kind === 'requests' || room?.request === true) && <RequestsView onOpenRoom={openRoom} />}
      {place?.kind === 'nearby' && (
        <NearbyView
          me={me}
          person={place.person}
          onOpenRoom={openRoom}
          renderProfile={renderProfile}
          onAdd={onAdd}
          onDoctor={about => onGo({ kind: 'network', doctor: about ?? 'everybody' })}
          onSettings={() => onGo({ kind: 'settings', page: 'network' })}
        />
      )}
      {place?.kind === 'network' && <Network me={me} place={place} onGo={onGo} onReplace={onReplace} onAdd={onAdd} />}
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

interface NetworkProps extends Pick<PlaceViewProps, 'me' | 'onGo' | 'onReplace' | 'onAdd'> {
  place: Place & { kind: 'network' }
}

function Network({ me, place, onGo, onReplace, onAdd }: NetworkProps) {
  return (
    <NetworkView
      me={me}
      tab={place.tab ?? 'map'}
      doctor={place.doctor === 'everybody' ? null : place.doctor}
      onTab={tab => onReplace({ kind: 'network', ...(tab === 'list' && { tab }) })}
      onDoctor={about => onReplace({ ...place, doctor: about ?? 'everybody' })}
      onAdd={onAdd}
      onProfile={person => onGo({ kind: 'nearby', person })}
      onSettings={() => onGo({ kind: 'settings', page: 'network' })}
    />
  )
}
