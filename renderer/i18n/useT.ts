/** Sentences by id, as plain text. */
import { useLingui } from '@lingui/react'
import { useCallback } from 'react'
import type { MessageId } from './catalogue.ts'

export type Values = Record<string, string | number>
export type T = (id: MessageId, values?: Values) => string

/** The returned function changes only with the language. */
export function useT(): T {
  const { i18n } = useLingui()
  return useCallback<T>((id, values) => i18n._(id, values), [i18n])
}
