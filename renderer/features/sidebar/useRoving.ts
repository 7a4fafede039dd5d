/** One stop for a whole list: arrows move in it, typing jumps to a name. */
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'

const TYPING_PAUSE_MS = 700

export interface Roving {
  list: RefObject<HTMLUListElement | null>
  onKeyDown: (event: KeyboardEvent) => void
  tabIndex: (index: number, count: number) => 0 | -1
  focused: (index: number) => void
}

/** `current` is the stop until another row had focus; -1 for none. */
export function useRoving(current: number): Roving {
  const list = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState<number>()
  const typed = useRef({ text: '', at: 0 })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
    const rows = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a') ?? [])]
    const here = rows.findIndex(row => row === document.activeElement)
    if (here === -1) return
    const to = {
      ArrowDown: Math.min(here + 1, rows.length - 1),
      ArrowUp: Math.max(here - 1, 0),
      Home: 0,
      End: rows.length - 1
    }[event.key]
    const target = to ?? (event.key.length === 1 && event.key !== ' ' ? jump(rows, here, event) : undefined)
    if (target === undefined) return
    event.preventDefault()
    rows[target]?.focus()
  }

  /** To the next row that begins with what was typed in one go. */
  function jump(rows: HTMLAnchorElement[], here: number, { key, timeStamp }: KeyboardEvent): number | undefined {
    const going = timeStamp - typed.current.at < TYPING_PAUSE_MS
    const text = (going ? typed.current.text : '') + key.toLocaleLowerCase()
    typed.current = { text, at: timeStamp }
    const first = text.length === 1 ? 1 : 0
    for (let n = first; n < rows.length + first; n++) {
      const index = (here + n) % rows.length
      if (rows[index]?.textContent?.trim().toLocaleLowerCase().startsWith(text)) return index
    }
    return undefined
  }

  const tabIndex = (index: number, count: number): 0 | -1 => {
    const stop = at !== undefined && at < count ? at : Math.max(0, Math.min(current, count - 1))
    return index === stop ? 0 : -1
  }
  return { list, onKeyDown, tabIndex, focused: setAt }
}
