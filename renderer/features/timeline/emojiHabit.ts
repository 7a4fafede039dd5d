/** The emoji that are used often on this computer, kept in the page's own storage: nobody else is told. */
import { MAX_EMOJI_CHARS } from '../../../shared/limits.ts'

const KEY = 'earshot.emoji'
/** Two rows of the list. */
const SHOWN = 16
const KEPT = 48
/** What was used long ago counts less. */
const FADE = 0.93
const AT_FIRST = ['👍', '✅', '👀', '🎉', '❤️', '😂', '🙏', '🌊', '🔥', '💯', '😮', '😢', '👋', '💪', '☕', '⚓']

/** Most used first; filled up with what most people use. */
export function usedOften(): string[] {
  const own = [...scores()].sort(([, a], [, b]) => b - a).map(([emoji]) => emoji)
  return [...new Set([...own, ...AT_FIRST])].slice(0, SHOWN)
}

export function noteUse(emoji: string): void {
  const faded = [...scores()].map(([one, score]) => [one, score * FADE] as const)
  const next = new Map(faded).set(emoji, (new Map(faded).get(emoji) ?? 0) + 1)
  const kept = [...next].sort(([, a], [, b]) => b - a).slice(0, KEPT)
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)))
  } catch {
    // a page without storage has no habits
  }
}

/** What was stored may have been written by anything: only what can be an emoji and a score is taken. */
function scores(): Map<string, number> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return new Map()
    const entries = Object.entries(stored).filter(
      ([emoji, score]) => emoji.length <= MAX_EMOJI_CHARS && !/[a-z<\s]/i.test(emoji) && Number.isFinite(score)
    )
    return new Map(entries.slice(0, KEPT) as [string, number][])
  } catch {
    return new Map()
  }
}
