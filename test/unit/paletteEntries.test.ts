/** What the palette offers: sections, signs that narrow, an order that holds still. */
import { describe, expect, it } from 'vitest'
import { type Command, type Entry, messagesOf, offer, type Sources } from '../../renderer/features/palette/entries.ts'
import { fit } from '../../renderer/ui/fuzzy.ts'
import { busyRooms, ship } from '../ui/scenarios.ts'

const command = (key: string, label: string): Command => ({ key, label, icon: (() => null) as never, run: () => {} })
const rooms = busyRooms()
const idOf = (name: string) => rooms.find(room => room.name === name)?.roomId
const sources: Sources = {
  rooms,
  people: ship(),
  heard: [
    { name: 'night-watch', people: 4, joined: false },
    { name: 'ctd-casts', people: 9, joined: true }
  ],
  pages: [command('nearby', 'Nearby'), command('threads', 'Threads')],
  actions: [
    command('search', 'Search messages'),
    command('channel', 'Create or join a channel'),
    command('theme', 'Switch to the dark theme'),
    command('network', 'Network')
  ],
  recent: [],
  here: idOf('everyone')
}

const named = (entry: Entry): string => {
  if (entry.kind === 'room') return `#${entry.room.name}`
  if (entry.kind === 'heard') return `+${entry.channel.name}`
  if (entry.kind === 'person') return entry.person.name
  if (entry.kind === 'command') return entry.command.label
  return entry.kind
}
const offered = (typed: string, change: Partial<Sources> = {}): Record<string, string[]> =>
  Object.fromEntries(
    offer(typed, { ...sources, ...change }).sections.map(({ name, entries }) => [name, entries.map(named)])
  )

const placesOf = (typed: string): readonly Entry[] =>
  offer(typed, sources).sections.find(({ name }) => name === 'places')?.entries ?? []

describe('before anything is typed', () => {
  it('stand what is unread, mentions first, where one was, and three actions', () => {
    const {
      unread,
      recent,
      do: todo
    } = offered('', { recent: [idOf('everyone'), idOf('science-plan')].filter(id => id !== undefined) })
    expect(unread?.toSorted()).toEqual(['#bridge', '#deck-ops', '#galley'])
    const mentioned = rooms.filter(room => room.mentions > 0).map(room => `#${room.name}`)
    expect(unread?.slice(0, mentioned.length)).toEqual(mentioned)
    expect(recent?.[0]).toBe('#science-plan')
    expect(recent).not.toContain('#everyone')
    expect(todo).toEqual(['Search messages', 'Create or join a channel', 'Switch to the dark theme'])
  })

  it('is no empty section', () => {
    expect(Object.keys(offered('', { rooms: [] }))).toEqual(['do'])
  })
})

describe('what is typed', () => {
  it('finds channels, people, places and actions at once', () => {
    const { places, do: todo } = offered('ne')
    expect(places).toContain('Nearby')
    expect(places).toContain('#engine-room')
    expect(todo).toContain('Network')
  })

  it('finds channels one could join, and people by what they do', () => {
    expect(offered('night').places).toEqual(['+night-watch'])
    expect(offered('cook').places).toContain('Rashid Karimi')
  })

  it('does nothing by a few letters inside the name of an action, unless only actions are asked for', () => {
    expect(offered('itch').do).not.toContain('Switch to the dark theme')
    expect(offered('>itch').do).toEqual(['Switch to the dark theme'])
  })

  it('prefers beginnings, then beginnings of words, then the rest', () => {
    expect(offered('we').places?.slice(0, 2)).toEqual(['Wei Chen', 'Jonas Weber'])
  })

  it('keeps those that fit as well as before in the order they had', () => {
    const tiers = (typed: string): Map<string, number | undefined> =>
      new Map(placesOf(typed).map(entry => [named(entry), fit(named(entry).replace(/^[#+]/, ''), typed)?.tier]))
    for (const word of ['mara', 'engine', 'night', 'tomas']) {
      for (let length = 1; length < word.length; length++) {
        const before = tiers(word.slice(0, length))
        const after = tiers(word.slice(0, length + 1))
        const kept = [...before].filter(([name, tier]) => tier !== undefined && after.get(name) === tier)
        expect(kept.length).toBeGreaterThan(0)
        expect([...after.keys()].filter(name => kept.some(([one]) => one === name))).toEqual(kept.map(([name]) => name))
      }
    }
  })

  it('may begin with a sign: # channels, @ people, > actions', () => {
    expect(offered('#').places?.every(name => /^[#+]/.test(name))).toBe(true)
    expect(offered('#').places?.length).toBe(rooms.length + 1)
    expect(offered('@').places?.length).toBe(ship().length)
    expect(offered('@tom')).toEqual({ places: ['Tomás Arriaga'] })
    expect(offered('>')).toEqual({ do: sources.actions.map(action => action.label) })
    expect(offered('>net')).toEqual({ do: ['Network'] })
  })

  it('where nothing is called so: searches for it, or makes a channel of it', () => {
    const nothing = offer('wnch', sources)
    expect(nothing.nothing).toBe('wnch')
    expect(nothing.sections.flatMap(section => section.entries.map(entry => entry.kind))).toEqual(['search', 'create'])
  })

  it('offers no channel that exists, here or around, nor one with a name that may not be', () => {
    for (const typed of ['galley', 'night-watch', '!!!']) {
      expect(
        offer(typed, sources)
          .sections.flatMap(({ entries }) => entries)
          .some(entry => entry.kind === 'create')
      ).toBe(false)
    }
    expect(
      offer('Deep Tow', sources)
        .sections.flatMap(({ entries }) => entries)
        .find(entry => entry.kind === 'create')
    ).toMatchObject({
      name: 'deep-tow'
    })
  })

  it('is answered fast, with a thousand people', () => {
    const people = Array.from({ length: 1_000 }, (_, i) => ({
      ...(ship()[i % 13] ?? ship()[0]),
      name: `Person Number ${i}`,
      account: `${i}`
    })) as never
    offer('p', { ...sources, people })
    const started = performance.now()
    for (const typed of ['p', 'pe', 'pers', 'number 9', 'nmbr']) offer(typed, { ...sources, people })
    expect((performance.now() - started) / 5).toBeLessThan(50)
  })
})

it('messages stand last, so that nothing moves when they come', () => {
  const answer = { hits: [], found: 3, searched: 10, suggestion: null }
  expect(messagesOf('win', answer, true).map(({ name, entries }) => [name, entries.map(({ kind }) => kind)])).toEqual([
    ['messages', ['all']]
  ])
  expect(messagesOf('win', { ...answer, found: 0 }, true)).toEqual([])
})
