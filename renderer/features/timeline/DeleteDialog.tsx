/** Asks before an own message is deleted for everybody: it cannot be taken back. */
import { useRef } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'

export interface DeleteDialogProps {
  event: TimelineEvent
  onClose: () => void
  /** It is gone; the dialog closes too. */
  onDeleted?: () => void
}

export function DeleteDialog({ event, onClose, onDeleted }: DeleteDialogProps) {
  const t = useT()
  const keep = useRef<HTMLButtonElement>(null)
  const redact = useCall('timeline.redact')
  const remove = async (): Promise<void> => {
    if ((await redact.run({ eventId: event.eventId })) === undefined) return
    onClose()
    onDeleted?.()
  }
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={t('composer.delete.title')}
      description={t('composer.delete.text')}
      initialFocus={keep}
      onPrimary={() => void remove()}
      footer={
        <>
          <Button ref={keep} kind='ghost' size='lg' onClick={onClose}>
            {t('composer.delete.keep')}
          </Button>
          <Button kind='dangerSolid' size='lg' busy={redact.busy} onClick={() => void remove()}>
            {t('composer.delete.do')}
          </Button>
        </>
      }
    >
      {redact.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={redact.error} />
        </Notice>
      )}
    </Dialog>
  )
}
