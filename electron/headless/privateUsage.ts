/** The commands about people and private rooms, and the words that explain them. */
import type { Form } from './usage.ts'

const ANY = Number.POSITIVE_INFINITY

export const PRIVATE_COMMANDS = {
  create: {
    options: ['private', 'everything'],
    words: [1, 1],
    needs: 'a name',
    lines: ['NAME --private [--everything] --data DIR [--json]    a room by invite only']
  },
  invite: {
    options: ['hours', 'once'],
    words: [1, 1],
    needs: 'a room',
    lines: ['ROOM [--hours N] [--once] --data DIR [--json]    a link into a private room']
  },
  invites: {
    options: [],
    words: [1, 1],
    needs: 'a room',
    lines: ['ROOM --data DIR [--json]   those that are good now']
  },
  revoke: {
    options: [],
    words: [2, 2],
    needs: 'a room and an invite',
    lines: ['ROOM INVITE --data DIR [--json]     nobody comes in with it any more']
  },
  members: { options: [], words: [1, 1], needs: 'a room', lines: ['ROOM --data DIR [--json]   who is in it'] },
  add: { options: [], words: [2, ANY], needs: 'a room and a person', lines: ['ROOM PERSON --data DIR [--json]'] },
  remove: {
    options: [],
    words: [2, ANY],
    needs: 'a room and a person',
    lines: ['ROOM PERSON --data DIR [--json]     they read nothing of whoever has heard of it']
  },
  role: {
    options: [],
    words: [3, ANY],
    needs: 'a room, a person, and owner, admin or member',
    lines: ['ROOM PERSON owner|admin|member --data DIR [--json]    owner: hands the room over']
  },
  verify: {
    options: ['match', 'differ', 'code', 'new-key', 'somebody-else'],
    words: [1, ANY],
    needs: 'a person',
    lines: [
      'PERSON --data DIR [--json]          what you two compare: numbers, words, a code',
      'PERSON --match | --differ --data DIR [--json]   you have compared: it is the same, or it is not, and nothing private goes there',
      'PERSON --code TEXT --data DIR [--json]   compares the code on their screen',
      'PERSON --new-key | --somebody-else --data DIR [--json]   where a key has changed: it is theirs, or it is not them'
    ]
  },
  block: {
    options: ['off'],
    words: [1, ANY],
    needs: 'a person',
    lines: ['PERSON [--off] --data DIR [--json]']
  },
  requests: {
    options: [],
    words: [0, 0],
    lines: ['--data DIR [--json]      people who want to write with you, or to have you in a room']
  },
  accept: {
    options: [],
    words: [1, ANY],
    needs: 'a person or a room',
    lines: ['PERSON|ROOM --data DIR [--json]     you two can write from now on; you are in that room']
  }
} satisfies Record<string, Form>
