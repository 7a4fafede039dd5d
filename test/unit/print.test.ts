/** What the command line prints for reading: a stranger's text cannot command the terminal. */
import { expect, test } from 'vitest'
import { plain, textShapes } from '../../electron/headless/print.ts'
import { Person } from '../../shared/model.ts'

test('characters that a terminal would obey are shown as unknown, further lines are indented', () => {
  expect(plain('a\u001b[31mb\u0007\u009bc\rd\u0000')).toBe('a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd\uFFFD')
  expect(plain('one\ntwo\tthree')).toBe('one\n    two\tthree')
  expect(plain('zażółć 漢字 👩‍🚀')).toBe('zażółć 漢字 👩‍🚀')
})

test('a person is a name and how near they are', () => {
  const person = Person.parse({
    account: 'a'.repeat(64),
    peerId: 'p'.repeat(52),
    name: 'Femi',
    hue: 20,
    status: '',
    deviceName: 'laptop',
    keyprint: 'b'.repeat(64),
    nearness: 'out',
    latencyMs: null,
    firstHeardAt: 1,
    lastHeardAt: 1,
    lookalike: false,
    channels: []
  })
  expect(textShapes.person(person)).toBe('Femi  out of earshot')
})
