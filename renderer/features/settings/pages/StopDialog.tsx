/** Asks before this computer stops being heard, and says who reaches others only through it. */
import { useRef } from 'react'
import { useAsked } from '../../../bridge/useAsked.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useNames } from '../../../i18n/names.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'

export function StopDialog({ onClose, onStop }: { onClose: () => void; onStop: () => void }) {
  const t = useT()
  const keep = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      onPrimary={onStop}
      initialFocus={keep}
      title={t('settings.network.stopTitle')}
      description={t('settings.network.stopText')}
      footer={
        <>
          <Button ref={keep} kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind='danger' size='lg' onClick={onStop}>
            {t('settings.network.stop')}
          </Button>
        </>
      }
    >
      <Dependents />
    </Dialog>
  )
}

/** Nothing where it is not known. */
function Dependents() {
  const t = useT()
  const names = useNames()
  const format = useFormat()
  const dependents = useAsked('network.dependents', {}, (bridge, again) => bridge.on('network.moved', again)).data
  if (dependents === undefined) return null
  if (dependents.length === 0) return <p>{t('settings.network.stopNobody')}</p>
  const who = dependents.map(account => names.whole(account) ?? t('network.unknown'))
  return (
    <Notice tone='wait' role='status'>
      {t('settings.network.stopDependents', { count: dependents.length, who: format.list(who) })}
    </Notice>
  )
}
