/** The answer in one sentence, and what to do about it. */
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { DoctorCheck, DoctorReport } from '../../../../shared/networkModel.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useDoctorWords } from '../../../i18n/useDoctorWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAnnounce } from '../../../ui/LiveRegion.tsx'
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { act, isExplained, type Ways } from './actions.ts'
import styles from './Doctor.module.css'

export interface AnswerProps {
  report: DoctorReport
  /** Of whom it is about; undefined: everybody. */
  name: string | undefined
  ways: Ways
}

export function Answer({ report, name, ways }: AnswerProps) {
  const words = useDoctorWords()
  const { title, text } = words.answer(report.answer)
  const fine = report.answer.check === null
  return (
    <>
      <Notice tone={fine ? 'accent' : 'wait'} icon={fine ? CircleCheck : TriangleAlert} title={title} role='status'>
        {text !== '' && <p>{text}</p>}
      </Notice>
      <Actions report={report} name={name} ways={ways} />
    </>
  )
}

/** What is wrong with these is on the other side: what helps is telling them. */
const THEIRS: ReadonlySet<DoctorCheck['id']> = new Set(['address', 'isolation', 'subnet', 'version'])

function Actions({ report, name, ways }: AnswerProps) {
  const t = useT()
  const { check } = report.answer
  const wanted = report.checks.find(one => one.id === check)?.action ?? null
  const best = wanted === null || isExplained(wanted) ? null : wanted
  const tell = check === null || best === null || (name !== undefined && THEIRS.has(check))
  const others: MenuEntry[] = (['probe', 'add', 'network-settings'] as const)
    .filter(action => tell || action !== best)
    .map(action => ({ id: action, label: t(`network.action.${action}`), onSelect: () => act(action, ways) }))
  return (
    <Note report={report} name={name} others={others} shown={tell} primary={check !== null}>
      {!tell && best !== null && (
        <Button kind='primary' onClick={() => act(best, ways)}>
          {t(`network.action.${best}`)}
        </Button>
      )}
    </Note>
  )
}

interface NoteProps extends Pick<AnswerProps, 'report' | 'name'> {
  others: readonly MenuEntry[]
  /** As a button; else among the other ways. */
  shown: boolean
  primary: boolean
  children: ReactNode
}

/** A text to hand over by other means. */
function Note({ report: { account }, name, others, shown, primary, children }: NoteProps) {
  const t = useT()
  const announce = useAnnounce()
  const note = useCall('doctor.note')
  const [text, setText] = useState<string>()
  const copy = async (): Promise<void> => {
    const answer = await note.run(account === null ? {} : { account })
    if (answer === undefined) return
    await navigator.clipboard.writeText(answer.text).then(
      () => {
        setText(undefined)
        announce(t('network.noteCopied'))
      },
      () => setText(answer.text) // there to be selected
    )
  }
  const label = name === undefined ? t('network.copyReport') : t('network.copyNote', { name })
  const asOther = { id: 'note', label, onSelect: () => void copy() }
  return (
    <>
      <div className={styles.buttons}>
        {children}
        {shown && (
          <Button kind={primary ? 'primary' : 'plain'} icon={Copy} busy={note.busy} onClick={() => void copy()}>
            {label}
          </Button>
        )}
        <Menu
          trigger={<Button>{t('network.otherWays')}</Button>}
          items={shown ? others : [asOther, ...others]}
          align='end'
        />
      </div>
      {note.error !== undefined && (
        <p role='alert' className={styles.failed}>
          <ErrorText error={note.error} />
        </p>
      )}
      {text !== undefined && (
        <textarea className={styles.note} readOnly rows={6} value={text} aria-label={t('network.noteText')} />
      )}
    </>
  )
}
