/** Lets a text area grow with its text, where the browser cannot do it by style alone. */
import { type RefObject, useCallback, useLayoutEffect } from 'react'

export function useAutoGrow(field: RefObject<HTMLTextAreaElement | null>, text: string): () => void {
  const grow = useCallback(() => {
    const area = field.current
    if (area === null || globalThis.CSS?.supports?.('field-sizing', 'content') === true) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [field])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what it grows with
  useLayoutEffect(grow, [grow, text])
  return grow
}
