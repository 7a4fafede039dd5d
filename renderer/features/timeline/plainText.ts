/** A message as words only: for accessible names, announcements and the clipboard's plain form. */
import type { T } from '../../i18n/useT.ts'
import { nameInvites } from './inviteLinks.ts'

const FENCE = /^ {0,3}(?:`{3,}|~{3,}).*$/gm
const LINK = /!?\[([^\]\n]*)\]\([^)\n]*\)/g
const LINE_MARK = /^ {0,3}(?:>\s?|[-*+]\s+|#{1,6}\s+)+/gm
const EMPHASIS = /(\*\*|__|~~|`+)(?=\S)(.+?)(?<=\S)\1/g

/** Markdown marks taken away, invites named, lines joined. Only for reading out: the text itself is never changed. */
export function plainText(t: T, body: string): string {
  return nameInvites(body, t('message.invite'))
    .replace(FENCE, '')
    .replace(LINK, '$1')
    .replace(LINE_MARK, '')
    .replace(EMPHASIS, '$2')
    .replace(/\s+/g, ' ')
    .trim()
}
