/** One's own code to be scanned or sent, and theirs to scan or paste. */
import { Check, Copy } from 'lucide-react'
import { type FormEvent, type Ref, useState } from 'react'
import { useAsked } from '../../bridge/useAsked.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useScanWords } from '../../i18n/useScanWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { pastedPicture, Scan } from '../../ui/scan/Scan.tsx'
import styles from './AddDialog.module.css'
import { type Add, CODE_BEGINS } from './useAdd.ts'
import { WaysOut, type WaysOutProps } from './WaysOut.tsx'

export interface CodeTabProps extends Omit<WaysOutProps, 'add'> {
  field: Ref<HTMLInputElement>
  add: Add
}

export function CodeTab({ field, add, ...out }: CodeTabProps) {
  return (
    <div className={styles.halves}>
      <OwnCode />
      <Theirs field={field} add={add} {...out} />
    </div>
  )
}

function OwnCode() {
  const t = useT()
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)
  const code = useAsked('network.code', {}, (bridge, again) => bridge.on('network.changed', again))
  const text = code.data?.text
  const copy = (): void => {
    if (text === undefined) return
    void navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true)
        announce(t('add.copied'))
      },
      () => setCopied(false) // the picture is still there
    )
  }
  return (
    <section className={styles.half} aria-labelledby='add-yours'>
      <div className={styles.picture}>{text !== undefined && <QrCode text={text} label={t('add.yoursName')} />}</div>
      {code.error !== undefined && text === undefined && (
        <p role='alert' className={styles.wrong}>
          <ErrorText error={code.error} />
        </p>
      )}
      <div>
        <h3 id='add-yours'>{t('add.yours')}</h3>
        <p className={styles.quiet}>{t('add.yoursText')}</p>
      </div>
      <Button
        icon={copied ? Check : Copy}
        disabledReason={text === undefined ? t('add.trying') : undefined}
        onClick={copy}
      >
        {t(copied ? 'add.copied' : 'add.copy')}
      </Button>
    </section>
  )
}

function Theirs({ field, add, ...out }: CodeTabProps) {
  const t = useT()
  const words = useScanWords()
  const [text, setText] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '' && !add.busy) void add.addCode(text)
  }
  return (
    <section className={styles.half} aria-labelledby='add-theirs'>
      <Scan words={words} onCode={code => void add.addCode(code)} onLook={add.clear}>
        <div>
          <h3 id='add-theirs'>{t('add.theirs')}</h3>
          <p className={styles.quiet}>{t('add.theirsText')}</p>
        </div>
      </Scan>
      <form className={styles.paste} onSubmit={submit}>
        <Field
          ref={field}
          size='sm'
          label={t('add.field')}
          hideLabel
          placeholder={`${CODE_BEGINS}…`}
          value={text}
          spellCheck={false}
          autoComplete='off'
          autoCapitalize='none'
          dir='ltr'
          maxLength={4096}
          hint={add.busy ? t('add.trying') : undefined}
          error={add.error === undefined ? undefined : <ErrorText error={add.error} />}
          onPaste={event => pastedPicture(event) && event.preventDefault()}
          onChange={event => {
            setText(event.currentTarget.value)
            add.clear()
          }}
        />
        <Button
          type='submit'
          kind='primary'
          busy={add.busy}
          disabledReason={text.trim() === '' ? t('add.needed') : undefined}
        >
          {t('add.go')}
        </Button>
      </form>
      <WaysOut add={add} {...out} />
    </section>
  )
}
