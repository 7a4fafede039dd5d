/** What is to be said about a channel name while it is being typed. Pure. */
import { MAX_CHANNEL_NAME_CHARS } from '../../../shared/limits.ts'
import type { HeardChannel, Room, RoomId } from '../../../shared/model.ts'
import { channelName, length, suggestChannelName } from '../../../shared/names.ts'

export type NameState =
  | { readonly is: 'empty' }
  | { readonly is: 'free'; readonly name: string }
  /** People within earshot are in one of this name: joining is what creating means. */
  | { readonly is: 'heard'; readonly name: string; readonly people: number }
  | { readonly is: 'joined'; readonly name: string; readonly roomId: RoomId }
  | { readonly is: 'tooLong' }
  /** `suggestion` is what was probably meant, when that may be a name. */
  | { readonly is: 'form'; readonly suggestion: string | null }

export function nameState(text: string, rooms: readonly Room[], heard: readonly HeardChannel[]): NameState {
  if (text.trim() === '' || text.trim() === '#') return { is: 'empty' }
  const name = channelName(text)
  if (name === undefined) return wrong(text)
  const room = rooms.find(one => one.kind === 'public' && one.name === name)
  if (room !== undefined) return { is: 'joined', name, roomId: room.roomId }
  const known = heard.find(one => one.name === name)
  return known !== undefined && known.people > 0 ? { is: 'heard', name, people: known.people } : { is: 'free', name }
}

function wrong(text: string): NameState {
  const tidied = suggestChannelName(text.trim())
    .replace(/[^\p{Ll}\p{Lo}\p{M}\p{Nd}-]+/gu, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
  if (length(tidied) > MAX_CHANNEL_NAME_CHARS) return { is: 'tooLong' }
  const suggestion = channelName(tidied)
  return { is: 'form', suggestion: suggestion ?? null }
}
