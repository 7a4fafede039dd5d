/** Puts into the text what the keys @ and : begin, for those who do not know them. */
import { AtSign, Smile } from 'lucide-react'
import { type RefObject, useMemo, useRef, useState } from 'react'
import { findEmoji } from '../../../i18n/emoji.ts'
import { useT } from '../../../i18n/useT.ts'
import { EmojiPicker } from '../../../ui/EmojiPicker.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { noteUse } from '../emojiHabit.ts'
import { groupsFor } from '../useReactionPicker.tsx'
import { insertText } from './applyEdit.ts'
import styles from './Composer.module.css'

export function InsertBar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useT()
  const button = useRef<HTMLButtonElement>(null)
  const [picking, setPicking] = useState(false)
  const groups = useMemo(() => (picking ? groupsFor(t) : []), [picking, t])
  const insert = (text: string): void => {
    const area = field.current
    if (area === null) return
    area.focus()
    insertText(area, text)
  }
  const callSomebody = (): void => {
    const area = field.current
    const before = area?.value.charAt(area.selectionStart - 1) ?? ''
    insert(/[\p{L}\p{N}@]/u.test(before) ? ' @' : '@')
  }
  return (
    <div role='group' aria-label={t('composer.insert')} className={styles.insert}>
      <IconButton
        icon={AtSign}
        size='sm'
        label={t('composer.suggest.person')}
        shortcut='@'
        onPointerDown={event => event.preventDefault()}
        onClick={callSomebody}
      />
      <IconButton
        ref={button}
        icon={Smile}
        size='sm'
        label={t('composer.suggest.emoji')}
        shortcut=':'
        aria-haspopup='dialog'
        aria-expanded={picking}
        onPointerDown={event => event.preventDefault()}
        onClick={() => setPicking(true)}
      />
      <EmojiPicker
        anchor={picking ? button.current : null}
        groups={groups}
        find={findEmoji}
        words={{ title: t('emoji.title'), find: t('emoji.find'), found: t('emoji.found'), none: t('emoji.none') }}
        onPick={emoji => {
          noteUse(emoji)
          setPicking(false)
          insert(emoji)
        }}
        onClose={() => setPicking(false)}
        finalFocus={() => field.current}
      />
    </div>
  )
}
