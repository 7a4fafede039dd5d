/** Puts an edit into a text area as if it had been typed, so that Ctrl Z takes it back. */
import { type Edit, type Format, format } from './edits.ts'

/** Formats the selection of a text area. */
export function applyFormat(area: HTMLTextAreaElement, what: Format): void {
  area.focus()
  applyEdit(area, format(what, { text: area.value, start: area.selectionStart, end: area.selectionEnd }))
}

/** Types text over the selection. */
export function insertText(area: HTMLTextAreaElement, insert: string): void {
  const at = area.selectionStart + insert.length
  applyEdit(area, { from: area.selectionStart, to: area.selectionEnd, insert, selectStart: at, selectEnd: at })
}

/** Types text over a part of what is there; a space that follows it already is not doubled. */
export function replaceText(
  area: HTMLTextAreaElement,
  { from, to, insert }: Pick<Edit, 'from' | 'to' | 'insert'>
): void {
  const end = insert.endsWith(' ') && area.value[to] === ' ' ? to + 1 : to
  area.focus()
  applyEdit(area, { from, to: end, insert, selectStart: from + insert.length, selectEnd: from + insert.length })
}

function applyEdit(area: HTMLTextAreaElement, { from, to, insert, selectStart, selectEnd }: Edit): void {
  area.setSelectionRange(from, to)
  const before = area.value
  // the only way into the native undo history; where it is missing the text still changes
  const command = insert === '' ? 'delete' : 'insertText'
  const typed = typeof document.execCommand === 'function' && document.execCommand(command, false, insert)
  if (!typed || (area.value === before && before.slice(from, to) !== insert)) {
    area.setRangeText(insert, from, to, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  area.setSelectionRange(selectStart, selectEnd)
}
