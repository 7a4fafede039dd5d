/** Everything of this account goes from this computer, once its name was typed. There is no way back. */
import { Flame } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText, errorCode } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Card, Row, SectionTitle } from './parts.tsx'

export function WipeSection({ name }: { name: string }) {
  const t = useT()
  const [asked, setAsked] = useState(false)
  return (
    <>
      <SectionTitle>{t('settings.wipe')}</SectionTitle>
      <Card>
        <Row icon={Flame} title={t('settings.wipeWhat')} text={t('settings.wipeText')}>
          <Button kind='danger' onClick={() => setAsked(true)}>
            {t('settings.wipeButton')}
          </Button>
        </Row>
      </Card>
      {asked && <WipeDialog name={name} onClose={() => setAsked(false)} />}
    </>
  )
}

function WipeDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const wipe = useCall('core.wipe')
  const wrongName = wipe.error !== undefined && errorCode(wipe.error) === 'wipe.name'
  const go = async (): Promise<void> => {
    if (typed.trim() === '' || wipe.busy) return
    await wipe.run({ name: typed.trim() })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void go()
  }
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={t('settings.wipeTitle', { name })}
      description={t('settings.wipeConfirm', { name })}
      initialFocus={field}
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            kind='dangerSolid'
            size='lg'
            busy={wipe.busy}
            disabledReason={typed.trim() === '' ? t('settings.wipeNeed') : undefined}
            onClick={() => void go()}
          >
            {t('settings.wipeDo')}
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <Field
          ref={field}
          label={t('settings.wipeField')}
          value={typed}
          dir='auto'
          autoComplete='off'
          spellCheck={false}
          maxLength={400}
          error={wrongName ? <ErrorText error={wipe.error} /> : undefined}
          onChange={event => {
            wipe.clear()
            setTyped(event.currentTarget.value)
          }}
        />
      </form>
      {wipe.error !== undefined && !wrongName && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={wipe.error} />
        </Notice>
      )}
    </Dialog>
  )
}
