/** Keys in a field that has a list of options below it: the focus stays in the field, one option is the active one. */
import type { KeyboardEvent } from 'react'

/** An input method is at work: Enter and arrows are its own. */
export const isComposing = (event: KeyboardEvent): boolean => event.nativeEvent.isComposing || event.keyCode === 229

const PAGE = 6

/** The option a key leads to, from `at` of `count`; undefined for other keys. With `wrap` the ends meet. */
export function optionStep(event: KeyboardEvent, at: number, count: number, wrap = true): number | undefined {
  if (count === 0 || isComposing(event)) return undefined
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined
  const within = (index: number): number => Math.max(0, Math.min(count - 1, index))
  const around = (index: number): number => (wrap ? (index + count) % count : within(index))
  switch (event.key) {
    case 'ArrowDown':
      return around(at + 1)
    case 'ArrowUp':
      return around(Math.max(at, 0) - 1)
    case 'PageDown':
      return within(at + PAGE)
    case 'PageUp':
      return within(at - PAGE)
    default:
      return undefined
  }
}
