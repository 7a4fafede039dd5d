/** The formatting buttons: they change the Markdown source, and can be undone like typing. */
import { Bold, Code, Italic, List, SquareCode, TextQuote } from 'lucide-react'
import type { RefObject } from 'react'
import { useT } from '../../../i18n/useT.ts'
import type { LucideIcon } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { applyFormat } from './applyEdit.ts'
import styles from './Composer.module.css'
import type { Format } from './edits.ts'
import { FORMAT_KEYS } from './useComposerKeys.ts'

const BUTTONS: readonly { what: Format; icon: LucideIcon }[] = [
  { what: 'bold', icon: Bold },
  { what: 'italic', icon: Italic },
  { what: 'code', icon: Code },
  { what: 'codeBlock', icon: SquareCode },
  { what: 'list', icon: List },
  { what: 'quote', icon: TextQuote }
]

export function FormatBar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useT()
  return (
    <div role='group' aria-label={t('composer.format')} className={styles.format}>
      {BUTTONS.map(({ what, icon }) => (
        <IconButton
          key={what}
          icon={icon}
          size='sm'
          label={t(`composer.format.${what}`)}
          shortcut={FORMAT_KEYS[what]}
          onPointerDown={event => event.preventDefault()}
          onClick={() => field.current !== null && applyFormat(field.current, what)}
        />
      ))}
    </div>
  )
}
