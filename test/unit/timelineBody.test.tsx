// @vitest-environment jsdom
/** A message is what somebody else wrote: nothing in it may act, fetch, or break the page. */
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { MessageBody } from '../../renderer/features/timeline/MessageBody.tsx'
import { safeUrl } from '../../renderer/features/timeline/safeUrl.ts'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { TooltipProvider } from '../../renderer/ui/Tooltip.tsx'

afterEach(cleanup)
const show = (body: string): HTMLElement =>
  render(
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <MessageBody body={body} />
      </TooltipProvider>
    </LanguageProvider>
  ).container

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '"><img src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<form action="https://evil.example"><input name=a><button>go</button></form>',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](file:///etc/passwd)',
  '[x](vbscript:msgbox)',
  '[x](//evil.example/a)',
  '[x](/settings)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '![x](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '- [x] <b onclick=alert(1)>x</b>',
  '`<img src=x>` **<img src=x>**',
  '```html\n<script>alert(1)</script>\n```'
]

describe('hostile text', () => {
  test.each(HOSTILE)('%j is only text', body => {
    const page = show(body)
    const forbidden =
      'script,img,svg:not(.lucide),iframe,style,form,input,base,link,meta,object,embed,video,audio,details,math'
    expect(page.querySelectorAll(forbidden)).toHaveLength(0)
    for (const element of page.querySelectorAll('*')) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/)
      // nothing of the message's making reaches an id
      if (element.closest('[data-base-ui-tooltip-trigger]') === null) expect(element.id).toMatch(/^(?:base-ui.*)?$/)
    }
    for (const link of page.querySelectorAll('a')) {
      expect(['http:', 'https:', 'mailto:']).toContain(new URL(link.href).protocol)
      expect(link.rel).toBe('noopener noreferrer')
      expect(link.target).toBe('_blank')
    }
  })

  test.each([
    ['quotes', '>'.repeat(4000)],
    ['lists', '- '.repeat(2000)],
    ['spaced quotes', '> '.repeat(2000)],
    ['brackets', '['.repeat(4000)],
    ['image brackets', '!['.repeat(2000)],
    ['emphasis', '*a **a '.repeat(550)],
    ['underscores', '_'.repeat(4000)],
    ['code marks', '`a'.repeat(2000)],
    ['links', '[a]('.repeat(1000)],
    ['tables', `|${'a|'.repeat(900)}\n|${'-|'.repeat(900)}`],
    ['addresses', 'www.'.repeat(1000)],
    ['mail', 'a@'.repeat(2000)],
    ['less than', '<a '.repeat(1300)],
    ['backslashes', '\\'.repeat(4000)],
    ['combining marks', `a${'\u0301'.repeat(3999)}`]
  ])('a text made of %s is shown, and soon', (_, body) => {
    const before = performance.now()
    expect(show(body).textContent?.length).toBeGreaterThan(0)
    expect(performance.now() - before).toBeLessThan(3_000)
  })
})

test.each([
  ['https://a.example/b?c=d', 'https://a.example/b?c=d'],
  ['http://10.20.4.31:8080/', 'http://10.20.4.31:8080/'],
  ['mailto:elin@a.example', 'mailto:elin@a.example'],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['data:text/html,x', undefined],
  ['https://bank.example@evil.example/', undefined],
  ['relative/path', undefined],
  ['#here', undefined]
])('the address %j is followed as %j', (address, followed) => expect(safeUrl(address)).toBe(followed))

test('Markdown is shown: marks, lists, quotes, links that were only typed', () => {
  const page = show('**bold** _it_ ~~gone~~ `code`\n\n- one\n- two\n\n> said\n\nhttps://a.example/log')
  for (const name of ['strong', 'em', 'del', 'code', 'ul > li', 'blockquote', 'a[href="https://a.example/log"]']) {
    expect(page.querySelector(name), name).not.toBeNull()
  }
})

test('a heading is no larger than the rest and no heading of the page', () => {
  expect(show('# Loud').querySelector('h1')).toBeNull()
  expect(screen.getByText('Loud').tagName).toBe('STRONG')
})

test('a picture is never fetched: its words lead to where it is', () => {
  const page = show('![the chart](https://a.example/chart.png)')
  expect(page.querySelector('img')).toBeNull()
  expect(screen.getByText('the chart')).toHaveProperty('href', 'https://a.example/chart.png')
})

test('line ends break lines once, also where Markdown has a break of its own', () => {
  expect(show('one\ntwo').querySelector('p')?.textContent).toBe('one\ntwo')
  expect(show('one  \ntwo').querySelector('p')?.textContent).toBe('one\ntwo')
})

test('a code block can be reached with the keyboard, and folds when it is long', () => {
  show(`\`\`\`python\n${Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n')}\n\`\`\``)
  const code = screen.getByRole('group', { name: 'Code, python' })
  expect(code.tabIndex).toBe(0)
  expect(code.textContent).not.toContain('line 20')
  screen.getByRole('button', { name: 'Show all 30 lines' })
})

test('a message turns as its own text does', () => {
  expect(show('שלום').firstElementChild?.getAttribute('dir')).toBe('auto')
})
