/** The window in use: title bar, bars, sidebar and the place one is at; what the keys do. */
import { type CSSProperties, type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Me, NetworkState, Person, Room, RoomId, Settings } from '../shared/model.ts'
import { useNetwork, usePeople, useRooms } from './bridge/queries.ts'
import { unreadIn, useThreads } from './bridge/useThreads.ts'
import { AddDialog } from './features/add/index.ts'
import { ChannelDialog } from './features/channels/index.ts'
import { KeyTable } from './features/settings/index.ts'
import {
  ClockBar,
  ConnectionBar,
  Drawer,
  HiddenBar,
  NetworkBar,
  type Place,
  type Places,
  Resizer,
  ShortcutsDialog,
  TitleBar,
  useLayout,
  useMarkRead,
  usePlaces,
  useReturn,
  useShellKeys
} from './features/shell/index.ts'
import { Sidebar } from './features/sidebar/index.ts'
import { useNews } from './features/toasts/index.ts'
import { NamesContext, namesOf } from './i18n/names.ts'
import { useT } from './i18n/useT.ts'
import { JumpTo } from './JumpTo.tsx'
import { PlaceView } from './PlaceView.tsx'
import styles from './Shell.module.css'

export interface ShellProps {
  me: Me
  settings: Settings
  /** The channel that the first screen led to, with the notice that greets there. */
  arrivedIn: RoomId | undefined
}

const NO_ROOMS: Room[] = []
const NO_PEOPLE: Person[] = []

export function Shell({ me, settings, arrivedIn }: ShellProps) {
  const rooms = useRooms().data
  const people = usePeople().data ?? NO_PEOPLE
  const network = useNetwork().data
  const unreadThreads = unreadIn(useThreads().data ?? [])
  const places = usePlaces()
  const layout = useLayout()
  const markRead = useMarkRead()
  const [dialog, setDialog] = useState<Dialog>()
  useNews(people, network)

  const known = rooms ?? NO_ROOMS
  const names = useMemo(() => namesOf([me, ...people]), [me, people])
  const place = usePlaceOrFirst(places, rooms, arrivedIn)
  const unread = known.reduce((sum, room) => sum + room.unread, 0)
  useDocumentTitle(place, known, unread)
  const go = (next: Place): void => {
    layout.uncover()
    places.go(next)
  }
  const leaveSearch = useReturn(places)
  useShellKeys({ rooms: known, place, places, go, layout, settings, markRead, leaveSearch, openDialog: setDialog })

  const beside = layout.shown && !layout.narrow
  const around = { me, rooms, people, network, unreadThreads, place, onGo: go }
  return (
    <NamesContext value={names}>
      <Frame
        layout={layout}
        mentions={known.reduce((sum, room) => sum + room.mentions, 0)}
        onSearch={() => setDialog('palette')}
        network={network}
        hidden={!settings.beHeard}
        onDoctor={() => go({ kind: 'network', doctor: 'everybody' })}
        sidebar={
          <Sidebar
            {...around}
            onAddChannel={() => setDialog('channel')}
            onMarkRead={room => void markRead([room])}
            edge={beside && <Resizer width={layout.width} onResize={layout.setWidth} />}
          />
        }
      >
        <PlaceView
          me={me}
          place={place}
          rooms={rooms}
          arrivedIn={arrivedIn}
          cornered={beside}
          onGo={go}
          onReplace={places.replace}
          onAdd={() => setDialog('add')}
          onLeaveSettings={() => places.back({ kind: 'nearby' })}
          onLeaveSearch={leaveSearch}
        />
        <JumpTo
          open={dialog === 'palette'}
          rooms={known}
          people={people}
          place={place}
          settings={settings}
          onGo={go}
          onClose={() => setDialog(now => (now === 'palette' ? undefined : now))}
          onDialog={setDialog}
          markRead={markRead}
        />
        <Dialogs open={dialog} network={network} onClose={() => setDialog(undefined)} onGo={go} />
      </Frame>
    </NamesContext>
  )
}

interface FrameProps {
  layout: ReturnType<typeof useLayout>
  mentions: number
  onSearch: () => void
  network: NetworkState | undefined
  /** Whether this computer is not announced, by choice. */
  hidden: boolean
  onDoctor: () => void
  sidebar: ReactNode
  children: ReactNode
}

/** Title bar, bars, and the sidebar beside the place or over it. */
function Frame({ layout, mentions, onSearch, network, hidden, onDoctor, sidebar, children }: FrameProps) {
  const t = useT()
  const beside = layout.shown && !layout.narrow
  return (
    <div className={styles.app} style={{ '--sidebar': `${layout.width / 16}rem` } as CSSProperties}>
      <TitleBar folded={!beside} open={layout.shown} onMenu={layout.toggle} onSearch={onSearch} mentions={mentions} />
      <div className={styles.bars}>
        <ConnectionBar />
        <NetworkBar online={network?.online ?? true} onWhy={onDoctor} />
        <HiddenBar hidden={hidden} />
        <ClockBar offMs={network?.clockOffMs ?? null} />
      </div>
      <div className={styles.body}>
        {beside && <div className={styles.side}>{sidebar}</div>}
        <Drawer open={layout.narrow && layout.shown} onClose={layout.uncover} label={t('shell.sidebar')}>
          {sidebar}
        </Drawer>
        {children}
      </div>
    </div>
  )
}

type Dialog = 'palette' | 'channel' | 'keys' | 'add'

function Dialogs({
  open,
  network,
  onClose,
  onGo
}: {
  open: Dialog | undefined
  network: NetworkState | undefined
  onClose: () => void
  onGo: (to: Place) => void
}) {
  const leave = (to: Place): void => {
    onClose()
    onGo(to)
  }
  return (
    <>
      <ChannelDialog open={open === 'channel'} onClose={onClose} onJoined={roomId => leave({ kind: 'room', roomId })} />
      <AddDialog
        open={open === 'add'}
        network={network}
        onClose={onClose}
        onAdded={({ account }) => leave({ kind: 'nearby', person: account })}
        onDoctor={() => leave({ kind: 'network', doctor: 'everybody' })}
        onSettings={() => leave({ kind: 'settings', page: 'network' })}
      />
      <ShortcutsDialog open={open === 'keys'} onClose={onClose}>
        <KeyTable />
      </ShortcutsDialog>
    </>
  )
}

/** Where one was, if that is still there; else #everyone, the first channel, or Nearby. Undefined until it is known. */
function usePlaceOrFirst(
  { place, replace }: Places,
  rooms: Room[] | undefined,
  arrivedIn: RoomId | undefined
): Place | undefined {
  const first = rooms === undefined ? undefined : firstPlace(rooms)
  const nowhere = place === undefined && first !== undefined
  useEffect(() => {
    if (arrivedIn !== undefined) replace({ kind: 'room', roomId: arrivedIn })
  }, [arrivedIn, replace])
  useEffect(() => {
    if (nowhere && arrivedIn === undefined) replace(first)
  }, [nowhere, arrivedIn, first, replace])
  // A channel just joined may be told a moment later: it is not left for good.
  const gone = place?.kind === 'room' && rooms !== undefined && !rooms.some(room => room.roomId === place.roomId)
  return place === undefined || gone ? first : place
}

function firstPlace(rooms: Room[]): Place {
  const first = rooms.find(room => room.name === 'everyone') ?? rooms[0]
  return first === undefined ? { kind: 'nearby' } : { kind: 'room', roomId: first.roomId }
}

/** What the window is called: where one is, and how much is unread. */
function useDocumentTitle(place: Place | undefined, rooms: readonly Room[], unread: number): void {
  const t = useT()
  useEffect(() => {
    const room = rooms.find(one => place?.kind === 'room' && one.roomId === place.roomId)
    const name =
      place?.kind === 'room' ? t('place.room', { name: room?.name ?? '' }) : place && t(`place.${place.kind}`)
    if (name === undefined) document.title = t('app.name')
    else
      document.title =
        unread > 0 ? t('app.titleUnread', { count: unread, place: name }) : t('app.title', { place: name })
  }, [place, rooms, unread, t])
}
