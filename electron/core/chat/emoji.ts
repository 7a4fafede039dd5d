/** What may stand as a reaction: one emoji. Readers take what can ever be one, writers only what is one today. */
import { MAX_EMOJI_CHARS } from '../../../shared/limits.ts'

// UTS #51, "possible emoji": a later Unicode's emoji must not be malformed to whoever has not heard of it yet.
const PART = String.raw`(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\p{Emoji_Modifier}|\uFE0F|[\u{E0020}-\u{E007E}]+\u{E007F})?`
const POSSIBLE = new RegExp(
  String.raw`^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F\u20E3|${PART}(?:\u200D${PART})*)$`,
  'u'
)
const KNOWN = /^\p{RGI_Emoji}$/v

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Whether a stranger's reaction can be one emoji. */
export const isPossibleEmoji = (text: string): boolean => text.length <= MAX_EMOJI_CHARS && POSSIBLE.test(text)

/** Whether this is one emoji, complete as keyboards give it. */
export const isEmoji = (text: string): boolean =>
  text.length <= MAX_EMOJI_CHARS && KNOWN.test(text) && [...graphemes.segment(text)].length === 1
