/** The two places that readers hear news from: one polite, one that interrupts, neither faster than people listen. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Says a sentence to readers. Within two seconds only the last one is kept. */
export type Announce = (text: string, how?: 'polite' | 'assertive') => void

const AnnounceContext = createContext<Announce>(() => {})
/** How to say something to readers that is not focused. */
export const useAnnounce = (): Announce => useContext(AnnounceContext)

const EVERY_MS = 2_000

export function LiveRegion({ children }: { children: ReactNode }) {
  const polite = useThrottled()
  const assertive = useThrottled()
  const sayPolite = polite.say
  const sayAssertive = assertive.say
  const announce = useCallback<Announce>(
    (text, how = 'polite') => (how === 'polite' ? sayPolite(text) : sayAssertive(text)),
    [sayPolite, sayAssertive]
  )
  return (
    <AnnounceContext value={announce}>
      {children}
      <VisuallyHidden>
        <span aria-live='polite'>{polite.text}</span>
        <span aria-live='assertive'>{assertive.text}</span>
      </VisuallyHidden>
    </AnnounceContext>
  )
}

function useThrottled(): { text: string; say: (text: string) => void } {
  const [text, setText] = useState('')
  const next = useRef<string | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const say = useCallback((said: string): void => {
    if (timer.current !== undefined) {
      next.current = said
      return
    }
    const tick = (): void => {
      const waiting = next.current
      next.current = undefined
      timer.current = waiting === undefined ? undefined : setTimeout(tick, EVERY_MS)
      setText(waiting ?? '') // emptied, so that the same sentence is heard again
    }
    setText(said)
    timer.current = setTimeout(tick, EVERY_MS)
  }, [])
  return { text, say }
}
