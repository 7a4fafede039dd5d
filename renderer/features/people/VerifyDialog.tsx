/** "Is this really Femi?": numbers or words to read to each other, or codes to scan; and what to do where they differ. */
import { useState } from 'react'
import type { Me, Person, VerifiedHow } from '../../../shared/model.ts'
import { useAsked } from '../../bridge/useAsked.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useShortName } from '../../i18n/useShortName.ts'
import { useT } from '../../i18n/useT.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CompareFoot, CompareView } from './CompareView.tsx'
import { MismatchFoot, MismatchView } from './MismatchView.tsx'
import { ScanFoot, ScanView } from './ScanView.tsx'

export interface VerifyDialogProps {
  me: Me
  person: Person
  onClose: () => void
}

/** differ: what was read aloud was not the same; changed: what was scanned has another key than the one known here. */
type View = 'numbers' | 'words' | 'scan' | 'differ' | 'changed'

const never = () => () => {}

export function VerifyDialog({ me, person, onClose }: VerifyDialogProps) {
  const t = useT()
  const announce = useAnnounce()
  const { block } = useWindowActions()
  const { account } = person
  const name = useShortName()(person)
  const [view, setView] = useState<View>('numbers')
  const safety = useAsked('people.safety', { account }, never)
  const verify = useCall('people.verify')
  const differ = useCall('people.differ')
  const done = (): void => {
    announce(t('verified.done', { name }))
    onClose()
  }
  const match = async (how: VerifiedHow): Promise<void> => {
    if (safety.data === undefined || verify.busy) return
    if ((await verify.run({ account, how })) !== undefined) done()
  }
  const show = (next: View): void => {
    verify.clear()
    setView(next)
  }
  const mismatch = (as: 'differ' | 'changed'): void => {
    show(as)
    void differ.run({ account })
  }
  const wrong = view === 'differ' || view === 'changed'
  const error = verify.error ?? differ.error ?? (safety.data === undefined ? safety.error : undefined)
  return (
    <Dialog
      open
      onClose={onClose}
      title={wrong ? t(view === 'differ' ? 'mismatch.title' : 'mismatch.scanTitle') : t('verify.title', { name })}
      closeLabel={t('common.close')}
      {...(view === 'numbers' || view === 'words' ? { onPrimary: () => void match(view) } : {})}
      footer={
        wrong ? (
          <MismatchFoot
            name={name}
            onBlock={() => {
              onClose()
              block(account)
            }}
            onAgain={() => show('numbers')}
          />
        ) : view === 'scan' ? (
          <ScanFoot onCompare={() => show('numbers')} />
        ) : (
          <CompareFoot
            ready={safety.data !== undefined}
            busy={verify.busy}
            onScan={() => show('scan')}
            onDiffer={() => mismatch('differ')}
            onMatch={() => void match(view)}
          />
        )
      }
    >
      {wrong && <MismatchView name={name} />}
      {view === 'scan' && (
        <ScanView person={person} code={safety.data?.code} onSame={done} onChanged={() => mismatch('changed')} />
      )}
      {(view === 'numbers' || view === 'words') && (
        <CompareView me={me} person={person} safety={safety.data} as={view} onAs={show} />
      )}
      {error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={error} />
        </Notice>
      )}
    </Dialog>
  )
}
