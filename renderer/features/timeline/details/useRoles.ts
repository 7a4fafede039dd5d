/** Who is what in a private channel: those who own it first, then those who help, then by how long they are in. */
import { useMemo } from 'react'
import type { Member, Role, RoomId } from '../../../../shared/model.ts'
import { useAsked } from '../../../bridge/useAsked.ts'

const RANK: Record<Role, number> = { owner: 0, admin: 1, member: 2 }

export const byRole = (a: Member, b: Member): number =>
  RANK[a.role] - RANK[b.role] || a.since - b.since || (a.account < b.account ? -1 : 1)

/** Empty until the core has answered. */
export function useRoles(roomId: RoomId): readonly Member[] {
  const { data } = useAsked('rooms.roles', { roomId }, (bridge, again) => bridge.on('rooms.changed', again))
  return useMemo(() => [...(data ?? [])].sort(byRole), [data])
}
