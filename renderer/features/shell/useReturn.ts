/** Searching is a way through: leaving it leads back to where one was, with the focus in the same part of the window. */
import { useCallback, useEffect, useRef } from 'react'
import type { Places } from './places.ts'
import { focusRegion, watchFocus } from './regions.ts'

/** Returns the function that leaves the search. */
export function useReturn({ back }: Places): () => void {
  const focus = useRef<ReturnType<typeof watchFocus>>(undefined)
  useEffect(() => {
    focus.current = watchFocus()
    return () => focus.current?.stop()
  }, [])
  return useCallback(() => {
    back({ kind: 'nearby' })
    focusRegion(focus.current?.region())
  }, [back])
}
