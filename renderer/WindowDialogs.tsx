/** What the window answers to its parts: writing to somebody, and the dialogs that belong to no place of their own. */
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { AccountId, Me, Person, Room, RoomId } from '../shared/model.ts'
import { useBridge } from './bridge/BridgeProvider.tsx'
import { type WindowActions, WindowActionsContext } from './bridge/windowActions.ts'
import { AddPeopleDialog, ChannelDialog, InviteDialog, LeaveDialog } from './features/channels/index.ts'
import { AcceptKeyDialog, BlockDialog, DeleteDirectDialog, VerifyDialog } from './features/people/index.ts'
import { focusRegion, type Place } from './features/shell/index.ts'
import { errorText } from './i18n/errorText.tsx'
import { useT } from './i18n/useT.ts'
import { useToasts } from './ui/Toasts.tsx'

export interface WindowDialogsProps {
  me: Me
  rooms: readonly Room[]
  people: readonly Person[]
  onGo: (place: Place) => void
  children: ReactNode
}

/** What is asked, and whom or what it is about. */
type Asked =
  | { readonly kind: 'join'; readonly link: string }
  | { readonly kind: 'verify' | 'block' | 'acceptKey'; readonly account: AccountId }
  | { readonly kind: 'deleteDirect' | 'invite' | 'addPeople' | 'leave'; readonly roomId: RoomId }

export function WindowDialogs({ me, rooms, people, onGo, children }: WindowDialogsProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const message = useMessage(onGo)
  const unblock = useUnblock(people)
  const notTheirs = useNotTheirs()
  const actions = useMemo<WindowActions>(
    () => ({
      message,
      profile: person => onGo({ kind: 'nearby', person }),
      verify: account => setAsked({ kind: 'verify', account }),
      block: account => unblock(account) || setAsked({ kind: 'block', account }),
      acceptKey: account => setAsked({ kind: 'acceptKey', account }),
      notTheirs,
      deleteDirect: roomId => setAsked({ kind: 'deleteDirect', roomId }),
      invite: roomId => setAsked({ kind: 'invite', roomId }),
      addPeople: roomId => setAsked({ kind: 'addPeople', roomId }),
      joinWith: link => setAsked({ kind: 'join', link }),
      leave: roomId => setAsked({ kind: 'leave', roomId })
    }),
    [message, unblock, notTheirs, onGo]
  )
  const close = (): void => setAsked(null)
  const enter = (roomId: RoomId): void => {
    close()
    onGo({ kind: 'room', roomId })
  }
  return (
    <WindowActionsContext value={actions}>
      {children}
      <ChannelDialog
        open={asked?.kind === 'join'}
        invite={asked?.kind === 'join' ? asked.link : undefined}
        onClose={close}
        onJoined={enter}
        onCreated={roomId => {
          enter(roomId)
          actions.invite(roomId)
        }}
      />
      {asked !== null && 'account' in asked && (
        <AboutPerson asked={asked} me={me} person={people.find(one => one.account === asked.account)} onClose={close} />
      )}
      {asked !== null && 'roomId' in asked && (
        <AboutRoom asked={asked} me={me} room={rooms.find(one => one.roomId === asked.roomId)} onClose={close} />
      )}
    </WindowActionsContext>
  )
}

interface AboutProps<A> {
  asked: A
  me: Me
  onClose: () => void
}

function AboutPerson({
  asked: { kind },
  me,
  person,
  onClose
}: AboutProps<Extract<Asked, { account: AccountId }>> & { person: Person | undefined }) {
  if (person === undefined) return null
  if (kind === 'verify') return <VerifyDialog me={me} person={person} onClose={onClose} />
  const Dialog = kind === 'block' ? BlockDialog : AcceptKeyDialog
  return <Dialog person={person} onClose={onClose} />
}

function AboutRoom({
  asked: { kind },
  me,
  room,
  onClose
}: AboutProps<Extract<Asked, { roomId: RoomId }>> & { room: Room | undefined }) {
  if (room === undefined) return null // it is gone by now
  switch (kind) {
    case 'deleteDirect':
      return <DeleteDirectDialog room={room} onClose={onClose} />
    case 'invite':
      return <InviteDialog room={room} onClose={onClose} />
    case 'addPeople':
      return <AddPeopleDialog room={room} onClose={onClose} />
    case 'leave':
      return <LeaveDialog room={room} me={me} onClose={onClose} />
  }
}

/** The conversation with somebody opens, begun where there is none. */
function useMessage(onGo: (place: Place) => void): (account: AccountId) => void {
  const bridge = useBridge()
  const toasts = useToasts()
  const t = useT()
  return useCallback(
    account => {
      bridge.call('rooms.direct', { account }).then(
        ({ roomId }) => {
          onGo({ kind: 'room', roomId })
          focusRegion('composer')
        },
        (err: unknown) => toasts.show({ id: 'direct', tone: 'bad', title: errorText(t, err) })
      )
    },
    [bridge, toasts, t, onGo]
  )
}

function useNotTheirs(): (account: AccountId) => void {
  const bridge = useBridge()
  const toasts = useToasts()
  const t = useT()
  return useCallback(
    account => {
      bridge.call('people.notTheirs', { account }).then(
        ({ name }) => toasts.show({ id: 'notTheirs', title: t('key.otherDone', { name }) }),
        (err: unknown) => toasts.show({ id: 'notTheirs', tone: 'bad', title: errorText(t, err) })
      )
    },
    [bridge, toasts, t]
  )
}

/** Returns whether somebody was blocked: then they are not any more, without a question. */
function useUnblock(people: readonly Person[]): (account: AccountId) => boolean {
  const bridge = useBridge()
  const toasts = useToasts()
  const t = useT()
  return useCallback(
    account => {
      const person = people.find(one => one.account === account)
      if (person?.blocked !== true) return false
      bridge.call('people.block', { account, on: false }).then(
        () => toasts.show({ id: 'unblocked', title: t('block.undone', { name: person.name }) }),
        (err: unknown) => toasts.show({ id: 'unblocked', tone: 'bad', title: errorText(t, err) })
      )
      return true
    },
    [bridge, toasts, t, people]
  )
}
