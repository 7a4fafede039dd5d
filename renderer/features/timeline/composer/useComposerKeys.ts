/** What the keys do while writing. Keys that belong to an input method never send. */
import { type KeyboardEvent, useCallback } from 'react'
import { applyFormat, insertText } from './applyEdit.ts'
import { continuation, type Format, inOpenFence } from './edits.ts'

/** As shown in tooltips and settings. */
export const FORMAT_KEYS: Record<Format, string> = {
  bold: 'Ctrl B',
  italic: 'Ctrl I',
  code: 'Ctrl E',
  codeBlock: 'Ctrl Shift C',
  list: 'Ctrl Shift 8',
  quote: 'Ctrl Shift 9'
}

const BY_CODE: Record<string, Format> = { KeyB: 'bold', KeyI: 'italic', KeyE: 'code' }
const BY_SHIFT_CODE: Record<string, Format> = { KeyC: 'codeBlock', Digit8: 'list', Digit9: 'quote' }

export function useComposerKeys({ enterSends, send }: { enterSends: boolean; send: () => void }) {
  return useCallback(
    (event: KeyboardEvent<HTMLTextAreaElement>) => {
      // 229 is what older input methods report while they compose
      if (event.nativeEvent.isComposing || event.keyCode === 229) return
      const area = event.currentTarget
      const ctrl = event.ctrlKey || event.metaKey
      if (event.key === 'Enter') return enter(event, area, { ctrl, enterSends, send })
      if (!ctrl || event.altKey) return
      const what = formatOf(event)
      if (what === undefined) return
      event.preventDefault()
      event.stopPropagation()
      applyFormat(area, what)
    },
    [enterSends, send]
  )
}

// The letter where the layout has it, else the place of the key: Ctrl Shift 8 is '*' or '(' on many layouts.
function formatOf({ key, code, shiftKey }: KeyboardEvent): Format | undefined {
  if (shiftKey) return key.toLowerCase() === 'c' ? 'codeBlock' : BY_SHIFT_CODE[code]
  const letter = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : code
  return BY_CODE[letter]
}

interface EnterContext {
  ctrl: boolean
  enterSends: boolean
  send: () => void
}

function enter(event: KeyboardEvent, area: HTMLTextAreaElement, { ctrl, enterSends, send }: EnterContext): void {
  if (event.altKey) return
  const breaks = event.shiftKey === enterSends || inOpenFence(area.value, area.selectionStart)
  event.preventDefault()
  if (ctrl || !breaks) send()
  else insertText(area, continuation(area.value, area.selectionStart))
}
