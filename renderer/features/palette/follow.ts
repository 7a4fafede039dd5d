/** Where an entry leads. */
import type { Entry } from './entries.ts'
import { scopeOf } from './entries.ts'
import type { PaletteProps } from './Palette.tsx'

type Ways = Pick<PaletteProps, 'onRoom' | 'onPerson' | 'onMessage' | 'onJoin' | 'onSearch'>

export function follow(entry: Entry, typed: string, { onRoom, onPerson, onMessage, onJoin, onSearch }: Ways): void {
  switch (entry.kind) {
    case 'room':
      return onRoom(entry.room.roomId)
    case 'heard':
      return onJoin(entry.channel.name)
    case 'create':
      return onJoin(entry.name)
    case 'person':
      return onPerson(entry.person)
    case 'message':
      return onMessage(entry.hit)
    case 'command':
      return entry.command.run()
    default: // all messages, of what is typed by now
      return onSearch(scopeOf(typed).text)
  }
}
