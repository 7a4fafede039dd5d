/** What the core knows, asked for once and kept current by an event. No cache: it lives as long as what shows it. */
import { useEffect, useRef, useState } from 'react'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Input, Output, Payload } from '../../shared/bridge/rpc.ts'
import { useBridge, useEpoch } from './BridgeProvider.tsx'

type CallName = keyof Contract['calls'] & string
type EventName = keyof Contract['events'] & string

export interface Query<T> {
  /** Undefined until the first answer; kept while it is asked for again. */
  data: T | undefined
  error: unknown
}

/**
 * Listens first and asks then, so that nothing falls between. `merge` takes an event into what is known; events that
 * come before the answer are merged into the answer. `input` is compared by its JSON.
 */
export function useQuery<K extends CallName, E extends EventName>(
  name: K,
  input: Input<Contract, K>,
  event: E,
  merge: (known: Output<Contract, K>, payload: Payload<Contract, E>) => Output<Contract, K>
): Query<Output<Contract, K>> {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [query, setQuery] = useState<Query<Output<Contract, K>>>({ data: undefined, error: undefined })
  const merging = useRef(merge)
  merging.current = merge
  const inputKey = JSON.stringify(input)

  useEffect(() => {
    let current = true
    let early: Payload<Contract, E>[] | undefined = []
    const stop = bridge.on(event, payload => {
      if (early !== undefined) early.push(payload)
      else setQuery(now => (now.data === undefined ? now : { ...now, data: merging.current(now.data, payload) }))
    })
    bridge.call(name, JSON.parse(inputKey)).then(
      answer => {
        if (!current) return
        const data = (early ?? []).reduce((known, payload) => merging.current(known, payload), answer)
        early = undefined
        setQuery({ data, error: undefined })
      },
      (error: unknown) => current && setQuery(now => ({ ...now, error }))
    )
    return () => {
      current = false
      stop()
    }
  }, [bridge, epoch, name, event, inputKey])

  return query
}

/** Takes changed items into a list by their id; for `merge`. */
export const mergeById =
  <T>(idOf: (item: T) => string) =>
  (known: T[], changed: T[]): T[] => {
    const byId = new Map(known.map(item => [idOf(item), item]))
    for (const item of changed) byId.set(idOf(item), item)
    return [...byId.values()]
  }
