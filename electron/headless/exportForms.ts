/** The forms of an export: JSON for programs, Markdown and a page of its own for people. What strangers wrote stays text. */
import type { Room, TimelineEvent } from '../../shared/model.ts'
import type { FORMATS } from './args.ts'
import { memberWords } from './memberWords.ts'
import { jsonShapes } from './print.ts'

export interface Form {
  head(room: Room, now: number): string
  /** answer: it stands in the thread of the message before it. */
  event(event: TimelineEvent, answer: boolean): string
  foot(): string
}

/** @param label what the room is called here */
export function createForm(format: (typeof FORMATS)[number], label: string): Form {
  if (format === 'jsonl') return createJsonLines(label)
  return format === 'markdown' ? createMarkdown(label) : createPage(label)
}

const createJsonLines = (label: string): Form => ({
  head: () => '',
  event: event => `${jsonShapes.event(event, label)}\n`,
  foot: () => ''
})

/** By the clock of this computer: '2026-05-21' and '14:30'. */
function dayOf(ms: number): string {
  const at = new Date(ms)
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
}
const timeOf = (ms: number): string => `${pad(new Date(ms).getHours())}:${pad(new Date(ms).getMinutes())}`
const pad = (n: number): string => String(n).padStart(2, '0')

/** Says once of each day that it begins. Answers in threads are told by their own time only. */
function createDays(): (event: TimelineEvent, answer: boolean) => string | undefined {
  let shown = ''
  return ({ sentAt }, answer) => {
    const day = dayOf(sentAt)
    if (answer || day === shown) return undefined
    shown = day
    return day
  }
}

const marks = (event: TimelineEvent): string[] => [
  ...(event.editedAt === null ? [] : ['edited']),
  ...(event.pinned === null ? [] : ['pinned']),
  ...(event.thread !== null && event.alsoInRoom ? ['from a thread'] : [])
]

const reactions = (event: TimelineEvent): string =>
  event.reactions.map(({ emoji, count }) => `${emoji} ${count}`).join('  ')

const quoted = ({ replyTo }: TimelineEvent): string | undefined => {
  if (replyTo === null) return undefined
  const who = replyTo.sender === null ? '' : `${replyTo.sender.name}: `
  if (replyTo.state === 'missing') return `${who}(not on this computer)`
  return replyTo.state === 'deleted' ? `${who}(deleted)` : `${who}${replyTo.body.replaceAll(/\s+/g, ' ')}`
}

const MARKDOWN_SIGNS = /[\\`*_[\]<>#|~]/g
const inMarkdown = (line: string): string => line.replace(MARKDOWN_SIGNS, sign => `\\${sign}`).replaceAll(/\s+/g, ' ')
/** Messages are Markdown themselves; HTML in them is text, as Earshot shows it. */
const bodyInMarkdown = (body: string): string => body.replace(/<(?=[a-z/!?])/gi, '\\<')
const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by)

/** A list item a message: whatever Markdown it is, it ends with its item. */
function createMarkdown(label: string): Form {
  const beginsDay = createDays()
  return {
    head: (room, now) =>
      `# ${inMarkdown(label)}\n${room.topic === '' ? '' : `\n${inMarkdown(room.topic)}\n`}\nExported ${dayOf(now)} ${timeOf(now)}\n`,
    event(event, answer) {
      const day = beginsDay(event, answer)
      const [by, quote] = [answer ? '    ' : '  ', quoted(event)]
      const said = marks(event).map(mark => ` · ${mark}`)
      const parts = [
        `- **${inMarkdown(event.sender.name)}** ${answer ? `${dayOf(event.sentAt)} ` : ''}${timeOf(event.sentAt)}${said.join('')}`,
        ...(quote === undefined ? [] : [`  > ${inMarkdown(quote)}`]),
        indented(wordsOf(event, bodyInMarkdown, inMarkdown), '  '),
        ...(event.reactions.length === 0 ? [] : [`  ${inMarkdown(reactions(event))}`])
      ]
      return `${day === undefined ? '' : `\n## ${day}\n`}\n${indented(parts.join('\n\n'), by.slice(2))}\n`
    },
    foot: () => ''
  }
}

const wordsOf = (event: TimelineEvent, body: (text: string) => string, line: (text: string) => string): string =>
  event.deleted
    ? '(deleted)'
    : event.member !== null
      ? line(memberWords(event.member, event.body))
      : event.kind === 'topic'
        ? `set the topic: ${line(event.body)}`
        : body(event.body)

const ENTITIES = new Map(Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }))
/** Text in HTML, also within an attribute; without the characters that HTML may not hold. */
export const inHtml = (text: string): string =>
  text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD').replace(/[&<>"']/g, sign => ENTITIES.get(sign) ?? sign)

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
article{margin:.75rem 0}article.answer{margin-left:2rem;padding-left:.75rem;border-left:2px solid #ccc}
header{color:#555;font-size:.875rem}header b{color:#1a1a1a}p{margin:.1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{margin:.25rem 0;padding-left:.5rem;border-left:2px solid #ccc;color:#555}h2{font-size:1rem;margin-top:2rem}
@media (prefers-color-scheme:dark){body,header b{color:#eee}body{background:#161616}header,blockquote{color:#aaa}}`

/** Needs nothing but itself, and may load and run nothing. */
function createPage(label: string): Form {
  const beginsDay = createDays()
  return {
    head(room, now) {
      const name = inHtml(label)
      return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1><bdi>${name}</bdi></h1>
${room.topic === '' ? '' : `<p dir="auto">${inHtml(room.topic)}</p>\n`}<p>Exported ${dayOf(now)} ${timeOf(now)}</p>
`
    },
    event(event, answer) {
      const day = beginsDay(event, answer)
      const quote = quoted(event)
      const at = `${dayOf(event.sentAt)} ${timeOf(event.sentAt)}`
      const when = `<time datetime="${new Date(event.sentAt).toISOString()}" title="${at}">${answer ? at : timeOf(event.sentAt)}</time>`
      const header = [`<b><bdi>${inHtml(event.sender.name)}</bdi></b>`, when, ...marks(event)].join(' · ')
      const link = event.replyTo === null ? '' : `<a href="#${event.replyTo.eventId}">↩</a> `
      return [
        ...(day === undefined ? [] : [`<h2>${day}</h2>`]),
        `<article id="${event.eventId}"${answer ? ' class="answer"' : ''}><header>${header}</header>`,
        ...(quote === undefined ? [] : [`<blockquote dir="auto">${link}${inHtml(quote)}</blockquote>`]),
        `<p dir="auto">${wordsOf(event, inHtml, inHtml)}</p>`,
        ...(event.reactions.length === 0 ? [] : [`<p>${inHtml(reactions(event))}</p>`]),
        '</article>\n'
      ].join('\n')
    },
    foot: () => '</body></html>\n'
  }
}
