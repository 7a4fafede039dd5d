/** Brings the found message into view and marks in it what was found, without touching how its text was drawn. */
import { type RefCallback, useCallback } from 'react'
import type { EventId, SearchHit } from '../../../shared/model.ts'

/** The name the style sheet paints. */
const NAME = 'found-words'

/** For the element that holds the message. `hit` is undefined until the message shown is the one that was found. */
export function useHighlight(event: EventId, hit: SearchHit | undefined): RefCallback<HTMLElement> {
  const words = hit === undefined ? '' : JSON.stringify(wordsOf(hit))
  return useCallback(
    element => {
      void event
      if (element === null) return
      centre(element)
      if (typeof Highlight === 'undefined' || words === '') return
      const body = element.querySelector('[data-body]')
      if (body !== null) CSS.highlights.set(NAME, new Highlight(...rangesIn(body, JSON.parse(words) as string[])))
      return () => void CSS.highlights.delete(NAME)
    },
    [event, words]
  )
}

/** Only the list itself is scrolled, nothing around it. */
function centre(element: HTMLElement): void {
  const list = element.closest<HTMLElement>('[data-scroll]')
  if (list === null) return
  const box = element.getBoundingClientRect()
  list.scrollTop += box.top - list.getBoundingClientRect().top - (list.clientHeight - box.height) / 2
}

const wordsOf = ({ event, marks }: SearchHit): string[] => [
  ...new Set(marks.map(([from, to]) => event.body.slice(from, to)))
]

/** Where the words stand in the text as drawn: Markdown's marks are not in it, so places in the source do not help. */
function rangesIn(root: Element, words: readonly string[]): Range[] {
  const ranges: Range[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? ''
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0 && word !== ''; at = text.indexOf(word, at + word.length)) {
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + word.length)
        ranges.push(range)
      }
    }
  }
  return ranges
}
