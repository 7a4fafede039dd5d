/** A question before something is done to somebody: what it means, a way back that has the focus, and what failed. */
import { type ReactNode, useRef } from 'react'
import { ErrorText } from '../../i18n/errorText.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'

export interface AskProps {
  title: string
  text: string
  /** The way back. */
  keep: string
  go: string
  danger?: boolean
  busy: boolean
  error: unknown
  onGo: () => void
  onClose: () => void
  children?: ReactNode
}

export function Ask({ title, text, keep, go, danger = false, busy, error, onGo, onClose, children }: AskProps) {
  const back = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={title}
      description={text}
      initialFocus={back}
      onPrimary={onGo}
      footer={
        <>
          <Button ref={back} kind='ghost' size='lg' onClick={onClose}>
            {keep}
          </Button>
          <Button kind={danger ? 'dangerSolid' : 'primary'} size='lg' busy={busy} onClick={onGo}>
            {go}
          </Button>
        </>
      }
    >
      {children}
      {error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={error} />
        </Notice>
      )}
    </Dialog>
  )
}
