/** The window in use: title bar, bars, sidebar and the place one is at; what the keys do. */
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react'
import type { Me, NetworkState, Person, Room, RoomId, Settings } from '../shared/model.ts'
import { useCoreState, useNetwork, usePeople, useRooms } from './bridge/queries.ts'
import { sortRooms } from './bridge/roomOrder.ts'
import { unreadIn, useThreads } from './bridge/useThreads.ts'
import { useWindowActions } from './bridge/windowActions.ts'
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
  Resizer,
  ShortcutsDialog,
  TitleBar,
  useIdleLock,
  useLayout,
  useLock,
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
import { WindowDialogs } from './WindowDialogs.tsx'
import { useDocumentTitle, usePlaceOrFirst } from './whereOneIs.ts'

export interface ShellProps {
  me: Me
  settings: Settings
  /** The channel that the first screen led to, with the notice that greets there. */
  arrivedIn: RoomId | undefined
}

const NO_ROOMS: Room[] = []
const NO_PEOPLE: Person[] = []

/** The names of everybody, for everything in the window. */
export function Shell(props: ShellProps) {
  const people = usePeople().data ?? NO_PEOPLE
  const { me } = props
  const names = useMemo(() => namesOf([me, ...people]), [me, people])
  return (
    <NamesContext value={names}>
      <OpenShell {...props} people={people} />
    </NamesContext>
  )
}

function OpenShell({ me, settings, arrivedIn, people }: ShellProps & { people: readonly Person[] }) {
  const rooms = useRooms().data
  const network = useNetwork().data
  const unreadThreads = unreadIn(useThreads().data ?? [])
  const places = usePlaces()
  const layout = useLayout()
  const markRead = useMarkRead()
  const [dialog, setDialog] = useState<Dialog>()
  const known = rooms ?? NO_ROOMS
  useNews(people, known, network)
  const sorted = useMemo(() => sortRooms(known), [known])
  const place = usePlaceOrFirst(places, rooms, arrivedIn)
  const unread = sorted.inOrder.reduce((sum, room) => sum + room.unread, 0)
  const lock = useLock()
  useIdleLock(settings.lockAfter, useCoreState().data?.keyKeeper === 'passphrase')
  useDocumentTitle(place, known, unread)
  const go = (next: Place): void => {
    layout.uncover()
    places.go(next)
  }
  const leaveSearch = useReturn(places)
  useShellKeys({
    rooms: sorted.inOrder,
    place,
    places,
    go,
    layout,
    settings,
    markRead,
    leaveSearch,
    openDialog: setDialog,
    lock
  })

  const beside = layout.shown && !layout.narrow
  const around = { me, rooms, people, network, unreadThreads, place, onGo: go }
  return (
    <WindowDialogs me={me} rooms={known} people={people} onGo={go}>
      <Frame
        layout={layout}
        mentions={sorted.channels.reduce((sum, room) => sum + room.mentions, 0)}
        direct={sorted.direct.reduce((sum, room) => sum + room.unread, 0)}
        onSearch={() => setDialog('palette')}
        network={network}
        hidden={!settings.beHeard}
        onDoctor={() => go({ kind: 'network', doctor: 'everybody' })}
        sidebar={
          <Sidebar
            {...around}
            onAddChannel={() => setDialog('channel')}
            onNewMessage={() => setDialog('people')}
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
          open={dialog === 'palette' || dialog === 'people'}
          begin={dialog === 'people' ? '@' : ''}
          rooms={sorted.inOrder}
          people={people}
          place={place}
          settings={settings}
          onGo={go}
          onClose={() => setDialog(now => (now === 'palette' || now === 'people' ? undefined : now))}
          onDialog={setDialog}
          markRead={markRead}
          onLock={lock}
        />
        <Dialogs open={dialog} network={network} onClose={() => setDialog(undefined)} onGo={go} />
      </Frame>
    </WindowDialogs>
  )
}

interface FrameProps {
  layout: ReturnType<typeof useLayout>
  mentions: number
  direct: number
  onSearch: () => void
  network: NetworkState | undefined
  /** Whether this computer is not announced, by choice. */
  hidden: boolean
  onDoctor: () => void
  sidebar: ReactNode
  children: ReactNode
}

/** Title bar, bars, and the sidebar beside the place or over it. */
function Frame({ layout, mentions, direct, onSearch, network, hidden, onDoctor, sidebar, children }: FrameProps) {
  const t = useT()
  const beside = layout.shown && !layout.narrow
  return (
    <div className={styles.app} style={{ '--sidebar': `${layout.width / 16}rem` } as CSSProperties}>
      <TitleBar
        folded={!beside}
        open={layout.shown}
        onMenu={layout.toggle}
        onSearch={onSearch}
        mentions={mentions}
        direct={direct}
      />
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

/** people: the palette, for whom to write to. */
type Dialog = 'palette' | 'people' | 'channel' | 'keys' | 'add'

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
  const { invite } = useWindowActions()
  const leave = (to: Place): void => {
    onClose()
    onGo(to)
  }
  return (
    <>
      <ChannelDialog
        open={open === 'channel'}
        onClose={onClose}
        onJoined={roomId => leave({ kind: 'room', roomId })}
        onCreated={roomId => {
          leave({ kind: 'room', roomId })
          invite(roomId)
        }}
      />
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
