/** A channel: its head, its messages, where one writes, and who is in it. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { DEFAULT_SETTINGS } from '../../../shared/defaultSettings.ts'
import type { Me, Room, RoomId } from '../../../shared/model.ts'
import { usePeople, useRooms, useSettings } from '../../bridge/queries.ts'
import { PanelFrame } from '../../ui/SidePanel.tsx'
import { Conversation } from './Conversation.tsx'
import { MembersPanel } from './MembersPanel.tsx'
import { RoomHeader } from './RoomHeader.tsx'
import styles from './RoomView.module.css'
import { useMembers } from './useMembers.ts'

export interface RoomViewProps {
  roomId: RoomId
  me: Me
  /** Whether the composer has the focus when the room opens. */
  autoFocusComposer?: boolean
  /** A notice that stands where one writes. */
  aboveComposer?: ReactNode
}

export function RoomView({ roomId, me, autoFocusComposer = false, aboveComposer }: RoomViewProps) {
  const rooms = useRooms()
  const room = rooms.data?.find(one => one.roomId === roomId)
  if (room === undefined) return <PanelFrame open={false}>{null}</PanelFrame>
  return (
    <OpenRoom key={roomId} room={room} me={me} autoFocusComposer={autoFocusComposer} aboveComposer={aboveComposer} />
  )
}

function OpenRoom({
  room,
  me,
  autoFocusComposer,
  aboveComposer
}: {
  room: Room
  me: Me
  autoFocusComposer: boolean
  aboveComposer: ReactNode
}) {
  const settings = useSettings().data ?? DEFAULT_SETTINGS
  const people = usePeople().data
  const members = useMembers(room)
  const composer = useRef<HTMLTextAreaElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [panel, setPanel] = useState(false)

  const close = useCallback(() => {
    setPanel(false)
    opener.current?.focus()
  }, [])
  useEffect(() => {
    const toggle = (event: KeyboardEvent): void => {
      if (event.key !== '.' || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
      event.preventDefault()
      setPanel(open => !open)
    }
    window.addEventListener('keydown', toggle)
    return () => window.removeEventListener('keydown', toggle)
  }, [])

  return (
    <PanelFrame open={panel}>
      <section className={styles.conversation} aria-label={`#${room.name}`}>
        <RoomHeader
          room={room}
          me={me}
          members={members}
          panelOpen={panel}
          opener={opener}
          onPanel={() => setPanel(!panel)}
        />
        <Conversation
          room={room}
          me={me}
          members={members}
          people={people}
          enterSends={settings.enterSends}
          autoFocusComposer={autoFocusComposer}
          aboveComposer={aboveComposer}
          composer={composer}
        />
      </section>
      {panel && <MembersPanel room={room} me={me} members={members} onClose={close} />}
    </PanelFrame>
  )
}
