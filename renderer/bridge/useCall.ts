/** Asking the core for something because a person pressed a button: busy, failed or done. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Input, Output } from '../../shared/bridge/rpc.ts'
import { useBridge } from './BridgeProvider.tsx'

type CallName = keyof Contract['calls'] & string

export interface Call<K extends CallName> {
  /** Resolves to the answer, or to undefined when it failed: then `error` says why. */
  run: (input: Input<Contract, K>) => Promise<Output<Contract, K> | undefined>
  busy: boolean
  error: unknown
  /** Forgets the failure. */
  clear: () => void
}

export function useCall<K extends CallName>(name: K): Call<K> {
  const bridge = useBridge()
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined })
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  const set = useCallback((next: { busy: boolean; error: unknown }) => mounted.current && setState(next), [])
  const run = useCallback(
    async (input: Input<Contract, K>): Promise<Output<Contract, K> | undefined> => {
      set({ busy: true, error: undefined })
      try {
        const output = await bridge.call(name, input)
        set({ busy: false, error: undefined })
        return output
      } catch (error) {
        set({ busy: false, error })
        return undefined
      }
    },
    [bridge, name, set]
  )
  const clear = useCallback(() => set({ busy: false, error: undefined }), [set])
  return { run, ...state, clear }
}
