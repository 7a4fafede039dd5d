/** A sentence with parts that look or act differently: <b>…</b>, <link>…</link>. `b` needs no component. */
import { Trans as Lingui } from '@lingui/react'
import type { ReactElement } from 'react'
import type { MessageId } from './catalogue.ts'

export interface TransProps {
  id: MessageId
  values?: Record<string, string | number>
  components?: Record<string, ReactElement>
}

const BOLD = { b: <b /> }

export function Trans({ id, values, components }: TransProps) {
  return <Lingui id={id} values={values ?? {}} components={{ ...BOLD, ...components }} />
}
