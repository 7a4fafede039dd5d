/** A new channel, one that people within earshot are in, or a private one that somebody gave an invite for. */
import { useId, useRef, useState } from 'react'
import type { RoomId } from '../../../shared/model.ts'
import { usePeople, useRooms } from '../../bridge/queries.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import styles from './ChannelDialog.module.css'
import { CreateTab, type Plan } from './CreateTab.tsx'
import { InviteTab } from './InviteTab.tsx'
import { JoinTab } from './JoinTab.tsx'
import { nameState } from './nameState.ts'
import { PrimaryButton } from './PrimaryButton.tsx'
import { useHeard } from './useHeard.ts'
import { useInvite } from './useInvite.ts'

export interface ChannelDialogProps {
  open: boolean
  /** An invite that somebody gave: it is filled in, and what it says is shown. */
  invite?: string | undefined
  onClose: () => void
  /** The channel that was created, joined or already there: open it. */
  onJoined: (roomId: RoomId) => void
  /** A private one was created: open it, and show its invite. */
  onCreated: (roomId: RoomId) => void
}

export function ChannelDialog({ open, ...rest }: ChannelDialogProps) {
  // what was typed is gone once it closes; it opens as new
  return open ? <OpenDialog {...rest} /> : null
}

export type Tab = 'create' | 'join' | 'invite'

const TITLES = { create: 'channels.title', join: 'channels.joinTitle', invite: 'channels.inviteTitle' } as const

function OpenDialog({ invite: given, onClose, onJoined, onCreated }: Omit<ChannelDialogProps, 'open'>) {
  const t = useT()
  const panelId = useId()
  const [tab, setTab] = useState<Tab>(given === undefined ? 'create' : 'invite')
  const [text, setText] = useState('')
  const [plan, setPlan] = useState<Plan>({ kind: 'public', people: [], newcomers: 'since-joining' })
  const rooms = useRooms().data ?? []
  const people = usePeople().data ?? []
  const heard = useHeard()
  const join = useCall('rooms.join')
  const create = useCall('rooms.create')
  const invite = useInvite(onJoined, given)
  const field = useRef<HTMLInputElement>(null)
  const inPrivate = tab === 'create' && plan.kind === 'private'
  const state = inPrivate ? nameState(text, [], []) : nameState(text, rooms, heard ?? [])
  const busy = join.busy || create.busy || invite.busy
  const error = join.error ?? create.error

  const enter = async (name: string): Promise<void> => {
    const room = await join.run({ name })
    if (room !== undefined) onJoined(room.roomId)
  }
  const begin = async (name: string): Promise<void> => {
    const room = await create.run({ name, people: [...plan.people], newcomers: plan.newcomers })
    if (room !== undefined) onCreated(room.roomId)
  }
  const primary = (): void => {
    if (busy) return
    if (tab === 'invite') return invite.go()
    if (state.is === 'joined') onJoined(state.roomId)
    else if (state.is === 'free' || state.is === 'heard') void (inPrivate ? begin(state.name) : enter(state.name))
  }
  const forget = (): void => {
    join.clear() // what failed was another name
    create.clear()
  }
  const type = (next: string): void => {
    forget()
    setText(next)
  }
  const common = { text, onText: type, state, field, onSubmit: primary, onOpen: onJoined }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(TITLES[tab])}
      closeLabel={t('common.close')}
      onPrimary={primary}
      initialFocus={field}
      beside={
        <Segmented
          label={t('channels.mode')}
          as='tablist'
          panelId={panelId}
          value={tab}
          onChange={next => {
            forget()
            setTab(next)
          }}
          options={[
            { value: 'create', label: t('channels.create') },
            { value: 'join', label: t('channels.join') },
            { value: 'invite', label: t('channels.invite') }
          ]}
        />
      }
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t(tab === 'invite' && invite.pending !== undefined ? 'common.close' : 'common.cancel')}
          </Button>
          <PrimaryButton tab={tab} state={state} invite={invite} busy={busy} onPress={primary} />
        </>
      }
    >
      <div role='tabpanel' id={panelId} aria-labelledby={`${panelId}-${tab}`} className={styles.panel}>
        {tab === 'create' && <CreateTab {...common} plan={plan} onPlan={setPlan} people={people} />}
        {tab === 'join' && (
          <JoinTab {...common} heard={heard} rooms={rooms} busy={busy} onJoin={name => void enter(name)} />
        )}
        {tab === 'invite' && <InviteTab invite={invite} field={field} />}
        {error !== undefined && (
          <Notice tone='bad' role='alert'>
            <ErrorText error={error} />
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
