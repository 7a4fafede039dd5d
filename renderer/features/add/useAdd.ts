/** Reaching somebody by an address or a code that was typed, pasted or scanned. */
import { useCallback, useState } from 'react'
import { ChatError } from '../../../shared/errors.ts'
import type { Person } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'

export const CODE_BEGINS = 'earshot:peer/'

export interface Add {
  /** Whether it worked. */
  add: (text: string) => Promise<boolean>
  /** As `add`, of a text that has to be a code: a picture may hold anything. */
  addCode: (text: string) => Promise<boolean>
  again: () => void
  busy: boolean
  error: unknown
  clear: () => void
}

export function useAdd(onAdded: (person: Person) => void): Add {
  const t = useT()
  const announce = useAnnounce()
  const { run, busy, error, clear: forget } = useCall('people.connect')
  const [wrong, setWrong] = useState<ChatError>()
  const [last, setLast] = useState('')
  const add = useCallback(
    async (text: string) => {
      setWrong(undefined)
      setLast(text)
      const person = await run({ address: text.trim() })
      if (person === undefined) return false
      announce(t('add.added', { name: person.name }))
      onAdded(person)
      return true
    },
    [run, announce, t, onAdded]
  )
  const addCode = useCallback(
    async (text: string) => {
      if (text.trim().startsWith(CODE_BEGINS)) return add(text)
      setWrong(new ChatError('peer.code'))
      return false
    },
    [add]
  )
  const clear = useCallback(() => {
    setWrong(undefined)
    forget()
  }, [forget])
  return { add, addCode, again: () => void add(last), busy, error: wrong ?? error, clear }
}
