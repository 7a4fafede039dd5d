/** The emoji that are offered, by group, with their names in the language of the interface. Others may still be sent. */
import english from './en/emoji.json'

export interface Emoji {
  readonly emoji: string
  /** 'party popper' */
  readonly name: string
  /** Other words it is found by; the first is what is typed for it: 'tada'. */
  readonly words: readonly string[]
}

export type EmojiGroup = keyof typeof english

const entry = ([emoji, text]: [string, string]): Emoji => {
  const [name = '', words = ''] = text.split(', ')
  return { emoji, name, words: words.split(' ') }
}

/** In the order of the page; within a group the commonest first. */
export const EMOJI: readonly { readonly group: EmojiGroup; readonly emoji: readonly Emoji[] }[] = (
  Object.keys(english) as EmojiGroup[]
).map(group => ({ group, emoji: Object.entries(english[group]).map(entry) }))

const ALL = EMOJI.flatMap(({ emoji }) => emoji)
const BY_EMOJI = new Map(ALL.map(one => [plain(one.emoji), one]))

/** Without the mark that asks for colours: some write it, some do not. */
function plain(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '')
}

/** The emoji as it is offered, or undefined for one that is not. */
export const emojiOf = (emoji: string): Emoji | undefined => BY_EMOJI.get(plain(emoji))

/** What to call an emoji; one without a name here is called by itself. */
export const emojiName = (emoji: string): string => emojiOf(emoji)?.name ?? emoji

/** Those of which a word begins with each word typed: first those whose name begins with it, then by the order of the page. */
export function findEmoji(query: string): Emoji[] {
  const typed = query
    .toLowerCase()
    .split(/[\s_:]+/)
    .filter(Boolean)
  if (typed.length === 0) return []
  const found = ALL.filter(({ emoji, name, words }) => {
    const known = [...name.toLowerCase().split(/[\s-]+/), ...words]
    return typed.every(word => emoji === word || known.some(one => one.startsWith(word)))
  })
  const [first = ''] = typed
  const rank = ({ name, words }: Emoji): number => {
    if (words[0] === first || name === first) return 0
    return name.toLowerCase().startsWith(first) || words[0]?.startsWith(first) === true ? 1 : 2
  }
  return found.toSorted((a, b) => rank(a) - rank(b))
}
