/** The answer to a question that changes as one types: asked when typing rests, old answers shown until the new one is here. */
import { useEffect, useRef, useState } from 'react'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Input, Output } from '../../shared/bridge/rpc.ts'
import { useBridge, useEpoch } from './BridgeProvider.tsx'

type CallName = keyof Contract['calls'] & string

export interface Latest<K extends CallName> {
  /** The newest answer, and what was asked; undefined until there is one, and when nothing is asked. */
  answer: { readonly input: Input<Contract, K>; readonly output: Output<Contract, K> } | undefined
  /** Why the newest question has none. */
  error: unknown
}

/** `input` is compared by its JSON; null asks nothing. The first question is asked at once, the next after `restMs`. */
export function useLatest<K extends CallName>(
  name: K,
  input: Input<Contract, K> | null,
  restMs: number
): Latest<K> & { again: () => void } {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [latest, setLatest] = useState<Latest<K>>({ answer: undefined, error: undefined })
  const [attempt, setAttempt] = useState(0)
  const resting = useRef(false)
  const key = input === null ? null : JSON.stringify(input)

  useEffect(() => {
    void epoch // a new connection, or one that missed events, asks again
    void attempt
    if (key === null) {
      resting.current = false
      setLatest({ answer: undefined, error: undefined })
      return
    }
    let current = true // an answer to an older question is dropped
    const ask = (): void => {
      const asked = JSON.parse(key) as Input<Contract, K>
      bridge.call(name, asked).then(
        output => current && setLatest({ answer: { input: asked, output }, error: undefined }),
        (error: unknown) => current && setLatest(now => ({ ...now, error }))
      )
    }
    const timer = setTimeout(ask, resting.current ? restMs : 0)
    resting.current = true
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [bridge, epoch, attempt, name, key, restMs])

  return { ...latest, again: () => setAttempt(n => n + 1) }
}
