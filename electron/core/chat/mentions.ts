/** Who a text calls by name: "@" and the name of somebody in the room, whole, in any case of letters. */
import { MAX_MENTIONS, MAX_NAME_CHARS } from '../../../shared/limits.ts'
import { personName } from '../../../shared/names.ts'
import type { MentionSaid } from '../crypto/bodies.ts'
import { toHex } from '../crypto/bytes.ts'

export interface Nameable {
  account: Uint8Array
  name: string
}

/** A name in UTF-16 units, and what stands behind it. */
const LONGEST = MAX_NAME_CHARS * 2 + 2
const JOINS = /[\p{L}\p{N}\p{M}_]/u
/** "@" where a word may begin: not in an address of mail. */
const CALL = /(?<![\p{L}\p{N}\p{M}_])@/gu

/**
 * Where a name begins with another one the longer one is meant; where several people have it, those of them that were
 * `chosen`, or all.
 */
export function findMentions(text: string, people: readonly Nameable[], chosen: readonly string[] = []): MentionSaid[] {
  const calls = [...text.matchAll(CALL)]
  if (calls.length === 0) return []
  const named = byName(people)
  const lengths = [...new Set(people.map(({ name }) => name.length))].sort((a, b) => b - a)
  const found = new Map<string, MentionSaid>()
  for (const { index } of calls) {
    const rest = text.slice(index + 1, index + 1 + LONGEST)
    const length = lengths.find(one => isWhole(rest, one) && named.has(rest.slice(0, one).toLowerCase()))
    if (length === undefined) continue
    const name = rest.slice(0, length)
    if (personName(name, MAX_NAME_CHARS) !== name) continue
    for (const account of meant(named.get(name.toLowerCase()) ?? [], chosen)) {
      if (found.size < MAX_MENTIONS && !found.has(toHex(account))) found.set(toHex(account), { account, name })
    }
  }
  return [...found.values()]
}

function byName(people: readonly Nameable[]): Map<string, Uint8Array[]> {
  const named = new Map<string, Uint8Array[]>()
  for (const { account, name } of people) {
    const folded = name.toLowerCase()
    named.set(folded, [...(named.get(folded) ?? []), account])
  }
  return named
}

/** Whether no word goes on behind so many characters. */
function isWhole(rest: string, length: number): boolean {
  const behind = rest.codePointAt(length)
  return behind === undefined || !JOINS.test(String.fromCodePoint(behind))
}

function meant(accounts: readonly Uint8Array[], chosen: readonly string[]): readonly Uint8Array[] {
  const picked = accounts.filter(account => chosen.includes(toHex(account)))
  return picked.length > 0 ? picked : accounts
}
