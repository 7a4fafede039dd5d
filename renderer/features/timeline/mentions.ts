/** Finds the names of those who are mentioned in a text, and marks them in a message's tree. Pure. */
import type { AccountId, Mention } from '../../../shared/model.ts'

/** A part of a text; `account` where it calls somebody. */
export interface Part {
  readonly text: string
  readonly account: AccountId | null
}

/** The text in parts. A name counts behind an @ that begins a word, and ends where a word ends; of two names the longer. */
export function splitMentions(text: string, mentions: readonly Mention[]): Part[] {
  const named = [...mentions].sort((a, b) => b.name.length - a.name.length)
  const parts: Part[] = []
  let from = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < from || isWord(text.slice(0, at).at(-1))) continue
    const found = named.find(({ name }) => text.startsWith(name, at + 1) && !isWord(text[at + 1 + name.length]))
    if (found === undefined) continue
    if (at > from) parts.push({ text: text.slice(from, at), account: null })
    from = at + 1 + found.name.length
    parts.push({ text: text.slice(at, from), account: found.account })
  }
  if (from < text.length) parts.push({ text: text.slice(from), account: null })
  return parts
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char)

/** As much of a Markdown tree as is needed here. */
interface Node {
  type: string
  value?: string
  children?: Node[]
  data?: { hName: string; hProperties: Record<string, string> }
}

/** A plugin for remark: names become <mark data-account>, but not in code and links. */
export const remarkMentions =
  ({ mentions }: { mentions: readonly Mention[] }) =>
  (tree: Node): void =>
    mark(tree, mentions)

function mark(node: Node, mentions: readonly Mention[]): void {
  if (node.children === undefined || node.type === 'link' || node.type === 'linkReference') return
  node.children = node.children.flatMap(child => {
    if (child.type !== 'text' || child.value === undefined || !child.value.includes('@')) {
      mark(child, mentions)
      return [child]
    }
    return splitMentions(child.value, mentions).map(({ text, account }) => nodeOf(text, account))
  })
}

function nodeOf(text: string, account: AccountId | null): Node {
  const words: Node = { type: 'text', value: text }
  if (account === null) return words
  return { type: 'mention', children: [words], data: { hName: 'mark', hProperties: { dataAccount: account } } }
}
