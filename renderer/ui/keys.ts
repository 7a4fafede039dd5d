/** Shortcuts are written once, as 'Ctrl Shift N', and shown and announced as the platform does. */

/** Whether the keys have ⌘ on them. */
export const isMac = (): boolean => /^(?:mac|iphone|ipad)/i.test(globalThis.navigator?.platform ?? '')

const MAC: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩' }
const ARIA: Record<string, string> = {
  Ctrl: 'Control',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  Esc: 'Escape'
}

/** The keys as they are printed on this keyboard. */
export const shownKeys = (shortcut: string, mac: boolean = isMac()): string[] =>
  shortcut.split(' ').map(key => (mac ? (MAC[key] ?? key) : key))

/** The value of aria-keyshortcuts. */
export const ariaKeys = (shortcut: string, mac: boolean = isMac()): string =>
  shortcut
    .split(' ')
    .map(key => (key === 'Ctrl' && mac ? 'Meta' : (ARIA[key] ?? key)))
    .join('+')
