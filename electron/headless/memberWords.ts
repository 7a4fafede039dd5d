/** What changed in a private room, for reading. */
import type { MemberChange } from '../../shared/model.ts'
import { plain } from './plain.ts'

/** @param body the new name, where it was renamed */
export function memberWords({ what, who, role }: MemberChange, body: string): string {
  const whom = who === null ? 'somebody' : plain(who.name)
  switch (what) {
    case 'created':
      return 'made this room'
    case 'added':
      return `added ${whom}`
    case 'joined':
      return 'came in with an invite'
    case 'left':
      return 'left'
    case 'removed':
      return `removed ${whom}`
    case 'role':
      return role === 'owner'
        ? `handed the room over to ${whom}`
        : `made ${whom} ${role === 'admin' ? 'an admin' : 'a member'}`
    case 'renamed':
      return `named it ${plain(body)}`
    case 'newcomers':
      return 'changed what newcomers can read'
  }
}
