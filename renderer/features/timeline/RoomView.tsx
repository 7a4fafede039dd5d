/** A room: its head, its messages, where one writes, and what is open beside them. */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { DEFAULT_SETTINGS } from '../../../shared/defaultSettings.ts'
import type { AccountId, EventId, Me, Person, Room, RoomId } from '../../../shared/model.ts'
import { usePeople, useRooms, useSettings } from '../../bridge/queries.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { PanelFrame } from '../../ui/SidePanel.tsx'
import { Conversation } from './Conversation.tsx'
import { KeyBar } from './closed/KeyBar.tsx'
import { DetailsPanel } from './details/DetailsPanel.tsx'
import { PinnedPanel } from './details/PinnedPanel.tsx'
import { DirectHeader } from './direct/DirectHeader.tsx'
import { OpenLinked } from './messageLinks.ts'
import { RoomHeader } from './RoomHeader.tsx'
import styles from './RoomView.module.css'
import { ReceiptsPanel } from './receipts/ReceiptsPanel.tsx'
import { type ListActions, PickingContext, type RoomActions, RoomActionsContext, ShowPerson } from './roomContext.ts'
import { ThreadPanel } from './thread/ThreadPanel.tsx'
import { useMembers } from './useMembers.ts'
import { type OnOpen, useOpenLinked } from './useOpenLinked.ts'
import { useActionsOf } from './useRoomActions.tsx'
import { type RoomState, useRoomState } from './useRoomState.ts'
import { VersionsDialog } from './versions/VersionsDialog.tsx'

export type RenderProfile = (person: Person, onClose: () => void, inDirect: boolean) => ReactNode

export interface RoomViewProps {
  roomId: RoomId
  me: Me
  /** A message to stand at, and one whose thread is open. */
  event?: EventId | undefined
  thread?: EventId | undefined
  /** Whether the composer has the focus when the room opens. */
  autoFocusComposer?: boolean
  /** A notice that stands where one writes. */
  aboveComposer?: ReactNode
  /** Searches this room. */
  onSearch: () => void
  /** The panel of somebody; `inDirect` where this is the conversation with them. */
  renderProfile: RenderProfile
  /** Goes to a message of another room, or of a thread there. */
  onOpen: OnOpen
}

export function RoomView({ roomId, autoFocusComposer = false, aboveComposer, ...rest }: RoomViewProps) {
  const rooms = useRooms()
  const room = rooms.data?.find(one => one.roomId === roomId)
  if (room === undefined) return <PanelFrame open={false}>{null}</PanelFrame>
  return (
    <OpenRoom key={roomId} room={room} autoFocusComposer={autoFocusComposer} aboveComposer={aboveComposer} {...rest} />
  )
}

interface OpenRoomProps extends Omit<RoomViewProps, 'roomId'> {
  room: Room
  autoFocusComposer: boolean
}

function OpenRoom({ room, me, event, thread, autoFocusComposer, aboveComposer, ...props }: OpenRoomProps) {
  const { onSearch, renderProfile, onOpen } = props
  const settings = useSettings().data ?? DEFAULT_SETTINGS
  const people = usePeople().data
  const members = useMembers(room)
  const composer = useRef<HTMLTextAreaElement>(null)
  const list = useRef<ListActions>(null)
  const state = useRoomState(list)
  const { actions, picking, over } = useActionsOf(state, list)
  const openLinked = useOpenLinked(room.roomId, actions.jumpTo, onOpen)
  usePanelKey(state)
  useArrival(actions, event, thread)
  useComposerFocus(state, composer)
  const around = { room, me, members, people, enterSends: settings.enterSends, state }
  const other = people?.find(person => person.account === room.with)
  const title = useRoomWords().title(room)

  return (
    <RoomActionsContext value={actions}>
      <OpenLinked value={openLinked}>
        <ShowPerson value={actions.showPerson}>
          <PickingContext value={picking}>
            <PanelFrame open={state.panel !== null} onClose={state.close}>
              <section className={styles.conversation} aria-label={title}>
                {room.kind === 'direct' ? (
                  <DirectHeader room={room} person={other} state={state} onSearch={onSearch} />
                ) : (
                  <RoomHeader room={room} me={me} members={members} state={state} onSearch={onSearch} />
                )}
                {room.kind === 'direct' && <KeyBar person={other} />}
                <Conversation
                  {...around}
                  actions={list}
                  autoFocusComposer={autoFocusComposer}
                  aboveComposer={aboveComposer}
                  composer={composer}
                />
              </section>
              <Beside {...around} renderProfile={renderProfile} />
            </PanelFrame>
            {over}
            {state.versions !== null && (
              <VersionsDialog event={state.versions} onClose={() => state.showVersions(null)} />
            )}
          </PickingContext>
        </ShowPerson>
      </OpenLinked>
    </RoomActionsContext>
  )
}

interface BesideProps {
  room: Room
  me: Me
  members: readonly Person[]
  people: readonly Person[] | undefined
  enterSends: boolean
  state: RoomState
  renderProfile: RenderProfile
}

/** The panel that is open. */
function Beside({ state, people, enterSends, renderProfile, ...around }: BesideProps) {
  const { panel, close } = state
  const { room } = around
  const profileOf = (account: AccountId | null): ReactNode => {
    const person = people?.find(one => one.account === account)
    return person === undefined ? null : renderProfile(person, close, room.with === account)
  }
  switch (panel?.kind) {
    case 'details':
      return room.kind === 'direct' ? profileOf(room.with) : <DetailsPanel {...around} onClose={close} />
    case 'person':
      return profileOf(panel.account)
    case 'pinned':
      return <PinnedPanel room={around.room} me={around.me} onClose={close} />
    case 'receipts':
      return <ReceiptsPanel key={panel.event.eventId} event={panel.event} onClose={close} />
    case 'thread':
      return (
        <ThreadPanel
          key={panel.root}
          root={panel.root}
          at={panel.at}
          people={people}
          enterSends={enterSends}
          onClose={close}
          {...around}
        />
      )
    default:
      return null
  }
}

/** Goes to what the place names, once for each time it names something else. */
function useArrival(
  { jumpTo, openThread }: RoomActions,
  event: EventId | undefined,
  thread: EventId | undefined
): void {
  useEffect(() => {
    if (event !== undefined) jumpTo(event)
  }, [event, jumpTo])
  useEffect(() => {
    if (thread !== undefined) openThread(thread)
  }, [thread, openThread])
}

/** Who answers a message writes next. */
function useComposerFocus({ composing }: RoomState, composer: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    if (composing?.kind === 'reply') composer.current?.focus()
  }, [composing, composer])
}

/** Ctrl . opens and closes the panel with the details. */
function usePanelKey({ toggle }: RoomState): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== '.' || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
      event.preventDefault()
      toggle('details')
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [toggle])
}
