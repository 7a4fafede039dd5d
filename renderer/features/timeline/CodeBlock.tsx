/** Code in a message: it scrolls inside, can be reached with the keyboard, copied, and folds when it is long. */
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import type { ExtraProps } from 'react-markdown'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './MessageBody.module.css'
import { useCopy } from './useCopy.ts'

const FOLD_OVER = 20

interface Code {
  text: string
  language: string | null
}

/** The text and language of a fenced block, from the tree the parser made. */
export function codeOf(node: ExtraProps['node']): Code {
  const code = node?.children[0]
  if (code?.type !== 'element') return { text: '', language: null }
  const text = code.children.map(child => (child.type === 'text' ? child.value : '')).join('')
  const names = code.properties.className
  const name = Array.isArray(names) ? names.find(one => `${one}`.startsWith('language-')) : undefined
  return { text: text.replace(/\n$/, ''), language: name === undefined ? null : `${name}`.slice(9, 40) }
}

export function CodeBlock({ text, language }: Code) {
  const t = useT()
  const { copied, copy } = useCopy()
  const [unfolded, setUnfolded] = useState(false)
  const lines = text.split('\n')
  const folds = lines.length > FOLD_OVER && !unfolded
  const label = language === null ? t('timeline.code.label') : t('timeline.code.labelOf', { language })
  return (
    <div className={styles.code} dir='ltr'>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <pre tabIndex={0} role='group' aria-label={label}>
        <code>{folds ? lines.slice(0, FOLD_OVER).join('\n') : text}</code>
      </pre>
      <span className={styles.copy}>
        <IconButton
          icon={copied ? Check : Copy}
          size='sm'
          label={copied ? t('timeline.copied') : t('timeline.code.copy')}
          onClick={() => void copy(text)}
        />
      </span>
      {folds && (
        <Button kind='ghost' size='sm' className={styles.unfold} onClick={() => setUnfolded(true)}>
          {t('timeline.code.unfold', { count: lines.length })}
        </Button>
      )}
    </div>
  )
}
