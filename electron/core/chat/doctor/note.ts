/** The doctor's report as a text for people. No keys, and no names but of those whom its sentences name. */
import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { DoctorReport } from '../../../../shared/networkModel.ts'
import words from '../../../../shared/words/doctor.json' with { type: 'json' }

type Values = Record<string, string | number>

const LOCALE = 'en-GB'
const messages = Object.fromEntries(Object.entries(words).map(([id, text]) => [id, compileMessage(text)]))
const i18n = setupI18n()
i18n.loadAndActivate({ locale: LOCALE, locales: [LOCALE], messages })

/** A sentence of the doctor. Control characters that a stranger put into a name do nothing. */
export const sentence = (id: string, values: Values = {}): string => {
  const tame = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replace(/\p{Cc}/gu, '\uFFFD') : value
  ])
  return i18n._(id, Object.fromEntries(tame))
}

/** @param name of the person it is about */
export function writeNote({ at, checks, answer }: DoctorReport, name?: string): string {
  const date = new Date(at).toLocaleString(LOCALE, { dateStyle: 'long', timeStyle: 'short' })
  const lines = checks.map(({ id, outcome, state, values }) => {
    const title = sentence(`doctor.${id}.${outcome}.title`, values)
    const text = sentence(`doctor.${id}.${outcome}.text`, values)
    const said = state === 'unchecked' ? title : `${sentence(`doctor.state.${state}`)}: ${title}`
    return `- ${said}. ${text}`
  })
  return [
    sentence('doctor.note.head', { date }),
    name === undefined ? sentence('doctor.note.everybody') : sentence('doctor.note.person', { name }),
    '',
    `${sentence(`doctor.answer.${answer.outcome}.title`, answer.values)}. ${sentence(`doctor.answer.${answer.outcome}.text`, answer.values)}`,
    '',
    sentence('doctor.note.checks'),
    ...lines
  ].join('\n')
}
