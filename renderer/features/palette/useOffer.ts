/** What is offered for what is typed: names at once, messages as soon as the core has found them. */
import { useMemo, useState } from 'react'
import { useLatest } from '../../bridge/useLatest.ts'
import { messagesOf, type Offer, offer, type Sources, scopeOf } from './entries.ts'
import { useHeard } from './useHeard.ts'

const MESSAGES = 5
const REST_MS = 30

/** `composing`: an input method has not finished the word; until then nothing is searched for. */
export function useOffer(typed: string, composing: boolean, sources: Omit<Sources, 'heard'>): Offer {
  const heard = useHeard()
  // people come and go meanwhile: what is offered holds still
  const [held] = useState({ rooms: sources.rooms, people: sources.people, recent: sources.recent })
  const { here, pages, actions } = sources
  const names = useMemo(
    () => offer(typed, { ...held, heard, here, pages, actions }),
    [typed, held, heard, here, pages, actions]
  )
  const { scope, text } = scopeOf(typed)
  const [asked, setAsked] = useState('')
  if (!composing && asked !== text) setAsked(text)
  const wanted = composing ? asked : text
  const searching = wanted !== '' && scope === 'all'
  const { answer } = useLatest('search.find', searching ? { text: wanted, limit: MESSAGES } : null, REST_MS)
  return useMemo(() => {
    if (answer === undefined) return names
    const messages = messagesOf(answer.input.text, answer.output, names.nothing === undefined)
    return { ...names, sections: [...names.sections, ...messages] }
  }, [names, answer])
}
