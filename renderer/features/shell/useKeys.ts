/** The keys that work anywhere. What they do is given; which they are stands here and in the dialog of keys alone. */
import { useEffect, useRef } from 'react'
import { tinykeys } from 'tinykeys'

export interface KeyActions {
  previousRoom: () => void
  nextRoom: () => void
  previousUnread: () => void
  nextUnread: () => void
  nthRoom: (n: number) => void
  palette: () => void
  findHere: () => void
  findAll: () => void
  newMessage: () => void
  newChannel: () => void
  nearby: () => void
  threads: () => void
  network: () => void
  sidebar: () => void
  nextRegion: () => void
  previousRegion: () => void
  back: () => void
  forward: () => void
  close: () => void
  allRead: () => void
  settings: () => void
  shortcuts: () => void
  lock: () => void
  larger: () => void
  smaller: () => void
  normalSize: () => void
}

type Handler = (actions: KeyActions, event: KeyboardEvent) => void

// By code where a layout moves the sign behind a modifier, by sign where it is printed on the key.
const KEYS: Record<string, Handler> = {
  'Alt+ArrowUp': a => a.previousRoom(),
  'Alt+ArrowDown': a => a.nextRoom(),
  'Alt+Shift+ArrowUp': a => a.previousUnread(),
  'Alt+Shift+ArrowDown': a => a.nextUnread(),
  '$mod+([1-9])': (a, event) => a.nthRoom(Number(event.key)),
  '$mod+KeyK': a => a.palette(),
  '$mod+KeyF': a => a.findHere(),
  '$mod+Shift+KeyF': a => a.findAll(),
  '$mod+KeyN': a => a.newMessage(),
  '$mod+Shift+KeyN': a => a.newChannel(),
  '$mod+Shift+KeyL': a => a.nearby(),
  '$mod+Shift+KeyT': a => a.threads(),
  '$mod+Shift+KeyM': a => a.network(),
  '$mod+(\\\\)': a => a.sidebar(),
  '$mod+Backslash': a => a.sidebar(),
  F6: a => a.nextRegion(),
  'Shift+F6': a => a.previousRegion(),
  'Alt+ArrowLeft': a => a.back(),
  'Alt+ArrowRight': a => a.forward(),
  'Shift+Escape': a => a.allRead(),
  '$mod+(,)': a => a.settings(),
  '$mod+[Shift]+(/)': a => a.shortcuts(),
  '$mod+Shift+KeyK': a => a.lock(),
  '$mod+[Shift]+(\\+|=)': a => a.larger(),
  '$mod+(-)': a => a.smaller(),
  '$mod+0': a => a.normalSize()
}

/** Whatever lies on top has its own Esc. A list of options may also be part of a place. */
const somethingOnTop = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]:not([data-passing] *)') !== null

/** While mounted. The actions may change with every render. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const once =
      (handler: Handler) =>
      (event: KeyboardEvent): void => {
        if (event.defaultPrevented) return // another binding of the same key, or what has focus
        event.preventDefault()
        handler(latest.current, event)
      }
    const bindings = Object.fromEntries(Object.entries(KEYS).map(([keys, handler]) => [keys, once(handler)]))
    const escape = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && !somethingOnTop()) latest.current.close()
    }
    return tinykeys(window, { ...bindings, Escape: escape }, { ignore: event => event.isComposing })
  }, [])
}
