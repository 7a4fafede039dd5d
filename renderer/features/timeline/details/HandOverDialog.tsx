/** Asks before a private channel gets another owner: only the new one can give it back. */
import { useRef } from 'react'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import type { RemoveDialogProps } from './RemoveDialog.tsx'

export function HandOverDialog({ room, member, name, onClose }: RemoveDialogProps) {
  const t = useT()
  const keep = useRef<HTMLButtonElement>(null)
  const set = useCall('rooms.role')
  const go = async (): Promise<void> => {
    if (set.busy) return
    if ((await set.run({ roomId: room.roomId, account: member.account, role: 'owner' })) !== undefined) onClose()
  }
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={t('role.handOverTitle', { name, room: `#${room.name}` })}
      description={t('role.handOverText')}
      initialFocus={keep}
      onPrimary={() => void go()}
      footer={
        <>
          <Button ref={keep} kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind='danger' size='lg' busy={set.busy} onClick={() => void go()}>
            {t('role.handOverDo')}
          </Button>
        </>
      }
    >
      {set.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={set.error} />
        </Notice>
      )}
    </Dialog>
  )
}
