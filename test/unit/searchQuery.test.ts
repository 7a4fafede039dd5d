/** What is typed into the search: which of it is a filter, and that it comes back as it was. */
import { describe, expect, it } from 'vitest'
import {
  corrected,
  type Known,
  questionOf,
  readQuery,
  startOfDay,
  takeFilters,
  writeQuery
} from '../../renderer/features/search/query.ts'
import { busyRooms, me, ship } from '../ui/scenarios.ts'

const known: Known = { me, people: ship(), rooms: busyRooms() }
const NOW = new Date(2026, 5, 12, 10, 24).getTime()
const account = (name: string) => ship().find(person => person.name === name)?.account
const room = (name: string) => busyRooms().find(one => one.name === name)?.roomId
const typed = (words: string) => takeFilters({ words, filters: {} }, known).query
const asked = (words: string) => questionOf({ words, filters: {} }, known, NOW)

describe('filters that are typed', () => {
  it('become filters once a space follows, and leave the words', () => {
    expect(typed('from:mara in:#ctd-casts before:2026-06-01 has:link "exact words"')).toEqual({
      words: '"exact words"',
      filters: {
        from: account('Mara Lindqvist'),
        roomId: room('ctd-casts'),
        when: { before: '2026-06-01' },
        has: ['link']
      }
    })
  })

  it('stay where they are while they may still be typed, but count already', () => {
    expect(typed('winch from:mara')).toEqual({ words: 'winch from:mara', filters: {} })
    expect(asked('winch from:mara')).toEqual({ text: 'winch', from: account('Mara Lindqvist') })
  })

  it('are not searched for as words while they mean nothing yet', () => {
    expect(asked('winch from:')).toEqual({ text: 'winch' })
    expect(asked('winch before:2026-0')).toEqual({ text: 'winch' })
    expect(asked('winch has:li')).toEqual({ text: 'winch' })
  })

  it('are words where nobody and nothing is called so', () => {
    expect(typed('from:nobody ratio:3 has:socks winch')).toEqual({
      words: 'from:nobody ratio:3 has:socks winch',
      filters: {}
    })
    expect(asked('from:nobody winch')).toEqual({ text: 'from:nobody winch' })
    expect(asked('after:2026-02-30 x')).toEqual({ text: 'after:2026-02-30 x' })
  })

  it('know people by any part of their name, with accents or without, quoted if it has spaces', () => {
    for (const name of ['tomas', 'Tomás', 'arri', '@tomás', '"tomas arriaga"']) {
      expect(typed(`from:${name} `).filters).toEqual({ from: account('Tomás Arriaga') })
    }
    expect(typed('from:me ').filters).toEqual({ from: me.account })
    expect(typed('mentions:me ').filters).toEqual({ mentionsMe: true })
  })

  it('are none inside quoted words', () => {
    expect(typed('"say from:mara again" ')).toEqual({ words: '"say from:mara again" ', filters: {} })
  })

  it('add up: days of both ends, several things it has', () => {
    expect(typed('after:2026-06-01 has:code before:2026-06-05 has:links ').filters).toEqual({
      when: { after: '2026-06-01', before: '2026-06-05' },
      has: ['link', 'code']
    })
  })

  it('take the caret along when they go', () => {
    const words = 'one has:link two'
    expect(takeFilters({ words, filters: {} }, known, { caret: 13 })).toMatchObject({
      query: { words: 'one two' },
      caret: 4
    })
    expect(takeFilters({ words, filters: {} }, known, { caret: 2 }).caret).toBe(2)
  })
})

describe('what the core is asked', () => {
  it('is nothing without words and filters', () => {
    expect(asked('')).toBeNull()
    expect(asked('   ')).toBeNull()
    expect(asked('from:')).toBeNull()
  })

  it('has days as the beginning of that day here, and the last days with today among them', () => {
    expect(asked('x after:2026-06-01 before:2026-06-05 ')).toEqual({
      text: 'x',
      after: new Date(2026, 5, 1).getTime(),
      before: new Date(2026, 5, 5).getTime()
    })
    expect(asked('last:1d ')).toEqual({ text: '', after: new Date(2026, 5, 12).getTime() })
    expect(asked('last:7d ')).toEqual({ text: '', after: new Date(2026, 5, 6).getTime() })
  })

  it('knows no day that is none', () => {
    for (const day of ['2026-13-01', '2026-02-29', '26-01-01', '2026-1', '', '1969-12-30']) {
      expect(startOfDay(day)).toBeUndefined()
    }
  })
})

describe('the text a place keeps', () => {
  it('gives the same search again, names or not', () => {
    const texts = [
      '',
      'winch brake',
      'two  spaces ',
      'from:mara in:#deck-ops last:30d has:pin mentions:me winch',
      'after:2026-06-01 before:2026-06-03 has:code has:reaction “quoted” من',
      'winch from:ma'
    ]
    for (const text of texts) {
      const query = readQuery(text, known)
      expect(readQuery(writeQuery(query), { me, people: [], rooms: [] })).toEqual(query)
    }
  })

  it('keeps someone who is not known here', () => {
    const query = { words: 'winch', filters: { from: known.me.account } }
    expect(readQuery(writeQuery(query), { ...known, people: [] })).toEqual(query)
  })
})

it('puts a suggestion in the place of the word it looks like', () => {
  expect(corrected('wnch', 'winch')).toBe('winch')
  expect(corrected('the wnch  brake', 'winch')).toBe('the winch  brake')
})
