/** What the keys that work anywhere do here. */
import type { Room, Settings } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import type { Place, Places } from './places.ts'
import { findField, moveRegion } from './regions.ts'
import { useKeys } from './useKeys.ts'
import type { Layout } from './useLayout.ts'

export interface ShellKeysOptions {
  /** As they stand in the sidebar. */
  rooms: readonly Room[]
  place: Place | undefined
  places: Places
  go: (place: Place) => void
  layout: Layout
  settings: Settings
  markRead: (rooms: readonly Room[]) => Promise<boolean>
  /** Back from the search, with the focus where it was. */
  leaveSearch: () => void
  openDialog: (dialog: 'palette' | 'people' | 'channel' | 'keys') => void
  lock: () => void
}

const STEPS = [80, 90, 100, 110, 125, 150, 175, 200]

export function useShellKeys({
  rooms,
  place,
  places,
  go,
  layout,
  settings,
  markRead,
  leaveSearch,
  openDialog,
  lock
}: ShellKeysOptions): void {
  const t = useT()
  const announce = useAnnounce()
  const resize = useTextSize(settings.textSize)
  const here = rooms.findIndex(room => place?.kind === 'room' && room.roomId === place.roomId)
  const goTo = (room: Room | undefined): void => {
    if (room !== undefined) go({ kind: 'room', roomId: room.roomId })
  }
  const step = (by: 1 | -1, wanted: (room: Room) => boolean): void => {
    const start = here === -1 && by === -1 ? rooms.length : here
    for (let n = 1; n <= rooms.length; n++) {
      const room = rooms[(start + by * n + rooms.length * 2) % rooms.length]
      if (room !== undefined && wanted(room)) return goTo(room)
    }
  }
  const search = (text: string): void => go({ kind: 'search', text })
  const any = (): boolean => true
  const unread = (room: Room): boolean => room.unread > 0

  useKeys({
    previousRoom: () => step(-1, any),
    nextRoom: () => step(1, any),
    previousUnread: () => step(-1, unread),
    nextUnread: () => step(1, unread),
    nthRoom: n => goTo(rooms[n - 1]),
    palette: () => openDialog('palette'),
    findHere() {
      if (findField() === undefined) search(place?.kind === 'room' ? `in:${place.roomId} ` : '')
    },
    findAll() {
      if (place?.kind !== 'search') return search('')
      places.replace({ kind: 'search', text: place.text.replace(/(^|\s)in:\S+\s?/g, '$1') })
      findField()
    },
    newMessage: () => openDialog('people'),
    newChannel: () => openDialog('channel'),
    nearby: () => go({ kind: 'nearby' }),
    threads: () => go({ kind: 'threads' }),
    network: () => go({ kind: 'network' }),
    sidebar: layout.toggle,
    nextRegion: () => moveRegion(1),
    previousRegion: () => moveRegion(-1),
    back: () => places.back(),
    forward: places.forward,
    close() {
      if (place?.kind === 'search') leaveSearch()
      else if (place?.kind === 'settings') places.back({ kind: 'nearby' })
      else void markRead(rooms.filter((_, i) => i === here))
    },
    allRead: () => void markRead(rooms).then(done => done && announce(t('shell.allRead'))),
    settings: () => go({ kind: 'settings', page: 'appearance' }),
    shortcuts: () => openDialog('keys'),
    lock,
    larger: () => resize(STEPS.find(size => size > settings.textSize)),
    smaller: () => resize(STEPS.findLast(size => size < settings.textSize)),
    normalSize: () => resize(100)
  })
}

function useTextSize(now: number): (percent: number | undefined) => void {
  const bridge = useBridge()
  const announce = useAnnounce()
  const t = useT()
  return percent => {
    if (percent === undefined || percent === now) return
    // The core tells the new settings by its event; a failure leaves the size as it is.
    bridge.call('settings.set', { textSize: percent }).then(
      () => announce(t('shell.textSize', { percent })),
      () => {}
    )
  }
}
