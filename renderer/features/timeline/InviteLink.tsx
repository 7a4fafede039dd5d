/** An invite in a message: pressed, it shows what it says, and asks before anybody joins. */
import { Lock } from 'lucide-react'
import { type MouseEvent, useRef } from 'react'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './MessageBody.module.css'

export function InviteLink({ link }: { link: string }) {
  const t = useT()
  const { joinWith } = useWindowActions()
  const before = useRef('')
  const open = (event: MouseEvent): void => {
    const now = selected()
    // letting go of the pointer after selecting some of it is no press
    if (event.detail === 0 || now === '' || now === before.current) joinWith(link)
  }
  // the whole link stands there, cut by how it is shown: selected and copied it is whole
  return (
    <button
      type='button'
      className={styles.invite}
      onPointerDown={() => {
        before.current = selected()
      }}
      onClick={open}
    >
      <span className={styles.inviteIcon}>
        <Icon icon={Lock} size={13} />
      </span>
      <span className={styles.inviteWords}>{t('message.invite')}</span>
      <span className={styles.inviteText} aria-hidden='true' dir='ltr'>
        {link}
      </span>
    </button>
  )
}

const selected = (): string => window.getSelection()?.toString() ?? ''
