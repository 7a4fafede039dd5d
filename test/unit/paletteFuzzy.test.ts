/** How what is typed fits names, and how messages are cut to a line. */
import { describe, expect, it } from 'vitest'
import { fit } from '../../renderer/ui/fuzzy.ts'
import { snippet } from '../../renderer/ui/snippet.ts'

const tier = (name: string, typed: string) => fit(name, typed)?.tier
const marked = (name: string, typed: string): string[] | undefined =>
  fit(name, typed)?.ranges.map(([from, to]) => name.slice(from, to))

describe('a name fits', () => {
  it('best by its beginning, then by words of it, then inside, then by its letters in order', () => {
    expect(tier('winch-log', 'win')).toBe(0)
    expect(tier('deck-winch', 'win')).toBe(1)
    expect(tier('ship twinge', 'win')).toBe(2)
    expect(tier('watch in notes', 'win')).toBe(3)
    expect(tier('galley', 'win')).toBeUndefined()
  })

  it('without its accents, its case or its width, and marks the letters as they are written', () => {
    expect(marked('Tomás Arriaga', 'TOMAS')).toEqual(['Tomás'])
    expect(marked('Elin Sørby', 'sor')).toEqual(['Sør'])
    expect(marked('straße', 'strass')).toEqual(['straß'])
    expect(marked('Tom\u00e1s'.normalize('NFD'), 'toma')).toEqual(['Toma\u0301'])
    expect(marked('ＣＴＤ', 'ctd')).toEqual(['ＣＴＤ'])
  })

  it('by several words in any order', () => {
    expect(marked('Tomás Arriaga', 'arr to')).toEqual(['To', 'Arr'])
    expect(fit('Tomás', 'to to')).toBeUndefined()
  })

  it('in Arabic whatever the vowels, in Chinese at any character', () => {
    expect(tier('مُحَمَّد', 'محمد')).toBe(0)
    expect(tier('أحمد', 'احمد')).toBe(0)
    expect(tier('深海探测', '探')).toBe(1)
  })

  it('not by one letter somewhere inside', () => {
    expect(fit('bow', 'o')).toBeUndefined()
    expect(tier('bow', 'b')).toBe(0)
  })

  it('when nothing is typed', () => {
    expect(fit('anything', '  ')).toEqual({ tier: 0, ranges: [] })
  })
})

describe('a line of a message', () => {
  const found = (body: string, word: string, most?: number) => {
    const at = body.indexOf(word)
    const { text, ranges } = snippet(body, [[at, at + word.length]], most)
    return { text, marks: ranges.map(([from, to]) => text.slice(from, to)) }
  }

  it('leaves out Markdown’s marks and line ends, and marks what was found', () => {
    expect(found('> The **winch\nbrake** is\n\n- [reset](https://x.example/)', 'brake')).toEqual({
      text: 'The winch brake is reset',
      marks: ['brake']
    })
  })

  it('keeps a mark’s text where that is what was found', () => {
    expect(found('see [here](https://winch.example/)', 'winch')).toEqual({
      text: 'see [here](https://winch.example/)'.replace('[', ''),
      marks: ['winch']
    })
    expect(found('```python\nprint(1)\n```', 'python').marks).toEqual(['python'])
  })

  it('is cut around what was found, between words and never inside a character', () => {
    const long = `${'before '.repeat(60)}winch ${'after '.repeat(60)}`
    const { text, marks } = found(long, 'winch', 100)
    expect(marks).toEqual(['winch'])
    expect(text.length).toBeLessThan(140)
    expect(text).toMatch(/^…before .*winch.* after…$/)
    const emoji = found('🎉'.repeat(300), '🎉', 101).text
    expect(emoji.isWellFormed()).toBe(true)
  })
})
