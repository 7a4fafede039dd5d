/** What the formatting keys and buttons do to the Markdown source. Pure: text and selection in, one replacement out. */

export interface Selection {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Replace from..to by insert, then select selectStart..selectEnd. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
  readonly selectStart: number
  readonly selectEnd: number
}

export type Format = 'bold' | 'italic' | 'code' | 'codeBlock' | 'list' | 'quote'

const WRAP: Partial<Record<Format, string>> = { bold: '**', italic: '_', code: '`' }
const PREFIX: Partial<Record<Format, string>> = { list: '- ', quote: '> ' }

/** The change one formatting command makes; doing it twice takes it back. */
export function format(what: Format, selection: Selection): Edit {
  const mark = WRAP[what]
  if (mark !== undefined) return wrap(mark, selection)
  const prefix = PREFIX[what]
  return prefix !== undefined ? prefixLines(prefix, selection) : fence(selection)
}

function wrap(mark: string, { text, start, end }: Selection): Edit {
  const inner = text.slice(start, end)
  const n = mark.length
  if (text.slice(start - n, start) === mark && text.slice(end, end + n) === mark) {
    return { from: start - n, to: end + n, insert: inner, selectStart: start - n, selectEnd: end - n }
  }
  if (inner.length >= 2 * n && inner.startsWith(mark) && inner.endsWith(mark)) {
    const bare = inner.slice(n, -n)
    return { from: start, to: end, insert: bare, selectStart: start, selectEnd: start + bare.length }
  }
  // marks next to spaces would not be read as marks
  const lead = inner.length - inner.trimStart().length
  const trail = inner.trim() === '' ? 0 : inner.length - inner.trimEnd().length
  const core = inner.slice(lead, inner.length - trail)
  const insert = inner.slice(0, lead) + mark + core + mark + inner.slice(inner.length - trail)
  const selectStart = start + lead + n
  return { from: start, to: end, insert, selectStart, selectEnd: selectStart + core.length }
}

function prefixLines(prefix: string, { text, start, end }: Selection): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  const to = next === -1 ? text.length : next
  const lines = text.slice(from, to).split('\n')
  const all = lines.every(line => line.startsWith(prefix))
  const insert = lines.map(line => (all ? line.slice(prefix.length) : prefix + line)).join('\n')
  const selectEnd = from + insert.length
  return { from, to, insert, selectStart: start === end ? selectEnd : from, selectEnd }
}

function fence({ text, start, end }: Selection): Edit {
  const inner = text.slice(start, end)
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n'
  const after = end === text.length || text[end] === '\n' ? '' : '\n'
  const head = `${before}\`\`\`\n`
  const insert = `${head}${inner}${inner.endsWith('\n') ? '' : '\n'}\`\`\`${after}`
  const selectStart = start + head.length
  return { from: start, to: end, insert, selectStart, selectEnd: selectStart + inner.length }
}

/** Whether the caret stands in a code fence that was not closed before it: there Enter breaks the line. */
export function inOpenFence(text: string, caret: number): boolean {
  let open: string | undefined
  for (const line of text.slice(0, caret).split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark === undefined) continue
    if (open === undefined) open = mark
    else if (mark[0] === open[0] && mark.length >= open.length) open = undefined
  }
  return open !== undefined
}

/** What Enter puts in at the caret: the list or quote mark of this line again, or nothing but the break. */
export function continuation(text: string, caret: number): string {
  const from = text.lastIndexOf('\n', caret - 1) + 1
  const mark = /^\s*(?:[-*+] |> )+/.exec(text.slice(from, caret))?.[0] ?? ''
  return text.slice(from, caret) === mark ? '\n' : `\n${mark}`
}
