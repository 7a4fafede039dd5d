/** What is said about a channel's name while it is typed. */
import { expect, test } from 'vitest'
import { nameState } from '../../renderer/features/channels/nameState.ts'
import type { Room } from '../../shared/model.ts'
import { ROOM } from '../support/makeEvent.ts'

const galley: Room = {
  roomId: ROOM,
  kind: 'public',
  name: 'galley',
  with: null,
  request: false,
  role: null,
  newcomers: null,
  closed: null,
  unopened: 0,
  topic: '',
  joinedAt: 0,
  unread: 0,
  mentions: 0,
  firstUnread: null,
  members: 1,
  reachable: 1,
  lastEventAt: null,
  draft: '',
  history: { state: 'whole', held: 0, known: 0, pruned: 0 },
  keep: { days: null, megabytes: null },
  pins: 0
}
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
