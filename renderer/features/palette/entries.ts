/** What the palette offers for what is typed, in sections. The same letters always lead to the same order. Pure. */
import type { HeardChannel, Nearness, Person, Room, RoomId, SearchHit, SearchResult } from '../../../shared/model.ts'
import { channelName, suggestChannelName } from '../../../shared/names.ts'
import { type Fit, fit, type Range } from '../../ui/fuzzy.ts'
import type { LucideIcon } from '../../ui/Icon.tsx'

/** Something that can be done, or a place that is neither a channel nor a person. */
export interface Command {
  readonly key: string
  readonly label: string
  /** A second line. */
  readonly hint?: string
  readonly icon: LucideIcon
  readonly shortcut?: string
  readonly run: () => void
}

interface Shown {
  readonly key: string
  /** What fits, in the name; `below` in the second line. */
  readonly ranges: readonly Range[]
  readonly below?: readonly Range[]
}

export type Entry = Shown &
  (
    | { readonly kind: 'room'; readonly room: Room }
    | { readonly kind: 'heard'; readonly channel: HeardChannel }
    | { readonly kind: 'person'; readonly person: Person }
    | { readonly kind: 'command'; readonly command: Command }
    | { readonly kind: 'search'; readonly text: string }
    | { readonly kind: 'create'; readonly name: string }
    | { readonly kind: 'message'; readonly hit: SearchHit }
    /** `found` messages have `text` in them. */
    | { readonly kind: 'all'; readonly found: number; readonly text: string }
  )

export interface Section {
  readonly name: 'unread' | 'recent' | 'places' | 'do' | 'messages'
  readonly entries: readonly Entry[]
}

export interface Offer {
  readonly sections: readonly Section[]
  /** What was typed, where nothing is called so. */
  readonly nothing: string | undefined
}

export interface Sources {
  readonly rooms: readonly Room[]
  readonly people: readonly Person[]
  readonly heard: readonly HeardChannel[]
  readonly pages: readonly Command[]
  readonly actions: readonly Command[]
  /** Channels one was in, the last one first. */
  readonly recent: readonly RoomId[]
  /** The channel one is in: it is not offered as a place to go to before something is typed. */
  readonly here: RoomId | undefined
}

export type Scope = 'all' | 'channels' | 'people' | 'actions'

const SCOPES: Record<string, Scope> = { '#': 'channels', '@': 'people', '>': 'actions' }

/** '#deck' means channels with 'deck'. */
export function scopeOf(typed: string): { scope: Scope; text: string } {
  const scope = SCOPES[typed.charAt(0)]
  return scope === undefined ? { scope: 'all', text: typed.trim() } : { scope, text: typed.slice(1).trim() }
}

const MOST = { unread: 5, recent: 5, actions: 3, places: 8, found: 4, scoped: 50 }

export function offer(typed: string, sources: Sources): Offer {
  const { scope, text } = scopeOf(typed)
  if (scope === 'all' && text === '') return { sections: unasked(sources), nothing: undefined }
  const most = scope === 'all' ? MOST : { places: MOST.scoped, found: MOST.scoped }
  const places = fitting(candidates(scope, sources), text).slice(0, most.places)
  const actions = actionsFor(scope, text, sources)
  const create = scope === 'all' || scope === 'channels' ? creating(text, sources) : []
  const nothing = places.length === 0 && actions.length === 0 && text !== ''
  const search: Entry[] = nothing && scope !== 'channels' ? [{ kind: 'search', key: 'search', text, ranges: [] }] : []
  return {
    sections: filled([
      { name: 'places', entries: places },
      { name: 'do', entries: [...actions.slice(0, most.found), ...search, ...create] }
    ]),
    nothing: nothing ? text : undefined
  }
}

/** Something is done only where it is asked for: by its beginning or that of a word of it, unless only actions are asked for. */
function actionsFor(scope: Scope, text: string, { actions }: Sources): readonly Entry[] {
  if (scope === 'actions') return fitting(actions.map(asCommand), text)
  return scope === 'all' ? fitting(actions.map(asCommand), text, 1) : []
}

const filled = (sections: readonly Section[]): readonly Section[] =>
  sections.filter(({ entries }) => entries.length > 0)

/** Before anything is typed: what is unread, where one was, three actions. */
function unasked({ rooms, recent, here, actions }: Sources): readonly Section[] {
  const unread = rooms
    .filter(room => room.unread > 0 && room.roomId !== here)
    .sort((a, b) => b.mentions - a.mentions || (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0))
    .slice(0, MOST.unread)
  const rest = byVisit(rooms, recent).filter(room => room.roomId !== here && !unread.includes(room))
  return filled([
    { name: 'unread', entries: unread.map(asRoom) },
    { name: 'recent', entries: rest.slice(0, MOST.recent).map(asRoom) },
    { name: 'do', entries: actions.slice(0, MOST.actions).map(asCommand) }
  ])
}

/** Those one was in, the last one first, then those where something was said last. */
function byVisit(rooms: readonly Room[], recent: readonly RoomId[]): readonly Room[] {
  const at = new Map(recent.map((roomId, i) => [roomId, i]))
  const visited = (room: Room): number => at.get(room.roomId) ?? recent.length
  return [...rooms].sort((a, b) => visited(a) - visited(b) || (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0))
}

const asRoom = (room: Room): Entry => ({ kind: 'room', key: room.roomId, room, ranges: [] })
const asPerson = (person: Person): Entry => ({ kind: 'person', key: person.account, person, ranges: [] })
const asHeard = (channel: HeardChannel): Entry => ({ kind: 'heard', key: `heard ${channel.name}`, channel, ranges: [] })
const asCommand = (command: Command): Entry => ({ kind: 'command', key: command.key, command, ranges: [] })

const NEAR: Record<Nearness, number> = { direct: 0, via: 1, far: 2, out: 3 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** In the order in which equally good ones stand. */
function candidates(scope: Scope, { rooms, people, heard, pages, recent }: Sources): readonly Entry[] {
  const near = [...people].sort((a, b) => NEAR[a.nearness] - NEAR[b.nearness] || collator.compare(a.name, b.name))
  // a conversation of two is found as the person it is with
  const named = byVisit(rooms, recent).filter(room => room.kind !== 'direct')
  const channels = [...named.map(asRoom), ...heard.filter(({ joined }) => !joined).map(asHeard)]
  if (scope === 'channels') return channels
  if (scope === 'people') return near.map(asPerson)
  return scope === 'actions' ? [] : [...channels, ...pages.map(asCommand), ...near.map(asPerson)]
}

/** A second line that fits is worth less than any name that does. */
const BELOW = 4

/** Those whose tier is `worst` or better. */
function fitting(entries: readonly Entry[], text: string, worst = BELOW): readonly Entry[] {
  return entries
    .flatMap(entry => {
      const how = fit(nameOf(entry), text)
      if (how !== undefined) return [{ tier: how.tier as number, entry: { ...entry, ranges: how.ranges } }]
      const below = entry.kind === 'person' ? wordsFit(entry.person.status, text) : undefined
      return below === undefined ? [] : [{ tier: BELOW, entry: { ...entry, below: below.ranges } }]
    })
    .filter(({ tier }) => tier <= worst)
    .sort((a, b) => a.tier - b.tier)
    .map(({ entry }) => entry)
}

function wordsFit(line: string, text: string): Fit | undefined {
  const how = fit(line, text)
  return how !== undefined && how.tier < 2 ? how : undefined
}

function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case 'room':
      return entry.room.name
    case 'heard':
      return entry.channel.name
    case 'person':
      return entry.person.name
    case 'command':
      return entry.command.label
    default:
      return ''
  }
}

/** A channel of this name, if there may be one and is none yet. */
function creating(text: string, { rooms, heard }: Sources): readonly Entry[] {
  const name = channelName(suggestChannelName(text))
  const taken = [...rooms.filter(room => room.kind === 'public'), ...heard]
  if (name === undefined || taken.some(one => one.name === name)) return []
  return [{ kind: 'create', key: 'create', name, ranges: [] }]
}

/** Messages come a moment later than the rest: they stand last, so that nothing moves when they do. */
export function messagesOf(text: string, { hits, found }: SearchResult, all: boolean): readonly Section[] {
  const messages = hits.map((hit): Entry => ({ kind: 'message', key: hit.event.eventId, hit, ranges: [] }))
  const rest: Entry[] = all && found > 0 ? [{ kind: 'all', key: 'all', found, text, ranges: [] }] : []
  return filled([{ name: 'messages', entries: [...messages, ...rest] }])
}
