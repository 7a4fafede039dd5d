/** What a name may be: people's names, statuses, channel names. The same rules on both sides of the bridge and of the wire. */
import { MAX_CHANNEL_NAME_CHARS } from './limits.ts'

// Control, format (bidi overrides, zero width), surrogate, private-use and unassigned characters, line and paragraph separators.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/u
// Zero-width joiner and non-joiner are letters' business in Persian, Hindi and emoji: allowed between visible characters.
const JOINERS =
  /(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])[\u200C\u200D](?=[\p{L}\p{M}\p{Extended_Pictographic}])/gu
// The tags of flags like Scotland's are format characters, but only behind a black flag.
const FLAG_TAGS = /(?<=\u{1F3F4})[\u{E0020}-\u{E007F}]+/gu
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u
// Letters, marks and symbols that show nothing: Hangul fillers, the grapheme joiner, the empty Braille cell and their like.
const BLANK = /[\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFFA0]/u
/** Anything that shows: not space, not what is there only to shape something else. */
const SHOWS = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u

/** One line of text as it is stored: NFC, trimmed, runs of spaces folded. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim()

/** Whether a line has characters that hide or turn text. */
export const hasHidden = (text: string): boolean =>
  BLANK.test(text) || HIDDEN.test(text.replace(JOINERS, '').replace(FLAG_TAGS, ''))

/** Whether there is anything to see. */
export const shows = (text: string): boolean => SHOWS.test(text)

/** Whether there are tag characters outside a flag: they show nothing and can spell anything. */
export const hasStrayTags = (text: string): boolean => /[\u{E0000}-\u{E007F}]/u.test(text.replace(FLAG_TAGS, ''))

/** Length as people count it: code points. */
export const length = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The name as it is kept, or undefined when nobody may be called that. */
export function personName(text: string, maxChars: number): string | undefined {
  if (text.length > maxChars * 8) return undefined
  const name = tidy(text)
  return VISIBLE.test(name) && length(name) <= maxChars && !hasHidden(name) ? name : undefined
}

/** A line that may be empty, as it is kept, or undefined when it may not be said. */
export function optionalLine(text: string, maxChars: number): string | undefined {
  return tidy(text) === '' ? '' : personName(text, maxChars)
}

const CHANNEL = /^[\p{Ll}\p{Lo}\p{M}\p{Nd}]+(?:-[\p{Ll}\p{Lo}\p{M}\p{Nd}]+)*$/u

/** 'night-watch' for '#night-watch': NFC, without the hash. Undefined when it is not small letters, digits and dashes. */
export function channelName(text: string): string | undefined {
  if (text.length > MAX_CHANNEL_NAME_CHARS * 8) return undefined
  const name = text.trim().replace(/^#/, '').normalize('NFC')
  if (/\p{Default_Ignorable_Code_Point}/u.test(name)) return undefined // two names that look the same
  return CHANNEL.test(name) && length(name) <= MAX_CHANNEL_NAME_CHARS ? name : undefined
}

/** What somebody typing a channel name probably means: small letters, dashes for spaces. */
export const suggestChannelName = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/^#/, '')
    .replace(/[\s_]+/gu, '-')

/**
 * A key under which look-alike names meet: compatibility forms, case, accents and the commonest confusable letters folded.
 * Equal skeletons are a reason to show people apart, never a reason to treat them alike.
 */
export function skeleton(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/./gsu, char => CAPITALS.get(char) ?? char)
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\s]/gu, '')
  let key = ''
  for (const char of folded) key += CONFUSABLE.get(char) ?? char
  return key.replaceAll('rn', 'm')
}

// Capitals that look Latin while their small letters look like something else, or like nothing Latin.
const CAPITALS = new Map(Object.entries({ Η: 'h', Ν: 'n', Υ: 'y', Μ: 'm', Ζ: 'z', Н: 'h' }))

// Cyrillic and Greek letters that look Latin, and digits that look like letters (Unicode TR 39, the common part).
const CONFUSABLE = new Map(
  Object.entries({
    а: 'a',
    α: 'a',
    в: 'b',
    β: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    ε: 'e',
    һ: 'h',
    і: 'l',
    ι: 'l',
    ı: 'l',
    i: 'l',
    ј: 'j',
    к: 'k',
    κ: 'k',
    м: 'm',
    η: 'n',
    п: 'n',
    о: 'o',
    ο: 'o',
    '0': 'o',
    р: 'p',
    ρ: 'p',
    ԛ: 'q',
    г: 'r',
    ѕ: 's',
    т: 't',
    τ: 't',
    υ: 'u',
    ν: 'v',
    ѵ: 'v',
    ԝ: 'w',
    ω: 'w',
    х: 'x',
    χ: 'x',
    у: 'y',
    γ: 'y',
    '1': 'l',
    '|': 'l',
    ß: 'ss',
    ø: 'o',
    ł: 'l'
  })
)
