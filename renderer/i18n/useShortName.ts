/** What somebody is called in a sentence about them: the first word of the name where that means nobody else. */
import { useCallback } from 'react'
import type { Person } from '../../shared/model.ts'
import { useNames } from './names.ts'

export function useShortName(): (person: Pick<Person, 'account' | 'name'>) => string {
  const names = useNames()
  return useCallback(({ account, name }) => names.short(account) ?? name, [names])
}
