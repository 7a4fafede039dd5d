/** What failed, in the words of the catalogue: every code has some, and anything unknown is 'internal'. */
import { ChatError, type ErrorCode } from '../../shared/errors.ts'
import { Trans } from './Trans.tsx'
import type { T } from './useT.ts'

/** The code of anything that was thrown. */
export const errorCode = (err: unknown): ErrorCode => (err instanceof ChatError ? err.code : 'internal')

/** As plain text, for titles and announcements. */
export const errorText = (t: T, err: unknown): string => t(`error.${errorCode(err)}`).replace(/<\/?b>/g, '')

/** As rich text, what is the case in bold. */
export function ErrorText({ error }: { error: unknown }) {
  return <Trans id={`error.${errorCode(error)}`} />
}
