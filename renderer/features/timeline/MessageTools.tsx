/** What can be done with a message: on hover, and when it has the focus. Enter goes in, arrows move, Esc goes back. */
import { Check, Copy, Ellipsis, TextQuote } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useT } from '../../i18n/useT.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import styles from './Message.module.css'
import type { CopyMessage } from './useCopyMessage.ts'

export function MessageTools({ copy, onLeave }: { copy: CopyMessage; onLeave: () => void }) {
  const t = useT()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLButtonElement)) return
    if (event.key === 'Escape') onLeave()
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const buttons = [...event.currentTarget.querySelectorAll('button')]
      const step = (event.key === 'ArrowRight') === (getComputedStyle(event.currentTarget).direction === 'ltr') ? 1 : -1
      const at = buttons.indexOf(event.target)
      buttons[(at + step + buttons.length) % buttons.length]?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div role='toolbar' aria-label={t('timeline.tools')} className={styles.tools} onKeyDown={onKeyDown}>
      <IconButton
        icon={copy.copied ? Check : Copy}
        size='sm'
        tabIndex={-1}
        label={copy.copied ? t('timeline.copied') : t('timeline.copy')}
        shortcut='C'
        onClick={() => void copy.text()}
      />
      <Menu
        align='end'
        trigger={<IconButton icon={Ellipsis} size='sm' tabIndex={-1} label={t('timeline.more')} />}
        items={[
          { id: 'copy', icon: Copy, label: t('timeline.copy'), shortcut: 'C', onSelect: () => void copy.text() },
          { id: 'whole', icon: TextQuote, label: t('timeline.copyWhole'), onSelect: () => void copy.whole() }
        ]}
      />
    </div>
  )
}
