/** Which language is shown. Messages are ICU, compiled when the page loads: data in, data out, nothing is evaluated. */
import { type I18n, setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { english } from './catalogue.ts'
import { pseudoText } from './pseudo.ts'

/** `pseudo` is English made 40 % longer, for tests. */
export type Language = 'en' | 'pseudo'

/** How numbers and dates are written: the source strings are British. */
const FORMATS: Record<Language, string> = { en: 'en-GB', pseudo: 'en-GB' }

/** The reading direction of a locale. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(?:ar|arc|ckb|dv|fa|he|ks|ku-Arab|ps|sd|ug|ur|yi)(?:-|$)/.test(locale) ? 'rtl' : 'ltr'
}

export function loadLanguage(language: Language): I18n {
  const mapText = language === 'pseudo' ? pseudoText : undefined
  const messages = Object.fromEntries(Object.entries(english).map(([id, text]) => [id, compileMessage(text, mapText)]))
  const i18n = setupI18n()
  // Plural rules go by locale: the pseudo language counts as English does.
  i18n.loadAndActivate({ locale: FORMATS[language], locales: [FORMATS[language]], messages })
  return i18n
}
