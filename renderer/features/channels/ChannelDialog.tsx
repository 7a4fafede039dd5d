/** A new channel, or one that people within earshot are in. Public ones: a name is all it takes. */
import { useEffect, useId, useRef, useState } from 'react'
import type { RoomId } from '../../../shared/model.ts'
import { useRooms } from '../../bridge/queries.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import styles from './ChannelDialog.module.css'
import { CreateTab } from './CreateTab.tsx'
import { JoinTab } from './JoinTab.tsx'
import { nameState } from './nameState.ts'
import { useHeard } from './useHeard.ts'

export interface ChannelDialogProps {
  open: boolean
  onClose: () => void
  /** The channel that was created, joined or already there: open it. */
  onJoined: (roomId: RoomId) => void
}

export function ChannelDialog({ open, onClose, onJoined }: ChannelDialogProps) {
  // what was typed is gone once it closes; it opens as new
  return open ? <OpenDialog onClose={onClose} onJoined={onJoined} /> : null
}

type Tab = 'create' | 'join'

function OpenDialog({ onClose, onJoined }: Omit<ChannelDialogProps, 'open'>) {
  const t = useT()
  const panelId = useId()
  const [tab, setTab] = useState<Tab>('create')
  const [text, setText] = useState('')
  const rooms = useRooms().data ?? []
  const heard = useHeard()
  const join = useCall('rooms.join')
  const field = useRef<HTMLInputElement>(null)
  const state = nameState(text, rooms, heard ?? [])

  const enter = async (name: string): Promise<void> => {
    const room = await join.run({ name })
    if (room !== undefined) onJoined(room.roomId)
  }
  const primary = (): void => {
    if (state.is === 'joined') onJoined(state.roomId)
    else if ((state.is === 'free' || state.is === 'heard') && !join.busy) void enter(state.name)
  }
  const { clear } = join
  useEffect(() => clear(), [clear, text, tab]) // what failed was another name

  const common = { text, onText: setText, state, field, onSubmit: primary, onOpen: onJoined }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(tab === 'create' ? 'channels.title' : 'channels.joinTitle')}
      closeLabel={t('common.close')}
      onPrimary={primary}
      initialFocus={field}
      beside={
        <Segmented
          label={t('channels.mode')}
          as='tablist'
          panelId={panelId}
          value={tab}
          onChange={setTab}
          options={[
            { value: 'create', label: t('channels.create') },
            { value: 'join', label: t('channels.join') }
          ]}
        />
      }
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <PrimaryButton tab={tab} state={state} busy={join.busy} onPress={primary} />
        </>
      }
    >
      <div role='tabpanel' id={panelId} aria-labelledby={`${panelId}-${tab}`} className={styles.panel}>
        {tab === 'create' ? (
          <CreateTab {...common} />
        ) : (
          <JoinTab {...common} heard={heard} rooms={rooms} busy={join.busy} onJoin={name => void enter(name)} />
        )}
        {join.error !== undefined && (
          <Notice tone='bad' role='alert'>
            <ErrorText error={join.error} />
          </Notice>
        )}
      </div>
    </Dialog>
  )
}

interface PrimaryProps {
  tab: Tab
  state: ReturnType<typeof nameState>
  busy: boolean
  onPress: () => void
}

function PrimaryButton({ tab, state, busy, onPress }: PrimaryProps) {
  const t = useT()
  const words = (): string => {
    if (state.is === 'joined') return t('channels.openOne', { name: state.name })
    if (state.is === 'free' && tab === 'create') return t('channels.createGo', { name: state.name })
    if (state.is === 'free' || state.is === 'heard') return t('channels.joinGo', { name: state.name })
    return t(tab === 'create' ? 'channels.createEmpty' : 'channels.join')
  }
  const reason = (): string | undefined => {
    if (state.is === 'empty') return t('channels.needName')
    return state.is === 'form' || state.is === 'tooLong' ? t('channels.badName') : undefined
  }
  return (
    <Button kind='primary' size='lg' busy={busy} disabledReason={reason()} onClick={onPress}>
      {words()}
    </Button>
  )
}
