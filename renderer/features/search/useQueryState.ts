/** What is searched for, as one types it; the place keeps it, so that it is there on coming back and after a reload. */
import { useCallback, useEffect, useRef, useState } from 'react'
import {
  type Filters,
  type Known,
  type Query,
  type Question,
  questionOf,
  readQuery,
  takeFilters,
  writeQuery
} from './query.ts'

/** The browser takes only so many changes of its history a second. */
const KEEP_MS = 250

export interface QueryState {
  readonly query: Query
  /** Null where nothing is asked. While an input method is at work, what was asked before. */
  readonly question: Question | null
  /** Returns where the caret belongs: filters that were typed become chips. */
  type(words: string, caret: number, composing: boolean): number
  setFilters(filters: Filters): void
  setWords(words: string): void
  /** What was typed is finished: a filter at its end is taken, and the place keeps it all now. Returns what it keeps. */
  finish(): string
}

export function useQueryState(text: string, known: Known, keep: (text: string) => void): QueryState {
  const [query, setQuery] = useState<Query>(() => readQuery(text, known))
  const [composing, setComposing] = useState(false)
  const latest = useRef({ query, known, keep })
  latest.current = { query, known, keep }
  const kept = useRef(text)

  useEffect(() => {
    if (text === kept.current) return
    kept.current = text // somebody else changed the place: back, forward, another channel to search in
    setQuery(readQuery(text, latest.current.known))
  }, [text])
  const write = useCallback((next: Query): string => {
    const written = writeQuery(next)
    if (written !== kept.current) {
      kept.current = written
      latest.current.keep(written)
    }
    return written
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => write(query), KEEP_MS)
    return () => clearTimeout(timer)
  }, [query, write])

  const change = useCallback((next: Query) => {
    latest.current.query = next
    setQuery(next)
  }, [])
  const type = useCallback(
    (words: string, caret: number, byMethod: boolean): number => {
      setComposing(byMethod)
      const typed = { ...latest.current.query, words }
      const taken = byMethod ? { query: typed, caret } : takeFilters(typed, latest.current.known, { caret })
      change(taken.query)
      return taken.caret
    },
    [change]
  )
  const setFilters = useCallback((filters: Filters) => change({ ...latest.current.query, filters }), [change])
  const setWords = useCallback((words: string) => change({ ...latest.current.query, words }), [change])
  const finish = useCallback((): string => {
    const { query: finished } = takeFilters(latest.current.query, latest.current.known, { finished: true })
    change(finished)
    return write(finished)
  }, [change, write])

  const asked = useRef<Question | null>(null)
  if (!composing) asked.current = questionOf(query, known, Date.now())
  return { query, question: asked.current, type, setFilters, setWords, finish }
}
