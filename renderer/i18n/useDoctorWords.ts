/** The doctor's sentences: shared with the command line, and named by what was found. */
import { useLingui } from '@lingui/react'
import { useMemo } from 'react'
import type { DoctorCheck, DoctorReport } from '../../shared/networkModel.ts'
import { useT } from './useT.ts'

export interface Sentence {
  readonly title: string
  /** Evidence; may be empty. */
  readonly text: string
}

export interface DoctorWords {
  check(check: DoctorCheck): Sentence
  answer(answer: DoctorReport['answer']): Sentence
  /** 'Fine', 'Trouble', 'Not checked': the first word readers hear of a check. */
  state(check: DoctorCheck): string
}

export function useDoctorWords(): DoctorWords {
  const t = useT()
  const { i18n } = useLingui()
  return useMemo(() => {
    /** A newer core may find what these words do not know yet: then the name of the check stands for it. */
    const sentence = (key: string, values: DoctorCheck['values'], otherwise: string): Sentence => {
      const known = (part: string): boolean => `doctor.${key}.${part}` in i18n.messages
      return {
        title: known('title') ? i18n._(`doctor.${key}.title`, values) : otherwise,
        text: known('text') ? i18n._(`doctor.${key}.text`, values) : ''
      }
    }
    return {
      check: ({ id, outcome, values }) => sentence(`${id}.${outcome}`, values, t(`network.check.${id}`)),
      answer: ({ outcome, values }) => sentence(`answer.${outcome}`, values, t('network.answer.unknown')),
      state: check => t(`doctor.state.${check.state}`)
    }
  }, [t, i18n])
}
