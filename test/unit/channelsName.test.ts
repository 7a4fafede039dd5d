/** What is said about a channel's name while it is typed. */
import { expect, test } from 'vitest'
import { nameState } from '../../renderer/features/channels/nameState.ts'
import { ROOM } from '../support/makeEvent.ts'
import { roomOf } from '../ui/scenarios.ts'

const galley = roomOf('galley', { roomId: ROOM })
const heard = [
  { name: 'night-watch', people: 4, joined: false },
  { name: 'empty', people: 0, joined: false }
]

test.each([
  ['', { is: 'empty' }],
  ['#', { is: 'empty' }],
  ['deck-ops', { is: 'free', name: 'deck-ops' }],
  ['#deck-ops', { is: 'free', name: 'deck-ops' }],
  ['brücke', { is: 'free', name: 'brücke' }],
  ['galley', { is: 'joined', name: 'galley', roomId: ROOM }],
  ['night-watch', { is: 'heard', name: 'night-watch', people: 4 }],
  ['empty', { is: 'free', name: 'empty' }],
  ['Night Watch', { is: 'form', suggestion: 'night-watch' }],
  ['night--watch!', { is: 'form', suggestion: 'night-watch' }],
  ['-', { is: 'form', suggestion: null }],
  ['a'.repeat(49), { is: 'tooLong' }],
  ['night\u202Ewatch', { is: 'form', suggestion: 'nightwatch' }]
])('%j is %j', (text, state) => expect(nameState(text, [galley], heard)).toEqual(state))
