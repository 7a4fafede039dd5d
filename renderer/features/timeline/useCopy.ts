/** Copies text and shows for a moment that it did. */
import { useCallback, useEffect, useRef, useState } from 'react'

const SHOWN_MS = 1_600

export function useCopy(): { copied: boolean; copy: (text: string) => Promise<boolean> } {
  const [copied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = useCallback(async (text: string) => {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false
    )
    clearTimeout(timer.current)
    setCopied(done)
    if (done) timer.current = setTimeout(() => setCopied(false), SHOWN_MS)
    return done
  }, [])
  return { copied, copy }
}
