/** What the palette offers here, and where it leads. */
import {
  CheckCheck,
  Ear,
  Hash,
  Lock,
  type LucideIcon,
  MessageSquarePlus,
  MessageSquareText,
  Moon,
  Orbit,
  Search,
  Stethoscope,
  Sun,
  UserPlus
} from 'lucide-react'
import type { Person, Room, Settings } from '../shared/model.ts'
import { useBridge } from './bridge/BridgeProvider.tsx'
import { useCoreState } from './bridge/queries.ts'
import { useWindowActions } from './bridge/windowActions.ts'
import { type Command, Palette, useRecent } from './features/palette/index.ts'
import { SETTINGS_GROUPS } from './features/settings/index.ts'
import { focusRegion, type Place } from './features/shell/index.ts'
import { errorText } from './i18n/errorText.tsx'
import { type T, useT } from './i18n/useT.ts'
import { useAnnounce } from './ui/LiveRegion.tsx'
import { useToasts } from './ui/Toasts.tsx'

export interface JumpToProps {
  open: boolean
  /** What stands in its line when it opens. */
  begin: string
  rooms: readonly Room[]
  people: readonly Person[]
  place: Place | undefined
  settings: Settings
  onGo: (place: Place) => void
  onClose: () => void
  onDialog: (dialog: 'channel' | 'add' | 'people') => void
  markRead: (rooms: readonly Room[]) => Promise<boolean>
  onLock: () => void
}

export function JumpTo({ open, begin, onClose, onGo, ...props }: JumpToProps) {
  const { rooms, people, place } = props
  const bridge = useBridge()
  const toasts = useToasts()
  const t = useT()
  const { message } = useWindowActions()
  const here = place?.kind === 'room' ? place.roomId : undefined
  const recent = useRecent(here)
  const actions = useActions({ ...props, onGo })
  const join = async (name: string): Promise<void> => {
    try {
      const { roomId } = await bridge.call('rooms.join', { name })
      onGo({ kind: 'room', roomId })
      focusRegion('composer')
    } catch (err) {
      toasts.show({ id: 'join', tone: 'bad', title: errorText(t, err) })
    }
  }
  return (
    <Palette
      open={open}
      begin={begin}
      rooms={rooms}
      people={people}
      recent={recent}
      here={here}
      pages={pages(t, onGo)}
      actions={actions}
      onRoom={roomId => {
        onGo({ kind: 'room', roomId })
        focusRegion('composer')
      }}
      onPerson={person => (person.blocked ? onGo({ kind: 'nearby', person: person.account }) : message(person.account))}
      onMessage={({ event: { roomId, eventId, thread, alsoInRoom } }) =>
        onGo({ kind: 'room', roomId, event: eventId, ...(thread !== null && !alsoInRoom && { thread }) })
      }
      onJoin={name => void join(name)}
      onSearch={text => onGo({ kind: 'search', text })}
      onClose={onClose}
    />
  )
}

/** Opens a place from the palette: its first stop gets the focus. */
const open = (go: (place: Place) => void, place: Place) => (): void => {
  go(place)
  focusRegion('header')
}

const pages = (t: T, go: (place: Place) => void): Command[] => [
  page(t('place.nearby'), Ear, 'Ctrl Shift L', open(go, { kind: 'nearby' })),
  page(t('place.threads'), MessageSquareText, 'Ctrl Shift T', open(go, { kind: 'threads' })),
  page(t('place.network'), Orbit, 'Ctrl Shift M', open(go, { kind: 'network' }))
]

const page = (label: string, icon: LucideIcon, shortcut: string, run: () => void): Command => ({
  key: `page ${label}`,
  label,
  icon,
  shortcut,
  run
})

type ActionProps = Pick<JumpToProps, 'rooms' | 'place' | 'settings' | 'onGo' | 'onDialog' | 'markRead' | 'onLock'>

/** The first three are offered before anything is typed. */
function useActions({ rooms, settings, onGo, onDialog, markRead, onLock }: ActionProps): readonly Command[] {
  const t = useT()
  const announce = useAnnounce()
  const bridge = useBridge()
  const lockable = useCoreState().data?.keyKeeper === 'passphrase'
  const dark = (settings.theme === 'system' ? document.documentElement.dataset.theme : settings.theme) === 'dark'
  const allRead = (): void => void markRead(rooms).then(done => done && announce(t('shell.allRead')))
  const unread = rooms.some(room => room.unread > 0)
  return [
    {
      key: 'search',
      label: t('palette.action.search'),
      icon: Search,
      shortcut: 'Ctrl Shift F',
      run: () => onGo({ kind: 'search', text: '' })
    },
    {
      key: 'channel',
      label: t('palette.action.channel'),
      icon: Hash,
      shortcut: 'Ctrl Shift N',
      run: () => onDialog('channel')
    },
    {
      key: 'add',
      label: t('palette.action.add'),
      icon: UserPlus,
      run: () => onDialog('add')
    },
    {
      key: 'message',
      label: t('palette.action.message'),
      icon: MessageSquarePlus,
      shortcut: 'Ctrl N',
      run: () => onDialog('people')
    },
    {
      key: 'doctor',
      label: t('palette.action.doctor'),
      icon: Stethoscope,
      run: open(onGo, { kind: 'network', doctor: 'everybody' })
    },
    {
      key: 'theme',
      label: t(dark ? 'palette.action.light' : 'palette.action.dark'),
      icon: dark ? Sun : Moon,
      // the core tells the new settings by its event; a failure leaves the theme as it is
      run: () => void bridge.call('settings.set', { theme: dark ? 'light' : 'dark' }).catch(() => {})
    },
    ...(lockable
      ? [{ key: 'lock', label: t('palette.action.lock'), icon: Lock, shortcut: 'Ctrl Shift K', run: onLock }]
      : []),
    ...(unread
      ? [{ key: 'read', label: t('palette.action.allRead'), icon: CheckCheck, shortcut: 'Shift Esc', run: allRead }]
      : []),
    ...SETTINGS_GROUPS.flatMap(group => group.pages).map(({ page: settingsPage, icon }) => ({
      key: `settings ${settingsPage}`,
      label: t(`settings.${settingsPage}`),
      hint: t('place.settings'),
      icon,
      run: open(onGo, { kind: 'settings', page: settingsPage })
    }))
  ]
}
