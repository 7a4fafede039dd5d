/** Keeps texts from the parser that are made to exhaust it: 4,000 characters can nest 4,000 quotes. */

const MAX_DEPTH = 24
const MAX_MARKS = 400

/** Whether quotes or lists nest so deep, or marks are so many, that the text is shown as it was written. */
export function nestsTooDeep(body: string): boolean {
  for (const line of body.split('\n')) {
    const lead = /^(?:\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/.exec(line)?.[0] ?? ''
    if ((lead.match(/[>*+.)-]/g)?.length ?? 0) > MAX_DEPTH) return true
  }
  return (body.match(/[[\]*_~<]/g)?.length ?? 0) > MAX_MARKS
}
