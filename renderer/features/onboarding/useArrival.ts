/** Making the account, and going where everybody is. */
import { useState } from 'react'
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Input } from '../../../shared/bridge/rpc.ts'
import { ChatError } from '../../../shared/errors.ts'
import type { Room, RoomId } from '../../../shared/model.ts'
import { type CoreBridge, useBridge } from '../../bridge/BridgeProvider.tsx'

/** The channel that everybody is in from the start. */
const FIRST_CHANNEL = 'everyone'

export interface Arrival {
  arrive: (profile: Input<Contract, 'account.create'>) => void
  busy: boolean
  error: unknown
}

export function useArrival({
  onStart,
  onFail,
  onDone
}: {
  onStart: () => void
  onFail: () => void
  onDone: (roomId: RoomId) => void
}): Arrival {
  const bridge = useBridge()
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined })

  async function arrive(profile: Input<Contract, 'account.create'>): Promise<void> {
    if (state.busy) return
    setState({ busy: true, error: undefined })
    onStart()
    try {
      await bridge.call('account.create', profile).catch(unlessMade)
      onDone((await firstRoom(bridge)).roomId)
    } catch (error) {
      setState({ busy: false, error })
      onFail()
    }
  }
  return { arrive: profile => void arrive(profile), ...state }
}

/** Where a former attempt made the account and then failed, the next goes on from there. */
function unlessMade(err: unknown): void {
  if (!(err instanceof ChatError && err.code === 'account.exists')) throw err
}

async function firstRoom(bridge: CoreBridge): Promise<Room> {
  const isFirst = (room: Room): boolean => room.name === FIRST_CHANNEL
  const already = (await bridge.call('rooms.list', {})).find(isFirst)
  return already ?? bridge.call('rooms.join', { name: FIRST_CHANNEL })
}
