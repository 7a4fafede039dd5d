/** Search of the scripted core: every word must be there, the last one may be a beginning, "quoted words" stand together. */
import { MAX_FOUND } from '../../shared/limits.ts'
import type { SearchHit, TimelineEvent } from '../../shared/model.ts'
import type { FakeState, Some } from './fakeState.ts'

type Asked = Parameters<Some<'search'>['search.find']>[0]
type Mark = [from: number, to: number]

export function searchHandlers(state: FakeState): Some<'search'> {
  return {
    'search.find'(asked) {
      const patterns = patternsOf(asked.text)
      const searched = state.events.filter(event => event.kind === 'message' && !event.deleted)
      const all = searched
        .filter(event => fits(event, asked))
        .flatMap<SearchHit>(event => {
          const marks = patterns.map(pattern => marksOf(event.body, pattern))
          return marks.some(found => found.length === 0) ? [] : [{ event, marks: marks.flat() }]
        })
        .sort((a, b) => (a.event.orderKey < b.event.orderKey ? 1 : -1))
      const behind = asked.behind
      const hits = all.filter(({ event }) => behind === undefined || event.orderKey < behind).slice(0, asked.limit)
      const suggestion = all.length > 0 ? null : (near(asked.text.split(/\s/)[0] ?? '', searched) ?? null)
      return { hits, found: Math.min(all.length, MAX_FOUND), searched: searched.length, suggestion }
    }
  }
}

function fits(event: TimelineEvent, asked: Asked): boolean {
  const has = {
    link: /https?:\/\//.test(event.body),
    code: event.body.includes('`'),
    mention: event.mentions.length > 0,
    reaction: event.reactions.length > 0,
    pin: event.pinned !== null
  }
  return (
    (asked.from === undefined || event.sender.account === asked.from) &&
    (asked.roomId === undefined || event.roomId === asked.roomId) &&
    (asked.after === undefined || event.sentAt >= asked.after) &&
    (asked.before === undefined || event.sentAt < asked.before) &&
    (asked.mentionsMe !== true || event.mentionsMe) &&
    (asked.has ?? []).every(one => has[one])
  )
}

/** Chinese is written without spaces: there a word may stand anywhere. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

function patternsOf(text: string): RegExp[] {
  const words = text.match(/"[^"]*"?|[^\s"]+/gu) ?? []
  return words.flatMap((word, i) => {
    const plain = word.replaceAll('"', '').trim()
    if (plain === '') return []
    const escaped = plain.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&').replace(/\s+/gu, '\\s+')
    const open = i === words.length - 1 && !word.startsWith('"')
    return new RegExp(
      SPACELESS.test(plain) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}${open ? '' : '(?![\\p{L}\\p{N}])'}`,
      'giu'
    )
  })
}

const marksOf = (body: string, pattern: RegExp): Mark[] =>
  [...body.matchAll(pattern)].map(match => [match.index, match.index + match[0].length])

/** A word with the same letters but for the vowels: enough for a script. */
function near(word: string, events: readonly TimelineEvent[]): string | undefined {
  const bones = (text: string): string => text.toLowerCase().replace(/[aeiou]/g, '')
  return events
    .flatMap(event => event.body.match(/\p{L}{3,}/gu) ?? [])
    .find(known => word !== '' && bones(known) === bones(word))
    ?.toLowerCase()
}
