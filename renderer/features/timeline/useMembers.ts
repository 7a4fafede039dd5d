/** Who is in a room, nearest first, and kept so as people come and go. */
import { useEffect, useMemo, useState } from 'react'
import type { Nearness, Person, Room } from '../../../shared/model.ts'
import { useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'

const RANK: Record<Nearness, number> = { direct: 0, via: 1, far: 2, out: 3 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Nearest first, then by name. */
export const byNearness = (a: Person, b: Person): number =>
  RANK[a.nearness] - RANK[b.nearness] || collator.compare(a.name, b.name) || (a.account < b.account ? -1 : 1)

/** Everybody known to be in it but oneself. Empty until the core has answered. */
export function useMembers(room: Room): readonly Person[] {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [members, setMembers] = useState<readonly Person[]>([])
  const { roomId, members: count } = room

  useEffect(() => {
    void [epoch, count] // a new connection, somebody joined or left: asked again
    let current = true
    bridge.call('rooms.members', { roomId }).then(
      answer => current && setMembers(answer),
      () => {} // the count in the head still stands; asked again with the next change
    )
    const stop = bridge.on('people.changed', changed => {
      const byId = new Map(changed.map(person => [person.account, person]))
      setMembers(now => now.map(person => byId.get(person.account) ?? person))
    })
    return () => {
      current = false
      stop()
    }
  }, [bridge, roomId, epoch, count])

  return useMemo(() => [...members].sort(byNearness), [members])
}
