/** Who came into a private channel, went, or was made what: a quiet line, no message. */
import { LogIn, LogOut, type LucideIcon, PenLine, Plus, ShieldCheck, UserMinus, UserPlus } from 'lucide-react'
import type { MemberChange, TimelineEvent } from '../../../shared/model.ts'
import type { MessageId } from '../../i18n/catalogue.ts'
import { useFormat } from '../../i18n/format.ts'
import { Trans } from '../../i18n/Trans.tsx'
import type { T } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Message.module.css'

const ICONS: Record<MemberChange['what'], LucideIcon> = {
  created: Plus,
  added: UserPlus,
  joined: LogIn,
  left: LogOut,
  removed: UserMinus,
  role: ShieldCheck,
  renamed: PenLine,
  newcomers: ShieldCheck
}

const sentence = ({ member, sender, body }: TimelineEvent): { id: MessageId; values: Record<string, string> } => {
  const what = member?.what ?? 'newcomers'
  const values = { name: sender.name, who: member?.who?.name ?? '', to: `#${body}` }
  return { id: what === 'role' ? `member.role.${member?.role ?? 'member'}` : `member.${what}`, values }
}

/** As plain text, for those who listen. */
export function memberText(t: T, event: TimelineEvent): string {
  const { id, values } = sentence(event)
  return t(id, values).replace(/<\/?b>/g, '')
}

export function MemberLine({ event }: { event: TimelineEvent }) {
  const format = useFormat()
  return (
    <p className={styles.topic}>
      <Icon icon={ICONS[event.member?.what ?? 'newcomers']} size={15} />
      <span>
        <Trans {...sentence(event)} />
      </span>
      <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
    </p>
  )
}
