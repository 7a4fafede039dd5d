/** Gives the language to everything below, and says it on <html>. */
import { I18nProvider } from '@lingui/react'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { type Language, loadLanguage } from './language.ts'

export interface LanguageProviderProps {
  language?: Language
  direction: 'ltr' | 'rtl'
  children: ReactNode
}

export function LanguageProvider({ language = 'en', direction, children }: LanguageProviderProps) {
  const i18n = useMemo(() => loadLanguage(language), [language])
  useLayoutEffect(() => {
    document.documentElement.lang = i18n.locale
    document.documentElement.dir = direction
  }, [i18n, direction])
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>
}
