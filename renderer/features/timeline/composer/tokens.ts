/** What the caret stands in while a name is typed: '@Ma', '#ctd', ':ta'. Pure. */
import { MAX_CHANNEL_NAME_CHARS, MAX_NAME_CHARS } from '../../../../shared/limits.ts'
import { inOpenFence } from './edits.ts'

export type TokenKind = 'person' | 'channel' | 'emoji'

export interface Token {
  readonly kind: TokenKind
  /** Where its sign stands, and the caret. */
  readonly start: number
  readonly end: number
  /** What stands behind the sign. */
  readonly query: string
}

// No letter, digit or path stands before the sign: 'elin@ship', 'page#top' and '12:30' are none.
const SHAPES: readonly (readonly [TokenKind, RegExp])[] = [
  ['emoji', /(?<![\p{L}\p{N}:]):([\p{L}\p{N}_+-]{2,32})$/u],
  ['channel', new RegExp(`(?<![\\p{L}\\p{N}_#&/])#([\\p{L}\\p{N}-]{1,${MAX_CHANNEL_NAME_CHARS}})$`, 'u')],
  ['person', new RegExp(`(?<![\\p{L}\\p{N}_@/.])@([^\\s@][^\\n@]{0,${MAX_NAME_CHARS - 1}})$`, 'u')]
]
/** So far back a sign is looked for, in UTF-16 units. */
const REACH = 4 * MAX_NAME_CHARS

/** The token that ends at the caret, if there is one. Code has none. */
export function tokenAt(text: string, caret: number): Token | undefined {
  const before = text.slice(Math.max(0, caret - REACH), caret)
  for (const [kind, shape] of SHAPES) {
    const query = shape.exec(before)?.[1]
    if (query === undefined) continue
    return inOpenFence(text, caret) ? undefined : { kind, start: caret - query.length - 1, end: caret, query }
  }
  return undefined
}
