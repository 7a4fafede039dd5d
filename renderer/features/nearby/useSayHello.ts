/** Greeting somebody new: the channel that both are in opens, with their name in the composer. */
import { useCallback } from 'react'
import type { Person, Room, RoomId } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'

const EVERYONE = 'everyone'

/** The room in which somebody can be greeted: #everyone, where both are in it. */
export const greetingRoom = (rooms: readonly Room[], person: Person): Room | undefined =>
  person.channels.includes(EVERYONE) ? rooms.find(room => room.name === EVERYONE) : undefined

/** What is already being written there stays. */
export const withGreeting = (draft: string, name: string): string =>
  draft.trim() === '' ? `@${name} ` : draft.includes(`@${name}`) ? draft : `${draft.trimEnd()} @${name} `

export function useSayHello(onOpenRoom: (roomId: RoomId) => void): (room: Room, person: Person) => void {
  const bridge = useBridge()
  return useCallback(
    ({ roomId, draft }: Room, person: Person) => {
      const open = (): void => {
        onOpenRoom(roomId)
        focusComposer()
      }
      // the channel opens either way: without the draft the name has to be typed
      bridge.call('rooms.draft', { roomId, text: withGreeting(draft, person.name) }).then(open, open)
    },
    [bridge, onOpenRoom]
  )
}

const FRAMES = 60

/** The channel is drawn a moment later; the place to write in is found as F6 finds it. */
function focusComposer(left = FRAMES): void {
  const field = document.querySelector<HTMLTextAreaElement>('[data-region="composer"] [data-region-focus]')
  if (field !== null) {
    field.focus({ preventScroll: true })
    field.setSelectionRange(field.value.length, field.value.length)
  } else if (left > 0) requestAnimationFrame(() => focusComposer(left - 1))
}
