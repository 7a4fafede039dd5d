/** Formatting the Markdown source. A selection is written as [..], a caret as |. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { continuation, type Format, format, inOpenFence } from '../../renderer/features/timeline/composer/edits.ts'

function read(marked: string) {
  const caret = marked.indexOf('|')
  if (caret !== -1) return { text: marked.replace('|', ''), start: caret, end: caret }
  const start = marked.indexOf('[')
  return { text: marked.replace('[', '').replace(']', ''), start, end: marked.indexOf(']') - 1 }
}

function apply(what: Format, marked: string): string {
  const selection = read(marked)
  const edit = format(what, selection)
  const text = selection.text.slice(0, edit.from) + edit.insert + selection.text.slice(edit.to)
  if (edit.selectStart === edit.selectEnd) return `${text.slice(0, edit.selectStart)}|${text.slice(edit.selectStart)}`
  return `${text.slice(0, edit.selectStart)}[${text.slice(edit.selectStart, edit.selectEnd)}]${text.slice(edit.selectEnd)}`
}

test.each<[Format, string, string]>([
  ['bold', 'a [word] here', 'a **[word]** here'],
  ['bold', 'a **[word]** here', 'a [word] here'],
  ['bold', 'a [**word**] here', 'a [word] here'],
  ['bold', 'a[ word ]here', 'a **[word]** here'],
  ['bold', 'a |', 'a **|**'],
  ['italic', '[x]', '_[x]_'],
  ['code', '[x]', '`[x]`'],
  ['list', 'one\n[two\nthree]', 'one\n[- two\n- three]'],
  ['list', '[- two\n- three]', '[two\nthree]'],
  ['quote', 'said|', '> said|'],
  ['codeBlock', 'a\n[b]', 'a\n```\n[b]\n```'],
  ['codeBlock', 'a [b] c', 'a \n```\n[b]\n```\n c']
])('%s of %j gives %j', (what, before, after) => expect(apply(what, before)).toBe(after))

test('formatting never loses a letter, whatever is selected', () => {
  const formats: Format[] = ['bold', 'italic', 'code', 'codeBlock', 'list', 'quote']
  fc.assert(
    fc.property(fc.constantFrom(...formats), fc.string(), fc.nat(), fc.nat(), (what, text, a, b) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number]
      const edit = format(what, { text, start, end })
      const now = text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
      const letters = (of: string) => of.replace(/[*_`>\-\s]/g, '')
      expect(letters(now)).toBe(letters(text))
      expect(edit.selectStart).toBeLessThanOrEqual(edit.selectEnd)
      expect(edit.selectEnd).toBeLessThanOrEqual(now.length)
    })
  )
})

test.each([
  ['```\ncode|', true],
  ['```\ncode\n```|', false],
  ['~~~\n```\n|', true],
  ['````\n```\n|', true],
  ['plain|', false]
])('the caret in %j is in an open fence: %s', (marked, open) => {
  const { text, start } = read(marked)
  expect(inOpenFence(text, start)).toBe(open)
})

test.each([
  ['- one|', '\n- '],
  ['> said|', '\n> '],
  ['- |', '\n'],
  ['plain|', '\n']
])('a new line after %j begins with %j', (marked, insert) => {
  const { text, start } = read(marked)
  expect(continuation(text, start)).toBe(insert)
})
