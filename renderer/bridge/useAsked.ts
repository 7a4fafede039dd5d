/** What the core knows, asked for again whenever something tells that it may have changed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Input, Output } from '../../shared/bridge/rpc.ts'
import { type CoreBridge, useBridge, useEpoch } from './BridgeProvider.tsx'
import type { Query } from './useQuery.ts'

type CallName = keyof Contract['calls'] & string

/** At least so long from one question to the next. */
const PAUSE_MS = 200

/**
 * `listen` calls `again` whenever the answer may have changed, and returns how to stop. Questions follow each other, a
 * flood of changes costs a few. `input` is compared by its JSON.
 */
export function useAsked<K extends CallName>(
  name: K,
  input: Input<Contract, K>,
  listen: (bridge: CoreBridge, again: () => void) => () => void
): Query<Output<Contract, K>> & { retry: () => void } {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [query, setQuery] = useState<Query<Output<Contract, K>>>({ data: undefined, error: undefined })
  const [attempt, setAttempt] = useState(0)
  const listening = useRef(listen)
  listening.current = listen
  const inputKey = JSON.stringify(input)

  useEffect(() => {
    void epoch // a new connection, or one that missed events, asks again
    void attempt
    let current = true
    let busy = false // asking, or resting after an answer
    let wanted = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const rested = (): void => {
      busy = false
      if (wanted) ask()
    }
    function ask(): void {
      wanted = false
      busy = true
      bridge
        .call(name, JSON.parse(inputKey))
        .then(
          data => current && setQuery({ data, error: undefined }),
          (error: unknown) => current && setQuery(now => ({ ...now, error }))
        )
        .finally(() => {
          if (current) timer = setTimeout(rested, PAUSE_MS)
        })
    }
    const stop = listening.current(bridge, () => {
      wanted = true
      if (!busy) ask()
    })
    ask()
    return () => {
      current = false
      clearTimeout(timer)
      stop()
    }
  }, [bridge, epoch, attempt, name, inputKey])

  const retry = useCallback(() => setAttempt(n => n + 1), [])
  return { ...query, retry }
}
