/** What somebody who leads a private channel can do with somebody in it. Pure. */
import { Crown, ShieldCheck, UserMinus, UserRound } from 'lucide-react'
import type { Role } from '../../../../shared/model.ts'
import type { T } from '../../../i18n/useT.ts'
import type { MenuEntry } from '../../../ui/Menu.tsx'

export type RoleDeed = 'admin' | 'member' | 'handOver' | 'remove'

/** Owners change everybody, admins those who are only members. */
export function roleItems(t: T, own: Role | null, theirs: Role, onDeed: (deed: RoleDeed) => void): MenuEntry[] {
  const owner = own === 'owner'
  if (!owner && (own !== 'admin' || theirs !== 'member')) return []
  const role: MenuEntry[] =
    theirs === 'member'
      ? [{ id: 'admin', icon: ShieldCheck, label: t('role.makeAdmin'), onSelect: () => onDeed('admin') }]
      : theirs === 'admin'
        ? [{ id: 'member', icon: UserRound, label: t('role.makeMember'), onSelect: () => onDeed('member') }]
        : []
  const handOver: MenuEntry[] = owner
    ? [{ id: 'handOver', icon: Crown, label: t('role.handOver'), onSelect: () => onDeed('handOver') }]
    : []
  return [
    ...role,
    ...(theirs === 'owner' ? [] : handOver),
    'line',
    { id: 'remove', icon: UserMinus, label: t('role.remove'), danger: true, onSelect: () => onDeed('remove') }
  ]
}
