/** What a message may say. The same rule for the composer, the command line and for what arrives from others. */
import type { ErrorCode } from './errors.ts'
import { MAX_TEXT_CHARS } from './limits.ts'
import { hasStrayTags, length, shows } from './names.ts'

// Control characters but tab and line feed; bidi embeddings and overrides (isolates and marks are ordinary writing);
// lone surrogates, which are not UTF-8; interlinear characters, which show nothing.
const HIDDEN = /[\p{Cs}\u202A-\u202E\uFFF9-\uFFFB]|(?![\t\n])\p{Cc}/u

/** The text as it is sent: one kind of line end, NFC, nothing behind the last visible character. */
export const tidyText = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC').trimEnd()

/** Why a tidied text may not be sent, or undefined when it may. */
export function refuseText(
  text: string
): Extract<ErrorCode, 'msg.empty' | 'msg.too-long' | 'msg.characters'> | undefined {
  if (text.length > MAX_TEXT_CHARS * 2 || length(text) > MAX_TEXT_CHARS) return 'msg.too-long'
  if (HIDDEN.test(text) || hasStrayTags(text)) return 'msg.characters'
  return shows(text) ? undefined : 'msg.empty'
}
