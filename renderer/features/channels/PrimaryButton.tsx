/** What the dialog does when it is done with: in words that name the channel, or why it cannot yet. */
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import type { Tab } from './ChannelDialog.tsx'
import type { NameState } from './nameState.ts'
import type { InviteState } from './useInvite.ts'

export interface PrimaryButtonProps {
  tab: Tab
  state: NameState
  invite: InviteState
  busy: boolean
  onPress: () => void
}

export function PrimaryButton({ tab, state, invite, busy, onPress }: PrimaryButtonProps) {
  const t = useT()
  const said = tab === 'invite' ? invite.said : undefined
  const words = (): string => {
    if (tab === 'invite') {
      const name = invite.pending?.name ?? said?.name
      if (name === undefined) return t('channels.join')
      const there = invite.pending !== undefined || said?.state === 'joined'
      return t(there ? 'channels.openOne' : 'channels.joinGo', { name })
    }
    if (state.is === 'joined') return t('channels.openOne', { name: state.name })
    if (state.is === 'free' && tab === 'create') return t('channels.createGo', { name: state.name })
    if (state.is === 'free' || state.is === 'heard') return t('channels.joinGo', { name: state.name })
    return t(tab === 'create' ? 'channels.createEmpty' : 'channels.join')
  }
  const reason = (): string | undefined => {
    if (tab === 'invite') {
      if (invite.pending !== undefined || invite.useful) return undefined
      return t(said?.state === 'expired' ? 'invite.over' : 'invite.needed')
    }
    if (state.is === 'empty') return t('channels.needName')
    return state.is === 'form' || state.is === 'tooLong' ? t('channels.badName') : undefined
  }
  return (
    <Button kind='primary' size='lg' busy={busy} disabledReason={reason()} onClick={onPress}>
      {words()}
    </Button>
  )
}
